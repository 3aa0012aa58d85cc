import type { Clock } from '@novita-fleet/resilience';
import { listDue, nextDueAt, type PendingDelivery } from '../store/deliveries.js';
import type { WebhookEndpointRow } from '../store/schema.js';
import type { Store } from '../store/store.js';
import { findEndpoint } from '../store/webhook-endpoints.js';

/** How often somebody who is sending looks for what another process has put into the outbox, in milliseconds. */
const LOOK_MS = 500;

/** Deliveries that are read at a time: reading as few as have room would cost a query for each. */
const READ_AHEAD = 64;

/** What an {@link EndpointSender} works with. */
export interface EndpointSenderParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Deliveries under way at a time, each of another instance. */
  readonly concurrency: number;
  /** Makes one attempt and stores what came of it. */
  readonly attempt: (endpoint: WebhookEndpointRow, delivery: PendingDelivery) => Promise<void>;
}

/**
 * Sends to one endpoint what it is due to get: of each instance one delivery after the other, of several instances side
 * by side up to a bound. Since every endpoint has a sender of its own, one that is slow or dead delays no other.
 */
export class EndpointSender {
  readonly #id: string;
  readonly #parts: EndpointSenderParts;
  /** Lanes of which a delivery is under way. */
  readonly #busy = new Set<string>();
  /** What was due when it was last read and has not begun, the longest due last. */
  #ready: PendingDelivery[] = [];
  #isStopping = false;
  /** The endpoint is disabled or gone. */
  #isOff = false;
  #isWoken = false;
  #onEvent: () => void = () => undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(endpointId: string, parts: EndpointSenderParts) {
    this.#id = endpointId;
    this.#parts = parts;
  }

  /** Tells that there is something new to send. */
  wake(): void {
    this.#isWoken = true;
    this.#onEvent();
  }

  /** Lets what is under way end and begins nothing new. */
  stop(): void {
    this.#isStopping = true;
    this.wake();
  }

  /**
   * Sends until nothing is due.
   *
   * @returns when something will be due, in milliseconds since 1970; undefined when nothing waits or the endpoint is
   * disabled.
   */
  async run(): Promise<number | undefined> {
    const { store } = this.#parts;
    for (;;) {
      this.#isWoken = false;
      const isFull = await this.#begin();
      if (this.#busy.size === 0) break;
      await this.#wait(isFull);
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#isOff ? undefined : nextDueAt(store.db, this.#id);
  }

  /** Begins what is due and has room. Answers whether there is no room left. */
  async #begin(): Promise<boolean> {
    const { store, clock, concurrency } = this.#parts;
    const room = concurrency - this.#busy.size;
    if (room <= 0) return true;
    if (this.#isStopping || this.#failure !== undefined) return true;
    const endpoint = await findEndpoint(store.db, this.#id);
    this.#isOff = endpoint?.enabled !== 1;
    if (endpoint === undefined || this.#isOff) return true;
    if (this.#ready.length < room) {
      // What is under way is due as well; reading as many more finds all that can begin.
      const limit = READ_AHEAD + this.#busy.size;
      // What ends while this is read may be read as it was before its end.
      const busy = new Set(this.#busy);
      const due = await listDue(store.db, { endpointId: this.#id, now: clock.now(), limit });
      this.#ready = due.filter((delivery) => !busy.has(laneOf(delivery))).reverse();
    }
    while (this.#busy.size < concurrency) {
      const delivery = this.#ready.pop();
      if (delivery === undefined) return false;
      if (!this.#busy.has(laneOf(delivery))) this.#start(endpoint, delivery);
    }
    return true;
  }

  #start(endpoint: WebhookEndpointRow, delivery: PendingDelivery): void {
    const lane = laneOf(delivery);
    this.#busy.add(lane);
    void this.#parts
      .attempt(endpoint, delivery)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#busy.delete(lane);
        this.wake();
      });
  }

  /** Waits for an end, for news, or, where there is room for what another process has brought, for a moment. */
  async #wait(isFull: boolean): Promise<void> {
    if (this.#isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = isFull ? undefined : this.#parts.clock.setTimeout(() => this.#onEvent(), LOOK_MS);
      this.#onEvent = () => {
        timer?.cancel();
        this.#onEvent = () => undefined;
        resolve();
      };
    });
  }
}

/** What goes out one after the other: the events of an instance; anything else goes by itself. */
function laneOf({ id, instance_id }: PendingDelivery): string {
  return instance_id === '' ? id : instance_id;
}
