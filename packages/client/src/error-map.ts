import { ApiError, type ApiErrorDetails, type FieldProblem } from './errors/api-error.js';
import { BalanceNotEnoughError, InsufficientResourceError, InvalidStateError } from './errors/reason-errors.js';
import {
  BadRequestError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RateLimitedError,
  ServerError,
  UnauthorizedError,
} from './errors/status-errors.js';
import { requestIdOf } from './response-info.js';

/**
 * An answer outside 200–299, its secrets already masked.
 *
 * @example
 * ```ts
 * import { mapApiError, NotFoundError, type ErrorAnswer, type ErrorMap } from '@novita-fleet/client';
 *
 * const map: ErrorMap = mapApiError;
 * const answer: ErrorAnswer = {
 *   ...{ method: 'GET', path: '/gpu-instance/openapi/v1/gpu/instance', status: 400, headers: {} },
 *   ...{ body: { reason: 'INSTANCE_NOT_FOUND' }, correlationId: 'c-1', attempts: 1, retryAfterMs: undefined },
 * };
 * console.log(map(answer) instanceof NotFoundError); // → true
 * ```
 */
export interface ErrorAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly correlationId: string;
  readonly attempts: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, text, or undefined. */
  readonly body: unknown;
}

/** Turns a refusal of one API into its error. */
export type ErrorMap = (answer: ErrorAnswer) => ApiError;

type ApiErrorClass = new (details: ApiErrorDetails) => ApiError;

/** Reasons, in upper case, that have a class of their own whatever the status. */
const BY_REASON = new Map<string, ApiErrorClass>([
  ['INSUFFICIENT_RESOURCE', InsufficientResourceError],
  ['MIGRATE_INSUFFICIENT_RESOURCE', InsufficientResourceError],
  ['BALANCE_NOT_ENOUGH', BalanceNotEnoughError],
  ['EXPIRED_OR_BALANCE_NOT_ENOUGH', BalanceNotEnoughError],
  ['INVALID_STATE', InvalidStateError],
]);

const BY_STATUS = new Map<number, ApiErrorClass>([
  [400, BadRequestError],
  [401, UnauthorizedError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [409, ConflictError],
  [422, BadRequestError],
  [429, RateLimitedError],
]);

/**
 * Reads the bodies of the cloud (`{ code, reason, message, metadata }` and its variants) and problem documents
 * (RFC 9457), whichever comes. Source of the reasons: https://novita.ai/docs/api-reference/basic-error-code
 */
export const mapApiError: ErrorMap = (answer) => {
  const body = isRecord(answer.body) ? answer.body : {};
  const reason = reasonOf(body);
  const detail = detailOf(body) ?? (typeof answer.body === 'string' ? firstLine(answer.body) : undefined);
  const details: ApiErrorDetails = {
    ...answer,
    reason,
    detail,
    fieldProblems: fieldProblemsOf(body),
    requestId: requestIdOf(answer.headers),
    correlationId: text(body.correlationId) ?? answer.correlationId,
  };
  const errorClass = classOf(answer.status, reason, detail);
  return errorClass === undefined ? new ApiError(details) : new errorClass(details);
};

function classOf(status: number, reason: string | undefined, detail: string | undefined): ApiErrorClass | undefined {
  if (status >= 500) return ServerError;
  // Waiting is right for every 429, whatever its reason.
  if (status === 429) return RateLimitedError;
  const name = reason?.toUpperCase();
  const byReason = name === undefined ? undefined : BY_REASON.get(name);
  if (byReason !== undefined) return byReason;
  if (status === 400) {
    if (name?.endsWith('_NOT_FOUND') === true) return NotFoundError;
    if (detail !== undefined && /\bnot found\b/i.test(detail)) return NotFoundError;
    if (detail !== undefined && /\binvalid state change\b/i.test(detail)) return InvalidStateError;
  }
  return BY_STATUS.get(status);
}

/** `reason`; in problem documents our own `code`. The cloud's `code` is a number and only repeats the status. */
function reasonOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const nested = isRecord(body.error) ? body.error : {};
  return text(body.reason) ?? text(body.code) ?? text(nested.code);
}

function detailOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const nested = isRecord(body.error) ? text(body.error.message) : text(body.error);
  return text(body.detail) ?? text(body.message) ?? nested ?? text(body.title);
}

function fieldProblemsOf(body: Readonly<Record<string, unknown>>): FieldProblem[] {
  if (!Array.isArray(body.errors)) return [];
  return body.errors.filter(isRecord).map((entry) => ({
    field: text(entry.field) ?? text(entry.path) ?? text(entry.pointer),
    message: text(entry.message) ?? text(entry.detail) ?? '',
  }));
}

/** A page of a proxy is no message; a short line of text is. */
function firstLine(body: string): string | undefined {
  const line = body.split('\n', 1)[0]?.trim() ?? '';
  return line === '' || line.startsWith('<') ? undefined : line.slice(0, 200);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
