import { callOperation, type OperationBody, type OperationQuery } from '../../operations/call-operation.js';
import { checkFound, readNewId } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import { readObject } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { checkInstanceRequest, checkPortCount } from './check-instance-request.js';
import { settleDeletion } from '../deletion.js';
import { V2Instance } from './instance.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';

/** Body of a create call, exactly as the cloud takes it: sizes in GB, ports as objects, regions by id. */
export type V2CreateInstanceRequest = OperationBody<'v2CreateInstance'>;

/** Body of an upgrade; only the image is required, and what is left out stays as it is. */
export type V2UpgradeInstanceRequest = OperationBody<'v2UpgradeInstance'>;

/**
 * Filters of a list and its page. `name` is a part of a name or an id, `regions` are ids with commas between, `limit` is
 * how many instances a page has: at most 1000, by default 100.
 */
export type V2ListInstancesParams = Readonly<OperationQuery<'v2ListInstances'>>;

/**
 * Instances of the second API generation. Each method is one call, except for `listAll`. What spends money, or would do
 * something twice, is never sent again once it may have arrived.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { V2CreateInstanceRequest, V2ListInstancesParams, V2UpgradeInstanceRequest } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2CreateInstanceRequest = {
 *   name: 'trainer',
 *   product_id: '4090.16c62g',
 *   image: 'ghcr.io/me/app:1',
 *   billing: { mode: 'postpaid' },
 *   resource: { rootfs_size_gb: 60, gpu_num: 1 },
 *   ports: [{ port: 8000, protocol: 'http' }],
 * };
 * const { id } = await instances.create(request);
 *
 * const newer: V2UpgradeInstanceRequest = { image: 'ghcr.io/me/app:2', save_data: true };
 * await instances.upgrade(id, newer);
 * await instances.stop(id);
 *
 * const filters: V2ListInstancesParams = { billing_mode: 'postpaid', regions: 'us-ca-6,as-sgp-2' };
 * for await (const instance of instances.listAll(filters)) console.log(instance.id, instance.status.status);
 * ```
 */
export class V2InstancesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the instances, without the ways into them.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-list-instances
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListInstancesParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Instance>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListInstances', { query }, options);
    return readCursorPage(answer, 'instances', (raw) => new V2Instance(raw));
  }

  /**
   * All instances, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListInstancesParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Instance, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One instance with all its details. Page: https://novita.ai/docs/api-reference/gpus-v2-get-instance
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<V2Instance> {
    const params = { instance_id: checkId(id, 'instance') };
    const instance = new V2Instance(await callOperation(this.#client, 'v2GetInstance', { params }, options));
    return checkFound(instance, 'instance');
  }

  /**
   * Asks for a new instance. Never sent again once it may have arrived: the cloud has no idempotency key.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-create-instance
   *
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws InsufficientResourceError, BalanceNotEnoughError, BadRequestError when it surely was not created.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: V2CreateInstanceRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const input = { body: request, check: () => checkInstanceRequest(request), idempotent: false };
    const answer = await callOperation(this.#client, 'v2CreateInstance', input, options);
    return { id: readNewId(readObject(answer).id, 'instance') };
  }

  /**
   * Deletes an instance with its data. Page: https://novita.ai/docs/api-reference/gpus-v2-delete-instance
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await settleDeletion(callOperation(this.#client, 'v2DeleteInstance', { params, idempotent: true }, options));
  }

  /**
   * Starts a stopped instance. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-start-instance
   *
   * @throws InvalidStateError when it is not stopped; it may already be on its way up.
   * @throws InsufficientResourceError when its node is full.
   */
  async start(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2StartInstance', { params, idempotent: false }, options);
  }

  /**
   * Stops an instance. Its disks still cost money. Page: https://novita.ai/docs/api-reference/gpus-v2-stop-instance
   *
   * @throws InvalidStateError when it is not running; an earlier attempt whose answer was lost may have stopped it.
   */
  async stop(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2StopInstance', { params, idempotent: true }, options);
  }

  /**
   * Restarts a running instance; sent twice it would restart twice.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-restart-instance
   *
   * @throws InvalidStateError when it is not running.
   */
  async restart(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2RestartInstance', { params, idempotent: false }, options);
  }

  /**
   * Moves a stopped instance to another node; a job does it. Sent twice it could move twice.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-migrate-instance
   *
   * @param request - `save_data` asks to keep the data of the system and local disks, which the platform may refuse.
   * @throws InvalidStateError when it is not stopped.
   * @throws InsufficientResourceError when no node has room.
   */
  async migrate(
    id: string,
    request?: OperationBody<'v2MigrateInstance'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    const body = request === undefined ? {} : { body: request };
    await callOperation(this.#client, 'v2MigrateInstance', { params, ...body, idempotent: false }, options);
  }

  /**
   * Gives an instance another image, command or environment, and starts it anew; sent twice it would do so twice.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-upgrade-instance
   *
   * @throws InvalidStateError when its state does not allow it.
   */
  async upgrade(id: string, request: V2UpgradeInstanceRequest, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2UpgradeInstance', { params, body: request, idempotent: false }, options);
  }

  /**
   * Pays for further months of a prepaid instance; sent twice it would pay twice.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-renewal-instance
   *
   * @param request - `months` is how many, at least 1.
   * @throws BalanceNotEnoughError when the money does not suffice.
   */
  async renew(id: string, request: OperationBody<'v2RenewInstance'>, options: ResourceCallOptions = {}): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2RenewInstance', { params, body: request, idempotent: false }, options);
  }

  /**
   * Says whether a prepaid instance is renewed when its term ends.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-set-autorenew
   *
   * @param request - `auto_renew.months` is the length of the term that each renewal adds.
   * @throws NotFoundError when the instance does not exist.
   */
  async setAutoRenew(
    id: string,
    request: OperationBody<'v2SetAutoRenew'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2SetAutoRenew', { params, body: request, idempotent: true }, options);
  }

  /**
   * Says whether the platform may move the instance away from a node in trouble.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-set-auto-migrate
   *
   * @throws NotFoundError when the instance does not exist.
   */
  async setAutoMigrate(
    id: string,
    request: OperationBody<'v2SetAutoMigrate'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2SetAutoMigrate', { params, body: request, idempotent: true }, options);
  }

  /**
   * Changes how an instance is paid for. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-change-billing-instance
   *
   * @param request - the key is `type` here and `mode` in a create call; `months` is the term that is paid for.
   * @throws BalanceNotEnoughError when the money does not suffice.
   */
  async setBillingMode(
    id: string,
    request: OperationBody<'v2SetBillingMode'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2SetBillingMode', { params, body: request, idempotent: false }, options);
  }

  /**
   * Replaces all exposed ports. Page: https://novita.ai/docs/api-reference/gpus-v2-update-ports
   *
   * @throws InvalidArgumentError before any request when a port is reserved, or there are more than 15.
   */
  async updatePorts(
    id: string,
    request: OperationBody<'v2UpdatePorts'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    const check = (): void => checkPortCount(request.ports, 0);
    await callOperation(this.#client, 'v2UpdatePorts', { params, body: request, check, idempotent: true }, options);
  }

  /**
   * Lets the root disk grow by some GB; sent twice it would grow twice.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-expand-rootfs
   *
   * @param request - `rootfs_size_expand_gb` is how many GB are added, at least 1.
   */
  async expandRootfs(
    id: string,
    request: OperationBody<'v2ExpandRootfs'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2ExpandRootfs', { params, body: request, idempotent: false }, options);
  }

  /**
   * Turns the terminal in a browser on or off. Page: https://novita.ai/docs/api-reference/gpus-v2-set-web-terminal
   *
   * @param request - the key is `enable` here and `enabled` in an instance.
   */
  async setWebTerminal(
    id: string,
    request: OperationBody<'v2SetWebTerminal'>,
    options: ResourceCallOptions = {},
  ): Promise<void> {
    const params = { instance_id: checkId(id, 'instance') };
    await callOperation(this.#client, 'v2SetWebTerminal', { params, body: request, idempotent: true }, options);
  }
}
