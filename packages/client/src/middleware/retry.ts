import {
  CircuitOpenError,
  retry as retryOperation,
  type Backoff,
  type Clock,
  type GiveUpReason,
  type RetryBudget,
  type RetryDecision,
} from '@novita-fleet/resilience';
import { ApiError } from '../errors/api-error.js';
import { DeadlineExceededError } from '../errors/call-errors.js';
import { mayHaveTakenEffect } from '../errors/effect.js';
import { errorCodeOf } from '../errors/error-code-of.js';
import { AttemptTimeoutError, ConnectionError, DecodeError } from '../errors/transport-errors.js';
import { channels } from '../events.js';
import type { Logger } from '../logger.js';
import type { CallStats } from '../stats/call-stats.js';
import type { Call, Layer } from './call.js';
import type { Waits } from './waits.js';

export interface RetrySettings {
  readonly backoff: Backoff;
  readonly budget: RetryBudget;
  /** Longest `Retry-After` that is waited, in milliseconds. */
  readonly maxRetryAfterMs: number;
  readonly clock: Clock;
  readonly waits: Waits;
  readonly stats: CallStats;
  readonly logger: Logger | undefined;
}

/**
 * Sends a call again after failures that may pass: lost connections, timeouts, 408, 425, 429 and 5xx. A call that is
 * not idempotent is sent again only when the attempt surely did not run.
 */
export function retry(settings: RetrySettings): Layer {
  const { backoff, budget, clock, waits, stats, logger } = settings;
  return (next) => (call) =>
    retryOperation(
      (attempt) => {
        call.attempts = attempt + 1;
        return next(call);
      },
      {
        maxRetries: call.maxRetries,
        deadlineAt: call.deadlineAt,
        backoff,
        budget,
        clock,
        decide: (error) => {
          if (mayHaveTakenEffect(error)) call.mayHaveRun = true;
          return decideRetry(error, call.idempotent, settings.maxRetryAfterMs);
        },
        wait: (delayMs) => waits.sleep(delayMs, call),
        onRetry: (error, attempt, delayMs) => {
          call.lastError = error;
          stats.retry();
          report(call, error, attempt + 1, delayMs, logger);
        },
        onGiveUp: (error, reason) => finalError(error, reason, call),
      },
    );
}

/**
 * Whether a failure is followed by another attempt, limits of number and time apart.
 *
 * @param idempotent - whether sending the call twice is harmless.
 * @param maxRetryAfterMs - longest `Retry-After` that is waited, in milliseconds.
 */
export function decideRetry(error: unknown, idempotent: boolean, maxRetryAfterMs: number): RetryDecision {
  if (!isPassing(error) || !(idempotent || !mayHaveTakenEffect(error))) return STOP;
  const delayMs = error instanceof ApiError ? error.retryAfterMs : undefined;
  if (delayMs === undefined) return AGAIN;
  return delayMs <= maxRetryAfterMs ? { retry: true, delayMs } : STOP;
}

const STOP: RetryDecision = { retry: false };
const AGAIN: RetryDecision = { retry: true };

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError || error instanceof DecodeError) {
    const { status } = error;
    return status === 408 || status === 425 || status === 429 || status >= 500;
  }
  return error instanceof ConnectionError || error instanceof AttemptTimeoutError;
}

function finalError(error: unknown, reason: GiveUpReason, call: Call): unknown {
  // The refusal alone would hide what opened the breaker.
  if (error instanceof CircuitOpenError && call.lastError !== undefined) {
    return new CircuitOpenError(error.retryAfterMs, { cause: call.lastError });
  }
  // An answer that names its wait says more than the deadline.
  if (reason !== 'deadline' || (error instanceof ApiError && error.retryAfterMs !== undefined)) return error;
  const message = `${call.method} ${call.path}: no time for attempt ${call.attempts + 1} before the deadline of ${call.deadlineMs} ms`;
  return new DeadlineExceededError(message, call.mayHaveRun, undefined, { cause: error });
}

function report(call: Call, error: unknown, attempts: number, delayMs: number, logger: Logger | undefined): void {
  const { method, path, correlationId, event: request } = call;
  // Without it nobody listened when the call began.
  if (request === undefined) return;
  const code = errorCodeOf(error);
  channels.retry.publish({ ...request, request, attempts, delayMs, code, error });
  logger?.warn('retry', { method, path, correlationId, attempts, delayMs, code });
}
