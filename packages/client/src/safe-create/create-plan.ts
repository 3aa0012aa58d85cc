import { checkKnownOptions, checkNumber, InvalidArgumentError, type Clock } from '@novita-fleet/resilience';
import type { CreateInstanceRequest, InstancesResource } from '../resources/instances.js';
import { requestsOf, type CreateCandidate, type CreateInstanceBase } from './candidates.js';
import type { SafeCreateRules } from './decide-create.js';

/** Limits of a safe create, and what it may fall back to. */
export interface SafeCreateOptions {
  /** Unique end of the instance's name, 1 to 40 letters and digits. Default: `nf` and 16 random ones. */
  readonly marker?: string;
  /**
   * What is tried in turn, each replacing fields of the request; an empty one is the request as it is. The next one is
   * tried only after a clear refusal that is about the capacity, the product or the place. Default: the request alone.
   */
  readonly candidates?: readonly CreateCandidate[];
  /** How long a create call whose answer was lost may still appear in the list, in milliseconds. Default 30,000. */
  readonly settleMs?: number;
  /** How often the create call is sent at most for one candidate. Default 3. */
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
  /** What is being tried; empty for the request as it is. */
  readonly candidate: CreateCandidate;
  /** Name of the instance in the cloud. */
  readonly name: string;
}

export interface SafeCreateParts {
  readonly instances: InstancesResource;
  readonly clock: Clock;
  /** Makes 16 letters and digits that nothing else has. */
  readonly newMarker: () => string;
}

/** A safe create whose options are checked and whose name is known. */
export interface SafeCreatePlan {
  /** Name in the cloud, with the marker. */
  readonly name: string;
  /** What is sent for each candidate. */
  readonly requests: readonly CreateInstanceRequest[];
  readonly candidates: readonly CreateCandidate[];
  /** Whether the caller gave candidates. */
  readonly hasCandidates: boolean;
  readonly rules: SafeCreateRules;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: SafeCreateProgress) => void) | undefined;
}

/** Longest name that the cloud takes (Novita page gpu-instance-create-instance). */
const MAX_NAME = 255;

/**
 * Checks a safe create before any request.
 *
 * @param at - where the request stands, for messages: `requests[3]`; empty for the request itself.
 * @throws InvalidArgumentError naming what is missing, unknown or out of range.
 */
export function planCreate(
  { newMarker }: Pick<SafeCreateParts, 'newMarker'>,
  request: CreateInstanceRequest | CreateInstanceBase,
  options: SafeCreateOptions,
  at = '',
): SafeCreatePlan {
  checkKnownOptions('createInstance', options, OPTION_NAMES);
  const { candidates = [{}], signal, onProgress } = options;
  const rules: SafeCreateRules = {
    settleMs: checkNumber('settleMs', options.settleMs ?? 30_000),
    maxAttempts: checkNumber('maxAttempts', options.maxAttempts ?? 3, { min: 1, integer: true }),
    searchLimitMs: checkNumber('searchLimitMs', options.searchLimitMs ?? 120_000),
    candidates: candidates.length,
  };
  const requests = requestsOf(request, options.candidates, at);
  const name = markedName(request.name ?? 'instance', options.marker ?? `nf${newMarker()}`, at);
  const hasCandidates = options.candidates !== undefined;
  return {
    ...{ name, candidates, hasCandidates, rules, signal, onProgress },
    requests: requests.map((each) => ({ ...each, name })),
  };
}

function markedName(name: string, marker: string, at: string): string {
  if (!/^[A-Za-z0-9]{1,40}$/.test(marker)) {
    throw new InvalidArgumentError('marker', '"marker" must be 1 to 40 letters and digits');
  }
  const marked = `${name}-${marker}`;
  if (marked.length <= MAX_NAME) return marked;
  const most = MAX_NAME - marker.length - 1;
  const argument = at === '' ? 'name' : `${at}.name`;
  throw new InvalidArgumentError(argument, `"${argument}" must have at most ${most} characters, got ${name.length}`);
}

const OPTION_NAMES: readonly (keyof SafeCreateOptions)[] = [
  'marker',
  'candidates',
  'settleMs',
  'maxAttempts',
  'searchLimitMs',
  'signal',
  'onProgress',
];
