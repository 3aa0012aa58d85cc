import { readRetryAfter, type Clock } from '@novita-fleet/resilience';
import { decodeJson, decodeText, unpack } from '../decode.js';
import type { ErrorAnswer, ErrorMap } from '../error-map.js';
import { redactBody, redactHeaders, redactText } from '../redaction.js';
import type { Transport, TransportResponse } from '../transport/transport.js';
import type { Call, CallHandler } from './call.js';

/** Innermost handler: sends the attempt, decodes the answer, and turns a refusal into its error. */
export function exchange(transport: Transport, mapError: ErrorMap, maxBytes: number, clock: Clock): CallHandler {
  return async (call) => {
    const response = await transport.send({
      method: call.method,
      target: call.target,
      headers: call.attemptHeaders,
      body: call.body,
      timeoutMs: call.attemptTimeoutMs,
      signal: call.signal,
    });
    const { status, headers } = response;
    if (status < 200 || status > 299) throw mapError(await readRefusal(response, call, maxBytes, clock));
    const packed = headers['content-encoding'] !== undefined;
    return decodeJson(packed ? await unpack(response, maxBytes) : response.body, call, status);
  };
}

async function readRefusal(
  response: TransportResponse,
  call: Call,
  maxBytes: number,
  clock: Clock,
): Promise<ErrorAnswer> {
  const secrets = call.secret === '' ? [] : [call.secret];
  const body = decodeText(await unpackOrEmpty(response, maxBytes));
  return {
    method: call.method,
    path: call.path,
    status: response.status,
    retryAfterMs: readRetryAfter(response.headers, clock.now()),
    correlationId: call.correlationId,
    attempts: call.attempts,
    headers: redactHeaders(response.headers, secrets),
    body: typeof body === 'string' ? redactText(body, secrets) : redactBody(body, secrets),
  };
}

/** The status is worth more than its text: a body that cannot be unpacked must not hide it. */
async function unpackOrEmpty(response: TransportResponse, maxBytes: number): Promise<Buffer> {
  try {
    return await unpack(response, maxBytes);
  } catch {
    return Buffer.alloc(0);
  }
}
