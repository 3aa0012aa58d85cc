import { ApiError, type ApiErrorDetails } from './api-error.js';

/** 400 and 422: the API refused the request as invalid. */
export class BadRequestError extends ApiError {
  static override readonly brand: string = 'BadRequestError';
  override readonly name: string = 'BadRequestError';

  constructor(details: ApiErrorDetails) {
    super(details, 'bad_request');
  }
}

/** 401: the API key is missing, wrong or revoked. */
export class UnauthorizedError extends ApiError {
  static override readonly brand: string = 'UnauthorizedError';
  override readonly name: string = 'UnauthorizedError';

  constructor(details: ApiErrorDetails) {
    super(details, 'unauthorized');
  }
}

/** 403: the key may not do this, or the edge of the API refused the client. */
export class ForbiddenError extends ApiError {
  static override readonly brand: string = 'ForbiddenError';
  override readonly name: string = 'ForbiddenError';

  constructor(details: ApiErrorDetails) {
    super(details, 'forbidden');
  }
}

/** 404, and the 400 with which the cloud says that something does not exist. */
export class NotFoundError extends ApiError {
  static override readonly brand: string = 'NotFoundError';
  override readonly name: string = 'NotFoundError';

  constructor(details: ApiErrorDetails) {
    super(details, 'not_found');
  }
}

/** 409: the request contradicts the present state. */
export class ConflictError extends ApiError {
  static override readonly brand: string = 'ConflictError';
  override readonly name: string = 'ConflictError';

  constructor(details: ApiErrorDetails) {
    super(details, 'conflict');
  }
}

/** 429: too many requests, or a quota is used up. */
export class RateLimitedError extends ApiError {
  static override readonly brand: string = 'RateLimitedError';
  override readonly name: string = 'RateLimitedError';

  constructor(details: ApiErrorDetails) {
    super(details, 'rate_limited');
  }
}

/** 5xx: the API failed. The call may have taken effect. */
export class ServerError extends ApiError {
  static override readonly brand: string = 'ServerError';
  override readonly name: string = 'ServerError';

  constructor(details: ApiErrorDetails) {
    super(details, 'server_error');
  }
}
