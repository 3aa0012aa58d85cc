import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { checkFound, readNewId } from './answered-ids.js';
import { checkCreateRequest } from './check-create.js';
import { checkId } from './check-id.js';
import { settleDeletion } from './deletion.js';
import { Instance } from './instance.js';
import { readPage, type Page } from './lists.js';
import { readObject, readText } from './loose-values.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

/** Body of a create call, exactly as the cloud takes it. */
export type CreateInstanceRequest = OperationBody<'createInstance'>;

/** New ports, which replace the present ones, and how many GB the root disk grows by. */
export type EditInstanceRequest = Omit<OperationBody<'editInstance'>, 'instanceId'>;

/** Everything that an instance runs with from then on: what is left empty is gone. `save` keeps the data. */
export type UpgradeInstanceRequest = Omit<OperationBody<'upgradeInstance'>, 'instanceId'>;

/** A term in months. */
export type InstanceTerm = Omit<OperationBody<'renewInstance'>, 'instanceId'>;

/** Renewal of several instances at the ends of their terms; `autoRenewMonth` is the next term, 1 to 12 months. */
export type SetAutoRenewRequest = OperationBody<'setAutoRenew'>;

/** Whether the platform may move an instance away from a node in trouble, and whether the system disk moves along. */
export type SetAutoMigrateRequest = Omit<OperationBody<'setAutoMigrate'>, 'instanceId'>;

/**
 * Filters of a list and its page. `name` and `productName` are parts of names. The cloud does not say whether the first
 * page is 0 or 1; the defaults are page 1 of 100 instances.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type Instance, type ListInstancesParams, type Page } from '@novita-fleet/client';
 *
 * const params: ListInstancesParams = { status: 'running', pageSize: 20 };
 * await using client = new NovitaClient();
 * const { items, total }: Page<Instance> = await new NovitaApiService(client).instances.list(params);
 * console.log(`${items.length} of ${total ?? 'unknown'}`);
 * ```
 */
export type ListInstancesParams = Readonly<Partial<OperationQuery<'listInstances'>>>;

/**
 * Filters of a list, and the size of the pages in which it is read: 100 by default.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ListAllInstancesParams } from '@novita-fleet/client';
 *
 * const mine: ListAllInstancesParams = { name: 'job-' };
 * await using client = new NovitaClient();
 * for await (const { id, status } of new NovitaApiService(client).instances.listAll(mine)) console.log(id, status);
 * ```
 */
export type ListAllInstancesParams = Omit<ListInstancesParams, 'pageNum'>;

/** What the cloud answers to an action; it may be nothing. */
export interface InstanceAction {
  readonly instanceId: string;
  readonly state: string | undefined;
}

/** Operations whose body names one instance under `instanceId`. */
type InstanceOperation =
  | 'editInstance'
  | 'startInstance'
  | 'stopInstance'
  | 'restartInstance'
  | 'deleteInstance'
  | 'upgradeInstance'
  | 'migrateInstance'
  | 'renewInstance'
  | 'convertToMonthly'
  | 'setAutoMigrate';

const PAGE_SIZE = 100;

/**
 * Instances of the first API generation. Each method is one call, except for `listAll`. What spends money, or would act
 * twice, is never sent again once it may have arrived.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient());
 * for await (const { id, name, hourlyPrice } of instances.listAll({ status: 'running' })) {
 *   console.log(id, name, hourlyPrice);
 * }
 * await instances.stop('3560b7fec915bbf9');
 * ```
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type InstanceTerm, type UpgradeInstanceRequest } from '@novita-fleet/client';
 * import type { EditInstanceRequest, SetAutoMigrateRequest, SetAutoRenewRequest } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient());
 * const id = '3560b7fec915bbf9';
 * const changes: EditInstanceRequest = { ports: [{ port: 8000, type: 'http' }], expandRootDisk: 20 };
 * await instances.edit(id, changes);
 *
 * const settings: UpgradeInstanceRequest = {
 *   imageUrl: 'ghcr.io/me/app:2',
 *   envs: [{ key: 'MODE', value: 'train' }],
 *   command: '',
 *   entrypoint: '',
 *   save: true,
 *   networkVolume: { volumeMounts: [] },
 * };
 * await instances.upgrade(id, settings);
 *
 * const term: InstanceTerm = { month: 1 };
 * await instances.convertToMonthly(id, term);
 * const renewal: SetAutoRenewRequest = { instanceIds: [id], autoRenew: true, autoRenewMonth: 1 };
 * await instances.setAutoRenew(renewal);
 * const policy: SetAutoMigrateRequest = { autoMigrateOpen: true, autoMigrateSystemDisk: false };
 * await instances.setAutoMigrate(id, policy);
 * ```
 */
export class InstancesResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Asks for a new instance. Never sent again once it may have arrived: the cloud has no idempotency key.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-create-instance
   *
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws InsufficientResourceError, BalanceNotEnoughError, BadRequestError when it surely was not created.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: CreateInstanceRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const check = (): void => checkCreateRequest(request);
    const answer = await callOperation(this.#client, 'createInstance', { body: request, check }, options);
    return { id: readNewId(readObject(answer).id, 'instance') };
  }

  /**
   * One page of the instances. Page: https://novita.ai/docs/api-reference/gpu-instance-list-instances
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListInstancesParams = {}, options: ResourceCallOptions = {}): Promise<Page<Instance>> {
    const query = { pageNum: 1, pageSize: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'listInstances', { query }, options);
    return readPage(answer, 'instances', (raw) => new Instance(raw));
  }

  /**
   * All instances, page by page, each once, whether the first page is 0 or 1. An instance that is created or deleted
   * while the pages are read may be missing, as with every list in pages.
   */
  listAll(
    params: ListAllInstancesParams = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Instance, void, undefined> {
    return this.#pages.walk((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /** The same as `listAll`, a page at a time: of thousands of instances less time is lost on the way from one to the next. */
  listAllPages(
    params: ListAllInstancesParams = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<readonly Instance[], void, undefined> {
    return this.#pages.walkPages((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /**
   * One instance with all its details. Page: https://novita.ai/docs/api-reference/gpu-instance-get-instance
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Instance> {
    const query = { instanceId: checkId(id, 'instance') };
    const answer = await callOperation(this.#client, 'getInstance', { query }, options);
    return checkFound(new Instance(answer), 'instance');
  }

  /**
   * Replaces the ports, or makes the root disk larger; the instance goes on running. Ports and tools together may be at
   * most 15. Since `expandRootDisk` is added to the disk, a request with it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-edit-instance
   *
   * @param changes - `expandRootDisk` in GB.
   * @throws InvalidArgumentError when a field is unknown or out of range, such as one of the reserved ports 2222–2224.
   * @throws NotFoundError when the instance does not exist.
   */
  async edit(id: string, changes: EditInstanceRequest, options: ResourceCallOptions = {}): Promise<void> {
    const isRepeatable = (readObject(changes).expandRootDisk ?? 0) === 0;
    await this.#act('editInstance', id, changes, isRepeatable, options);
  }

  /**
   * Starts a stopped instance. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-start-instance
   *
   * @throws InvalidStateError when it is not stopped; it may already be on its way up.
   * @throws InsufficientResourceError when its node is full; `migrate` moves it to another one.
   */
  async start(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return actionOf(id, await this.#act('startInstance', id, {}, false, options));
  }

  /** Stops an instance. Page: https://novita.ai/docs/api-reference/gpu-instance-stop-instance */
  async stop(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return actionOf(id, await this.#act('stopInstance', id, {}, true, options));
  }

  /** Restarts an instance; sent twice it would restart twice. Page: https://novita.ai/docs/api-reference/gpu-instance-restart-instance */
  async restart(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return actionOf(id, await this.#act('restartInstance', id, {}, false, options));
  }

  /**
   * Deletes an instance with its data. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-instance
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   * @throws BadRequestError with the reason `PREPAID_INSTANCE_NOT_SUPPORT_RELEASE` while it is paid for in advance.
   */
  delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    return settleDeletion(this.#act('deleteInstance', id, {}, true, options));
  }

  /**
   * Replaces image, variables, commands and mounts, and resets the instance. Sent twice it would reset twice.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-upgrade-instance
   *
   * @param settings - all of them, every time.
   * @throws InvalidArgumentError when a field is missing, unknown or out of range.
   * @throws InvalidStateError when the instance is in the middle of something.
   */
  async upgrade(id: string, settings: UpgradeInstanceRequest, options: ResourceCallOptions = {}): Promise<void> {
    await this.#act('upgradeInstance', id, settings, false, options);
  }

  /**
   * Moves a stopped instance to another node; its id stays, data on its disks may be lost.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-migrate-instance
   *
   * @returns the id of the job that does it; undefined when the answer tells none.
   * @throws InvalidStateError when it is not stopped.
   * @throws InsufficientResourceError when no node has room for it.
   */
  async migrate(id: string, options: ResourceCallOptions = {}): Promise<{ readonly jobId: string | undefined }> {
    const answer = await this.#act('migrateInstance', id, {}, false, options);
    return { jobId: readText(readObject(answer).jobId) };
  }

  /**
   * Pays for a further term of an instance that is paid for monthly.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-renewal-instance
   *
   * @throws InvalidArgumentError when `month` is less than 1.
   * @throws BalanceNotEnoughError when the balance does not cover it.
   * @throws BadRequestError with the reason `CREATING_INSTANCE_NOT_SUPPORT_RENEWAL` while it is being created.
   */
  async renew(id: string, term: InstanceTerm, options: ResourceCallOptions = {}): Promise<void> {
    await this.#act('renewInstance', id, term, false, options);
  }

  /**
   * Turns pay as you go into a paid term. Page: https://novita.ai/docs/api-reference/gpu-instance-change-billing-instance
   *
   * @throws InvalidArgumentError when `month` is less than 1.
   * @throws BalanceNotEnoughError when the balance does not cover it.
   */
  async convertToMonthly(id: string, term: InstanceTerm, options: ResourceCallOptions = {}): Promise<void> {
    await this.#act('convertToMonthly', id, term, false, options);
  }

  /**
   * Switches on or off that instances are renewed at the ends of their terms.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-set-autorenew
   *
   * @throws InvalidArgumentError when there is no id, one is empty, or `autoRenewMonth` is not from 1 to 12.
   */
  async setAutoRenew(request: SetAutoRenewRequest, options: ResourceCallOptions = {}): Promise<void> {
    const check = (): void => request.instanceIds.forEach((id) => checkId(id, 'instance'));
    await callOperation(this.#client, 'setAutoRenew', { body: request, check, idempotent: true }, options);
  }

  /**
   * Switches on or off that an instance is moved away from a node in trouble.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-set-auto-migrate
   *
   * @throws InvalidArgumentError when one of the two settings is missing.
   */
  async setAutoMigrate(id: string, policy: SetAutoMigrateRequest, options: ResourceCallOptions = {}): Promise<void> {
    await this.#act('setAutoMigrate', id, policy, true, options);
  }

  async #act<Id extends InstanceOperation>(
    operation: Id,
    id: string,
    fields: Omit<OperationBody<Id>, 'instanceId'>,
    idempotent: boolean,
    options: ResourceCallOptions,
  ): Promise<unknown> {
    const body = { ...fields, instanceId: checkId(id, 'instance') } as OperationBody<Id>;
    return callOperation(this.#client, operation, { body, idempotent }, options);
  }
}

function actionOf(instanceId: string, answer: unknown): InstanceAction {
  return { instanceId, state: readText(readObject(answer).state) };
}
