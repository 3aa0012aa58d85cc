import { readRetryAfter, type Clock } from '@novita-fleet/resilience';
import { decodeJson, decodeText, unpack } from '../decode.js';
import type { ErrorAnswer, ErrorMap } from '../error-map.js';
import { redactBody, redactHeaders, redactText } from '../redaction.js';
import type { CallStats } from '../stats/call-stats.js';
import type { Transport, TransportRequest, TransportResponse } from '../transport/transport.js';
import type { Call, CallHandler } from './call.js';

export interface ExchangeSettings {
  readonly transport: Transport;
  readonly mapError: ErrorMap;
  /** Largest body after unpacking, in bytes. */
  readonly maxResponseBytes: number;
  readonly stats: CallStats;
  readonly clock: Clock;
}

/** Innermost handler: sends the attempt, decodes the answer, and turns a refusal into its error. */
export function exchange(settings: ExchangeSettings): CallHandler {
  const { transport, mapError, maxResponseBytes, stats, clock } = settings;
  return async (call) => {
    let response: TransportResponse;
    try {
      response = await transport.send(requestOf(call));
    } finally {
      stats.attempt(clock.monotonic() - call.attemptStartedAt);
    }
    const { status } = response;
    if (status < 200 || status > 299) throw mapError(await readRefusal(response, call, maxResponseBytes, clock));
    const { format } = call.settings;
    if (format !== 'stream' && response.headers['content-encoding'] !== undefined) {
      response = { ...response, body: await unpack(response, maxResponseBytes) };
    }
    call.response = response;
    return format === 'json' ? decodeJson(response.body, call, status) : undefined;
  };
}

function requestOf(call: Call): TransportRequest {
  const { origin, format, idleTimeoutMs } = call.settings;
  return {
    method: call.method,
    origin,
    target: call.target,
    path: call.path,
    headers: call.attemptHeaders,
    body: call.body,
    timeoutMs: call.attemptTimeoutMs,
    signal: call.signal,
    stream: format === 'stream' ? { idleTimeoutMs } : undefined,
  };
}

async function readRefusal(
  response: TransportResponse,
  call: Call,
  maxBytes: number,
  clock: Clock,
): Promise<ErrorAnswer> {
  const { secrets } = call;
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
