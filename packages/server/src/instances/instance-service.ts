import type { Clock } from '@novita-fleet/resilience';
import type { Outbox } from '../delivery/outbox.js';
import type { Engine } from '../engine/engine.js';
import type { NewId } from '../ids.js';
import { account } from './account.js';
import { decide } from '../lifecycle/decide.js';
import type { LifecycleEvent } from '../lifecycle/event.js';
import type { Instance } from '../lifecycle/instance.js';
import { newInstance, type NewInstance } from '../lifecycle/new-instance.js';
import type { Observation } from '../lifecycle/observation.js';
import {
  findInstance,
  insertEvent,
  insertInstance,
  replaceLabels,
  setCorrelationId,
  updateInstance,
  type StoredInstance,
} from '../store/instances.js';
import type { Store, Tx } from '../store/store.js';
import type { CallContexts } from '../telemetry/call-context.js';

/** What an observation changed. */
export interface Change {
  before: Instance;
  after: Instance;
  /** Milliseconds since 1970. */
  at: number;
  /** Of the last API request that asked something of the instance. */
  correlationId: string | undefined;
}

/** Stores what `decide` decides: the new state, its events, their deliveries and the next job, in one transaction. */
export class InstanceService {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #newId: NewId;
  readonly #outbox: Outbox;
  readonly #contexts: CallContexts | undefined;
  readonly #onEvents: () => void;
  readonly #onChange: (change: Change) => void;

  /**
   * @param options.onEvents - called when events have been stored.
   * @param options.onChange - called when another state of an instance has been stored.
   */
  constructor(options: {
    store: Store;
    engine: Engine;
    outbox: Outbox;
    clock: Clock;
    newId: NewId;
    contexts?: CallContexts;
    onEvents?: () => void;
    onChange?: (change: Change) => void;
  }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#clock = options.clock;
    this.#newId = options.newId;
    this.#outbox = options.outbox;
    this.#contexts = options.contexts;
    this.#onChange = options.onChange ?? (() => undefined);
    this.#onEvents = options.onEvents ?? (() => undefined);
  }

  /** Stores the wish for an instance and answers what is stored. Nothing has been asked of the cloud when this returns. */
  async create(tx: Tx, parts: Omit<NewInstance, 'id'>): Promise<StoredInstance> {
    const now = this.#clock.now();
    const fresh = newInstance({ ...parts, id: this.#newId('inst') }, now);
    const { instance, wakeAt, events } = decide(fresh, { kind: 'requested' }, now);
    const stored = await insertInstance(tx.db, instance, now, this.#contexts?.current?.correlationId);
    await this.#announce(tx, instance, events);
    await this.wake(tx, instance.id, wakeAt);
    await this.#lookSoon(tx);
    return stored;
  }

  /**
   * Asks for an instance like the given one, and has it take the place of that one: in one transaction, so that neither
   * a crash nor a second call makes two of them.
   *
   * @returns the id of the new one, or of the one that took the place before; undefined when there is no such instance.
   */
  async recreate(tx: Tx, id: string): Promise<string | undefined> {
    const stored = await findInstance(tx.db, id);
    if (stored === undefined) return undefined;
    const { owner, spec, limits, promises, replacedBy } = stored.instance;
    if (replacedBy !== null) return replacedBy;
    const { instance } = await this.create(tx, { owner, spec, limits, promises, replaces: id });
    const by = instance.id;
    await this.observeIn(tx, id, { kind: 'replaced', by });
    return by;
  }

  /** Applies an observation to an instance, in a transaction of its own. Undefined when there is no such instance. */
  observe(id: string, observation: Observation): Promise<StoredInstance | undefined> {
    return this.#store.write((tx) => this.observeIn(tx, id, observation));
  }

  /** Applies an observation to an instance as part of `tx`. */
  async observeIn(tx: Tx, id: string, observation: Observation): Promise<StoredInstance | undefined> {
    const stored = await findInstance(tx.db, id);
    if (stored === undefined) return undefined;
    const now = this.#clock.now();
    const { instance, wakeAt, events } = decide(stored.instance, observation, now);
    if (instance === stored.instance) return stored;
    await updateInstance(tx.db, instance, stored.version, now);
    await account(tx, this.#engine, stored.instance, instance, now);
    if (observation.kind === 'change_requested' && observation.change.metadata !== undefined) {
      await replaceLabels(tx.db, instance);
    }
    await this.#announce(tx, instance, events);
    await this.wake(tx, id, wakeAt);
    const correlationId = stored.correlationId ?? this.#contexts?.current?.correlationId;
    tx.afterCommit(() => this.#onChange({ before: stored.instance, after: instance, at: now, correlationId }));
    return { ...stored, instance, version: stored.version + 1, updatedAt: now };
  }

  /** Applies a wish of the user and makes the watcher look soon. */
  async request(id: string, wish: Observation): Promise<StoredInstance | undefined> {
    return this.#store.write(async (tx) => {
      const stored = await this.observeIn(tx, id, wish);
      const correlationId = this.#contexts?.current?.correlationId;
      if (stored !== undefined && correlationId !== undefined) await setCorrelationId(tx.db, id, correlationId);
      await this.#lookSoon(tx);
      return stored;
    });
  }

  /** Puts a job that looks after an instance into `tx`. @param at - milliseconds since 1970; null for no job. */
  async wake(tx: Tx, id: string, at: number | null): Promise<void> {
    if (at !== null) await this.#engine.enqueue(tx, { kind: 'instance', key: id, runAt: at });
  }

  async #announce(tx: Tx, { owner }: Instance, events: LifecycleEvent[]): Promise<void> {
    if (events.length > 0) tx.afterCommit(this.#onEvents);
    for (const event of events) await this.#outbox.announce(tx, await insertEvent(tx.db, event), owner);
  }

  #lookSoon(tx: Tx): Promise<void> {
    return this.#engine.enqueue(tx, { kind: 'sweep', key: 'all', runAt: this.#clock.now() });
  }
}
