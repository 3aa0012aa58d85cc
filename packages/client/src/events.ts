import { channel } from 'node:diagnostics_channel';
import type { CircuitBreakerState } from '@novita-fleet/resilience';

/**
 * Published on `novita-fleet:request` when a call begins.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import type { ErrorEvent, RequestEvent, ResponseEvent } from '@novita-fleet/client';
 *
 * subscribe('novita-fleet:request', (event) => {
 *   const { method, path } = event as RequestEvent;
 *   console.log(method, path);
 * });
 * subscribe('novita-fleet:response', (event) => console.log((event as ResponseEvent).durationMs));
 * subscribe('novita-fleet:error', (event) => console.log((event as ErrorEvent).error));
 * ```
 */
export interface RequestEvent {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly correlationId: string;
}

/** Published on `novita-fleet:response` when a call has succeeded. */
export interface ResponseEvent extends RequestEvent {
  readonly attempts: number;
  readonly durationMs: number;
}

/** Published on `novita-fleet:error` when a call has failed for good. */
export interface ErrorEvent extends ResponseEvent {
  readonly error: unknown;
}

/**
 * Published on `novita-fleet:retry` before the wait for another attempt.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import type { RetryEvent } from '@novita-fleet/client';
 *
 * subscribe('novita-fleet:retry', (event) => {
 *   const { path, attempts, delayMs } = event as RetryEvent;
 *   console.log(`${path} failed ${attempts} times; again in ${delayMs} ms`);
 * });
 * ```
 */
export interface RetryEvent extends RequestEvent {
  /** The attempts made so far. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly error: unknown;
}

/**
 * Published on `novita-fleet:circuit` when a circuit breaker changes its state.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import type { CircuitEvent } from '@novita-fleet/client';
 *
 * subscribe('novita-fleet:circuit', (event) => {
 *   const { origin, to } = event as CircuitEvent;
 *   if (to === 'open') console.log(`${origin} is down`);
 * });
 * ```
 */
export interface CircuitEvent {
  readonly origin: string;
  readonly from: CircuitBreakerState;
  readonly to: CircuitBreakerState;
}

/** The channels of `node:diagnostics_channel` on which every client publishes. */
export const channels = {
  request: channel('novita-fleet:request'),
  response: channel('novita-fleet:response'),
  error: channel('novita-fleet:error'),
  retry: channel('novita-fleet:retry'),
  circuit: channel('novita-fleet:circuit'),
} as const;
