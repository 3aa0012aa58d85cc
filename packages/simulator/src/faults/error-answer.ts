import type { Fields } from '../fields.js';
import type { Answer } from '../http/answer.js';
import { apiError } from '../http/api-error.js';

/** What an error answer of a fault looks like. */
export interface ErrorAnswerParams {
  /** HTTP status, 200 to 599. */
  readonly status: number;
  /**
   * Default `json`: the error body of the cloud. `html` and `text`: pages of a gateway. `truncated`: the JSON body
   * is announced in full, its first half is sent, and the connection is cut.
   */
  readonly body?: 'json' | 'html' | 'text' | 'truncated';
  /** Value of `Retry-After`, as it is sent: seconds or a date. */
  readonly retryAfter?: string;
  /** `reason` of the JSON body; default: the one that fits the status. */
  readonly reason?: string;
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'RESOURCE_NOT_FOUND',
  429: 'RATE_LIMIT_EXCEEDED',
};

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** @throws FieldError naming a parameter that is missing or wrong. */
export function readErrorAnswer(fields: Fields): Answer {
  const status = fields.required('status', fields.integer('status', { min: 200, max: 599 }));
  const form = fields.oneOf('body', ['json', 'html', 'text', 'truncated']) ?? 'json';
  const retryAfter = fields.text('retryAfter', { minLength: 1, maxLength: 100 });
  const reason = fields.text('reason', { minLength: 1, maxLength: 100 }) ?? REASONS[status] ?? 'UNKNOWN';
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  if (WITHOUT_BODY.has(status)) return { status, body: '', headers };
  return { ...answerIn(form, status, reason), headers };
}

function answerIn(form: NonNullable<ErrorAnswerParams['body']>, status: number, reason: string): Answer {
  const json = apiError(status, reason, `simulated fault: ${reason}`);
  switch (form) {
    case 'json':
      return json;
    case 'html':
      return { status, body: htmlPage(status), contentType: 'text/html; charset=utf-8' };
    case 'text':
      return { status, body: `error code: ${status}\n`, contentType: 'text/plain; charset=utf-8' };
    case 'truncated':
      return { ...json, cutAfterBytes: Math.floor(json.body.length / 2) };
  }
}

/** A short page as a gateway sends it when nothing answers behind it. */
export function htmlPage(status: number): string {
  return `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`;
}
