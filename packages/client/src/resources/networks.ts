import type { components } from '@novita-fleet/openapi/novita';
import {
  callOperation,
  checkOperation,
  type OperationBody,
  type OperationQuery,
} from '../operations/call-operation.js';
import { checkFound } from './answered-ids.js';
import { checkId } from './check-id.js';
import { createAndFind } from './create-and-find.js';
import { settleDeletion } from './deletion.js';
import { readPage, type Page } from './lists.js';
import { readObject, readObjects, readText, readTime, withRaw, type Loose } from './loose-values.js';
import type { Open } from './open.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawNetwork = Partial<components['schemas']['VpcNetwork']>;

/** A member of a network. */
export interface NetworkAddress {
  readonly instanceId: string | undefined;
  readonly ip: string | undefined;
}

/** A private network of instances in one cluster. */
export interface Network {
  readonly id: string;
  readonly name: string;
  readonly state: Open<'creating' | 'ready'> | undefined;
  /** Why it could not be created; undefined when nothing is wrong. */
  readonly error: string | undefined;
  readonly clusterId: string | undefined;
  /** Range of its addresses, as CIDR. */
  readonly segment: string | undefined;
  readonly addresses: readonly NetworkAddress[];
  /** Id of the account that it belongs to. */
  readonly ownerId: string | undefined;
  readonly createdAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawNetwork;
}

/** Filters of a list and its page: the first, of 100 networks, by default. `name` is a part of a name. */
export type ListNetworksParams = Readonly<OperationQuery<'listNetworks'>>;

/** A cluster that has networks, and a name of at most 30 characters. */
export type CreateNetworkRequest = OperationBody<'createNetwork'>;

/** A new name, of 1 to 30 characters. */
export type UpdateNetworkRequest = Omit<OperationBody<'updateNetwork'>, 'networkId'>;

const PAGE_SIZE = 100;

/**
 * Private networks (VPC) between instances of one cluster.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ListNetworksParams, type UpdateNetworkRequest } from '@novita-fleet/client';
 * import type { CreateNetworkRequest, Network, NetworkAddress } from '@novita-fleet/client';
 *
 * const { networks } = new NovitaApiService(new NovitaClient());
 * const request: CreateNetworkRequest = { clusterId: 'us-ca-6', name: 'training' };
 * const network: Network | undefined = await networks.create(request);
 * if (network === undefined) throw new Error('created, but not to be told from others: look at networks.list');
 * const renamed: UpdateNetworkRequest = { name: 'training-1' };
 * await networks.update(network.id, renamed);
 *
 * const member = ({ instanceId, ip }: NetworkAddress): string => `${instanceId} at ${ip}`;
 * const params: ListNetworksParams = { name: 'training' };
 * for (const { segment, addresses } of (await networks.list(params)).items) console.log(segment, addresses.map(member));
 * ```
 */
export class NetworksResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the networks. Page: https://novita.ai/docs/api-reference/gpu-instance-list-vpc
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListNetworksParams = {}, options: ResourceCallOptions = {}): Promise<Page<Network>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listNetworks', { query }, options), 'networks', networkOf);
  }

  /** All networks, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListNetworksParams, 'pageNum'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Network, void, undefined> {
    return this.#pages.walk((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /**
   * One network. Page: https://novita.ai/docs/api-reference/gpu-instance-get-vpc
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Network> {
    const query = { networkId: checkId(id, 'network') };
    const answer = await callOperation(this.#client, 'getNetwork', { query }, options);
    return checkFound(networkOf(readOne(readObject(answer).network)), 'network');
  }

  /**
   * Creates a network. The answer of the live cloud carries no id, whatever the page says, so the network is looked up:
   * those of this name are listed before and after, and the one that is new is returned. Three calls at least; the
   * create call is not sent again once it may have arrived. Page: https://novita.ai/docs/api-reference/gpu-instance-create-vpc
   *
   * @returns undefined when it was created and cannot be told from others: it has no name, the list does not show it
   * yet or cannot be read, or several of this name are new.
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws BadRequestError with the reason `NETWORK_MAX_LIMIT` when no more may be created.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: CreateNetworkRequest, options: ResourceCallOptions = {}): Promise<Network | undefined> {
    checkOperation('createNetwork', { body: request });
    return createAndFind({
      candidates: () => this.#listLike(request, options),
      create: () => callOperation(this.#client, 'createNetwork', { body: request }, options),
      read: (answer) => networkOf(readOne(readObject(answer).network)),
    });
  }

  /**
   * Renames a network. Page: https://novita.ai/docs/api-reference/gpu-instance-update-vpc
   *
   * @throws InvalidArgumentError when the name is empty or longer than 30 characters.
   * @throws NotFoundError when the network does not exist.
   */
  async update(id: string, changes: UpdateNetworkRequest, options: ResourceCallOptions = {}): Promise<void> {
    const body = { ...changes, networkId: checkId(id, 'network') };
    await callOperation(this.#client, 'updateNetwork', { body, idempotent: true }, options);
  }

  /**
   * Deletes a network. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-vpc
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   * @throws BadRequestError with the reason `NETWORK_IN_USE` while instances are in it.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const body = { networkId: checkId(id, 'network') };
    await settleDeletion(callOperation(this.#client, 'deleteNetwork', { body, idempotent: true }, options));
  }

  async #listLike(request: CreateNetworkRequest, options: ResourceCallOptions): Promise<Network[]> {
    const { name = '', clusterId } = request;
    if (name === '') return [];
    const found: Network[] = [];
    for await (const network of this.listAll({ name }, options)) {
      if (network.name === name && network.clusterId === clusterId) found.push(network);
    }
    return found;
  }
}

/** `network` and `state` are documented as lists, also of a single one; working code has met the object alone. */
function readOne(value: unknown): Loose {
  return Array.isArray(value) ? (readObjects(value)[0] ?? {}) : readObject(value);
}

function networkOf(raw: Loose): Network {
  const { state, error } = readOne(raw.state);
  const network = {
    id: readText(raw.Id) ?? readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    state: readText(state) ?? readText(raw.state),
    error: readText(error),
    clusterId: readText(raw.clusterId),
    segment: readText(raw.segment),
    addresses: readObjects(raw.Addresses).map(({ Id, Ip }) => ({ instanceId: readText(Id), ip: readText(Ip) })),
    ownerId: readText(raw.user),
    createdAt: readTime(raw.createTime),
  };
  return withRaw(network, raw as RawNetwork);
}
