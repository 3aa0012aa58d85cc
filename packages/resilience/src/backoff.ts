import { checkKnownOptions, checkNumber } from './option-checks.js';
import type { Random } from './random.js';

/** How long to wait before the next try, in milliseconds; `attempt` counts the failures so far, from 0. */
export type Backoff = (attempt: number) => number;

/** How delays grow. */
export interface ExponentialBackoffOptions {
  /** Delay after the first failure, in milliseconds. */
  readonly baseMs: number;
  /** Longest delay, in milliseconds. */
  readonly maxMs: number;
  /** `full`: anything from 0 to the delay, evenly, so that clients do not come back in step. `none`: the delay itself. */
  readonly jitter: 'full' | 'none';
  /** Source of the jitter. Default `Math.random`. */
  readonly random?: Random;
}

/**
 * Delays that double: `min(maxMs, baseMs × 2^attempt)`, then the jitter.
 *
 * @throws InvalidArgumentError when an option is unknown or out of range.
 *
 * @example
 * ```ts
 * import { exponentialBackoff, type Backoff } from '@novita-fleet/resilience';
 *
 * const backoff: Backoff = exponentialBackoff({ baseMs: 1_000, maxMs: 30_000, jitter: 'none' });
 * console.log(backoff(0), backoff(1), backoff(2), backoff(9)); // → 1000 2000 4000 30000
 * ```
 */
export function exponentialBackoff(options: ExponentialBackoffOptions): Backoff {
  checkKnownOptions('exponentialBackoff', options, ['baseMs', 'maxMs', 'jitter', 'random']);
  const baseMs = checkNumber('baseMs', options.baseMs);
  const maxMs = checkNumber('maxMs', options.maxMs);
  const random = options.random ?? Math.random;
  // From 2^1023 on the power is infinite; the cap holds all the same, except for 0 × infinity.
  const ceiling = (attempt: number): number => (baseMs === 0 ? 0 : Math.min(maxMs, baseMs * 2 ** attempt));
  if (options.jitter === 'none') return ceiling;
  return (attempt) => random() * ceiling(attempt);
}
