import { randomUUID } from 'node:crypto';
import { isUint8Array } from 'node:util/types';
import {
  checkKnownOptions,
  checkNumber,
  exponentialBackoff,
  InvalidArgumentError,
  NovitaError,
  sleep,
  systemClock,
  type Backoff,
  type Clock,
} from '@novita-fleet/resilience';
import { Agent } from 'undici';
import { createAddressGuard, type AddressGuard } from './address-guard.js';
import { checkCustomHeaders } from './custom-headers.js';
import type { WebhookEvent, WebhookEventFailure } from './event.js';
import { checkEvent, createNotification, type NotificationOptions, type NotificationStatus } from './notification.js';
import { secretList } from './secrets.js';
import { abortedError, sendAttempt, type AttemptOutcome } from './send-attempt.js';
import { checkId, generateSignature, signWebhook, type RawBody } from './sign.js';
import {
  CLIENT_OPTIONS,
  REQUEST_OPTIONS,
  type DeliveryOptions,
  type DeliveryResult,
  type SendNotificationOptions,
  type WebhookClientOptions,
  type WebhookRequest,
} from './webhook-client-options.js';
import { WebhookDeliveryError } from './webhook-delivery-error.js';

const DEFAULT_MAX_RETRIES = 3;
const MAX_MAX_RETRIES = 100;
const BASE_DELAY_MS = 1000;
const MAX_DELAY_MS = 30_000;
/** Statuses below 500 that say: later, perhaps (RFC 9110, RFC 8470, RFC 6585). */
const RETRYABLE_STATUSES: readonly number[] = [408, 425, 429];

/**
 * Sends signed webhooks over connections of its own.
 *
 * A network error, a timeout, 408, 425, 429 and 5xx are tried again after 2^n × 1 s with full jitter (n from 0, at most
 * 30 s), or after exactly what `Retry-After` asks; any other status, redirects included, is final. Every attempt has the
 * same id, and a time and signature of its own.
 *
 * @example
 * ```ts
 * import { WebhookClient, WebhookDeliveryError } from '@novita-fleet/webhooks';
 *
 * await using client = new WebhookClient({ secret: 'my secret' });
 * const payload = client.createNotificationPayload('inst_1', 'ready', { sequence: 3, elapsedTime: 41_000 });
 * try {
 *   await client.sendWebhook({ url: 'https://example.com/hook', payload });
 * } catch (error) {
 *   if (error instanceof WebhookDeliveryError) console.log(`not delivered: ${error.reason}`);
 *   else throw error;
 * }
 * ```
 */
export class WebhookClient {
  readonly #secrets: readonly string[] | undefined;
  readonly #guard: AddressGuard;
  readonly #timeoutMs: number;
  readonly #maxResponseBytes: number;
  readonly #maxRetryAfterMs: number;
  readonly #userAgent: string;
  readonly #newId: () => string;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #agent: Agent;
  /** Waits between attempts, ended by `close`. */
  readonly #waits = new Set<AbortController>();
  #closing: Promise<void> | undefined;

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: WebhookClientOptions = {}) {
    checkKnownOptions('WebhookClient', options, CLIENT_OPTIONS);
    if (options.addressGuard !== undefined && options.allowAddresses !== undefined) {
      throw new InvalidArgumentError('allowAddresses', 'pass "allowAddresses" or "addressGuard", not both');
    }
    this.#secrets = options.secret === undefined ? undefined : secretList(options.secret);
    this.#guard = options.addressGuard ?? createAddressGuard({ allow: options.allowAddresses ?? [] });
    this.#timeoutMs = checkNumber('timeoutMs', options.timeoutMs ?? 15_000, { min: 1 });
    this.#maxResponseBytes = checkNumber('maxResponseBytes', options.maxResponseBytes ?? 16_384, { integer: true });
    this.#maxRetryAfterMs = checkNumber('maxRetryAfterMs', options.maxRetryAfterMs ?? 60_000);
    this.#userAgent = options.userAgent ?? 'novita-fleet-webhooks';
    this.#newId = options.newId ?? (() => `evt_${randomUUID().replaceAll('-', '')}`);
    this.#clock = options.clock ?? systemClock;
    const random = options.random ?? Math.random;
    this.#backoff = exponentialBackoff({ baseMs: BASE_DELAY_MS, maxMs: MAX_DELAY_MS, jitter: 'full', random });
    // A connection that hangs is given up with its attempt; without a bound of its own it would block the next one.
    this.#agent = new Agent({ connect: { lookup: this.#guard.lookup, timeout: this.#timeoutMs } });
  }

  /**
   * Delivers a webhook.
   *
   * @param maxRetries - how often to send again after a failure, 0 to 100; 0 makes exactly one attempt.
   * @throws WebhookDeliveryError when the last attempt failed, when the status is final, or at once when the receiver
   * asks to wait longer than `maxRetryAfterMs`; WebhookAddressError when the address guard refuses the URL or an address
   * of its host; InvalidArgumentError; NovitaError `aborted` or `client_closed`.
   */
  async sendWebhook(request: WebhookRequest, maxRetries = DEFAULT_MAX_RETRIES): Promise<DeliveryResult> {
    checkKnownOptions('sendWebhook', request, REQUEST_OPTIONS);
    checkNumber('maxRetries', maxRetries, { max: MAX_MAX_RETRIES, integer: true });
    const { id, body } = serialise(request);
    const custom = checkCustomHeaders(request.headers ?? {});
    const secrets = this.#secretsFor(request);
    const startedAt = this.#clock.monotonic();

    for (let attempts = 1; ; attempts++) {
      this.#checkOpen();
      const outcome = await this.#attempt(request, custom, id, body, secrets);
      const durationMs = this.#clock.monotonic() - startedAt;
      if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
        return { status: outcome.status, attempts, durationMs, responseBody: outcome.responseBody };
      }
      const waitMs = attempts > maxRetries ? undefined : this.#waitBeforeRetry(outcome, attempts - 1);
      if (waitMs === undefined) throw deliveryError(request.url, outcome, attempts, durationMs);
      await this.#wait(waitMs, request.signal);
    }
  }

  /**
   * Makes the event that tells the state of an instance, without sending it.
   *
   * @throws InvalidArgumentError when an option is unknown or makes no valid event.
   */
  createNotificationPayload(
    instanceId: string,
    status: NotificationStatus,
    options: NotificationOptions = {},
  ): WebhookEvent {
    return createNotification(instanceId, status, options, { newId: this.#newId, now: () => this.#clock.now() });
  }

  /** `sha256=` and the HMAC-SHA256 of `payload` in hexadecimal; see the function of the same name. */
  generateSignature(payload: RawBody, secret: string): string {
    return generateSignature(payload, secret);
  }

  /** Tells that an instance is `ready`. Throws as {@link sendWebhook}. */
  sendSuccessNotification(
    url: string,
    instanceId: string,
    options: SendNotificationOptions = {},
  ): Promise<DeliveryResult> {
    return this.#notify(url, instanceId, 'ready', options);
  }

  /** Tells that an instance `failed`, and why. Throws as {@link sendWebhook}. */
  sendFailureNotification(
    url: string,
    instanceId: string,
    options: SendNotificationOptions & { readonly error: WebhookEventFailure },
  ): Promise<DeliveryResult> {
    return this.#notify(url, instanceId, 'failed', options);
  }

  /** Tells that an instance `timed_out`; `error` is `phase_timeout` unless given. Throws as {@link sendWebhook}. */
  sendTimeoutNotification(
    url: string,
    instanceId: string,
    options: SendNotificationOptions = {},
  ): Promise<DeliveryResult> {
    const error = { code: 'phase_timeout', message: 'The instance was not ready in time.' };
    return this.#notify(url, instanceId, 'timed_out', { error, ...options });
  }

  /** Lets running attempts end, ends waits between attempts with `client_closed`, and closes the connections. */
  close(): Promise<void> {
    this.#closing ??= this.#agent.close();
    for (const wait of this.#waits) wait.abort();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #notify(
    url: string,
    instanceId: string,
    status: NotificationStatus,
    options: SendNotificationOptions,
  ): Promise<DeliveryResult> {
    const { secret, secrets, headers, signal, maxRetries, ...notification } = options;
    const delivery = Object.entries({ secret, secrets, headers, signal }).filter(([, value]) => value !== undefined);
    const payload = this.createNotificationPayload(instanceId, status, notification);
    return this.sendWebhook({ url, payload, ...(Object.fromEntries(delivery) as DeliveryOptions) }, maxRetries);
  }

  /** The guard is asked each time: a connection to an IP literal does not pass the resolver. */
  #attempt(
    { url, signal }: WebhookRequest,
    custom: Readonly<Record<string, string>>,
    id: string,
    body: Uint8Array,
    secrets: readonly string[],
  ): Promise<AttemptOutcome> {
    const timestamp = Math.floor(this.#clock.now() / 1000);
    return sendAttempt({
      dispatcher: this.#agent,
      url: this.#guard.checkUrl(url),
      // Not first, because an object that begins with a spread takes many times as long to make.
      headers: {
        'content-type': 'application/json',
        'user-agent': this.#userAgent,
        ...custom,
        ...signWebhook({ id, timestamp, body, secrets }),
      },
      body,
      timeoutMs: this.#timeoutMs,
      maxResponseBytes: this.#maxResponseBytes,
      clock: this.#clock,
      signal,
    });
  }

  /** Milliseconds to wait, or undefined when the failure is final. */
  #waitBeforeRetry(outcome: AttemptOutcome, failures: number): number | undefined {
    if (outcome.kind !== 'answered') return this.#backoff(failures);
    if (outcome.status < 500 && !RETRYABLE_STATUSES.includes(outcome.status)) return undefined;
    if (outcome.retryAfterMs === undefined) return this.#backoff(failures);
    return outcome.retryAfterMs <= this.#maxRetryAfterMs ? outcome.retryAfterMs : undefined;
  }

  async #wait(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    const wait = new AbortController();
    const onAbort = (): void => wait.abort();
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) wait.abort();
    this.#waits.add(wait);
    try {
      await sleep(this.#clock, delayMs, wait.signal);
    } catch {
      if (signal?.aborted) throw abortedError(signal);
      this.#checkOpen();
    } finally {
      this.#waits.delete(wait);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new NovitaError('client_closed', 'the WebhookClient is closed');
  }

  #secretsFor(request: WebhookRequest): readonly string[] {
    if (request.secret !== undefined && request.secrets !== undefined) {
      throw new InvalidArgumentError('secrets', 'pass "secret" or "secrets", not both');
    }
    const own = request.secrets ?? request.secret;
    if (own !== undefined) return secretList(own);
    if (this.#secrets !== undefined) return this.#secrets;
    throw new InvalidArgumentError('secret', 'give the WebhookClient or the request a "secret": webhooks are signed');
  }
}

function serialise({ payload, id }: WebhookRequest): { id: string; body: Uint8Array } {
  if (typeof payload === 'string' || isUint8Array(payload)) {
    if (id === undefined) {
      throw new InvalidArgumentError('id', 'a serialised payload needs "id", the id of the event inside');
    }
    checkId(id);
    return { id, body: typeof payload === 'string' ? Buffer.from(payload) : payload };
  }
  checkEvent(payload);
  checkId(payload.id);
  if (id !== undefined && id !== payload.id) {
    throw new InvalidArgumentError('id', '"id" and the id of the payload differ');
  }
  return { id: payload.id, body: Buffer.from(JSON.stringify(payload)) };
}

/** The message shows the host but neither path nor query, which may hold a token. */
function deliveryError(
  url: string,
  outcome: AttemptOutcome,
  attempts: number,
  durationMs: number,
): WebhookDeliveryError {
  const { host } = new URL(url);
  const times = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  switch (outcome.kind) {
    case 'answered': {
      const { status, responseBody, retryAfterMs } = outcome;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      const failure = { reason: 'status' as const, status, attempts, durationMs, responseBody, ...wait };
      return new WebhookDeliveryError(`${host} answered ${status} (${times})`, failure);
    }
    case 'timeout':
      return new WebhookDeliveryError(`${host} did not answer in time (${times})`, {
        reason: 'timeout',
        attempts,
        durationMs,
      });
    case 'connection':
      return new WebhookDeliveryError(
        `the connection to ${host} failed (${times})`,
        { reason: 'connection', attempts, durationMs },
        { cause: outcome.cause },
      );
  }
}
