import type { components } from '@novita-fleet/openapi/novita';
import { callOperation } from '../operations/call-operation.js';
import { readList } from './lists.js';
import { readBoolean, readText, readTexts, withRaw, type Loose } from './loose-values.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawCluster = Partial<components['schemas']['Cluster']>;

/**
 * A data centre. Its id is not the lower-case name: products name clusters by `name`, create calls by `id`.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type Cluster } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const clusters: Cluster[] = await new NovitaApiService(client).clusters.list();
 * console.log(clusters.filter(({ supportsNetworkStorage }) => supportsNetworkStorage).map(({ name }) => name));
 * ```
 */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly gpuTypes: readonly string[];
  readonly supportsNetworkStorage: boolean;
  readonly supportsInstanceNetwork: boolean;
  /** The answer itself; not part of JSON. */
  readonly raw: RawCluster;
}

/**
 * Where instances run.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const { clusters } = new NovitaApiService(new NovitaClient());
 * const withStorage = (await clusters.list()).filter(({ supportsNetworkStorage }) => supportsNetworkStorage);
 * console.log(withStorage.map(({ id, name }) => `${name}: ${id}`));
 * ```
 */
export class ClustersResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * All clusters. Page: https://novita.ai/docs/api-reference/gpu-instance-list-clusters
   * Equal reads share an answer for `catalogueTtlMs`; `catalogue: false` asks anew.
   *
   * @throws DecodeError when the answer carries no list.
   */
  async list(options: ResourceCallOptions = {}): Promise<Cluster[]> {
    const answer = await callOperation(this.#client, 'listClusters', {}, { catalogue: true, ...options });
    return readList(answer, 'data', clusterOf);
  }
}

function clusterOf(raw: Loose): Cluster {
  const cluster = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    gpuTypes: readTexts(raw.availableGpuType),
    supportsNetworkStorage: readBoolean(raw.supportNetworkStorage) ?? false,
    supportsInstanceNetwork: readBoolean(raw.supportInstanceNetwork) ?? false,
  };
  return withRaw(cluster, raw as RawCluster);
}
