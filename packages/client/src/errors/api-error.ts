import { NovitaError, type ErrorCode } from '@novita-fleet/resilience';

/** One field that a server found wrong, as in the `errors` of a problem document. */
export interface FieldProblem {
  readonly field: string | undefined;
  readonly message: string;
}

/**
 * What an `ApiError` tells of the answer. Nothing in it holds a secret: headers and body are redacted before.
 *
 * @example
 * ```ts
 * import { ApiError, type ApiErrorDetails } from '@novita-fleet/client';
 *
 * // What a test of your own error handling throws.
 * const details: ApiErrorDetails = {
 *   ...{ status: 418, reason: 'TEAPOT', detail: 'short and stout', fieldProblems: [], body: {}, headers: {} },
 *   ...{ method: 'GET', path: '/tea', attempts: 1, correlationId: 'c-1', requestId: undefined, retryAfterMs: undefined },
 * };
 * console.log(new ApiError(details).message); // → GET /tea was answered with 418 TEAPOT: short and stout
 * ```
 */
export interface ApiErrorDetails {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Machine-readable cause in the words of the API, such as `INSUFFICIENT_RESOURCE`. */
  readonly reason: string | undefined;
  /** The message of the API, or undefined when it sent none that can be read. */
  readonly detail: string | undefined;
  /** Fields that the API named as wrong. */
  readonly fieldProblems: readonly FieldProblem[];
  /** The id that the API gave to the request. */
  readonly requestId: string | undefined;
  /** The id that the client gave to the call; equal for all its attempts. */
  readonly correlationId: string;
  /** How many attempts the call had made when this answer came, itself included. */
  readonly attempts: number;
  /** Milliseconds for which the API asked the client to wait. */
  readonly retryAfterMs: number | undefined;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body: parsed where it was JSON, else its first characters. */
  readonly body: unknown;
}

/**
 * The API answered with a status outside 200–299.
 *
 * @example
 * ```ts
 * import { ApiError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * try {
 *   await new NovitaApiService(client).instances.stop('3560b7fec915bbf9');
 * } catch (error) {
 *   if (!(error instanceof ApiError)) throw error;
 *   console.log(error.status, error.reason, error.requestId);
 * }
 * ```
 */
export class ApiError extends NovitaError {
  static override readonly brand: string = 'ApiError';
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly reason: string | undefined;
  readonly detail: string | undefined;
  readonly fieldProblems: readonly FieldProblem[];
  readonly requestId: string | undefined;
  readonly correlationId: string;
  readonly attempts: number;
  readonly retryAfterMs: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;

  constructor(details: ApiErrorDetails, code: ErrorCode = 'api_error') {
    super(code, messageOf(details));
    this.status = details.status;
    this.reason = details.reason;
    this.detail = details.detail;
    this.fieldProblems = details.fieldProblems;
    this.requestId = details.requestId;
    this.correlationId = details.correlationId;
    this.attempts = details.attempts;
    this.retryAfterMs = details.retryAfterMs;
    this.method = details.method;
    this.path = details.path;
    this.headers = details.headers;
    this.body = details.body;
  }

  override toJSON(): Record<string, unknown> {
    const { status, reason, fieldProblems, requestId, correlationId, attempts, retryAfterMs, method, path } = this;
    return {
      ...super.toJSON(),
      ...{ status, reason, requestId, correlationId, attempts, retryAfterMs, method, path },
      ...(fieldProblems.length > 0 && { fieldProblems }),
    };
  }
}

function messageOf(details: ApiErrorDetails): string {
  const reason = details.reason === undefined ? '' : ` ${details.reason}`;
  const detail = details.detail === undefined ? '' : `: ${details.detail}`;
  return `${details.method} ${details.path} was answered with ${details.status}${reason}${detail}`;
}
