import {
  CircuitOpenError,
  QueueFullError,
  type CircuitBreaker,
  type Clock,
  type RateLimiter,
} from '@novita-fleet/resilience';
import { RateLimitedError } from '../errors/status-errors.js';
import type { CallStats } from '../stats/call-stats.js';
import type { Call, Layer } from './call.js';
import { abortedError, deadlineError } from './waits.js';

export interface RateLimitSettings {
  readonly limiter: RateLimiter;
  /** Asked before queueing, so that an open breaker fails fast and takes no slot. */
  readonly breaker: CircuitBreaker;
  /** Pause of all calls after a 429 that names none, in milliseconds. */
  readonly defaultPauseMs: number;
  /** Longest pause of all calls, in milliseconds, whatever a 429 names. */
  readonly maxPauseMs: number;
  readonly stats: CallStats;
  readonly clock: Clock;
}

/** Holds calls back to the allowed rate. A 429 pauses all of them and lowers the rate for a while. */
export function rateLimit(settings: RateLimitSettings): Layer {
  const { limiter, breaker, defaultPauseMs, maxPauseMs } = settings;
  return (next) => async (call) => {
    breaker.check();
    if (!limiter.tryAcquire()) await waitForSlot(settings, call);
    let unused = false;
    try {
      return await next(call);
    } catch (error) {
      if (error instanceof CircuitOpenError) {
        unused = true;
      } else if (error instanceof RateLimitedError) {
        limiter.pauseFor(Math.min(error.retryAfterMs ?? defaultPauseMs, maxPauseMs));
        limiter.slowDown();
      }
      throw error;
    } finally {
      if (unused) limiter.giveBack();
      else limiter.release();
    }
  };
}

async function waitForSlot({ limiter, stats, clock }: RateLimitSettings, call: Call): Promise<void> {
  const since = clock.monotonic();
  try {
    await limiter.waitForSlot(call.signal, call.deadlineAt);
    stats.waited(clock.monotonic() - since);
  } catch (error) {
    if (call.signal?.aborted === true) throw abortedError(call, call.signal);
    if (!(error instanceof QueueFullError) || error.limit !== 'deadline') throw error;
    throw deadlineError(call, error.retryAfterMs, call.lastError ?? error);
  }
}
