import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { drawDuration } from './durations.js';
import type { Endpoint, EndpointContent, EndpointVolume, Worker } from './endpoint.js';
import type { NetworkStorages } from './network-storages.js';
import { newId } from './new-id.js';
import { Refusal } from './refusal.js';
import type { RegistryAuths } from './registry-auths.js';
import type { StoreParts } from './store-parts.js';

/** What a new endpoint is made from. */
export interface EndpointRequest {
  /** Default: the id. */
  readonly appName: string | undefined;
  readonly type: Endpoint['type'];
  readonly content: EndpointContent;
}

/**
 * The serverless endpoints of the account. Requests to them are not simulated, so that an endpoint has just its
 * least number of workers.
 */
export class Endpoints {
  readonly #parts: StoreParts;
  readonly #registryAuths: RegistryAuths;
  readonly #storages: NetworkStorages;
  readonly #ids: SeededRandom;
  readonly #chance: SeededRandom;
  readonly #all = new Map<string, Endpoint>();

  constructor(parts: StoreParts, registryAuths: RegistryAuths, storages: NetworkStorages) {
    this.#parts = parts;
    this.#registryAuths = registryAuths;
    this.#storages = storages;
    this.#ids = seededRandom(parts.seed, 'endpoint ids');
    this.#chance = seededRandom(parts.seed, 'endpoint durations');
  }

  /** Oldest first. */
  list(): Iterable<Endpoint> {
    return this.#all.values();
  }

  /** @throws Refusal `SERVERLESS_ENDPOINT_NOT_FOUND`. */
  get(id: string): Endpoint {
    const endpoint = this.#all.get(id);
    if (endpoint === undefined) {
      throw new Refusal('not_found', 'SERVERLESS_ENDPOINT_NOT_FOUND', 'endpoint not found');
    }
    return endpoint;
  }

  /** @throws Refusal `SERVERLESS_APP_NAME_IS_EXIST`, or when a storage, cluster or registry login does not fit. */
  create({ appName, type, content }: EndpointRequest): Endpoint {
    const isTaken = [...this.#all.values()].some((endpoint) => endpoint.appName === appName);
    if (isTaken) throw new Refusal('rejected', 'SERVERLESS_APP_NAME_IS_EXIST', `appName ${appName ?? ''} is taken`);
    this.#requireUsable(content);
    const { events, now, durations } = this.#parts;
    const id = newId(this.#ids, this.#all);
    const endpoint: Endpoint = {
      id,
      appName: appName ?? id,
      type,
      createdAt: now(),
      content: { ...content, name: content.name === '' ? id : content.name },
      state: 'creating',
      workers: [],
    };
    this.#all.set(id, endpoint);
    this.#use(endpoint);
    events.schedule(now() + drawDuration(this.#chance, durations.endpointCreating), () => {
      endpoint.state = 'serving';
      this.#scale(endpoint);
    });
    return endpoint;
  }

  /** Replaces the content. Workers of another image, GPU or environment give way to new ones. @throws as `create`. */
  update(id: string, content: EndpointContent): void {
    const endpoint = this.get(id);
    this.#requireUsable(content);
    const isOther = needsNewWorkers(endpoint.content, content);
    endpoint.content = content;
    this.#use(endpoint);
    if (isOther) endpoint.workers = [];
    if (endpoint.state === 'serving') this.#scale(endpoint);
  }

  /** Takes it away with its workers. @throws Refusal `SERVERLESS_ENDPOINT_NOT_FOUND`. */
  delete(id: string): void {
    this.get(id);
    this.#all.delete(id);
    this.#registryAuths.release(id);
    this.#storages.release(id);
  }

  /** Brings the workers to their least number; the newest go first. */
  #scale(endpoint: Endpoint): void {
    const { events, now, durations } = this.#parts;
    const kept = endpoint.workers.slice(0, endpoint.content.workers.minNum);
    const missing = endpoint.content.workers.minNum - kept.length;
    const added = Array.from({ length: missing }, (): Worker => ({ id: this.#ids.hex(16), state: 'creating' }));
    for (const worker of added) {
      events.schedule(now() + drawDuration(this.#chance, durations.workerStarting), () => {
        worker.state = 'running';
      });
    }
    endpoint.workers = [...kept, ...added];
  }

  #requireUsable({ clusterId, products, volumes, registryAuthId }: EndpointContent): void {
    if (clusterId !== '') {
      if (this.#parts.catalogue.cluster(clusterId) === undefined) throw invalid(`there is no cluster ${clusterId}`);
      const absent = products.find(({ clusterIds }) => !clusterIds.includes(clusterId));
      if (absent !== undefined) throw invalid(`${absent.id} is not offered in ${clusterId}`);
    }
    for (const storageId of storagesOf(volumes)) {
      if (clusterId === '') throw invalid('a network storage needs a cluster');
      this.#storages.requireUsable(storageId, clusterId);
    }
    if (registryAuthId !== '') this.#registryAuths.get(registryAuthId);
  }

  #use({ id, content }: Endpoint): void {
    this.#registryAuths.release(id);
    this.#storages.release(id);
    if (content.registryAuthId !== '') this.#registryAuths.use(content.registryAuthId, id);
    for (const storageId of storagesOf(content.volumes)) this.#storages.use(storageId, id);
  }
}

/** Whether a worker that runs the old content cannot serve the new one. */
function needsNewWorkers(old: EndpointContent, next: EndpointContent): boolean {
  const inside = (content: EndpointContent): string => {
    const { products, ports, image, command, entrypoint, rootfsGb, volumes, envs, workers } = content;
    const ids = products.map(({ id }) => id);
    return JSON.stringify([ids, ports, image, command, entrypoint, rootfsGb, volumes, envs, workers.gpuNum]);
  };
  return inside(old) !== inside(next);
}

function storagesOf(volumes: readonly EndpointVolume[]): string[] {
  return volumes.flatMap(({ storageId }) => storageId ?? []);
}

function invalid(message: string): Refusal {
  return new Refusal('rejected', 'VALIDATOR_PARAM', message);
}
