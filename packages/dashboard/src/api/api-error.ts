import type { Schemas } from './schemas.js';

/** What is wrong with one field of a request. */
export interface FieldError {
  /** Path of the field, such as `ports[0].type`. */
  readonly field: string;
  readonly message: string;
}

/** An answer of the server that is no success, or no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** Stable code of the error, such as `validation_failed`; `unreachable` and `unreadable` are the browser's own. */
  readonly code: string;
  readonly title: string;
  readonly fields: readonly FieldError[];
  readonly correlationId: string | null;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    problem: Partial<Pick<Schemas['Problem'], 'code' | 'title' | 'detail' | 'errors' | 'correlationId'>>,
    retryAfterMs: number | null = null,
  ) {
    const title = problem.title ?? `The server answered ${status}`;
    super(problem.detail ?? title);
    this.status = status;
    this.code = problem.code ?? 'unreadable';
    this.title = title;
    this.fields = problem.errors ?? [];
    this.correlationId = problem.correlationId ?? null;
    this.retryAfterMs = retryAfterMs;
  }
}

/** An answer that is not a success. The body may be anything: a proxy may have written it. */
export async function errorOf(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : null;
  const isProblem = response.headers.get('content-type')?.includes('json') === true;
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  return new ApiError(response.status, typeof body === 'object' && body !== null ? body : {}, wait);
}

/** The server cannot be reached. */
export function unreachable(): ApiError {
  return new ApiError(0, {
    code: 'unreachable',
    title: 'The server cannot be reached',
    detail: 'Check that the fleet server runs and that this computer has a connection to it.',
  });
}
