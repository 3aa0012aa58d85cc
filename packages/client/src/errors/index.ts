/*
 * Every error that the client throws:
 *
 * NovitaError                        code, message, cause
 * ├── ApiError                       the API answered: status, reason, detail, requestId, correlationId, attempts, retryAfterMs
 * │   ├── BadRequestError            400, 422
 * │   ├── UnauthorizedError          401
 * │   ├── ForbiddenError             403
 * │   ├── NotFoundError              404, or 400 that says "not found"
 * │   ├── ConflictError              409
 * │   ├── RateLimitedError           429
 * │   ├── ServerError                5xx
 * │   ├── InsufficientResourceError  no capacity
 * │   ├── BalanceNotEnoughError      no money
 * │   └── InvalidStateError          the instance does not allow this now
 * ├── ConnectionError                requestSent
 * ├── AttemptTimeoutError            requestSent, timeoutMs
 * ├── DecodeError                    status
 * ├── DeadlineExceededError          requestSent, retryAfterMs
 * ├── AbortedError                   requestSent
 * ├── CreateUnclearError             marker, attempts, tries; the instance may exist
 * ├── CreateRefusedError             marker, tries; nothing was created
 * ├── InstanceFailedError            instanceId, until, phase, history, reason
 * ├── WaitTimeoutError               instanceId, until, phase, history, limit, limitMs
 * ├── NoProductError                 criterion, near
 * ├── CircuitOpenError               retryAfterMs; nothing was sent
 * ├── QueueFullError                 limit, retryAfterMs; nothing was sent
 * ├── InvalidArgumentError           argument; nothing was sent
 * ├── MissingApiKeyError             nothing was sent
 * └── ClientClosedError
 */
export { CircuitOpenError, InvalidArgumentError, NovitaError, QueueFullError } from '@novita-fleet/resilience';
export { ApiError, type ApiErrorDetails, type FieldProblem } from './api-error.js';
export { AbortedError, ClientClosedError, DeadlineExceededError, MissingApiKeyError } from './call-errors.js';
export { mayHaveTakenEffect } from './effect.js';
export { BalanceNotEnoughError, InsufficientResourceError, InvalidStateError } from './reason-errors.js';
export { NoProductError, type ProductCriterion } from './no-product-error.js';
export {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  UnauthorizedError,
} from './status-errors.js';
export { AttemptTimeoutError, ConnectionError, DecodeError } from './transport-errors.js';
export { InstanceFailedError, WaitTimeoutError, type SeenStatus, type WaitErrorDetails } from './wait-errors.js';
