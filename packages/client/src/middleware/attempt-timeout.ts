import type { Clock } from '@novita-fleet/resilience';
import { DeadlineExceededError } from '../errors/call-errors.js';
import { AttemptTimeoutError } from '../errors/transport-errors.js';
import type { Call, CallHandler, Layer } from './call.js';
import { deadlineError } from './waits.js';

/** Bounds each attempt by its own timeout and by what is left until the deadline of the call. */
export function attemptTimeout(clock: Clock): Layer {
  return (next) => (call) => {
    call.attemptStartedAt = clock.monotonic();
    const leftMs = call.deadlineAt - call.attemptStartedAt;
    if (call.timeoutMs <= leftMs) {
      call.attemptTimeoutMs = call.timeoutMs;
      return next(call);
    }
    if (leftMs <= 0) return Promise.reject(deadlineError(call));
    call.attemptTimeoutMs = leftMs;
    return untilDeadline(call, next);
  };
}

async function untilDeadline(call: Call, next: CallHandler): Promise<unknown> {
  try {
    return await next(call);
  } catch (error) {
    if (!(error instanceof AttemptTimeoutError)) throw error;
    const message = `${call.method} ${call.path} did not succeed within ${call.deadlineMs} ms`;
    throw new DeadlineExceededError(message, call.mayHaveRun || error.requestSent, undefined, { cause: error });
  }
}
