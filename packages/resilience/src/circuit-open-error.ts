import { NovitaError } from './novita-error.js';

/**
 * The circuit breaker is open after repeated failures, so nothing was sent.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, CircuitOpenError } from '@novita-fleet/resilience';
 *
 * const breaker = new CircuitBreaker({ failureThreshold: 1 });
 * breaker.record(breaker.acquire(), 'failure');
 * try {
 *   breaker.check();
 * } catch (error) {
 *   if (error instanceof CircuitOpenError) console.log(error.code); // → circuit_open
 * }
 * ```
 */
export class CircuitOpenError extends NovitaError {
  static override readonly brand: string = 'CircuitOpenError';
  override readonly name: string = 'CircuitOpenError';
  /** Milliseconds until the breaker admits a probe; 0 while a probe is under way. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    const when =
      retryAfterMs > 0 ? `the next try is admitted in ${Math.ceil(retryAfterMs)} ms` : 'a probe is under way';
    super('circuit_open', `The circuit breaker is open after repeated failures; ${when}`, options);
    this.retryAfterMs = retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), retryAfterMs: this.retryAfterMs };
  }
}
