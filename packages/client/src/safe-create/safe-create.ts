import { checkKnownOptions, checkNumber, InvalidArgumentError, sleep, type Clock } from '@novita-fleet/resilience';
import { mayHaveTakenEffect } from '../errors/effect.js';
import type { CreateInstanceRequest, InstancesResource } from '../resources/instances.js';
import { CreateUnclearError } from './create-unclear-error.js';
import {
  decideCreate,
  FIRST_STATE,
  type MarkedInstance,
  type SafeCreateEvent,
  type SafeCreateRules,
  type SafeCreateState,
} from './decide-create.js';

/**
 * How long and how often a safe create tries.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type SafeCreateOptions, type SafeCreateProgress } from '@novita-fleet/client';
 *
 * const options: SafeCreateOptions = {
 *   maxAttempts: 2,
 *   settleMs: 60_000,
 *   onProgress: ({ step, name }: SafeCreateProgress) => console.log(step, name),
 * };
 * await using client = new NovitaClient();
 * const { id, adopted } = await new NovitaApiService(client).createInstance(
 *   { kind: 'cpu', name: 'build', productId: 'cpu.4c16g', imageUrl: 'ghcr.io/me/build:1' },
 *   options,
 * );
 * console.log(id, adopted);
 * ```
 */
export interface SafeCreateOptions {
  /** Unique end of the instance's name, 1 to 40 letters and digits. Default: `nf` and 16 random ones. */
  readonly marker?: string;
  /** How long a create call whose answer was lost may still appear in the list, in milliseconds. Default 30,000. */
  readonly settleMs?: number;
  /** How often the create call is sent at most. Default 3. */
  readonly maxAttempts?: number;
  /** How long one search goes on at most, in milliseconds, should the list not be readable. Default 120,000. */
  readonly searchLimitMs?: number;
  /** Ends the create; what may exist is named in the error. */
  readonly signal?: AbortSignal;
  /** Told before each step. Must not throw. */
  readonly onProgress?: (progress: SafeCreateProgress) => void;
}

/** What a safe create is about to do. */
export interface SafeCreateProgress {
  readonly step: 'send' | 'search';
  /** Create calls so far, this one included. */
  readonly attempt: number;
  /** Name of the instance in the cloud. */
  readonly name: string;
}

/** An instance that surely exists, once. */
export interface CreatedInstance {
  readonly id: string;
  /** Its name in the cloud: the name that was asked for, and the marker. */
  readonly name: string;
  /** How often the create call was sent. */
  readonly attempts: number;
  /** True when the answer was lost and the instance was found by its name. */
  readonly adopted: boolean;
  /** Second copies that were found, and whether they could be deleted. */
  readonly duplicates: readonly { readonly id: string; readonly deleted: boolean }[];
}

export interface SafeCreateParts {
  readonly instances: InstancesResource;
  readonly clock: Clock;
  /** Makes 16 letters and digits that nothing else has. */
  readonly newMarker: () => string;
}

/** Longest name that the cloud takes (Novita page gpu-instance-create-instance). */
const MAX_NAME = 255;

/** Creates exactly one instance; the steps are decided by `decideCreate`. */
export async function safeCreate(
  parts: SafeCreateParts,
  request: CreateInstanceRequest,
  options: SafeCreateOptions,
): Promise<CreatedInstance> {
  checkKnownOptions('createInstance', options, OPTION_NAMES);
  const rules: SafeCreateRules = {
    settleMs: checkNumber('settleMs', options.settleMs ?? 30_000),
    maxAttempts: checkNumber('maxAttempts', options.maxAttempts ?? 3, { min: 1, integer: true }),
    searchLimitMs: checkNumber('searchLimitMs', options.searchLimitMs ?? 120_000),
  };
  const name = markedName(request.name ?? 'instance', options.marker ?? `nf${parts.newMarker()}`);
  const run = new Run(parts, { ...request, name }, options);
  let state: SafeCreateState = FIRST_STATE;
  while (state.kind === 'send' || state.kind === 'search') {
    state = decideCreate(state, await run.step(state), rules);
  }
  // The first refusal is told as it is: surely nothing exists, and its class says why.
  if (state.kind === 'refused') throw run.lastError;
  if (state.kind === 'unclear') throw new CreateUnclearError(name, state.attempt, { cause: run.lastError });
  const { id, attempt, adopted } = state;
  const duplicates: CreatedInstance['duplicates'] = await Promise.all(state.duplicates.map((each) => run.remove(each)));
  return { id, name, attempts: attempt, adopted, duplicates };
}

class Run {
  lastError: unknown;
  readonly #parts: SafeCreateParts;
  readonly #request: CreateInstanceRequest & { readonly name: string };
  readonly #options: SafeCreateOptions;

  constructor(
    parts: SafeCreateParts,
    request: CreateInstanceRequest & { readonly name: string },
    options: SafeCreateOptions,
  ) {
    this.#parts = parts;
    this.#request = request;
    this.#options = options;
  }

  step(state: SafeCreateState & { kind: 'send' | 'search' }): Promise<SafeCreateEvent> {
    this.#options.onProgress?.({ step: state.kind, attempt: state.attempt, name: this.#request.name });
    return state.kind === 'send' ? this.#send() : this.#search(state);
  }

  async remove(id: string): Promise<{ id: string; deleted: boolean }> {
    try {
      await this.#parts.instances.delete(id);
      return { id, deleted: true };
    } catch {
      // The caller is told by the result; the instance that was asked for exists all the same.
      return { id, deleted: false };
    }
  }

  async #send(): Promise<SafeCreateEvent> {
    try {
      const { id } = await this.#parts.instances.create(this.#request, this.#callOptions);
      return { kind: 'accepted', id };
    } catch (error) {
      this.lastError = error;
      return mayHaveTakenEffect(error) ? { kind: 'unclear', at: this.#now } : { kind: 'refused' };
    }
  }

  async #search({ nextAt, attempt }: SafeCreateState & { kind: 'search' }): Promise<SafeCreateEvent> {
    try {
      const delayMs = nextAt - this.#now;
      if (delayMs > 0) await sleep(this.#parts.clock, delayMs, this.#options.signal);
      const began = this.#now;
      const found: MarkedInstance[] = [];
      for await (const item of this.#parts.instances.listAll({ name: this.#request.name }, this.#callOptions)) {
        const isOurs = item.name === this.#request.name && !GONE.includes(item.status);
        if (isOurs) found.push({ id: item.id, createdAt: item.createdAt?.getTime() });
      }
      return { kind: 'searched', began, at: this.#now, found };
    } catch (error) {
      if (this.#options.signal?.aborted === true) {
        throw new CreateUnclearError(this.#request.name, attempt, { cause: error });
      }
      this.lastError = error;
      return { kind: 'search_failed', at: this.#now };
    }
  }

  get #now(): number {
    return this.#parts.clock.monotonic();
  }

  get #callOptions(): { readonly signal?: AbortSignal } {
    const { signal } = this.#options;
    return signal === undefined ? {} : { signal };
  }
}

/** On the way out: somebody else has deleted it. */
const GONE: readonly string[] = ['toRemove', 'removing', 'removed'];

function markedName(name: string, marker: string): string {
  if (!/^[A-Za-z0-9]{1,40}$/.test(marker)) {
    throw new InvalidArgumentError('marker', '"marker" must be 1 to 40 letters and digits');
  }
  const marked = `${name}-${marker}`;
  if (marked.length <= MAX_NAME) return marked;
  const most = MAX_NAME - marker.length - 1;
  throw new InvalidArgumentError('name', `"name" must have at most ${most} characters, got ${name.length}`);
}

const OPTION_NAMES: readonly (keyof SafeCreateOptions)[] = [
  'marker',
  'settleMs',
  'maxAttempts',
  'searchLimitMs',
  'signal',
  'onProgress',
];
