import { systemClock, type Clock, type Random } from '@novita-fleet/resilience';
import { WebhookAddressError, WebhookDeliveryError, type WebhookClient } from '@novita-fleet/webhooks';
import type { Engine } from '../engine/engine.js';
import type { SecretBox } from '../secret-box.js';
import { settleDeliveries, type PendingDelivery, type Settlement } from '../store/deliveries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { Store } from '../store/store.js';
import { changeEndpoint } from '../store/webhook-endpoints.js';
import type { Log } from '../telemetry/log.js';
import { answerExcerpt } from './answer-excerpt.js';
import { EndpointSender } from './endpoint-sender.js';
import type { EndpointHealth } from './endpoint-health.js';
import { nextAttemptIn } from './schedule.js';
import { Settlements } from './settlements.js';
import { SigningSecrets } from './signing-secrets.js';
import { TEST_EVENT } from './test-event.js';

/** What came of one attempt. */
interface Outcome {
  readonly delivered: boolean;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly error?: string;
  readonly answer?: string | undefined;
}

/** An attempt that was made, and what it says of the endpoint. */
interface Made extends Settlement {
  readonly endpoint: WebhookEndpointRow;
  readonly delivered: boolean;
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
  readonly #settlements: Settlements<Made>;
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
    // What a write takes is a matter of the disk, whatever time it is for the fleet.
    this.#settlements = new Settlements({ clock: systemClock, write: (all) => this.#write(all) });
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
    const secrets = new SigningSecrets(this.#secrets);
    const sender = new EndpointSender(endpointId, {
      ...{ store: this.#store, clock: this.#clock, concurrency: this.#concurrency },
      attempt: (endpoint, delivery) =>
        this.#onBehalfOf(delivery.correlation_id, () => this.#attempt(endpoint, delivery, secrets)),
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

  async #attempt(endpoint: WebhookEndpointRow, delivery: PendingDelivery, signing: SigningSecrets): Promise<void> {
    const made = await this.#settlements.after(() => this.#make(endpoint, delivery, signing));
    const { state, last_status: status, last_error: error } = made.settled;
    this.#onAttempt(state === 'pending' ? 'failed' : state);
    const fields = { deliveryId: delivery.id, endpointId: endpoint.id, status };
    if (made.delivered) this.#log.info(fields, 'webhook delivered');
    else this.#log.warn({ ...fields, error, state }, 'webhook not delivered');
  }

  async #make(endpoint: WebhookEndpointRow, delivery: PendingDelivery, signing: SigningSecrets): Promise<Made> {
    const at = this.#clock.now();
    const begin = this.#clock.monotonic();
    const secrets = signing.at(at, endpoint);
    const outcome = await this.#send(endpoint, delivery, secrets);
    const durationMs = Math.round(this.#clock.monotonic() - begin);
    const { delivered, status = null, error = null } = outcome;
    const number = delivery.attempts + 1;
    const delay = delivered ? undefined : this.#delay(delivery, number, outcome);
    const state = delivered ? 'delivered' : delay === undefined ? 'dead' : 'pending';
    const now = at + durationMs;
    const next_at = state === 'pending' ? now + (delay ?? 0) : delivery.next_at;
    const finished_at = state === 'pending' ? null : now;
    const answer = answerExcerpt(outcome.answer, secrets);
    // No object of these begins with a spread, which takes many times as long to make.
    return {
      endpoint,
      delivery,
      delivered,
      settled: {
        id: delivery.id,
        state,
        attempts: number,
        next_at,
        last_status: status,
        last_error: error,
        finished_at,
      },
      attempt: { delivery_id: delivery.id, number, at, duration_ms: durationMs, status, error, answer },
    };
  }

  #write(all: readonly Made[]): Promise<void> {
    return this.#store.write(async (tx) => {
      const written = await settleDeliveries(tx.db, all);
      const latest = new Map<string, { last_delivered_at?: number; last_failed_at?: number }>();
      for (const { endpoint, delivery, delivered, attempt } of all) {
        if (!written.has(delivery.id)) continue;
        const now = attempt.at + attempt.duration_ms;
        const news = delivered ? { last_delivered_at: now } : { last_failed_at: now };
        latest.set(endpoint.id, { ...latest.get(endpoint.id), ...news });
        // Most attempts succeed and change nothing else of a healthy endpoint.
        if (delivery.event_type === TEST_EVENT) continue;
        await this.#health.observe(tx, endpoint, { delivered, status: attempt.status, now });
      }
      for (const [id, change] of latest) await changeEndpoint(tx.db, id, change);
    });
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
