import type { CircuitBreaker, CircuitOutcome } from '@novita-fleet/resilience';
import { ApiError } from '../errors/api-error.js';
import { AttemptTimeoutError, ConnectionError, DecodeError } from '../errors/transport-errors.js';
import type { Layer } from './call.js';

/** Keeps attempts from an origin that is down. Counts 5xx, timeouts and lost connections; not 4xx, 429 or aborts. */
export function circuitBreaker(breaker: CircuitBreaker): Layer {
  return (next) => async (call) => {
    const permit = breaker.acquire();
    let outcome: CircuitOutcome = 'ignored';
    try {
      const result = await next(call);
      outcome = 'success';
      return result;
    } catch (error) {
      if (isServiceFailure(error)) outcome = 'failure';
      throw error;
    } finally {
      breaker.record(permit, outcome);
    }
  };
}

/** Whether an error says that the service is down, rather than that it refused this one call. */
function isServiceFailure(error: unknown): boolean {
  if (error instanceof ApiError || error instanceof DecodeError) return error.status >= 500;
  return error instanceof ConnectionError || error instanceof AttemptTimeoutError;
}
