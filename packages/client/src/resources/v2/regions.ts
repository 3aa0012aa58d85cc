import type { components } from '@novita-fleet/openapi/novita';
import { callOperation } from '../../operations/call-operation.js';
import { readBoolean, readObject, readText, readTexts, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { readList } from './lists.js';

/** A data centre: what v1 calls a cluster, under the same id. */
export interface V2Region {
  readonly id: string;
  /** Such as `US-CA-06 (California)`. */
  readonly name: string;
  /** Names of the GPU products that it has. */
  readonly gpus: readonly string[];
  readonly supportsNetworkVolumes: boolean;
  readonly supportsNetworks: boolean;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Region']>;
}

/**
 * Where instances can be.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type V2Region } from '@novita-fleet/client';
 *
 * const { regions } = new NovitaApiService(new NovitaClient()).v2;
 * const all: V2Region[] = await regions.list();
 * console.log(all.filter(({ supportsNetworks }) => supportsNetworks).map(({ id }) => id));
 * ```
 */
export class V2RegionsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * All regions. Page: https://novita.ai/docs/api-reference/gpus-v2-list-regions
   * Equal reads share an answer for `catalogueTtlMs`; `catalogue: false` asks anew.
   *
   * @throws DecodeError when the answer carries no list.
   */
  async list(options: ResourceCallOptions = {}): Promise<V2Region[]> {
    const answer = await callOperation(this.#client, 'v2ListRegions', {}, { catalogue: true, ...options });
    return readList(answer, 'regions', regionOf);
  }
}

function regionOf(raw: Loose): V2Region {
  const feature = readObject(raw.feature);
  const region = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    gpus: readTexts(raw.gpus),
    supportsNetworkVolumes: readBoolean(feature.network_volume) ?? false,
    supportsNetworks: readBoolean(feature.instance_vpc_network) ?? false,
  };
  return withRaw(region, raw as V2Region['raw']);
}
