import type { Cluster, NovitaApiService, Product, RegistryAuth, Template } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';

/** How long an answer of the cloud is good for, in milliseconds. */
const FRESH_MS = 60_000;

interface Entry {
  readonly value: Promise<unknown>;
  readonly until: number;
}

/**
 * What the cloud offers and what the account has in it. Each list is asked for once a minute at most, by whoever needs
 * it first; a failure is not kept.
 */
export class Catalogue {
  readonly #api: NovitaApiService;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(options: { api: NovitaApiService; clock: Clock }) {
    this.#api = options.api;
    this.#clock = options.clock;
  }

  /** GPU products that are sold in this way. */
  products(billingMethod: 'onDemand' | 'spot'): Promise<Product[]> {
    return this.#once(`products ${billingMethod}`, () => this.#api.products.list({ billingMethod }));
  }

  clusters(): Promise<Cluster[]> {
    return this.#once('clusters', () => this.#api.clusters.list());
  }

  registryAuths(): Promise<RegistryAuth[]> {
    return this.#once('registry auths', () => this.#api.registryAuths.list());
  }

  /** @throws NotFoundError when there is no such template. */
  template(id: string): Promise<Template> {
    return this.#once(`template ${id}`, () => this.#api.templates.get(id));
  }

  /** All templates of a channel. */
  templates(channel: 'private' | 'community' | 'official'): Promise<Template[]> {
    return this.#once(`templates ${channel}`, () => allOf(this.#api.templates.listAll({ channel: [channel] })));
  }

  /** Ids of the VPC networks of the account. */
  networkIds(): Promise<string[]> {
    return this.#once('networks', () => idsOf(this.#api.networks.listAll()));
  }

  /** Ids of the network storages of the account. */
  storageIds(): Promise<string[]> {
    return this.#once('storages', () => idsOf(this.#api.networkStorage.listAll()));
  }

  #once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const now = this.#clock.monotonic();
    const known = this.#entries.get(key);
    if (known !== undefined && known.until > now) return known.value as Promise<T>;
    const value = load();
    const entry = { value, until: now + FRESH_MS };
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    for (const [name, { until }] of this.#entries) if (until <= now) this.#entries.delete(name);
    return value;
  }
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function idsOf(items: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  return (await allOf(items)).map(({ id }) => id);
}
