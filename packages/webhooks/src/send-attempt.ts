import { NovitaError, readRetryAfter, type Clock, type HeaderValues } from '@novita-fleet/resilience';
import type { Dispatcher } from 'undici';
import { WebhookAddressError } from './webhook-address-error.js';

/** One POST of a webhook. */
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
 *
 * @example
 * ```ts
 * import { Agent } from 'undici';
 * import { systemClock } from '@novita-fleet/resilience';
 * import { sendAttempt, type AttemptOutcome, type AttemptRequest } from '@novita-fleet/webhooks';
 *
 * const request: AttemptRequest = {
 *   dispatcher: new Agent(),
 *   url: new URL('https://example.com/hook'),
 *   headers: { 'content-type': 'application/json' },
 *   body: Buffer.from('{}'),
 *   timeoutMs: 15_000,
 *   maxResponseBytes: 16_384,
 *   clock: systemClock,
 * };
 * const outcome: AttemptOutcome = await sendAttempt(request);
 * console.log(outcome.kind === 'answered' ? outcome.status : outcome.kind);
 * ```
 */
export async function sendAttempt(request: AttemptRequest): Promise<AttemptOutcome> {
  const { url, clock, signal } = request;
  if (signal?.aborted) throw abortedError(signal);
  const answer = new AnswerHandler(request.maxResponseBytes, clock);
  const timer = clock.setTimeout(() => answer.cut({ kind: 'timeout' }), request.timeoutMs);
  const onAbort = (): void => answer.cut({ kind: 'aborted' });
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    // The timer above covers both of undici's.
    const { body, headers } = request;
    const path = url.pathname + url.search;
    const options = { origin: url.origin, path, method: 'POST', headers, body, headersTimeout: 0, bodyTimeout: 0 };
    request.dispatcher.dispatch(options, answer);
    const outcome = await answer.outcome;
    if (outcome.kind === 'aborted') throw abortedError(signal);
    if (outcome.kind === 'connection' && outcome.cause instanceof WebhookAddressError) throw outcome.cause;
    return outcome;
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** What a caller meets who aborts. */
export function abortedError(signal: AbortSignal | undefined): NovitaError {
  return new NovitaError('aborted', 'the caller aborted the delivery', { cause: signal?.reason });
}

/** How {@link AnswerHandler} may end; an abort is thrown to the caller. */
type Ending = AttemptOutcome | { readonly kind: 'aborted' };

const NO_ANSWER: Ending = { kind: 'connection', cause: new Error('the answer has no status') };

/** Collects one answer. The calls come from undici, in the order of the protocol. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Ending>;
  readonly #maxBytes: number;
  readonly #clock: Clock;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #head: { readonly status: number; readonly retryAfterMs: number | undefined } | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #resolve: (ending: Ending) => void = () => undefined;
  #ended = false;

  constructor(maxBytes: number, clock: Clock) {
    this.#maxBytes = maxBytes;
    this.#clock = clock;
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** Ends the exchange now. An answer whose head has come counts as far as it came. */
  cut(headless: Ending): void {
    this.#end(headless);
    this.#controller?.abort(new Error('cut'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have been cut while it waited for a connection; then nothing is sent.
    if (this.#ended) controller.abort(new Error('cut'));
  }

  onResponseStart(_: unknown, status: number, headers: HeaderValues): void {
    // An interim answer (1xx) comes before the real one.
    if (status >= 200) this.#head = { status, retryAfterMs: readRetryAfter(headers, this.#clock.now()) };
  }

  onResponseData(_: unknown, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.cut(NO_ANSWER);
  }

  onResponseEnd(): void {
    this.#end(NO_ANSWER);
  }

  onResponseError(_: unknown, cause: Error): void {
    this.#end({ kind: 'connection', cause });
  }

  /** @param headless - how it ended when no status has come. */
  #end(headless: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#resolve(
      this.#head === undefined ? headless : { kind: 'answered', ...this.#head, responseBody: this.#text() },
    );
  }

  #text(): string {
    if (this.#size === 0) return '';
    const bytes = Buffer.concat(this.#chunks, Math.min(this.#size, this.#maxBytes));
    // Decoding as a stream leaves out a character that the cut has split.
    return this.#size <= this.#maxBytes ? bytes.toString('utf8') : new TextDecoder().decode(bytes, { stream: true });
  }
}
