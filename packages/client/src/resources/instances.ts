import { DecodeError } from '../errors/transport-errors.js';
import { NotFoundError } from '../errors/status-errors.js';
import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { checkId } from './check-id.js';
import { Instance } from './instance.js';
import { checkPortList } from './port-list.js';
import { readNumber, readObject, readObjects, readText, type Loose } from './loose-values.js';
import { listEverything, type PageBase } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

/** Body of a create call, exactly as the cloud takes it. */
export type CreateInstanceRequest = OperationBody<'createInstance'>;

/**
 * Filters of a list and its page. `name` and `productName` are parts of names. The cloud does not say whether the first
 * page is 0 or 1; the defaults are page 1 of 100 instances.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type InstancePage, type ListInstancesParams } from '@novita-fleet/client';
 *
 * const params: ListInstancesParams = { status: 'running', pageSize: 20 };
 * await using client = new NovitaClient();
 * const { items, total }: InstancePage = await new NovitaApiService(client).instances.list(params);
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

/** One page of a list. */
export interface InstancePage {
  readonly items: Instance[];
  /** How many instances match on all pages, where the answer says so. */
  readonly total: number | undefined;
}

/** What the cloud answers to an action; it may be nothing. */
export interface InstanceAction {
  readonly instanceId: string;
  readonly state: string | undefined;
}

const PAGE_SIZE = 100;

/** Instances of the first API generation. Each method is one call, except for `listAll`. */
export class InstancesResource {
  readonly #client: ResourceClient;
  /** Learnt at the first long list: whether the first page is 0 or 1. */
  #pageBase: PageBase = 'unknown';

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
    checkPortList(request.ports, request.tools?.length);
    const answer = await callOperation(this.#client, 'createInstance', { body: request }, options);
    const id = readText(readObject(answer).id);
    if (id === undefined)
      throw new DecodeError('The answer to the create call carries no id; the instance may exist', 200);
    return { id };
  }

  /**
   * One page of the instances. Page: https://novita.ai/docs/api-reference/gpu-instance-list-instances
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   */
  async list(params: ListInstancesParams = {}, options: ResourceCallOptions = {}): Promise<InstancePage> {
    const query = { pageNum: 1, pageSize: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'listInstances', { query }, options);
    const body = readObject(answer);
    const total = readNumber(body.total);
    if (!isList(body, total)) throw new DecodeError('The answer to the list call carries no `instances`', 200);
    return { items: readObjects(body.instances).map((raw) => new Instance(raw)), total };
  }

  /**
   * All instances, page by page, each once, whether the first page is 0 or 1. An instance that is created or deleted
   * while the pages are read may be missing, as with every list in pages.
   */
  async *listAll(
    params: ListAllInstancesParams = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Instance, void, undefined> {
    yield* listEverything({
      readPage: (pageNum) => this.list({ ...params, pageNum }, options),
      base: this.#pageBase,
      learn: (base) => {
        this.#pageBase = base;
      },
    });
  }

  /**
   * One instance with all its details. Page: https://novita.ai/docs/api-reference/gpu-instance-get-instance
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Instance> {
    const query = { instanceId: checkId(id, 'instance') };
    const answer = await callOperation(this.#client, 'getInstance', { query }, options);
    const instance = new Instance(answer);
    if (instance.id === '') throw new DecodeError('The answer to the get call carries no id', 200);
    return instance;
  }

  /**
   * Starts a stopped instance. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-start-instance
   *
   * @throws InvalidStateError when it is not stopped; it may already be on its way up.
   * @throws InsufficientResourceError when its node is full.
   */
  start(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return this.#act('startInstance', id, false, options);
  }

  /** Stops an instance. Page: https://novita.ai/docs/api-reference/gpu-instance-stop-instance */
  stop(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return this.#act('stopInstance', id, true, options);
  }

  /** Restarts an instance; sent twice it would restart twice. Page: https://novita.ai/docs/api-reference/gpu-instance-restart-instance */
  restart(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return this.#act('restartInstance', id, false, options);
  }

  /**
   * Deletes an instance with its data. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-instance
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    try {
      await this.#act('deleteInstance', id, true, options);
    } catch (error) {
      // An attempt whose answer was lost has deleted it.
      if (!(error instanceof NotFoundError && error.attempts > 1)) throw error;
    }
  }

  async #act(
    operation: 'startInstance' | 'stopInstance' | 'restartInstance' | 'deleteInstance',
    id: string,
    idempotent: boolean,
    options: ResourceCallOptions,
  ): Promise<InstanceAction> {
    const body = { instanceId: checkId(id, 'instance') };
    const answer = await callOperation(this.#client, operation, { body, idempotent }, options);
    return { instanceId: id, state: readText(readObject(answer).state) };
  }
}

/**
 * Whether an answer holds a list. Some servers write an empty one as null, or leave it out beside a total of 0.
 * Anything else is no answer at all; taken for an empty list it would make every instance vanish.
 */
function isList(body: Loose, total: number | undefined): boolean {
  const list = body.instances;
  return Array.isArray(list) || total === 0 || (list === null && total === undefined);
}
