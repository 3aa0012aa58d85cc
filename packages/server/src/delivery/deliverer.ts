import type { Clock, Random } from '@novita-fleet/resilience';
import { WebhookAddressError, WebhookDeliveryError, type WebhookClient } from '@novita-fleet/webhooks';
import type { Engine } from '../engine/engine.js';
import type { SecretBox } from '../secret-box.js';
import { findEndpoint, nextDelivery, parseLaneKey, updateDelivery } from '../store/deliveries.js';
import type { PendingDelivery } from '../store/deliveries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import { nextAttemptIn } from './schedule.js';

/** What came of one attempt. */
interface Outcome {
  delivered: boolean;
  status: number | undefined;
  retryAfterMs: number | undefined;
  error: string | null;
}

/** Sends what waits in the outbox: the deliveries of one instance to one endpoint in order, all lanes side by side. */
export class Deliverer {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #webhooks: WebhookClient;
  readonly #secrets: SecretBox;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  readonly #signal: AbortSignal | undefined;
  readonly #onAttempt: (outcome: 'delivered' | 'failed' | 'dead') => void;

  /** @param options.signal - ends attempts that are under way: they are made again. */
  constructor(options: {
    store: Store;
    engine: Engine;
    webhooks: WebhookClient;
    secrets: SecretBox;
    clock: Clock;
    random: Random;
    log: Log;
    signal?: AbortSignal;
    onAttempt?: (outcome: 'delivered' | 'failed' | 'dead') => void;
  }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#webhooks = options.webhooks;
    this.#secrets = options.secrets;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
    this.#signal = options.signal;
    this.#onAttempt = options.onAttempt ?? (() => undefined);
  }

  /** The handler of `delivery` jobs: sends what is due in one lane. */
  async run(key: string): Promise<void> {
    const lane = parseLaneKey(key);
    for (;;) {
      const delivery = await nextDelivery(this.#store.db, lane);
      if (delivery === undefined) return;
      if (delivery.next_at > this.#clock.now()) {
        const runAt = delivery.next_at;
        await this.#store.write((tx) => this.#engine.enqueue(tx, { kind: 'delivery', key, runAt }));
        return;
      }
      const endpoint = await findEndpoint(this.#store.db, lane.endpointId);
      if (endpoint?.enabled !== 1) return;
      const outcome = await this.#send(endpoint, delivery);
      await this.#record(delivery, outcome);
      if (outcome.delivered) this.#log.info({ deliveryId: delivery.id, status: outcome.status }, 'webhook delivered');
      else this.#log.warn({ deliveryId: delivery.id, ...outcome }, 'webhook not delivered');
    }
  }

  async #send(endpoint: WebhookEndpointRow, delivery: PendingDelivery): Promise<Outcome> {
    try {
      const secret = this.#secrets.open(endpoint.sealed_secret, endpoint.id);
      const request = { url: endpoint.url, payload: delivery.body, id: delivery.event_id, secret };
      const signal = this.#signal;
      // One attempt: the schedule is ours, and stored.
      const { status } = await this.#webhooks.sendWebhook(signal === undefined ? request : { ...request, signal }, 0);
      return { delivered: true, status, retryAfterMs: undefined, error: null };
    } catch (error) {
      if (error instanceof WebhookDeliveryError) {
        return { delivered: false, status: error.status, retryAfterMs: error.retryAfterMs, error: error.message };
      }
      if (error instanceof WebhookAddressError) {
        return { delivered: false, status: undefined, retryAfterMs: undefined, error: error.message };
      }
      throw error;
    }
  }

  async #record(delivery: PendingDelivery, outcome: Outcome): Promise<void> {
    const now = this.#clock.now();
    const attempts = delivery.attempts + 1;
    const delay = nextAttemptIn(attempts, outcome.status, outcome.retryAfterMs, this.#random);
    const state = outcome.delivered ? 'delivered' : delay === undefined ? 'dead' : 'pending';
    this.#onAttempt(state === 'pending' ? 'failed' : state);
    await this.#store.write((tx) =>
      updateDelivery(tx.db, delivery.id, {
        state,
        attempts,
        next_at: state === 'pending' ? now + (delay ?? 0) : delivery.next_at,
        last_status: outcome.status ?? null,
        last_error: outcome.error,
        finished_at: state === 'pending' ? null : now,
      }),
    );
  }
}
