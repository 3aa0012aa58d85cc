import { Catalogue, type CatalogueData } from './catalogue.js';
import type { DurationRanges } from './durations.js';
import { EventQueue } from './event-queue.js';
import { Instances, type InstanceObserver } from './instances.js';
import { NetworkStorages } from './network-storages.js';
import { Networks } from './networks.js';
import type { Quotas } from './quotas.js';
import { RegistryAuths } from './registry-auths.js';
import { Stock } from './stock.js';

export interface WorldOptions {
  readonly seed: number;
  /** First virtual time in milliseconds since 1970. */
  readonly startMs: number;
  readonly durations: DurationRanges;
  readonly catalogue: CatalogueData;
  readonly quotas: Quotas;
  readonly observer: InstanceObserver;
}

/**
 * The cloud as a discrete-event simulation without I/O. Nothing happens between two calls: `advanceTo` runs what
 * has fallen due. The same seed and the same calls at the same virtual times lead to the same world.
 */
export class World {
  readonly catalogue: Catalogue;
  readonly stock: Stock;
  readonly instances: Instances;
  readonly networks: Networks;
  readonly networkStorages: NetworkStorages;
  readonly registryAuths: RegistryAuths;
  readonly #events = new EventQueue();
  #now: number;

  constructor(options: WorldOptions) {
    this.#now = options.startMs;
    this.catalogue = new Catalogue(options.catalogue);
    this.stock = new Stock(options.catalogue.products);
    const { seed, durations, quotas } = options;
    const parts = { seed, durations, quotas, catalogue: this.catalogue, events: this.#events, now: () => this.#now };
    this.networks = new Networks(parts);
    this.networkStorages = new NetworkStorages(parts);
    this.registryAuths = new RegistryAuths(parts);
    this.instances = new Instances({
      seed: options.seed,
      durations: options.durations,
      events: this.#events,
      stock: this.stock,
      now: () => this.#now,
      observer: options.observer,
    });
  }

  /** Virtual milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /**
   * Runs every event that is due by `nowMs`, each at its own time, in order of time and then of scheduling.
   * A time before the present one changes nothing.
   */
  advanceTo(nowMs: number): void {
    for (let at = this.#events.nextAt(); at !== undefined && at <= nowMs; at = this.#events.nextAt()) {
      const run = this.#events.take();
      this.#now = at;
      run?.();
    }
    this.#now = Math.max(this.#now, nowMs);
  }
}
