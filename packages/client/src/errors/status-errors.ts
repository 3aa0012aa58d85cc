import { ApiError, type ApiErrorDetails } from './api-error.js';

/**
 * 400 and 422: the API refused the request as invalid.
 *
 * @example
 * ```ts
 * import { BadRequestError, FleetClient, type FieldProblem } from '@novita-fleet/client';
 *
 * await using fleet = new FleetClient();
 * try {
 *   await fleet.instances.create({ name: '', productId: '4090.16c62g', imageUrl: 'ghcr.io/me/app:1' });
 * } catch (error) {
 *   if (!(error instanceof BadRequestError)) throw error;
 *   const problems: readonly FieldProblem[] = error.fieldProblems;
 *   for (const { field, message } of problems) console.log(field, message);
 * }
 * ```
 */
export class BadRequestError extends ApiError {
  static override readonly brand: string = 'BadRequestError';
  override readonly name: string = 'BadRequestError';

  constructor(details: ApiErrorDetails) {
    super(details, 'bad_request');
  }
}

/**
 * 401: the API key is missing, wrong or revoked.
 *
 * @example
 * ```ts
 * import { NovitaClient, UnauthorizedError } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const { error } = await client.healthCheck();
 * if (error instanceof UnauthorizedError) console.log('the key was refused');
 * ```
 */
export class UnauthorizedError extends ApiError {
  static override readonly brand: string = 'UnauthorizedError';
  override readonly name: string = 'UnauthorizedError';

  constructor(details: ApiErrorDetails) {
    super(details, 'unauthorized');
  }
}

/**
 * 403: the key may not do this, or the edge of the API refused the client.
 *
 * @example
 * ```ts
 * import { ForbiddenError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient({ userAgent: 'my-service/1.2' });
 * try {
 *   await new NovitaApiService(client).clusters.list();
 * } catch (error) {
 *   if (!(error instanceof ForbiddenError)) throw error;
 *   // The edge of the cloud answers with text and no reason; the API with a reason.
 *   console.log(error.reason ?? 'refused before the API');
 * }
 * ```
 */
export class ForbiddenError extends ApiError {
  static override readonly brand: string = 'ForbiddenError';
  override readonly name: string = 'ForbiddenError';

  constructor(details: ApiErrorDetails) {
    super(details, 'forbidden');
  }
}

/**
 * 404, and the 400 with which the cloud says that something does not exist.
 *
 * @example
 * ```ts
 * import { NotFoundError, NovitaApiService, NovitaClient, type Instance } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient());
 *
 * export async function find(id: string): Promise<Instance | undefined> {
 *   try {
 *     return await instances.get(id);
 *   } catch (error) {
 *     if (error instanceof NotFoundError) return undefined;
 *     throw error;
 *   }
 * }
 * ```
 */
export class NotFoundError extends ApiError {
  static override readonly brand: string = 'NotFoundError';
  override readonly name: string = 'NotFoundError';

  constructor(details: ApiErrorDetails) {
    super(details, 'not_found');
  }
}

/**
 * 409: the request contradicts the present state.
 *
 * @example
 * ```ts
 * import { ConflictError, FleetClient } from '@novita-fleet/client';
 *
 * await using fleet = new FleetClient();
 * const wish = { name: 'job-17', productId: '4090.16c62g', imageUrl: 'ghcr.io/me/app:2' };
 * try {
 *   await fleet.instances.create(wish, { idempotencyKey: 'job-17' });
 * } catch (error) {
 *   if (!(error instanceof ConflictError)) throw error;
 *   console.log('the key was used for another request:', error.detail);
 * }
 * ```
 */
export class ConflictError extends ApiError {
  static override readonly brand: string = 'ConflictError';
  override readonly name: string = 'ConflictError';

  constructor(details: ApiErrorDetails) {
    super(details, 'conflict');
  }
}

/**
 * 429: too many requests, or a quota is used up.
 *
 * @example
 * ```ts
 * import { NovitaClient, RateLimitedError } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient({ maxRetryAfterMs: 10_000 });
 * try {
 *   await client.get('/gpu-instance/openapi/v1/products');
 * } catch (error) {
 *   if (!(error instanceof RateLimitedError)) throw error;
 *   console.log(`after ${error.attempts} attempts; the cloud asks for ${error.retryAfterMs ?? 'some'} ms of quiet`);
 * }
 * ```
 */
export class RateLimitedError extends ApiError {
  static override readonly brand: string = 'RateLimitedError';
  override readonly name: string = 'RateLimitedError';

  constructor(details: ApiErrorDetails) {
    super(details, 'rate_limited');
  }
}

/**
 * 5xx: the API failed. The call may have taken effect.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, ServerError } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * try {
 *   await new NovitaApiService(client).instances.restart('3560b7fec915bbf9');
 * } catch (error) {
 *   if (!(error instanceof ServerError)) throw error;
 *   console.log(`${error.status}: it may have restarted; request ${error.requestId ?? 'unknown'}`);
 * }
 * ```
 */
export class ServerError extends ApiError {
  static override readonly brand: string = 'ServerError';
  override readonly name: string = 'ServerError';

  constructor(details: ApiErrorDetails) {
    super(details, 'server_error');
  }
}
