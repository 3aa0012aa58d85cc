import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationBody, type OperationQuery } from '../../operations/call-operation.js';
import { checkFound, readNewId } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import type { Open } from '../open.js';
import { readObject, readText, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';
import { readStatus, type V2Status } from './status.js';

/** Work that the cloud does in the background. */
export interface V2Job {
  readonly id: string;
  readonly type: Open<components['schemas']['JobTypeV1']> | undefined;
  /** The states are not published; `Succeeded`, with a capital, is one. */
  readonly status: V2Status<'Succeeded'>;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Job']>;
}

/** What is saved, and under which name in which registry. */
export type V2SaveImageRequest = OperationBody<'v2SaveImage'>;

/** Filters of a list and its page; `limit` is how many jobs a page has: at most 1000, by default 100. */
export type V2ListJobsParams = Readonly<OperationQuery<'v2ListJobs'>>;

/**
 * Jobs: saved images and migrations.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { V2Job, V2ListJobsParams, V2SaveImageRequest } from '@novita-fleet/client';
 *
 * const { jobs } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2SaveImageRequest = { instance_id: 'ca338f12f3', image: 'ghcr.io/me/app:2' };
 * const { id } = await jobs.saveImage(request);
 * const job: V2Job = await jobs.get(id);
 * console.log(job.status.status, job.status.message);
 *
 * const saves: V2ListJobsParams = { type: 'saveImage' };
 * console.log((await jobs.list(saves)).items.length);
 * ```
 */
export class V2JobsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the jobs. Page: https://novita.ai/docs/api-reference/gpus-v2-list-jobs
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListJobsParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Job>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListJobs', { query }, options);
    return readCursorPage(answer, 'jobs', jobOf);
  }

  /**
   * All jobs, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListJobsParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Job, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One job. Page: https://novita.ai/docs/api-reference/gpus-v2-get-job
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<V2Job> {
    const params = { job_id: checkId(id, 'job') };
    const job = jobOf(readObject(await callOperation(this.#client, 'v2GetJob', { params }, options)));
    return checkFound(job, 'job');
  }

  /**
   * Interrupts a job that saves an image; a migration cannot be interrupted. It is a POST, though its page is called
   * break. Page: https://novita.ai/docs/api-reference/gpus-v2-break-job
   *
   * @throws NotFoundError when it does not exist.
   * @throws BadRequestError when it is over; an earlier attempt whose answer was lost may have stopped it.
   */
  async stop(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { job_id: checkId(id, 'job') };
    await callOperation(this.#client, 'v2BreakJob', { params, idempotent: true }, options);
  }

  /**
   * Begins a job that saves a stopped instance as an image; sent twice it would begin two.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-save-image
   *
   * @returns the id of the job.
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws DecodeError when the answer carries no id; the job may exist.
   */
  async saveImage(request: V2SaveImageRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const input = { body: request, idempotent: false };
    const answer = readObject(await callOperation(this.#client, 'v2SaveImage', input, options));
    return { id: readNewId(answer.job_id ?? answer.id, 'job') };
  }
}

function jobOf(raw: Loose): V2Job {
  const job = {
    id: readText(raw.id) ?? readText(raw.job_id) ?? '',
    type: readText(raw.type),
    status: readStatus<'Succeeded'>(raw.status),
  };
  return withRaw(job, raw as V2Job['raw']);
}
