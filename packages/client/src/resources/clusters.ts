import type { components } from '@novita-fleet/openapi/novita';
import { callOperation } from '../operations/call-operation.js';
import { readBoolean, readObject, readObjects, readText, readTexts, withRaw } from './loose-values.js';
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

/** Data centres of the cloud. */
export class ClustersResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** All clusters. Page: https://novita.ai/docs/api-reference/gpu-instance-list-clusters */
  async list(options: ResourceCallOptions = {}): Promise<Cluster[]> {
    const answer = await callOperation(this.#client, 'listClusters', {}, options);
    return readObjects(readObject(answer).data).map((raw) =>
      withRaw(
        {
          id: readText(raw.id) ?? '',
          name: readText(raw.name) ?? '',
          gpuTypes: readTexts(raw.availableGpuType),
          supportsNetworkStorage: readBoolean(raw.supportNetworkStorage) ?? false,
          supportsInstanceNetwork: readBoolean(raw.supportInstanceNetwork) ?? false,
        },
        raw as RawCluster,
      ),
    );
  }
}
