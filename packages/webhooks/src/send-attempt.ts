import { NovitaError, readRetryAfter, type Clock } from '@novita-fleet/resilience';
import type { Dispatcher } from 'undici';
import { WebhookAddressError } from './webhook-address-error.js';

export interface AttemptRequest {
  /** Connects and keeps connections; its `connect.lookup` guards the addresses. */
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** For connection, answer and its body together, in milliseconds. */
  readonly timeoutMs: number;
  /** How much of the answer's body is read, in bytes. */
  readonly maxResponseBytes: number;
  readonly clock: Clock;
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
}

/** How one attempt ended. Its status line decides: a 2xx whose body breaks off was delivered all the same. */
export type AttemptOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** From `Retry-After`, in milliseconds. */
      readonly retryAfterMs: number | undefined;
      /** As UTF-8, cut at `maxResponseBytes`; not decompressed, since nothing compressed is asked for. */
      readonly responseBody: string;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'connection'; readonly cause: Error };

/**
 * POSTs a webhook once. Follows no redirect and repeats nothing.
 *
 * @throws WebhookAddressError when the guard refuses an address at connect; NovitaError `aborted` when `signal` fires.
 */
export async function sendAttempt(request: AttemptRequest): Promise<AttemptOutcome> {
  const { url, clock, signal } = request;
  if (signal?.aborted) throw abortedError(signal);
  const controller = new AbortController();
  const timeout = new Error('timeout');
  const timer = clock.setTimeout(() => controller.abort(timeout), request.timeoutMs);
  const onAbort = (): void => controller.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const answer = await request.dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: request.headers,
      body: request.body,
      signal: controller.signal,
      // The timer above covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { body, statusCode, headers } = answer;
    return {
      kind: 'answered',
      status: statusCode,
      retryAfterMs: readRetryAfter(headers, clock.now()),
      responseBody: await readStart(body, request.maxResponseBytes),
    };
  } catch (error) {
    if (controller.signal.reason === timeout) return { kind: 'timeout' };
    if (signal?.aborted) throw abortedError(signal);
    const cause = error instanceof Error ? error : new Error(String(error));
    if (cause instanceof WebhookAddressError) throw cause;
    return { kind: 'connection', cause };
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** What a caller meets who aborts. */
export function abortedError(signal: AbortSignal): NovitaError {
  return new NovitaError('aborted', 'the caller aborted the delivery', { cause: signal.reason });
}

/** Reads up to `maxBytes` and drops the connection when there is more. A body that breaks off counts as far as it came. */
async function readStart(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for await (const chunk of body) {
      // Decoding as a stream leaves out a character that the cut has split.
      text += decoder.decode(chunk.subarray(0, maxBytes - size), { stream: true });
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch {
    return text;
  }
  return text;
}
