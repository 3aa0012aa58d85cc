import type { components } from '@novita-fleet/openapi/novita';
import {
  callOperation,
  checkOperation,
  type OperationBody,
  type OperationQuery,
} from '../operations/call-operation.js';
import { readNewId } from './answered-ids.js';
import { checkId } from './check-id.js';
import { settleDeletion } from './deletion.js';
import { readPage, type Page } from './lists.js';
import {
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
  readTime,
  withRaw,
  type Loose,
} from './loose-values.js';
import type { Open } from './open.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawPrewarmTask = Partial<components['schemas']['PrewarmTaskV1']>;
type RawPrewarmQuota = Partial<components['schemas']['PrewarmQuota']>;

/** A product on whose nodes an image is prepared. */
export interface PrewarmProduct {
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** An image that is brought to the nodes of a cluster before it is needed. */
export interface PrewarmTask {
  readonly id: string;
  readonly state: Open<components['schemas']['PrewarmStateV1']> | undefined;
  readonly imageUrl: string | undefined;
  /** Last part of the image's path, without the tag. */
  readonly imageName: string | undefined;
  readonly imageSizeBytes: number | undefined;
  /** Id of a saved registry credential, not the credential. */
  readonly registryAuthId: string | undefined;
  readonly clusterId: string | undefined;
  readonly clusterName: string | undefined;
  readonly products: readonly PrewarmProduct[];
  readonly note: string | undefined;
  /** What the platform tells of it; also filled on success. */
  readonly messages: readonly string[];
  readonly createdAt: Date | undefined;
  /** When it ended; undefined before. */
  readonly completedAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawPrewarmTask;
}

/** How many tasks there may be. */
export interface PrewarmQuota {
  /** How many tasks exist. */
  readonly used: number | undefined;
  /** How many tasks may exist. */
  readonly limit: number | undefined;
  readonly maxImageSizeGb: number | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawPrewarmQuota;
}

/** Filters of a list and its page, from 1: the first, of 100 tasks, by default. `name` is a part of image or note. */
export type ListPrewarmTasksParams = Readonly<OperationQuery<'listPrewarmTasks'>>;

/** An image and where to bring it; without `productIds`, to the nodes of every product of the cluster. */
export type CreatePrewarmTaskRequest = OperationBody<'createPrewarmTask'>;

/** A new note. */
export type UpdatePrewarmTaskRequest = Omit<OperationBody<'updatePrewarmTask'>, 'id'>;

const PAGE_SIZE = 100;

/**
 * Images that are brought to the nodes of a cluster before they are needed, so that instances start sooner.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { CreatePrewarmTaskRequest, ListPrewarmTasksParams, PrewarmProduct } from '@novita-fleet/client';
 * import type { PrewarmQuota, PrewarmTask, UpdatePrewarmTaskRequest } from '@novita-fleet/client';
 *
 * const { imagePrewarm } = new NovitaApiService(new NovitaClient());
 * const { used, limit }: PrewarmQuota = await imagePrewarm.getQuota();
 * console.log(`${used} of ${limit} tasks`);
 *
 * const request: CreatePrewarmTaskRequest = { imageUrl: 'ghcr.io/me/app:1', clusterId: 'us-ca-6' };
 * const { id } = await imagePrewarm.create(request);
 * const note: UpdatePrewarmTaskRequest = { note: 'for the run of tonight' };
 * await imagePrewarm.update(id, note);
 *
 * const failed: ListPrewarmTasksParams = { state: 'Failed' };
 * const tasks: readonly PrewarmTask[] = (await imagePrewarm.list(failed)).items;
 * const names = (products: readonly PrewarmProduct[]): string => products.map(({ name }) => name).join();
 * for (const { imageUrl, products, messages } of tasks) console.log(imageUrl, names(products), messages);
 * ```
 */
export class ImagePrewarmResource {
  readonly #client: ResourceClient;
  // Here the first page is documented.
  readonly #pages = new PagedList(1);

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** How many tasks there may be. Page: https://novita.ai/docs/api-reference/gpu-instance-get-image-quota */
  async getQuota(options: ResourceCallOptions = {}): Promise<PrewarmQuota> {
    const raw = readObject(await callOperation(this.#client, 'getPrewarmQuota', {}, options));
    const quota = {
      used: readNumber(raw.total),
      limit: readNumber(raw.limit),
      maxImageSizeGb: readNumber(raw.perImageSize),
    };
    return withRaw(quota, raw as RawPrewarmQuota);
  }

  /**
   * One page of the tasks. Page: https://novita.ai/docs/api-reference/gpu-instance-list-image-prewarm
   *
   * @param params - the number of the page is `page` here, from 1.
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListPrewarmTasksParams = {}, options: ResourceCallOptions = {}): Promise<Page<PrewarmTask>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listPrewarmTasks', { query }, options), 'data', taskOf);
  }

  /** All tasks, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListPrewarmTasksParams, 'page'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<PrewarmTask, void, undefined> {
    return this.#pages.walk((page) => this.list({ ...params, page }, options));
  }

  /**
   * Creates a task. Not sent again once it may have arrived: there would be two.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-create-image-prewarm
   *
   * @throws InvalidArgumentError when a field is missing, unknown or too long.
   * @throws BadRequestError when no more may be created; see `getQuota`.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(request: CreatePrewarmTaskRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const answer = await callOperation(this.#client, 'createPrewarmTask', { body: request }, options);
    return { id: readNewId(readObject(answer).id, 'prewarm task') };
  }

  /**
   * Changes the note of a task. Page: https://novita.ai/docs/api-reference/gpu-instance-update-image-prewarm
   *
   * @throws NotFoundError when the task does not exist.
   */
  async update(id: string, changes: UpdatePrewarmTaskRequest, options: ResourceCallOptions = {}): Promise<void> {
    const body = { ...changes, id: checkId(id, 'prewarm task') };
    await callOperation(this.#client, 'updatePrewarmTask', { body, idempotent: true }, options);
  }

  /**
   * Deletes tasks. Page: https://novita.ai/docs/api-reference/gpu-instance-delete-image-prewarm
   *
   * @throws InvalidArgumentError when there is no id, or one is empty.
   * @throws NotFoundError when a single one did not exist at the first attempt, or one of several at any: then nobody
   * knows which of them are gone.
   */
  async delete(ids: readonly string[], options: ResourceCallOptions = {}): Promise<void> {
    const input = {
      body: { ids: ids as string[] },
      idempotent: true,
      check: () => ids.forEach((id) => checkId(id, 'prewarm task')),
    };
    checkOperation('deletePrewarmTasks', input);
    const call = callOperation(this.#client, 'deletePrewarmTasks', input, options);
    await (ids.length === 1 ? settleDeletion(call) : call);
  }
}

function taskOf(raw: Loose): PrewarmTask {
  const task = {
    id: readText(raw.id) ?? '',
    state: readText(raw.state),
    imageUrl: readText(raw.imageUrl),
    imageName: readText(raw.imageName),
    imageSizeBytes: readNumber(raw.imageSize),
    registryAuthId: readText(raw.repositoryAuth),
    clusterId: readText(raw.clusterId),
    clusterName: readText(raw.clusterName),
    products: readObjects(raw.products).map(({ productId, productName }) => ({
      id: readText(productId),
      name: readText(productName),
    })),
    note: readText(raw.note),
    messages: readTexts(raw.reason),
    createdAt: readTime(raw.createTime),
    completedAt: readTime(raw.completeTime),
  };
  return withRaw(task, raw as RawPrewarmTask);
}
