import { InvalidArgumentError, NovitaError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import { AbortedError } from '../errors/call-errors.js';
import { forEachBounded } from '../for-each-bounded.js';
import type { CreateInstanceRequest } from '../resources/instances.js';
import type { CreateInstanceBase } from '../safe-create/candidates.js';
import { planCreate, type SafeCreateOptions, type SafeCreateParts } from '../safe-create/create-plan.js';
import { CreateUnclearError } from '../safe-create/create-unclear-error.js';
import { safeCreate, type CreatedInstance } from '../safe-create/safe-create.js';

/** How to create many instances; what is not named here holds for each of them as in `createInstance`. */
export interface CreateInstancesOptions extends Omit<SafeCreateOptions, 'marker' | 'onProgress'> {
  /** How many are being created at a time, from 1 to 64. Default 4. */
  readonly concurrency?: number;
  /**
   * Told what came of each request as soon as it is known, with its index, so that ids can be kept though the program may
   * not live to see the end. Must not throw; what it throws is dropped.
   */
  readonly onResult?: (result: CreateResult, index: number) => void;
}

/** What came of one request of many. */
export type CreateResult =
  | {
      readonly ok: true;
      readonly request: CreateInstanceRequest | CreateInstanceBase;
      readonly instance: CreatedInstance;
    }
  | {
      readonly ok: false;
      readonly request: CreateInstanceRequest | CreateInstanceBase;
      readonly error: Error;
      /** Name that the instance has in the cloud, if it exists. */
      readonly marker: string;
      /** `not_begun` and `refused`: surely nothing exists. `unclear`: search the list for `marker`. */
      readonly outcome: 'not_begun' | 'refused' | 'unclear';
    };

/** Creates many instances, each exactly once; `NovitaApiService.createInstances` is this with its parts filled in. */
export async function createInstances(
  parts: SafeCreateParts,
  requests: readonly (CreateInstanceRequest | CreateInstanceBase)[],
  options: CreateInstancesOptions,
): Promise<CreateResult[]> {
  checkKnownOptions('createInstances', options, OPTION_NAMES);
  const { concurrency = 4, onResult, ...each } = options;
  const limit = checkNumber('concurrency', concurrency, { min: 1, max: 64, integer: true });
  const list: unknown = requests;
  if (!Array.isArray(list)) throw new InvalidArgumentError('requests', '"requests" must be a list');
  // All of them before the first is sent: a mistake in the last one must not be found when money is spent already.
  const items = requests.map((request, index) => ({
    request,
    plan: planCreate(parts, request, each, `requests[${index}]`),
  }));
  const results: CreateResult[] = [];
  await forEachBounded(items, limit, async ({ request, plan }, index) => {
    const result = await create(request, plan.name, each.signal, () => safeCreate(parts, plan));
    results[index] = result;
    tell(onResult, result, index);
  });
  return results;
}

async function create(
  request: CreateInstanceRequest | CreateInstanceBase,
  marker: string,
  signal: AbortSignal | undefined,
  run: () => Promise<CreatedInstance>,
): Promise<CreateResult> {
  if (signal?.aborted === true) {
    const error = new AbortedError(false, { cause: signal.reason });
    return { ok: false, request, error, marker, outcome: 'not_begun' };
  }
  try {
    return { ok: true, request, instance: await run() };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new TypeError('not an error', { cause: thrown });
    const isRefused = error instanceof NovitaError && !(error instanceof CreateUnclearError);
    return { ok: false, request, error, marker, outcome: isRefused ? 'refused' : 'unclear' };
  }
}

function tell(onResult: CreateInstancesOptions['onResult'], result: CreateResult, index: number): void {
  try {
    onResult?.(result, index);
  } catch {
    // The results of the others must not be lost by a mistake in the callback.
  }
}

const OPTION_NAMES: readonly (keyof CreateInstancesOptions)[] = [
  'concurrency',
  'onResult',
  'candidates',
  'settleMs',
  'maxAttempts',
  'searchLimitMs',
  'signal',
];
