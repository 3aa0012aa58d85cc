import { InvalidArgumentError, checkKnownOptions, checkNumber } from '@novita-fleet/resilience';
import type { components, operations } from '@novita-fleet/openapi/novita';
import { DecodeError } from '../errors/transport-errors.js';
import { NotFoundError } from '../errors/status-errors.js';
import { Instance, type InstanceStatus } from './instance.js';
import { readNumber, readObject, readObjects, readText, type Loose } from './loose-values.js';
import { listEverything, type PageBase } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawCreateGpu = components['schemas']['CreateGpuInstanceRequest'];
type RawCreateCpu = components['schemas']['CreateCpuInstanceRequest'];
/** The generated types make fields required that have a default. */
type OptionalIn<Body, Names extends keyof Body> = Omit<Body, Names> & Partial<Pick<Body, Names>>;

/** Body of a create call, exactly as the cloud takes it. */
export type CreateInstanceRequest =
  OptionalIn<RawCreateGpu, 'month' | 'billingMode' | 'autoRenew'> | OptionalIn<RawCreateCpu, 'localStorageMountPoint'>;

/** Filters of a list. */
export interface InstanceFilters {
  /** Part of a name. */
  readonly name?: string;
  /** Part of a product name. */
  readonly productName?: string;
  readonly status?: InstanceStatus;
}

export interface ListInstancesParams extends InstanceFilters {
  /** Number of the page; the cloud does not say whether the first one is 0 or 1. Default 1. */
  readonly pageNum?: number;
  /** Default 100. */
  readonly pageSize?: number;
}

export interface ListAllInstancesParams extends InstanceFilters {
  /** Default 100. */
  readonly pageSize?: number;
}

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

type Query = Required<operations['listInstances']['parameters']>['query'];

const BASE = '/gpu-instance/openapi/v1/gpu';

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
   * @throws InsufficientResourceError, BalanceNotEnoughError, BadRequestError when it surely was not created.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: CreateInstanceRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const answer = await this.#client.request({
      ...options,
      method: 'POST',
      path: `${BASE}/instance/create`,
      body: request,
      idempotent: false,
    });
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
    checkKnownOptions('instances.list', params, ['pageNum', 'pageSize', ...FILTER_NAMES]);
    const pageNum = checkNumber('pageNum', params.pageNum ?? 1, { integer: true });
    const pageSize = checkNumber('pageSize', params.pageSize ?? 100, { min: 1, integer: true });
    const query = { ...params, pageNum, pageSize } as Query;
    const answer = await this.#client.request({ ...options, method: 'GET', path: `${BASE}/instances`, query });
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
    checkKnownOptions('instances.listAll', params, ['pageSize', ...FILTER_NAMES]);
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
    const query = { instanceId: checkId(id) };
    const answer = await this.#client.request({ ...options, method: 'GET', path: `${BASE}/instance`, query });
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
    return this.#act('start', id, false, options);
  }

  /** Stops an instance. Page: https://novita.ai/docs/api-reference/gpu-instance-stop-instance */
  stop(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return this.#act('stop', id, true, options);
  }

  /** Restarts an instance; sent twice it would restart twice. Page: https://novita.ai/docs/api-reference/gpu-instance-restart-instance */
  restart(id: string, options: ResourceCallOptions = {}): Promise<InstanceAction> {
    return this.#act('restart', id, false, options);
  }

  /**
   * Deletes an instance with its data. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-instance
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    try {
      await this.#act('delete', id, true, options);
    } catch (error) {
      // An attempt whose answer was lost has deleted it.
      if (!(error instanceof NotFoundError && error.attempts > 1)) throw error;
    }
  }

  async #act(action: string, id: string, idempotent: boolean, options: ResourceCallOptions): Promise<InstanceAction> {
    const body = { instanceId: checkId(id) };
    const path = `${BASE}/instance/${action}`;
    const answer = await this.#client.request({ ...options, method: 'POST', path, body, idempotent });
    return { instanceId: id, state: readText(readObject(answer).state) };
  }
}

const FILTER_NAMES: readonly (keyof InstanceFilters)[] = ['name', 'productName', 'status'];

/**
 * Whether an answer holds a list. Some servers write an empty one as null, or leave it out beside a total of 0.
 * Anything else is no answer at all; taken for an empty list it would make every instance vanish.
 */
function isList(body: Loose, total: number | undefined): boolean {
  const list = body.instances;
  return Array.isArray(list) || total === 0 || (list === null && total === undefined);
}

function checkId(id: string): string {
  const text: unknown = id;
  if (typeof text === 'string' && text !== '') return text;
  throw new InvalidArgumentError('id', '"id" must be the id of an instance');
}
