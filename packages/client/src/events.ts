import { channel } from 'node:diagnostics_channel';
import type { CircuitBreakerState } from '@novita-fleet/resilience';
import type { ResponseSource } from './response-info.js';

/**
 * Published on `novita-fleet:request` when a call begins, in the async context of the caller.
 *
 * The later events of the same call carry this very object as `request`, so that it can be the key of a `WeakMap`.
 *
 * @example
 * ```ts
 * import { subscribe } from 'node:diagnostics_channel';
 * import type { ErrorEvent, RequestEvent, ResponseEvent, RetryEvent } from '@novita-fleet/client';
 *
 * const underWay = new Set<RequestEvent>();
 * const ended = ({ request, method, route, attempts, durationMs }: ResponseEvent | ErrorEvent): void => {
 *   underWay.delete(request);
 *   console.log(`${method} ${route} took ${durationMs} ms and ${attempts} attempts; ${underWay.size} are under way`);
 * };
 * subscribe('novita-fleet:request', (event) => underWay.add(event as RequestEvent));
 * subscribe('novita-fleet:response', (event) => ended(event as ResponseEvent));
 * subscribe('novita-fleet:error', (event) => ended(event as ErrorEvent));
 * subscribe('novita-fleet:retry', (event) => {
 *   const { route, code, delayMs } = event as RetryEvent;
 *   console.log(`${route} failed with ${code}; again in ${delayMs} ms`);
 * });
 * ```
 */
export interface RequestEvent {
  /** Class of the client: `NovitaClient` or `FleetClient`. */
  readonly client: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The path with names in place of ids: of few values, so that it may name spans and metrics. */
  readonly route: string;
  readonly correlationId: string;
}

/** What all events after the begin of a call carry. */
interface LaterEvent extends RequestEvent {
  /** The event that told of the begin. */
  readonly request: RequestEvent;
  /** Attempts made so far; 0 when the call was answered without being sent. */
  readonly attempts: number;
}

/** Published on `novita-fleet:response` when a call has succeeded; for a stream, when its answer has begun. */
export interface ResponseEvent extends LaterEvent {
  /** HTTP status. */
  readonly status: number;
  /** The id that the API gave to the request, where it gave one. */
  readonly requestId: string | undefined;
  /** From the begin of the call, in milliseconds. */
  readonly durationMs: number;
  readonly source: ResponseSource;
}

/** Published on `novita-fleet:error` when a call has failed for good. */
export interface ErrorEvent extends LaterEvent {
  /** From the begin of the call, in milliseconds. */
  readonly durationMs: number;
  /** Code of the error, or `unknown_error` when it is not one of ours. */
  readonly code: string;
  /** HTTP status, where the API answered. */
  readonly status: number | undefined;
  readonly error: unknown;
}

/** Published on `novita-fleet:retry` before the wait for another attempt. */
export interface RetryEvent extends LaterEvent {
  /** The wait, in milliseconds. */
  readonly delayMs: number;
  /** Code of the failure, or `unknown_error` when it is not one of ours. */
  readonly code: string;
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
  /** Class of the client: `NovitaClient` or `FleetClient`. */
  readonly client: string;
  /** Scheme, host and port that the breaker guards. */
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
