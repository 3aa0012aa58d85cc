import { NovitaError, type Clock } from '@novita-fleet/resilience';
import { ApiError } from '../errors/api-error.js';
import { errorCodeOf, statusOf } from '../errors/error-code-of.js';
import { channels } from '../events.js';
import type { Logger } from '../logger.js';
import { redactHeaders, redactText } from '../redaction.js';
import { requestIdOf, type ResponseInfo } from '../response-info.js';
import type { CallStats } from '../stats/call-stats.js';
import type { Call, Layer } from './call.js';

export interface ObserveSettings {
  /** Class of the client, for events. */
  readonly client: string;
  /** Scheme, host and port of the API. */
  readonly origin: string;
  readonly stats: CallStats;
  readonly logger: Logger | undefined;
  readonly clock: Clock;
}

/**
 * Counts calls, and tells diagnostics channels, the logger and the caller's `onResponse` of them. Nothing is put
 * together while nobody listens.
 */
export function observe(settings: ObserveSettings): Layer {
  const { stats, logger, clock } = settings;
  return (next) => async (call) => {
    call.startedAt = clock.monotonic();
    stats.begin();
    if (logger !== undefined || hasListeners()) tellBegin(call, settings);
    let result: unknown;
    try {
      result = await next(call);
    } catch (error) {
      const durationMs = clock.monotonic() - call.startedAt;
      stats.end(call, errorCodeOf(error), durationMs);
      if (call.event !== undefined) tellFailure(call, error, durationMs, logger);
      if (call.settings.onResponse !== undefined && error instanceof ApiError) {
        const { status, headers, requestId } = error;
        report(call.settings.onResponse, { ...about(call, durationMs), status, headers, requestId }, logger);
      }
      throw error;
    }
    const durationMs = clock.monotonic() - call.startedAt;
    stats.end(call, undefined, durationMs);
    if (call.event !== undefined) tellSuccess(call, durationMs, logger);
    if (call.settings.onResponse !== undefined) {
      report(call.settings.onResponse, { ...about(call, durationMs), ...answerOf(call) }, logger);
    }
    return result;
  };
}

function hasListeners(): boolean {
  const { request, response, error, retry } = channels;
  return request.hasSubscribers || response.hasSubscribers || error.hasSubscribers || retry.hasSubscribers;
}

function tellBegin(call: Call, { client, origin, logger }: ObserveSettings): void {
  const { method, path, route, correlationId } = call;
  call.event = { client, origin: call.settings.origin ?? origin, method, path, route, correlationId };
  channels.request.publish(call.event);
  logger?.debug('request', { method, path, correlationId });
}

function tellSuccess(call: Call, durationMs: number, logger: Logger | undefined): void {
  const { method, path, correlationId, attempts, source, event: request } = call;
  const { status, headers } = call.response;
  if (channels.response.hasSubscribers) {
    const id = requestIdOf(headers);
    const requestId = id === undefined ? undefined : redactText(id, call.secrets);
    channels.response.publish({ ...request, request, attempts, status, requestId, durationMs, source });
  }
  logger?.debug('response', { method, path, correlationId, status, attempts, durationMs });
}

function tellFailure(call: Call, error: unknown, durationMs: number, logger: Logger | undefined): void {
  const { method, path, correlationId, attempts, event: request } = call;
  const code = errorCodeOf(error);
  channels.error.publish({ ...request, request, attempts, durationMs, code, status: statusOf(error), error });
  logger?.error('request failed', {
    ...{ method, path, correlationId, attempts, durationMs },
    error: error instanceof NovitaError ? error.toJSON() : 'unknown error',
  });
}

function about(call: Call, durationMs: number) {
  const { method, path, correlationId, attempts, source } = call;
  return { method, path, correlationId, attempts, source, durationMs };
}

function answerOf(call: Call): Pick<ResponseInfo, 'status' | 'headers' | 'requestId'> {
  const headers = redactHeaders(call.response.headers, call.secrets);
  return { status: call.response.status, headers, requestId: requestIdOf(headers) };
}

/** What the callback throws is dropped: the call has its result, and a caller who loses it may lose an instance. */
function report(onResponse: (info: ResponseInfo) => void, info: ResponseInfo, logger: Logger | undefined): void {
  try {
    onResponse(info);
  } catch {
    logger?.error('onResponse threw', { method: info.method, path: info.path, correlationId: info.correlationId });
  }
}
