import { InvalidArgumentError } from '@novita-fleet/resilience';
import { callOperation, type OperationBody, type OperationQuery } from '../operations/call-operation.js';
import { checkFound, readNewId } from './answered-ids.js';
import { checkId } from './check-id.js';
import { settleDeletion } from './deletion.js';
import { endpointLimitsOf, type EndpointLimits } from './endpoint-limits.js';
import { endpointOf, type Endpoint } from './endpoint.js';
import { readPage, type Page } from './lists.js';
import { readObject } from './loose-values.js';
import { PagedList } from './page-walk.js';
import { checkPort } from './port-list.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

/** The page of a list: page 1 of 100 endpoints by default. */
export type ListEndpointsParams = Readonly<Partial<OperationQuery<'listEndpoints'>>>;

/** A new endpoint, as the cloud takes it: sizes in GB, times in seconds, exactly one port. */
export type CreateEndpointRequest = OperationBody<'createEndpoint'>['endpoint'];

/** What an endpoint shall be from then on; everything but `appName` can change. */
export type UpdateEndpointRequest = Omit<OperationBody<'updateEndpoint'>, 'id'>;

const PAGE_SIZE = 100;

/**
 * Serverless endpoints: containers behind a URL, as many as there is work for.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { CreateEndpointRequest, UpdateEndpointRequest } from '@novita-fleet/client';
 *
 * const { endpoints } = new NovitaApiService(new NovitaClient());
 * const { workers, rootfsSizeGb } = await endpoints.getLimits();
 * console.log(`up to ${workers.max} workers with disks up to ${rootfsSizeGb.max} GB`);
 *
 * const endpoint: CreateEndpointRequest = {
 *   appName: 'llm',
 *   workerConfig: { minNum: 0, maxNum: 2, freeTimeout: 300, maxConcurrent: 8, gpuNum: 1 },
 *   ports: [{ port: 8000 }],
 *   policy: { type: 'queue', value: 60 },
 *   image: { image: 'ghcr.io/me/app:1' },
 *   products: [{ id: 'SL-serverless-3' }],
 *   rootfsSize: 100,
 *   volumeMounts: [{ type: 'local', size: 30, mountPath: '/workspace' }],
 *   healthy: { path: '/health' },
 * };
 * const { id } = await endpoints.create(endpoint);
 *
 * const { workerConfig, ports, policy, image } = endpoint;
 * const more: UpdateEndpointRequest = { workerConfig: { ...workerConfig, maxNum: 4 }, ports, policy, image };
 * await endpoints.update(id, more);
 * for await (const { state, url } of endpoints.listAll()) console.log(state, url);
 * ```
 */
export class EndpointsResource {
  readonly #client: ResourceClient;
  readonly #pages = new PagedList();

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** What the fields of an endpoint may be. Page: https://novita.ai/docs/api-reference/serverless-query-endpoint-limit */
  async getLimits(options: ResourceCallOptions = {}): Promise<EndpointLimits> {
    return endpointLimitsOf(await callOperation(this.#client, 'getEndpointLimits', {}, options));
  }

  /**
   * One page of the endpoints. Page: https://novita.ai/docs/api-reference/serverless-list-endpoint
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: ListEndpointsParams = {}, options: ResourceCallOptions = {}): Promise<Page<Endpoint>> {
    const query = { pageNum: 1, pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listEndpoints', { query }, options), 'endpoints', endpointOf);
  }

  /** All endpoints, page by page, each once; see `instances.listAll`. */
  listAll(
    params: Omit<ListEndpointsParams, 'pageNum'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Endpoint, void, undefined> {
    return this.#pages.walk((pageNum) => this.list({ ...params, pageNum }, options));
  }

  /**
   * One endpoint. Page: https://novita.ai/docs/api-reference/serverless-get-endpoint
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<Endpoint> {
    const query = { id: checkId(id, 'endpoint') };
    const body = readObject(await callOperation(this.#client, 'getEndpoint', { query }, options));
    // Documented inside `endpoint`; working code has met the object alone.
    return checkFound(endpointOf(readObject(body.endpoint ?? body)), 'endpoint');
  }

  /**
   * Creates an endpoint. Spends money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/serverless-create-endpoint
   *
   * @throws InvalidArgumentError when a field is missing, unknown or out of range, such as a reserved port 2222–2224.
   * @throws BadRequestError with the reason `SERVERLESS_APP_NAME_IS_EXIST`, NotFoundError for an unknown product.
   * @throws ConnectionError, AttemptTimeoutError, ServerError, DecodeError when it may exist all the same.
   */
  async create(endpoint: CreateEndpointRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const check = (): void => {
      checkEndpoint(endpoint, 'endpoint.');
      checkAppName(endpoint.appName);
    };
    const answer = await callOperation(this.#client, 'createEndpoint', { body: { endpoint }, check }, options);
    return { id: readNewId(readObject(answer).id, 'endpoint') };
  }

  /**
   * Replaces the settings of an endpoint. Page: https://novita.ai/docs/api-reference/serverless-update-endpoint
   *
   * @throws InvalidArgumentError when a field is missing, unknown or out of range.
   * @throws NotFoundError when the endpoint does not exist.
   */
  async update(id: string, settings: UpdateEndpointRequest, options: ResourceCallOptions = {}): Promise<void> {
    const body = { ...settings, id: checkId(id, 'endpoint') };
    const check = (): void => checkEndpoint(settings, '');
    await callOperation(this.#client, 'updateEndpoint', { body, check, idempotent: true }, options);
  }

  /**
   * Deletes an endpoint with its workers. Page: https://novita.ai/docs/api-reference/serverless-delete-endpoint
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    // The key is `name` although it holds the id.
    const body = { name: checkId(id, 'endpoint') };
    await settleDeletion(callOperation(this.#client, 'deleteEndpoint', { body, idempotent: true }, options));
  }
}

/** It becomes a part of the host name (Novita page serverless-create-endpoint). */
function checkAppName(appName: string | undefined): void {
  if (appName === undefined || /^[a-z0-9-]+$/.test(appName)) return;
  const name = 'endpoint.appName';
  throw new InvalidArgumentError(name, `"${name}" must be of lower-case letters, digits and hyphens`);
}

/** @param at - put before the name of a field in a message. */
function checkEndpoint({ ports, workerConfig }: UpdateEndpointRequest, at: string): void {
  ports.forEach(({ port }, index) => checkPort(`${at}ports[${index}].port`, port));
  const { minNum, maxNum } = workerConfig;
  if (minNum <= maxNum) return;
  const name = `${at}workerConfig.minNum`;
  throw new InvalidArgumentError(name, `"${name}" must be at most "maxNum", ${maxNum}, got ${minNum}`);
}
