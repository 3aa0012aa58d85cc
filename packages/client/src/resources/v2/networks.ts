import type { components } from '@novita-fleet/openapi/novita';
import {
  callOperation,
  checkOperation,
  type OperationBody,
  type OperationQuery,
} from '../../operations/call-operation.js';
import { checkFound } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { createAndFind } from '../create-and-find.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import { readObject, readObjects, readText, readTime, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { settleDeletion } from '../deletion.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';
import { readStatus, type V2Status } from './status.js';

/** An instance in a network. */
interface V2NetworkAddress {
  /** Id of the instance. */
  readonly id: string | undefined;
  readonly ip: string | undefined;
}

/** A private network of instances in one region. The spelling of the fields from `regionId` on is not published. */
export interface V2Network {
  readonly id: string;
  readonly name: string;
  readonly status: V2Status;
  readonly ownerId: string | undefined;
  readonly regionId: string | undefined;
  /** Range of its addresses. */
  readonly segment: string | undefined;
  readonly addresses: readonly V2NetworkAddress[];
  readonly createdAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Network']>;
}

/** A network as it is created: its region, and a name of 1 to 30 characters. */
export type V2CreateNetworkRequest = OperationBody<'v2CreateNetwork'>;

/**
 * Filters of a list and its page. `name` is a part of a name, `limit` is how many networks a page has: at most 1000, by
 * default 100.
 */
export type V2ListNetworksParams = Readonly<OperationQuery<'v2ListNetworks'>>;

/**
 * VPC networks.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { V2CreateNetworkRequest, V2ListNetworksParams, V2Network, V2Status } from '@novita-fleet/client';
 *
 * const { networks } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2CreateNetworkRequest = { region_id: 'us-ca-6', name: 'lan' };
 * const network: V2Network | undefined = await networks.create(request);
 * if (network === undefined) throw new Error('created, but not to be told from others: look at networks.list');
 * const { status, message }: V2Status = network.status;
 * console.log(network.id, status, message);
 *
 * const sameName: V2ListNetworksParams = { name: request.name };
 * console.log((await networks.list(sameName)).items.length);
 * ```
 */
export class V2NetworksResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the networks. Page: https://novita.ai/docs/api-reference/gpus-v2-list-vpc
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListNetworksParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Network>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListNetworks', { query }, options);
    return readCursorPage(answer, 'networks', networkOf);
  }

  /**
   * All networks, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListNetworksParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Network, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One network. Page: https://novita.ai/docs/api-reference/gpus-v2-get-vpc
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<V2Network> {
    const params = { network_id: checkId(id, 'network') };
    const network = networkOf(readObject(await callOperation(this.#client, 'v2GetNetwork', { params }, options)));
    return checkFound(network, 'network');
  }

  /**
   * Creates a network. The keys of the answer are not published, so unless it tells an id the network is looked up as in
   * v1: those of this name are listed before and after, and the one that is new is returned. Two calls at least; the
   * create call is not sent again once it may have arrived. Page: https://novita.ai/docs/api-reference/gpus-v2-create-vpc
   *
   * @returns undefined when it was created and cannot be told from others: the list does not show it yet or cannot be
   * read, or several of this name are new.
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws BadRequestError with the reason `NETWORK_MAX_LIMIT` when no more may be created.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: V2CreateNetworkRequest, options: ResourceCallOptions = {}): Promise<V2Network | undefined> {
    const input = { body: request, idempotent: false };
    checkOperation('v2CreateNetwork', input);
    return createAndFind({
      candidates: () => this.#listLike(request, options),
      create: async () => networkOf(readObject(await callOperation(this.#client, 'v2CreateNetwork', input, options))),
    });
  }

  /**
   * Renames a network. Page: https://novita.ai/docs/api-reference/gpus-v2-update-vpc
   *
   * @throws NotFoundError when it does not exist.
   */
  async update(
    id: string,
    request: OperationBody<'v2UpdateNetwork'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { network_id: checkId(id, 'network') };
    await callOperation(this.#client, 'v2UpdateNetwork', { params, body: request, idempotent: true }, options);
  }

  /**
   * Deletes a network. Page: https://novita.ai/docs/api-reference/gpus-v2-delete-vpc
   *
   * @throws BadRequestError when instances are in it.
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { network_id: checkId(id, 'network') };
    await settleDeletion(callOperation(this.#client, 'v2DeleteNetwork', { params, idempotent: true }, options));
  }

  async #listLike({ name, region_id }: V2CreateNetworkRequest, options: ResourceCallOptions): Promise<V2Network[]> {
    const found: V2Network[] = [];
    for await (const network of this.listAll({ name }, options)) {
      // How an answer spells the region is not published; one that tells none may be the one.
      const isThere = network.regionId === undefined || network.regionId === region_id;
      if (network.name === name && isThere) found.push(network);
    }
    return found;
  }
}

function networkOf(raw: Loose): V2Network {
  const network = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    status: readStatus<never>(raw.status),
    ownerId: readText(raw.owner_id),
    regionId: readText(raw.region_id) ?? readText(raw.region),
    segment: readText(raw.segment),
    addresses: readObjects(raw.addresses).map((entry) => ({ id: readText(entry.id), ip: readText(entry.ip) })),
    createdAt: readTime(raw.created_at),
  };
  return withRaw(network, raw as V2Network['raw']);
}
