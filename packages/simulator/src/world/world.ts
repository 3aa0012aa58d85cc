import { Attachments } from './attachments.js';
import { Billing } from './billing.js';
import { Catalogue, type CatalogueData } from './catalogue.js';
import type { DurationRanges } from './durations.js';
import { Endpoints } from './endpoints.js';
import { EventQueue } from './event-queue.js';
import { Images } from './images.js';
import { Freezing } from './freezing.js';
import { InstanceSettings } from './instance-settings.js';
import type { Instance, InstanceSpec } from './instance.js';
import { Instances, type InstanceObserver } from './instances.js';
import { Jobs } from './jobs.js';
import { Metrics } from './metrics.js';
import { Migrations } from './migrations.js';
import { NetworkStorages } from './network-storages.js';
import { Networks } from './networks.js';
import { PrewarmTasks } from './prewarm-tasks.js';
import type { Quotas } from './quotas.js';
import { RegistryAuths } from './registry-auths.js';
import { defaultRules, type WorldRules } from './rules.js';
import { Spot } from './spot.js';
import { Stock } from './stock.js';
import { Templates } from './templates.js';
import { StorageBilling } from './storage-billing.js';
import { Subscriptions } from './subscriptions.js';

export interface WorldOptions {
  readonly seed: number;
  /** First virtual time in milliseconds since 1970. */
  readonly startMs: number;
  readonly durations: DurationRanges;
  readonly catalogue: CatalogueData;
  readonly quotas: Quotas;
  /** Absent for the default rules. */
  readonly rules?: WorldRules;
  readonly observer: InstanceObserver;
}

/**
 * The cloud as a discrete-event simulation without I/O. Nothing happens between two calls: `advanceTo` runs what
 * has fallen due. The same seed and the same calls at the same virtual times lead to the same world.
 */
export class World {
  readonly catalogue: Catalogue;
  readonly quotas: Quotas;
  readonly stock: Stock;
  readonly rules: WorldRules;
  readonly metrics: Metrics;
  /** The account's money. */
  readonly billing: Billing;
  readonly instances: Instances;
  /** Ports, disk, image and switches of instances. */
  readonly settings: InstanceSettings;
  readonly subscriptions: Subscriptions;
  readonly jobs: Jobs;
  readonly migrations: Migrations;
  readonly spot: Spot;
  /** What instances use of the other stores. */
  readonly attachments: Attachments;
  readonly images: Images;
  readonly networks: Networks;
  readonly networkStorages: NetworkStorages;
  readonly registryAuths: RegistryAuths;
  readonly templates: Templates;
  readonly prewarmTasks: PrewarmTasks;
  readonly endpoints: Endpoints;
  readonly #events = new EventQueue();
  #now: number;

  constructor(options: WorldOptions) {
    this.#now = options.startMs;
    this.catalogue = new Catalogue(options.catalogue);
    this.stock = new Stock([...options.catalogue.products, ...options.catalogue.cpuProducts]);
    const { seed, durations, quotas, observer, rules = defaultRules() } = options;
    const parts = { seed, durations, quotas, catalogue: this.catalogue, events: this.#events, now: () => this.#now };
    this.rules = rules;
    this.metrics = new Metrics(parts);
    this.billing = new Billing({
      balance: rules.balance,
      startMs: options.startMs,
      events: this.#events,
      now: parts.now,
      onChange: () => freezing.followAll(),
    });
    const storageBilling = new StorageBilling(this.billing);
    this.quotas = quotas;
    this.networks = new Networks(parts);
    this.networkStorages = new NetworkStorages(parts, (storage, isThere) => storageBilling.follow(storage, isThere));
    this.registryAuths = new RegistryAuths(parts);
    this.templates = new Templates(parts, this.registryAuths);
    this.images = new Images(parts);
    this.prewarmTasks = new PrewarmTasks({ ...parts, images: rules.images }, this.registryAuths);
    this.endpoints = new Endpoints(parts, this.registryAuths, this.networkStorages);
    const { billing, stock, networks, networkStorages, registryAuths, images } = this;
    const instances = new Instances({ ...parts, rules, stock, billing, observer });
    this.instances = instances;
    this.attachments = new Attachments({ instances, networks, networkStorages, registryAuths });
    const lifeParts = { ...parts, rules, instances, billing, stock, observer };
    this.settings = new InstanceSettings({ ...lifeParts, attachments: this.attachments });
    this.jobs = new Jobs({ ...lifeParts, saved: (image) => images.save(image) });
    this.migrations = new Migrations({ ...lifeParts, jobs: this.jobs });
    this.spot = new Spot(lifeParts);
    // Last of those who follow the states: what they decide comes before what is not paid for.
    const freezing = new Freezing(lifeParts);
    this.subscriptions = new Subscriptions({ ...lifeParts, onChange: (instance) => freezing.follow(instance) });
  }

  /** Virtual milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /**
   * Creates an instance with all that its spec names.
   *
   * @throws Refusal when it cannot be had, cannot be paid, or something that the spec names is not there.
   */
  createInstance(spec: InstanceSpec): Instance {
    this.attachments.requireUsable(spec);
    const instance = this.subscriptions.create(spec);
    this.attachments.follow(instance);
    return instance;
  }

  /** Lets something happen at a virtual time, in milliseconds since 1970. */
  schedule(atMs: number, run: () => void): void {
    this.#events.schedule(atMs, run);
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
