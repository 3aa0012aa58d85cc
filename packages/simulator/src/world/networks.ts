import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { Cluster } from './catalogue.js';
import { drawDuration } from './durations.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { StoreParts } from './store-parts.js';

/** A VPC network. Times are virtual milliseconds since 1970. */
export interface Network {
  readonly id: string;
  readonly cluster: Cluster;
  /** In CIDR form. */
  readonly segment: string;
  readonly createdAt: number;
  name: string;
  state: 'creating' | 'ready';
  /** Address of each instance in it, by instance id. */
  readonly addresses: ReadonlyMap<string, string>;
}

interface StoredNetwork extends Network {
  readonly addresses: Map<string, string>;
  /** The segment without its last part, such as `10.0.3`. */
  readonly base: string;
}

/** The first address belongs to the gateway of the segment. */
const FIRST_HOST = 2;
const LAST_HOST = 254;

/** The VPC networks of the account. */
export class Networks {
  readonly #parts: StoreParts;
  readonly #ids: SeededRandom;
  readonly #chance: SeededRandom;
  readonly #all = new Map<string, StoredNetwork>();
  #created = 0;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#ids = seededRandom(parts.seed, 'network ids');
    this.#chance = seededRandom(parts.seed, 'network durations');
  }

  /** Oldest first. */
  list(): Iterable<Network> {
    return this.#all.values();
  }

  /** @throws Refusal `NETWORK_NOT_FOUND`. */
  get(id: string): Network {
    return this.#stored(id);
  }

  /** @throws Refusal `NETWORK_MAX_LIMIT`, or when the cluster is not there or has no networks. */
  create(name: string, clusterId: string): Network {
    const { catalogue, quotas, events, now, durations } = this.#parts;
    const cluster = catalogue.cluster(clusterId);
    if (cluster === undefined) throw new Refusal('rejected', 'VALIDATOR_PARAM', `there is no cluster ${clusterId}`);
    if (!cluster.supportInstanceNetwork) {
      throw new Refusal('rejected', 'CLUSTER_STATUS', `cluster ${clusterId} does not support networks`);
    }
    if (this.#all.size >= quotas.networks) {
      throw new Refusal('rejected', 'NETWORK_MAX_LIMIT', `at most ${quotas.networks} networks are allowed`);
    }
    const base = `10.${Math.floor(this.#created / 256) % 256}.${this.#created % 256}`;
    this.#created += 1;
    const network: StoredNetwork = {
      id: newId(this.#ids, this.#all),
      cluster,
      segment: `${base}.0/24`,
      createdAt: now(),
      name,
      state: 'creating',
      addresses: new Map(),
      base,
    };
    this.#all.set(network.id, network);
    events.schedule(now() + drawDuration(this.#chance, durations.networkCreating), () => {
      network.state = 'ready';
    });
    return network;
  }

  /** @throws Refusal `NETWORK_NOT_FOUND`. */
  rename(id: string, name: string): void {
    this.#stored(id).name = name;
  }

  /** @throws Refusal `NETWORK_NOT_FOUND`, or `NETWORK_IN_USE` while an instance is in it. */
  delete(id: string): void {
    if (this.#stored(id).addresses.size > 0) {
      throw new Refusal('rejected', 'NETWORK_IN_USE', 'instances are still in the network');
    }
    this.#all.delete(id);
  }

  /**
   * Says whether an instance of this cluster may join; changes nothing.
   *
   * @throws Refusal when the network is not there, not ready, full or in another cluster.
   */
  requireUsable(id: string, clusterId: string): Network {
    const network = this.#stored(id);
    if (network.cluster.id !== clusterId) {
      throw new Refusal('rejected', 'VALIDATOR_PARAM', `the network is in ${network.cluster.id}, not in ${clusterId}`);
    }
    if (network.state !== 'ready') {
      throw new Refusal('rejected', 'DEPENDENT_RESOURCE_STATE', 'the network is still being created');
    }
    freeAddress(network);
    return network;
  }

  /** The instance joins. @returns its address. @throws Refusal when the network is not there or full. */
  use(id: string, instanceId: string): string {
    const network = this.#stored(id);
    const address = network.addresses.get(instanceId) ?? freeAddress(network);
    network.addresses.set(instanceId, address);
    return address;
  }

  /** The instance leaves whatever network it is in. */
  release(instanceId: string): void {
    for (const { addresses } of this.#all.values()) addresses.delete(instanceId);
  }

  #stored(id: string): StoredNetwork {
    const network = this.#all.get(id);
    if (network === undefined) throw new Refusal('not_found', 'NETWORK_NOT_FOUND', 'network not found');
    return network;
  }
}

function freeAddress({ base, addresses }: StoredNetwork): string {
  const taken = new Set(addresses.values());
  for (let host = FIRST_HOST; host <= LAST_HOST; host++) {
    const address = `${base}.${host}`;
    if (!taken.has(address)) return address;
  }
  throw new Refusal('rejected', 'OPERATION_LIMIT', 'the network has no free address');
}
