import type { CircuitBreakerState } from '@novita-fleet/resilience';
import type { LatencySummary } from './latency-histogram.js';
import type { RouteStats } from './route-table.js';

/** What the rate limiter still has to give. */
export interface LimiterStats {
  /** The present rate; below the configured one for a while after 429s. */
  readonly requestsPerMinute: number;
  /** Calls that could be sent at once now. */
  readonly freeSlots: number;
  /** Attempts under way. */
  readonly inFlight: number;
  /** Calls that wait. */
  readonly queueLength: number;
  /** End of the present pause in milliseconds since 1970, or undefined. */
  readonly pausedUntil: number | undefined;
}

/** Waits for the rate limiter that ended with a slot. */
export interface WaitStats {
  readonly count: number;
  /** All their waits together, in milliseconds. */
  readonly totalMs: number;
  /** The longest wait, in milliseconds. */
  readonly maxMs: number;
}

/** Catalogue reads that sent nothing of their own. */
export interface CatalogueStats {
  /** Number of reads that were answered from the cache. */
  readonly hits: number;
  /** Number of reads that were answered together with an equal read that was under way. */
  readonly shared: number;
  /** Number of answers that are kept at present. */
  readonly entries: number;
}

/**
 * What a client has done since it was made. A snapshot: it does not change any more.
 *
 * @example
 * ```ts
 * import type {
 *   CatalogueStats,
 *   ClientStats,
 *   LatencySummary,
 *   LimiterStats,
 *   RouteStats,
 *   WaitStats,
 * } from '@novita-fleet/client';
 *
 * const failures = ({ calls, outcomes }: RouteStats): number => calls - (outcomes.success ?? 0);
 * const spared = ({ hits, shared }: CatalogueStats): number => hits + shared;
 * const meanWaitMs = ({ count, totalMs }: WaitStats): number => (count === 0 ? 0 : totalMs / count);
 * const isBusy = ({ freeSlots, queueLength }: LimiterStats): boolean => freeSlots === 0 && queueLength > 0;
 * const tailMs = ({ p99Ms = 0 }: LatencySummary): number => p99Ms;
 *
 * export function report({ routes, catalogue, waits, limiter, callLatency }: ClientStats): void {
 *   for (const each of routes) console.log(each.method, each.route, each.calls, failures(each));
 *   console.log(spared(catalogue), meanWaitMs(waits), isBusy(limiter), tailMs(callLatency));
 * }
 * ```
 */
export interface ClientStats {
  /** When counting began, in milliseconds since 1970. */
  readonly since: number;
  /** Calls that have ended. */
  readonly calls: number;
  /** Calls that have begun and not ended. */
  readonly active: number;
  /** How the calls ended: `success`, or the code of the error. What did not come up is absent. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** By method and route, most called first; at most 205 entries. */
  readonly routes: readonly RouteStats[];
  /** Requests handed to the network. */
  readonly attempts: number;
  /** Attempts that followed a failed one. */
  readonly retries: number;
  readonly waits: WaitStats;
  readonly catalogue: CatalogueStats;
  readonly limiter: LimiterStats;
  readonly circuitBreaker: CircuitBreakerState;
  /** From the call of a method to its result, waits and retries included; of a stream, to the begin of its answer. */
  readonly callLatency: LatencySummary;
  /** From the sending of one request to its whole answer, well or not. */
  readonly attemptLatency: LatencySummary;
}
