import type { Engine } from '../engine/engine.js';
import { insertDelivery, outgoing, type Outgoing } from '../store/deliveries.js';
import type { EventRow } from '../store/schema.js';
import type { Tx } from '../store/store.js';
import { endpointsFor } from '../store/webhook-endpoints.js';

/** Takes what is to be sent, as part of the transaction in which it happens. */
export class Outbox {
  readonly #engine: Engine;
  readonly #wake: (endpointId: string) => void;

  /** @param options.wake - told once something for an endpoint is stored, so that one who is sending sees it at once. */
  constructor(options: { engine: Engine; wake: (endpointId: string) => void }) {
    this.#engine = options.engine;
    this.#wake = options.wake;
  }

  /**
   * Puts an event of an instance into the outbox, once for each endpoint that wants it and may get it.
   *
   * @param owner - the API key that asked for the instance.
   */
  async announce(tx: Tx, event: EventRow, owner: string): Promise<void> {
    for (const { id } of await endpointsFor(tx.db, owner, event.type)) await this.put(tx, outgoing(event, id));
  }

  /** Puts one delivery into the outbox. */
  async put(tx: Tx, delivery: Outgoing): Promise<void> {
    await insertDelivery(tx.db, delivery);
    await this.due(tx, delivery.endpointId, delivery.at);
  }

  /** Lets an endpoint be looked at. @param at - milliseconds since 1970. */
  async due(tx: Tx, endpointId: string, at: number): Promise<void> {
    await this.#engine.enqueue(tx, { kind: 'delivery', key: endpointId, runAt: at });
    tx.afterCommit(() => this.#wake(endpointId));
  }
}
