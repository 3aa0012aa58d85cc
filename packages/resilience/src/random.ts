/**
 * A source of numbers in [0, 1), like `Math.random`. Tests pass a seeded one.
 *
 * @example
 * ```ts
 * import { exponentialBackoff, type ExponentialBackoffOptions, type Random } from '@novita-fleet/resilience';
 *
 * const middle: Random = () => 0.5;
 * const options: ExponentialBackoffOptions = { baseMs: 1_000, maxMs: 30_000, jitter: 'full', random: middle };
 * console.log(exponentialBackoff(options)(1)); // → 1000
 * ```
 */
export type Random = () => number;
