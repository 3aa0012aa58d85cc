import { checkKnownOptions, systemClock, type Clock } from '@novita-fleet/resilience';
import type { WebhookEvent } from './event.js';
import { checkEvent } from './notification.js';
import { signWebhook, type SignedWebhookHeaders } from './sign.js';
import { DEFAULT_TOLERANCE_SECONDS } from './verify.js';

/** What a builder needs. */
export interface TestWebhooksOptions {
  /** The secret that the receiver has. */
  readonly secret: string;
  /** The clock of the receiver. Default the system clock. */
  readonly clock?: Clock;
}

/** A request to send to a receiver: with `fetch`, `inject` of a framework, or to `WebhookReceiver.handle` as it is. */
export interface TestWebhookRequest {
  readonly method: 'POST';
  readonly headers: SignedWebhookHeaders & { readonly 'content-type': string };
  /** The raw bytes. */
  readonly body: Buffer<ArrayBuffer>;
  /** What the body holds. */
  readonly event: WebhookEvent;
}

/**
 * Makes requests such as the fleet server sends, to test a handler without a server. Each call makes a new event, unless
 * it says which: the same event twice, or the same request sent twice, is what a replay is.
 *
 * @example
 * ```ts
 * import { WebhookReceiver } from '@novita-fleet/webhooks';
 * import { TestWebhooks, type TestWebhookRequest, type TestWebhooksOptions } from '@novita-fleet/webhooks/testing';
 *
 * const receiver = new WebhookReceiver({ secrets: 'my secret', onEvent: () => undefined });
 * const options: TestWebhooksOptions = { secret: 'my secret' };
 * const webhooks = new TestWebhooks(options);
 * const send = async (request: TestWebhookRequest): Promise<number> => (await receiver.handle(request)).status;
 *
 * const good = webhooks.good({ type: 'instance.ready' });
 * console.log(await send(good), await send(good)); // → 200 200
 * console.log(await send(webhooks.stale()), await send(webhooks.tampered())); // → 401 401
 * ```
 */
export class TestWebhooks {
  readonly #secret: string;
  readonly #clock: Clock;
  #count = 0;

  /** @throws InvalidArgumentError when an option is unknown. */
  constructor(options: TestWebhooksOptions) {
    checkKnownOptions('TestWebhooks', options, ['secret', 'clock']);
    this.#secret = options.secret;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * An event as the server makes it.
   *
   * @param fields - what it should say instead of being the next event `instance.ready` of the instance `inst_test`.
   * @throws InvalidArgumentError when they make no valid event.
   */
  event(fields: Partial<WebhookEvent> = {}): WebhookEvent {
    this.#count += 1;
    const event = {
      id: `evt_test_${this.#count}`,
      type: 'instance.ready',
      timestamp: new Date(this.#clock.now()).toISOString(),
      sequence: this.#count,
      data: {
        instanceId: 'inst_test',
        novitaInstanceId: 'novita_test',
        status: 'ready',
        elapsedTime: 1_500,
        error: null,
      },
      ...fields,
    };
    checkEvent(event);
    return event;
  }

  /** A request that is to be taken. */
  good(fields: Partial<WebhookEvent> = {}): TestWebhookRequest {
    return this.#sign(this.event(fields), [this.#secret]);
  }

  /**
   * A request whose time is wrong, to be answered with 401.
   *
   * @param ageSeconds - how old it is; negative for one from the future. Default a second over the default tolerance of 300.
   */
  stale(fields: Partial<WebhookEvent> = {}, ageSeconds = DEFAULT_TOLERANCE_SECONDS + 1): TestWebhookRequest {
    // By whole seconds, as times are signed: never younger than asked for.
    return this.#sign(this.event(fields), [this.#secret], -Math.sign(ageSeconds) * Math.ceil(Math.abs(ageSeconds)));
  }

  /** A request whose body was changed after it was signed, to be answered with 401. */
  tampered(fields: Partial<WebhookEvent> = {}): TestWebhookRequest {
    const request = this.good(fields);
    const event = { ...request.event, data: { ...request.event.data, status: `${request.event.data.status}!` } };
    return { ...request, event, body: Buffer.from(JSON.stringify(event)) };
  }

  /** A request signed with a secret that the receiver does not have, to be answered with 401. */
  forged(fields: Partial<WebhookEvent> = {}): TestWebhookRequest {
    return this.#sign(this.event(fields), ['a secret of somebody else']);
  }

  /** A request from the time of a rotation, signed with a new secret and with the one that the receiver has. */
  rotated(newSecret: string, fields: Partial<WebhookEvent> = {}): TestWebhookRequest {
    return this.#sign(this.event(fields), [newSecret, this.#secret]);
  }

  /** The same event as the server sends it once more: with a new time and signature. To be answered with 200, unhandled. */
  again(request: TestWebhookRequest): TestWebhookRequest {
    return this.#sign(request.event, [this.#secret]);
  }

  #sign(event: WebhookEvent, secrets: readonly string[], offsetSeconds = 0): TestWebhookRequest {
    const body = Buffer.from(JSON.stringify(event));
    const timestamp = Math.floor(this.#clock.now() / 1000) + offsetSeconds;
    const headers = { 'content-type': 'application/json', ...signWebhook({ id: event.id, timestamp, body, secrets }) };
    return { method: 'POST', headers, body, event };
  }
}
