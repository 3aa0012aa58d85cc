import type { Backoff } from './backoff.js';
import { sleep, systemClock, type Clock } from './clock.js';
import { checkKnownOptions, checkNumber } from './option-checks.js';
import type { RetryBudget } from './retry-budget.js';

/** What to do about a failure. Without `delayMs` the backoff tells how long to wait. */
export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly delayMs?: number };

/** Why a failure is not followed by another try. */
export type GiveUpReason = 'not_retryable' | 'retries_exhausted' | 'budget_exhausted' | 'deadline';

/**
 * When and how often an operation is repeated.
 *
 * @example
 * ```ts
 * import { exponentialBackoff, type GiveUpReason, type RetryDecision, type RetryOptions } from '@novita-fleet/resilience';
 *
 * const STOP: RetryDecision = { retry: false };
 *
 * export const options: RetryOptions = {
 *   maxRetries: 5,
 *   backoff: exponentialBackoff({ baseMs: 200, maxMs: 5_000, jitter: 'full' }),
 *   decide: (error) => (error instanceof SyntaxError ? STOP : { retry: true }),
 *   onGiveUp: (error, reason: GiveUpReason) => new Error(`gave up: ${reason}`, { cause: error }),
 * };
 * ```
 */
export interface RetryOptions {
  /** How many times the operation may be repeated; it runs at most `maxRetries + 1` times. */
  readonly maxRetries: number;
  /** Wait before each repetition, in milliseconds, where the decision names none. */
  readonly backoff: Backoff;
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Ends the waits and keeps further tries from starting. A try under way must look at the signal itself. */
  readonly signal?: AbortSignal | undefined;
  /** No repetition starts at or after this moment, in milliseconds of `clock.monotonic()`. Default: none. */
  readonly deadlineAt?: number;
  /** Shared by many operations; takes part in every repetition. Default: none. */
  readonly budget?: RetryBudget;
  /** Default: every error is repeated. `attempt` counts from 0. */
  readonly decide?: (error: unknown, attempt: number) => RetryDecision;
  /** How to wait. Default: `sleep` on the clock. */
  readonly wait?: (delayMs: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Told before each wait; `attempt` counts from 0. */
  readonly onRetry?: (error: unknown, attempt: number, delayMs: number) => void;
  /** Turns the last failure into what is thrown; `attempt` counts from 0. Default: the failure itself. */
  readonly onGiveUp?: (error: unknown, reason: GiveUpReason, attempt: number) => unknown;
}

/**
 * Runs an operation again until it succeeds or a limit is met. A wait never ends early: a delay that does not fit
 * before the deadline ends the whole at once instead of being cut short.
 *
 * @param operation - is given the number of the attempt, from 0.
 * @returns what the operation returned.
 * @throws the last error of the operation, or what `onGiveUp` makes of it; the reason of `signal` when that is aborted.
 *
 * @example
 * ```ts
 * import { exponentialBackoff, retry } from '@novita-fleet/resilience';
 *
 * const response = await retry(() => fetch('https://example.com/'), {
 *   maxRetries: 3,
 *   backoff: exponentialBackoff({ baseMs: 1_000, maxMs: 30_000, jitter: 'full' }),
 * });
 * console.log(response.status);
 * ```
 */
export async function retry<T>(operation: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  checkKnownOptions('retry', options, OPTION_NAMES);
  checkNumber('maxRetries', options.maxRetries, COUNT);
  if (options.deadlineAt !== undefined) checkNumber('deadlineAt', options.deadlineAt, ANY_TIME);
  for (let attempt = 0; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      const result = await operation(attempt);
      options.budget?.succeed();
      return result;
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      await prepareNext(error, attempt, options);
    }
  }
}

/** Waits for the next try, or throws. */
async function prepareNext(error: unknown, attempt: number, options: RetryOptions): Promise<void> {
  const { clock = systemClock, signal, deadlineAt = Infinity } = options;
  const decision = options.decide?.(error, attempt) ?? RETRY;
  if (!decision.retry) throw givenUp(error, 'not_retryable', attempt, options);
  if (attempt >= options.maxRetries) throw givenUp(error, 'retries_exhausted', attempt, options);
  const delayMs = checkNumber('delayMs', decision.delayMs ?? options.backoff(attempt), DELAY);
  const until = clock.monotonic() + delayMs;
  if (until >= deadlineAt) throw givenUp(error, 'deadline', attempt, options);
  if (options.budget?.tryTake() === false) throw givenUp(error, 'budget_exhausted', attempt, options);
  options.onRetry?.(error, attempt, delayMs);
  const wait = options.wait ?? ((ms: number) => sleep(clock, ms, signal));
  // A timer may fire a little before its time.
  for (let leftMs = delayMs; leftMs > TOLERANCE_MS; leftMs = until - clock.monotonic()) await wait(leftMs, signal);
  // Or long after it, when the process was busy or asleep.
  if (clock.monotonic() >= deadlineAt) throw givenUp(error, 'deadline', attempt, options);
}

/** Differences below this are rounding, not an early timer. */
const TOLERANCE_MS = 0.01;
const RETRY: RetryDecision = { retry: true };
const COUNT = { max: Infinity, integer: true };
const DELAY = { max: Infinity };
const ANY_TIME = { min: -Infinity, max: Infinity };

function givenUp(error: unknown, reason: GiveUpReason, attempt: number, options: RetryOptions): Error {
  return (options.onGiveUp === undefined ? error : options.onGiveUp(error, reason, attempt)) as Error;
}

const OPTION_NAMES: readonly (keyof RetryOptions)[] = [
  'maxRetries',
  'backoff',
  'clock',
  'signal',
  'deadlineAt',
  'budget',
  'decide',
  'wait',
  'onRetry',
  'onGiveUp',
];
