import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { Cluster } from './catalogue.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { StoreParts } from './store-parts.js';
import { Usage } from './usage.js';

/** A network storage, called cloud storage on some pages. */
export interface NetworkStorage {
  readonly id: string;
  readonly cluster: Cluster;
  /** Virtual milliseconds since 1970. */
  readonly createdAt: number;
  name: string;
  sizeGb: number;
}

/** The network storages of the account. */
export class NetworkStorages {
  readonly #parts: StoreParts;
  readonly #ids: SeededRandom;
  readonly #all = new Map<string, NetworkStorage>();
  readonly #usage = new Usage();
  readonly #changed: (storage: NetworkStorage, isThere: boolean) => void;

  /** @param changed - told of every storage that is new, has changed or is gone. */
  constructor(parts: StoreParts, changed: (storage: NetworkStorage, isThere: boolean) => void) {
    this.#parts = parts;
    this.#changed = changed;
    this.#ids = seededRandom(parts.seed, 'network storage ids');
  }

  /** Oldest first. */
  list(): Iterable<NetworkStorage> {
    return this.#all.values();
  }

  /** @throws Refusal `NETWORK_STORAGE_NOT_FOUND`. */
  get(id: string): NetworkStorage {
    const storage = this.#all.get(id);
    if (storage === undefined) {
      throw new Refusal('not_found', 'NETWORK_STORAGE_NOT_FOUND', 'network storage not found');
    }
    return storage;
  }

  /** @throws Refusal `CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT`, `NETWORK_STORAGE_TOO_LARGE`, or for an unknown cluster. */
  create({ name, clusterId, sizeGb }: { name: string; clusterId: string; sizeGb: number }): NetworkStorage {
    const cluster = this.#parts.catalogue.cluster(clusterId);
    if (cluster === undefined) throw new Refusal('rejected', 'VALIDATOR_PARAM', `there is no cluster ${clusterId}`);
    if (!cluster.supportNetworkStorage) {
      const message = `cluster ${clusterId} does not support network storage`;
      throw new Refusal('rejected', 'CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT', message);
    }
    this.#requireAllowed(sizeGb);
    const id = newId(this.#ids, this.#all);
    const storage: NetworkStorage = { id, cluster, createdAt: this.#parts.now(), name, sizeGb };
    this.#all.set(id, storage);
    this.#changed(storage, true);
    return storage;
  }

  /**
   * Renames it, or lets it grow.
   *
   * @throws Refusal when it is not there, would shrink or become too large.
   */
  update(id: string, { name, sizeGb }: { name: string | undefined; sizeGb: number }): void {
    const storage = this.get(id);
    if (sizeGb < storage.sizeGb) {
      const message = `storageSize: a storage can only grow; it has ${storage.sizeGb} GB`;
      throw new Refusal('rejected', 'VALIDATOR_PARAM', message);
    }
    this.#requireAllowed(sizeGb);
    storage.name = name ?? storage.name;
    storage.sizeGb = sizeGb;
    this.#changed(storage, true);
  }

  /** @throws Refusal `NETWORK_STORAGE_NOT_FOUND`, or `NETWORK_STORAGE_IN_USE` while it is mounted. */
  delete(id: string): void {
    const storage = this.get(id);
    if (this.#usage.isUsed(id)) {
      throw new Refusal('rejected', 'NETWORK_STORAGE_IN_USE', 'the network storage is still mounted');
    }
    this.#all.delete(id);
    this.#changed(storage, false);
  }

  /**
   * Says whether it may be mounted in this cluster; changes nothing.
   *
   * @throws Refusal `NETWORK_STORAGE_NOT_FOUND`, or `NETWORK_STORAGE_UNAVAILABLE` in another cluster.
   */
  requireUsable(id: string, clusterId: string): NetworkStorage {
    const storage = this.get(id);
    if (storage.cluster.id !== clusterId) {
      const message = `the network storage is in ${storage.cluster.id}, not in ${clusterId}`;
      throw new Refusal('rejected', 'NETWORK_STORAGE_UNAVAILABLE', message);
    }
    return storage;
  }

  /** Marks it as mounted by an instance or endpoint. @throws Refusal `NETWORK_STORAGE_NOT_FOUND`. */
  use(id: string, userId: string): void {
    this.get(id);
    this.#usage.use(id, userId);
  }

  /** The instance or endpoint has nothing mounted any more. */
  release(userId: string): void {
    this.#usage.release(userId);
  }

  #requireAllowed(sizeGb: number): void {
    const { networkStorageGb } = this.#parts.quotas;
    if (sizeGb > networkStorageGb) {
      const message = `a network storage may have at most ${networkStorageGb} GB, not ${sizeGb}`;
      throw new Refusal('rejected', 'NETWORK_STORAGE_TOO_LARGE', message);
    }
  }
}
