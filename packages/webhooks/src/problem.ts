import { STATUS_CODES } from 'node:http';
import { ERROR_CODES, type ErrorCode } from '@novita-fleet/resilience';

/**
 * An answer for the framework to send as it is.
 *
 * @example
 * ```ts
 * import type { ReceiverResponse } from '@novita-fleet/webhooks';
 *
 * // For frameworks that speak the types of fetch.
 * export function toResponse({ status, headers, body }: ReceiverResponse): Response {
 *   return new Response(body, { status, headers });
 * }
 * ```
 */
export interface ReceiverResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer with a JSON body that no cache keeps. */
export function jsonResponse(
  status: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): ReceiverResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/**
 * A problem document (RFC 9457) with our error code.
 *
 * @param detail - for people; never quotes a secret or the request.
 */
export function problemResponse(code: ErrorCode, detail: string): ReceiverResponse {
  const status = ERROR_CODES[code].status ?? 500;
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  // RFC 9110 sections 15.5.2 and 15.5.6 ask for these.
  if (status === 401) headers['www-authenticate'] = 'WebhookSignature';
  if (status === 405) headers.allow = 'POST';
  return jsonResponse(status, { type: 'about:blank', title: STATUS_CODES[status], status, code, detail }, headers);
}
