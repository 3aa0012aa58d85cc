import { InvalidArgumentError } from '@novita-fleet/resilience';
import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { readNewId } from './answered-ids.js';
import { checkId } from './check-id.js';
import { settleDeletion } from './deletion.js';
import { readPage, type Page } from './lists.js';
import { readNumber, readText, withRaw, type Loose } from './loose-values.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawNetworkStorage = Partial<components['schemas']['NetworkStorage']>;

/** A disk of a cluster that instances can share. */
export interface NetworkStorage {
  readonly id: string;
  readonly name: string;
  readonly sizeGb: number | undefined;
  readonly clusterId: string | undefined;
  readonly clusterName: string | undefined;
  /** As the cloud shows it; the unit of it is not published. */
  readonly price: number | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawNetworkStorage;
}

/** Filters of a list and its page: the first, of 100 disks, by default. `storageName` is a part of a name. */
export type ListNetworkStorageParams = Readonly<OperationQuery<'listNetworkStorages'>>;

/** Size in GB, at least 10; a name of letters, digits and hyphens; a cluster that supports storage. */
export type CreateNetworkStorageRequest = OperationBody<'createNetworkStorage'>;

/** The name and the size in GB, both as they shall be; a disk cannot shrink. */
export type UpdateNetworkStorageRequest = Omit<OperationBody<'updateNetworkStorage'>, 'storageId'>;

const PAGE_SIZE = 100;

/**
 * Network storage: disks of a cluster that outlive instances. They are billed as long as they exist.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ListNetworkStorageParams, type NetworkStorage } from '@novita-fleet/client';
 * import type { CreateNetworkStorageRequest, UpdateNetworkStorageRequest } from '@novita-fleet/client';
 *
 * const { networkStorage } = new NovitaApiService(new NovitaClient());
 * const small: CreateNetworkStorageRequest = { clusterId: 'us-ca-6', storageName: 'datasets', storageSize: 100 };
 * const { id } = await networkStorage.create(small);
 * const large: UpdateNetworkStorageRequest = { storageName: 'datasets', storageSize: 200 };
 * await networkStorage.update(id, large);
 *
 * const params: ListNetworkStorageParams = { storageName: 'data' };
 * const disks: readonly NetworkStorage[] = (await networkStorage.list(params)).items;
 * console.log(disks.map(({ name, sizeGb }) => `${name}: ${sizeGb} GB`));
 * ```
 */
export class NetworkStorageResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the disks. Page: https://novita.ai/docs/api-reference/gpu-instance-list-network-storage
   *
   * @param params - the number of the page is `pageNo` here.
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListNetworkStorageParams = {}, options: ResourceCallOptions = {}): Promise<Page<NetworkStorage>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listNetworkStorages', { query }, options), 'data', storageOf);
  }

  /** All disks, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListNetworkStorageParams, 'pageNo'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<NetworkStorage, void, undefined> {
    return this.#pages.walk((pageNo) => this.list({ ...params, pageNo }, options));
  }

  /**
   * Creates a disk. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-create-network-storage
   *
   * @throws InvalidArgumentError when a field is missing, unknown or out of range.
   * @throws BadRequestError with the reason `NETWORK_STORAGE_TOO_LARGE` or `CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT`.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(
    request: CreateNetworkStorageRequest,
    options: ResourceCallOptions = {},
  ): Promise<{ readonly id: string }> {
    const check = (): void => checkName(request.storageName);
    // The answer is the id alone, a JSON string without an object around it.
    const answer = await callOperation(this.#client, 'createNetworkStorage', { body: request, check }, options);
    return { id: readNewId(answer, 'network storage') };
  }

  /**
   * Renames a disk or makes it larger. Page: https://novita.ai/docs/api-reference/gpu-instance-edit-network-storage
   *
   * @throws InvalidArgumentError when the name or the size is missing.
   * @throws NotFoundError when the disk does not exist.
   */
  async update(id: string, changes: UpdateNetworkStorageRequest, options: ResourceCallOptions = {}): Promise<void> {
    const body = { ...changes, storageId: checkId(id, 'network storage') };
    await callOperation(this.#client, 'updateNetworkStorage', { body, idempotent: true }, options);
  }

  /**
   * Deletes a disk with its data. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-network-storage
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   * @throws BadRequestError with the reason `NETWORK_STORAGE_IN_USE` while it is mounted.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const body = { storageId: checkId(id, 'network storage') };
    await settleDeletion(callOperation(this.#client, 'deleteNetworkStorage', { body, idempotent: true }, options));
  }
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9-]+$/.test(name)) return;
  throw new InvalidArgumentError('storageName', '"storageName" must be of letters, digits and hyphens');
}

function storageOf(raw: Loose): NetworkStorage {
  const storage = {
    id: readText(raw.storageId) ?? '',
    name: readText(raw.storageName) ?? '',
    sizeGb: readNumber(raw.storageSize),
    clusterId: readText(raw.clusterId),
    clusterName: readText(raw.clusterName),
    price: readNumber(raw.price),
  };
  return withRaw(storage, raw as RawNetworkStorage);
}
