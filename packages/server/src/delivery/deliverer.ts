import type { Clock, Random } from '@novita-fleet/resilience';
import { WebhookAddressError, WebhookDeliveryError, type WebhookClient } from '@novita-fleet/webhooks';
import type { Engine } from '../engine/engine.js';
import type { SecretBox } from '../secret-box.js';
import { settleDelivery, type PendingDelivery } from '../store/deliveries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { Store } from '../store/store.js';
import { changeEndpoint } from '../store/webhook-endpoints.js';
import type { Log } from '../telemetry/log.js';
import { answerExcerpt } from './answer-excerpt.js';
import { EndpointSender } from './endpoint-sender.js';
import type { EndpointHealth } from './endpoint-health.js';
import { nextAttemptIn } from './schedule.js';
import { signingSecrets } from './signing-secrets.js';
import { TEST_EVENT } from './test-event.js';

/** What came of one attempt. */
interface Outcome {
  readonly delivered: boolean;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly error?: string;
  readonly answer?: string | undefined;
}

/** Does something under a correlation id; null where nobody asked for it. */
type OnBehalfOf = (correlationId: string | null, action: () => Promise<void>) => Promise<void>;

/** Sends what waits in the outbox; each endpoint by a sender of its own. */
export class Deliverer {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #webhooks: WebhookClient;
  readonly #secrets: SecretBox;
  readonly #health: EndpointHealth;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  readonly #concurrency: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onAttempt: (outcome: 'delivered' | 'failed' | 'dead') => void;
  readonly #onBehalfOf: OnBehalfOf;
  readonly #senders = new Map<string, EndpointSender>();
  #isStopping = false;

  /**
   * @param options.concurrency - deliveries to one endpoint at a time.
   * @param options.signal - ends attempts that are under way: they are made again.
   * @param options.onBehalfOf - gets the correlation id of whoever asked something of the instance last.
   */
  constructor(options: {
    store: Store;
    engine: Engine;
    webhooks: WebhookClient;
    secrets: SecretBox;
    health: EndpointHealth;
    clock: Clock;
    random: Random;
    log: Log;
    concurrency: number;
    signal?: AbortSignal;
    onAttempt?: (outcome: 'delivered' | 'failed' | 'dead') => void;
    onBehalfOf?: OnBehalfOf;
  }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#webhooks = options.webhooks;
    this.#secrets = options.secrets;
    this.#health = options.health;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
    this.#concurrency = options.concurrency;
    this.#signal = options.signal;
    this.#onAttempt = options.onAttempt ?? (() => undefined);
    this.#onBehalfOf = options.onBehalfOf ?? ((_id, action) => action());
  }

  /** Tells that there is something new for an endpoint. */
  wake(endpointId: string): void {
    this.#senders.get(endpointId)?.wake();
  }

  /** Lets the attempts under way end and begins no new ones. */
  stop(): void {
    this.#isStopping = true;
    for (const sender of this.#senders.values()) sender.stop();
  }

  /** The handler of `delivery` jobs: sends what is due to one endpoint. */
  async run(endpointId: string): Promise<void> {
    const sender = new EndpointSender(endpointId, {
      ...{ store: this.#store, clock: this.#clock, concurrency: this.#concurrency },
      attempt: (endpoint, delivery) =>
        this.#onBehalfOf(delivery.correlation_id, () => this.#attempt(endpoint, delivery)),
    });
    this.#senders.set(endpointId, sender);
    if (this.#isStopping) sender.stop();
    try {
      const runAt = await sender.run();
      if (runAt === undefined) return;
      await this.#store.write((tx) => this.#engine.enqueue(tx, { kind: 'delivery', key: endpointId, runAt }));
    } finally {
      this.#senders.delete(endpointId);
    }
  }

  async #attempt(endpoint: WebhookEndpointRow, delivery: PendingDelivery): Promise<void> {
    const at = this.#clock.now();
    const begin = this.#clock.monotonic();
    const secrets = signingSecrets(endpoint, this.#secrets, at);
    const outcome = await this.#send(endpoint, delivery, secrets);
    const durationMs = Math.round(this.#clock.monotonic() - begin);
    const { delivered, status = null, error = null } = outcome;
    const number = delivery.attempts + 1;
    const delay = delivered ? undefined : this.#delay(delivery, number, outcome);
    const state = delivered ? 'delivered' : delay === undefined ? 'dead' : 'pending';
    const now = at + durationMs;
    await this.#store.write(async (tx) => {
      const isNews = await settleDelivery(
        tx.db,
        delivery,
        {
          ...{ id: delivery.id, state, attempts: number, last_status: status, last_error: error },
          next_at: state === 'pending' ? now + (delay ?? 0) : delivery.next_at,
          finished_at: state === 'pending' ? null : now,
        },
        {
          ...{ delivery_id: delivery.id, number, at, duration_ms: durationMs, status, error },
          answer: answerExcerpt(outcome.answer, secrets),
        },
      );
      // Most attempts succeed and change nothing of a healthy endpoint.
      if (!isNews) return;
      if (!delivered) await changeEndpoint(tx.db, endpoint.id, { last_failed_at: now });
      if (delivery.event_type !== TEST_EVENT) await this.#health.observe(tx, endpoint, { delivered, status, now });
    });
    this.#onAttempt(state === 'pending' ? 'failed' : state);
    const fields = { deliveryId: delivery.id, endpointId: endpoint.id, status };
    if (delivered) this.#log.info(fields, 'webhook delivered');
    else this.#log.warn({ ...fields, error, state }, 'webhook not delivered');
  }

  /** Milliseconds to the next attempt, or undefined when it is given up. A test is made once: somebody waits for it. */
  #delay(delivery: PendingDelivery, number: number, { status, retryAfterMs }: Outcome): number | undefined {
    if (delivery.event_type === TEST_EVENT) return undefined;
    return nextAttemptIn(number - delivery.attempts_before, status, retryAfterMs, this.#random);
  }

  async #send(
    endpoint: WebhookEndpointRow,
    { body, event_id }: PendingDelivery,
    secrets: readonly string[],
  ): Promise<Outcome> {
    try {
      const signal = this.#signal;
      const request = {
        url: endpoint.url,
        payload: body,
        id: event_id,
        secrets,
        ...(signal !== undefined && { signal }),
      };
      // One attempt: the schedule is ours, and stored.
      const { status, responseBody } = await this.#webhooks.sendWebhook(request, 0);
      return { delivered: true, status, answer: responseBody };
    } catch (error) {
      if (error instanceof WebhookDeliveryError) {
        const { status, retryAfterMs, message, responseBody } = error;
        return { delivered: false, status, retryAfterMs, error: message, answer: responseBody };
      }
      if (error instanceof WebhookAddressError) return { delivered: false, error: error.message };
      throw error;
    }
  }
}
