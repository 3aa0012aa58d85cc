import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationBody, type OperationQuery } from '../../operations/call-operation.js';
import { checkFound } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import { readNumber, readObject, readText, readTexts, readTime, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { settleDeletion } from '../deletion.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';
import { readStatus, type V2Status } from './status.js';

type PrewarmState = 'pending' | 'running' | 'succeeded' | 'failed';

/** Work that brings an image to the nodes of a region before an instance needs it. */
export interface V2PrewarmTask {
  readonly id: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly regionId: string | undefined;
  readonly productIds: readonly string[];
  /** Size of the image; undefined while it is not known. */
  readonly imageSizeBytes: number | undefined;
  readonly status: V2Status<PrewarmState>;
  /** Why it failed. */
  readonly reasons: readonly string[];
  /** Id of a saved registry credential, not the credential. */
  readonly registryAuthId: string | undefined;
  readonly note: string | undefined;
  readonly createdAt: Date | undefined;
  /** Undefined while it is not over. */
  readonly completedAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2PrewarmTask']>;
}

/** An image and the region in which it is wanted. */
export type V2CreatePrewarmTaskRequest = OperationBody<'v2CreatePrewarmTask'>;

/**
 * Filters of a list and its page. `name` is a part of the name of an image, `limit` is how many tasks a page has: at most
 * 1000, by default 100.
 */
export type V2ListPrewarmTasksParams = Readonly<OperationQuery<'v2ListPrewarmTasks'>>;

/**
 * Images that are brought to the nodes of a region ahead of time.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { V2CreatePrewarmTaskRequest, V2ListPrewarmTasksParams, V2PrewarmTask } from '@novita-fleet/client';
 *
 * const { prewarmTasks } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2CreatePrewarmTaskRequest = { image: 'ghcr.io/me/app:1', region_id: 'us-ca-6' };
 * await prewarmTasks.create(request);
 *
 * const failures: V2ListPrewarmTasksParams = { status: 'failed' };
 * const failed: readonly V2PrewarmTask[] = (await prewarmTasks.list(failures)).items;
 * if (failed.length > 0) await prewarmTasks.deleteMany({ task_ids: failed.map(({ id }) => id) });
 * ```
 */
export class V2PrewarmTasksResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the tasks. Page: https://novita.ai/docs/api-reference/gpus-v2-list-image-prewarm
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(
    params: V2ListPrewarmTasksParams = {},
    options: ResourceCallOptions = {},
  ): Promise<CursorPage<V2PrewarmTask>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListPrewarmTasks', { query }, options);
    return readCursorPage(answer, 'prewarm tasks', taskOf);
  }

  /**
   * All tasks, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListPrewarmTasksParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2PrewarmTask, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One task. Page: https://novita.ai/docs/api-reference/gpus-v2-get-image-prewarm
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<V2PrewarmTask> {
    const params = { task_id: checkId(id, 'prewarm task') };
    const task = taskOf(readObject(await callOperation(this.#client, 'v2GetPrewarmTask', { params }, options)));
    return checkFound(task, 'prewarm task');
  }

  /**
   * Begins a task; sent twice it would begin two.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-create-image-prewarm
   *
   * @returns its id where the answer carries one, which is not documented; else it is found in the list by its image.
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   */
  async create(
    request: V2CreatePrewarmTaskRequest,
    options: ResourceCallOptions = {},
  ): Promise<{ readonly id: string | undefined }> {
    const input = { body: request, idempotent: false };
    const answer = readObject(await callOperation(this.#client, 'v2CreatePrewarmTask', input, options));
    return { id: readText(answer.task_id) ?? readText(answer.id) };
  }

  /**
   * Deletes one task or several; the cloud has no call for a single one.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-delete-image-prewarm
   *
   * @throws InvalidArgumentError before any request when there is no id.
   * @throws NotFoundError when a task is not there. With several ids that may be so because an earlier attempt, whose
   * answer was lost, has deleted them; the list tells what is left.
   */
  async deleteMany(request: OperationBody<'v2DeletePrewarmTasks'>, options: ResourceCallOptions = {}): Promise<void> {
    const call = callOperation(this.#client, 'v2DeletePrewarmTasks', { body: request, idempotent: true }, options);
    // Of several, one that is not there says nothing about the others.
    const isOne = readTexts(readObject(request).task_ids).length === 1;
    await (isOne ? settleDeletion(call) : call);
  }
}

function taskOf(raw: Loose): V2PrewarmTask {
  const task = {
    id: readText(raw.task_id) ?? readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    image: readText(raw.image),
    regionId: readText(raw.region_id),
    productIds: readTexts(raw.product_ids),
    imageSizeBytes: readNumber(raw.image_size),
    status: readStatus<PrewarmState>(raw.status),
    reasons: readTexts(raw.reason),
    registryAuthId: readText(raw.registry_auth_id),
    note: readText(raw.note),
    createdAt: readTime(raw.created_at),
    completedAt: readTime(raw.completed_at),
  };
  return withRaw(task, raw as V2PrewarmTask['raw']);
}
