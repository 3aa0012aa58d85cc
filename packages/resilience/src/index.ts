export { AbortListeners, type AbortListener } from './abort-listeners.js';
export { exponentialBackoff, type Backoff, type ExponentialBackoffOptions } from './backoff.js';
export {
  CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitBreakerState,
  type CircuitOutcome,
  type CircuitPermit,
} from './circuit-breaker.js';
export { CircuitOpenError } from './circuit-open-error.js';
export { Coalescer } from './coalesce.js';
export { sleep, systemClock, type Clock, type Timer } from './clock.js';
export { DeadlineQueue, type DeadlineListener } from './deadline-queue.js';
export { ERROR_CODES, type ErrorArea, type ErrorCode, type ErrorCodeEntry } from './error-codes.js';
export { InvalidArgumentError } from './invalid-argument-error.js';
export { NovitaError } from './novita-error.js';
export { checkKnownOptions, checkNumber, type NumberBounds } from './option-checks.js';
export { QueueFullError, type QueueLimit } from './queue-full-error.js';
export type { Random } from './random.js';
export { RateLimiter, type RateLimiterOptions, type RateLimiterStatus } from './rate-limiter.js';
export { parseRetryAfter, parseRetryAfterMs, readRetryAfter, type HeaderValues } from './retry-after.js';
export { RetryBudget, type RetryBudgetOptions } from './retry-budget.js';
export { retry, type GiveUpReason, type RetryDecision, type RetryOptions } from './retry.js';
