import {
  checkKnownOptions,
  checkNumber,
  InvalidArgumentError,
  NovitaError,
  systemClock,
  type Clock,
} from '@novita-fleet/resilience';
import { handlerOf, type WebhookEventHandler, type WebhookEventHandlers } from './event-handlers.js';
import { MemoryReplayStore } from './memory-replay-store.js';
import { jsonResponse, problemResponse, type ReceiverResponse } from './problem.js';
import type { ReplayClaim, ReplayStore } from './replay-store.js';
import { secretList } from './secrets.js';
import type { HeaderSource } from './signature-headers.js';
import { checkTolerance, DEFAULT_TOLERANCE_SECONDS, verifyWebhook, type VerifiedWebhook } from './verify.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/**
 * One secret, or several during a rotation.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { WebhookReceiver, type SecretSetting } from '@novita-fleet/webhooks';
 *
 * // One secret a line; read at each request, so that a rotation needs no restart.
 * async function secrets(): Promise<SecretSetting> {
 *   const text = await readFile('/run/secrets/webhooks', 'utf8');
 *   return text.trim().split('\n');
 * }
 *
 * export const receiver = new WebhookReceiver({ secrets, onEvent: (event) => console.log(event.type) });
 * ```
 */
export type SecretSetting = string | readonly string[];

/** Where something failed: `onError` is told. */
export type ReceiverStage = 'request' | 'secrets' | 'store' | 'handler';

/**
 * How a receiver checks requests and what it does with events.
 *
 * @example
 * ```ts
 * import type { ReceiverStage, WebhookReceiverOptions } from '@novita-fleet/webhooks';
 *
 * export const options: WebhookReceiverOptions = {
 *   secrets: ['whsec_bmV3IHNlY3JldCBvZiAyNCBieXRlcyBhdCBsZWFzdA==', 'whsec_b2xkIHNlY3JldCBvZiAyNCBieXRlcyBhdCBsZWFzdA=='],
 *   onEvent: (event, { id }) => console.log(id, event.type),
 *   onError: (error, stage: ReceiverStage) => console.error(`webhook refused (${stage})`, error),
 * };
 * ```
 */
export interface WebhookReceiverOptions {
  /** The secret or secrets, or a function that is asked at each request, so that they can rotate while running. */
  readonly secrets: SecretSetting | (() => SecretSetting | Promise<SecretSetting>);
  /**
   * Handles an event, once for each event id: a function, or one for each event type. When it throws or rejects, the answer is 500, the event is not marked as
   * seen, and its next delivery is handled again. Senders wait some seconds only: leave long work to a queue.
   */
  readonly onEvent: WebhookEventHandler | WebhookEventHandlers;
  /** How far the signed time may be from the present, in seconds, both ways: above 0, at most 86400. Default 300. */
  readonly toleranceSeconds?: number;
  /** Which events were handled. Default: the memory of this process. */
  readonly replayStore?: ReplayStore;
  /** Largest body in bytes. Default 1048576. */
  readonly maxBodyBytes?: number;
  /** Default the system clock. */
  readonly clock?: Clock;
  /**
   * Told of everything that is not answered with 2xx or 503, for logging: refused requests (`request`), and what the
   * secrets function, the replay store or the handler threw. What it throws itself is ignored.
   */
  readonly onError?: (error: unknown, stage: ReceiverStage) => void;
}

/** A request as any framework can hand it over. */
export interface ReceiverRequest {
  /** In capitals. */
  readonly method: string;
  readonly headers: HeaderSource;
  /** The raw bytes, before any parsing. */
  readonly body: Uint8Array;
}

const OPTIONS = [
  'secrets',
  'onEvent',
  'toleranceSeconds',
  'replayStore',
  'maxBodyBytes',
  'clock',
  'onError',
] as const satisfies readonly (keyof WebhookReceiverOptions)[];

/** Seconds after which a sender should ask again for an event that is being handled: about what a handler takes. */
const IN_PROGRESS_RETRY_SECONDS = 5;

/**
 * Receives webhooks, whatever the framework: verifies, drops duplicates, runs the handler, and says what to answer.
 *
 * | answer | when |
 * |---|---|
 * | 200 `{"status":"ok"}` | the handler succeeded |
 * | 200 `{"status":"duplicate"}` | the event was handled before |
 * | 400 | a header or the body is malformed |
 * | 401 | headers are missing, no signature fits, or the time is stale |
 * | 405 | the method is not POST |
 * | 413 | the body is over `maxBodyBytes` |
 * | 500 | the handler, the store or the secrets function threw, or the body came already parsed |
 * | 503 `{"status":"in_progress"}` with `Retry-After` | another delivery of the event is being handled now |
 *
 * 503 and neither 200 nor 409, because the first delivery may still fail: the sender has to come again, and senders
 * take a 4xx for a lasting refusal.
 * Errors are problem documents (RFC 9457) with a `code` from the error table.
 *
 * @example
 * ```ts
 * import { WebhookReceiver, type ReceiverRequest } from '@novita-fleet/webhooks';
 *
 * const receiver = new WebhookReceiver({
 *   secrets: () => process.env.WEBHOOK_SECRET ?? '',
 *   onEvent: (event) => console.log(event.type, event.data.instanceId),
 * });
 *
 * // For any framework of the fetch style, such as Hono or Next.js.
 * export async function POST(request: Request): Promise<Response> {
 *   const body = new Uint8Array(await request.arrayBuffer());
 *   const received: ReceiverRequest = { method: request.method, headers: request.headers, body };
 *   const { status, headers, body: text } = await receiver.handle(received);
 *   return new Response(text, { status, headers });
 * }
 * ```
 */
export class WebhookReceiver {
  /** Largest body in bytes. An adapter stops reading beyond it. */
  readonly maxBodyBytes: number;
  readonly #secrets: WebhookReceiverOptions['secrets'];
  readonly #onEvent: WebhookEventHandler;
  readonly #toleranceSeconds: number;
  readonly #replayStore: ReplayStore;
  readonly #clock: Clock;
  readonly #onError: NonNullable<WebhookReceiverOptions['onError']>;

  /** @throws InvalidArgumentError when an option is unknown, missing or out of range. */
  constructor(options: WebhookReceiverOptions) {
    checkKnownOptions('WebhookReceiver', options, OPTIONS);
    this.#secrets = typeof options.secrets === 'function' ? options.secrets : secretList(options.secrets);
    this.#onEvent = handlerOf(options.onEvent);
    this.#toleranceSeconds = options.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
    checkTolerance(this.#toleranceSeconds);
    this.maxBodyBytes = checkNumber('maxBodyBytes', options.maxBodyBytes ?? 1_048_576, { min: 1, integer: true });
    this.#clock = options.clock ?? systemClock;
    this.#replayStore = options.replayStore ?? new MemoryReplayStore({ clock: this.#clock });
    this.#onError = options.onError ?? (() => undefined);
  }

  /**
   * What can be refused before the body is read: a method other than POST, and a `Content-Length` over the cap.
   *
   * @param contentLength - the header, if there is one.
   * @returns the answer, or undefined when the body should be read.
   */
  refuseEarly(method: string, contentLength: string | undefined): ReceiverResponse | undefined {
    if (method !== 'POST') return problemResponse('webhook_method_not_allowed', 'a webhook receiver takes POST only');
    return contentLength !== undefined && Number(contentLength) > this.maxBodyBytes ? this.refuseTooLarge() : undefined;
  }

  /** The answer to a body over `maxBodyBytes`. */
  refuseTooLarge(): ReceiverResponse {
    return this.#refuse(
      new WebhookVerificationError('webhook_too_large', `the body is larger than ${this.maxBodyBytes} bytes`),
      'request',
    );
  }

  /** The answer to a request whose body a framework has read or parsed before; the message tells how to keep it raw. */
  refuseConsumedBody(message: string): ReceiverResponse {
    return this.#refuse(new InvalidArgumentError('body', message), 'request');
  }

  /** Receives one request. Never rejects: what goes wrong becomes an answer. */
  async handle(request: ReceiverRequest): Promise<ReceiverResponse> {
    const early = this.refuseEarly(request.method, undefined);
    if (early !== undefined) return early;
    if (request.body.byteLength > this.maxBodyBytes) return this.refuseTooLarge();

    let secrets: SecretSetting;
    try {
      secrets = typeof this.#secrets === 'function' ? await this.#secrets() : this.#secrets;
    } catch (error) {
      return this.#refuse(error, 'secrets');
    }
    let verified: VerifiedWebhook;
    try {
      verified = verifyWebhook({
        body: request.body,
        headers: request.headers,
        secrets,
        toleranceSeconds: this.#toleranceSeconds,
        now: this.#clock.now(),
      });
    } catch (error) {
      return this.#refuse(error, 'request');
    }
    return this.#handleOnce(verified);
  }

  async #handleOnce({ id, timestamp, event }: VerifiedWebhook): Promise<ReceiverResponse> {
    let claim: Awaited<ReturnType<ReplayStore['claim']>>;
    try {
      claim = await this.#replayStore.claim(id);
    } catch (error) {
      return this.#refuse(error, 'store');
    }
    if (claim.state === 'duplicate') return jsonResponse(200, { status: 'duplicate' });
    if (claim.state === 'in_progress') {
      return jsonResponse(503, { status: 'in_progress' }, { 'retry-after': String(IN_PROGRESS_RETRY_SECONDS) });
    }
    try {
      await this.#onEvent(event, { id, timestamp });
    } catch (error) {
      await this.#settle(claim, 'release');
      return this.#refuse(error, 'handler');
    }
    // The event is handled, so the answer is 200 even when the store cannot note it.
    await this.#settle(claim, 'complete');
    return jsonResponse(200, { status: 'ok' });
  }

  async #settle(claim: ReplayClaim, how: 'complete' | 'release'): Promise<void> {
    try {
      await claim[how]();
    } catch (error) {
      this.#report(error, 'store');
    }
  }

  #refuse(error: unknown, stage: ReceiverStage): ReceiverResponse {
    this.#report(error, stage);
    if (stage === 'handler') {
      return problemResponse('webhook_handler_failed', 'the handler failed; the event may be delivered again');
    }
    // Our own errors name neither secrets nor content; those of a store or a secrets function may.
    if (stage === 'request' && error instanceof NovitaError) return problemResponse(error.code, error.message);
    return problemResponse('internal_error', `the receiver failed (${stage}); see its log`);
  }

  #report(error: unknown, stage: ReceiverStage): void {
    try {
      this.#onError(error, stage);
    } catch {
      // A log that fails must not change the answer.
    }
  }
}
