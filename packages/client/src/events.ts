import { channel } from 'node:diagnostics_channel';
import type { CircuitBreakerState } from '@novita-fleet/resilience';

/** Published on `novita-fleet:request` when a call begins. */
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

/** Published on `novita-fleet:retry` before the wait for another attempt. */
export interface RetryEvent extends RequestEvent {
  /** The attempts made so far. */
  readonly attempts: number;
  readonly delayMs: number;
  readonly error: unknown;
}

/** Published on `novita-fleet:circuit` when a circuit breaker changes its state. */
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
