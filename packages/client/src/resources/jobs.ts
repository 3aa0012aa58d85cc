import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { readNewId } from './answered-ids.js';
import { checkId } from './check-id.js';
import { readEnvVars, type EnvVar } from './env-vars.js';
import { withHidden } from './hidden-fields.js';
import { readPage, type Page } from './lists.js';
import { readObject, readText, readTime, type Loose } from './loose-values.js';
import type { Open } from './open.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawJob = Partial<components['schemas']['JobV1']>;

/** Why a job failed. */
export interface JobError {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Something that the platform does with an instance in the background. */
export interface Job {
  readonly id: string;
  readonly type: Open<components['schemas']['JobTypeV1']> | undefined;
  /** `pulling` is preparing; `break` is interrupted. */
  readonly state: Open<components['schemas']['JobStateV1']> | undefined;
  /** Undefined when nothing is wrong. */
  readonly error: JobError | undefined;
  readonly instanceId: string | undefined;
  /** Id of the account that it belongs to. */
  readonly ownerId: string | undefined;
  readonly createdAt: Date | undefined;
  /** Where its log is read, over HTTP. Secret, because it may hold a token; not part of JSON and inspection. */
  readonly logAddress: string | undefined;
  /** Environment variables. They may be secret; not part of JSON and inspection. */
  readonly envs: readonly EnvVar[];
  /** The answer itself; not part of JSON and inspection. */
  readonly raw: RawJob;
}

/** Filters of a list and its page: the first, of 100 jobs, by default. Times are in Unix seconds, 0 for none. */
export type ListJobsParams = Readonly<OperationQuery<'listJobs'>>;

/** The instance, and the image that shall come of it: registry, repository and tag. */
export type SaveImageRequest = OperationBody<'saveImage'>;

const PAGE_SIZE = 100;

/**
 * Jobs: images that are saved, instances that are moved.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { Job, JobError, ListJobsParams, SaveImageRequest } from '@novita-fleet/client';
 *
 * const { jobs } = new NovitaApiService(new NovitaClient());
 * const request: SaveImageRequest = { instanceId: '3560b7fec915bbf9', image: 'ghcr.io/me/app:2' };
 * const { jobId } = await jobs.saveImage(request);
 * const params: ListJobsParams = { jobId };
 * const job: Job | undefined = (await jobs.list(params)).items[0];
 * const error: JobError | undefined = job?.error;
 * console.log(job?.state, error?.message);
 * ```
 */
export class JobsResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the jobs. Page: https://novita.ai/docs/api-reference/gpu-instance-list-jobs
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListJobsParams = {}, options: ResourceCallOptions = {}): Promise<Page<Job>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listJobs', { query }, options), 'jobs', jobOf);
  }

  /** All jobs, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListJobsParams, 'pageNum'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Job, void, undefined> {
    return this.#pages.walk((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /**
   * Saves an instance as an image; the guide asks that it is stopped first. Sent twice it would save twice.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-save-image
   *
   * @param request - `registryAuthId` names a saved login, for a private registry of somebody else.
   * @throws InvalidArgumentError when a field is missing, unknown or too long.
   * @throws NotFoundError when the instance or the login does not exist.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when the job may run all the same.
   */
  async saveImage(request: SaveImageRequest, options: ResourceCallOptions = {}): Promise<{ readonly jobId: string }> {
    const answer = await callOperation(this.#client, 'saveImage', { body: request }, options);
    return { jobId: readNewId(readObject(answer).jobId, 'job') };
  }

  /**
   * Interrupts a job that saves an image; one that moves an instance cannot be interrupted.
   * Page: https://novita.ai/docs/api-reference/gpu-instance-break-job
   *
   * @throws NotFoundError when it does not exist.
   * @throws BadRequestError when it has ended, or cannot be interrupted.
   */
  async cancel(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const body = { jobId: checkId(id, 'job') };
    await callOperation(this.#client, 'breakJob', { body, idempotent: true }, options);
  }
}

function jobOf(raw: Loose): Job {
  const state = readObject(raw.state);
  const code = readText(state.error);
  const message = readText(state.errorMessage);
  const job = {
    id: readText(raw.Id) ?? readText(raw.id) ?? '',
    type: readText(raw.type),
    state: readText(state.state) ?? readText(raw.state),
    error: code === undefined && message === undefined ? undefined : { code, message },
    instanceId: readText(raw.instanceId),
    ownerId: readText(raw.user),
    createdAt: readTime(raw.createdAt),
  };
  const hidden = { logAddress: readText(raw.logAddress), envs: readEnvVars(raw.envs), raw: raw as RawJob };
  return withHidden(job, hidden);
}
