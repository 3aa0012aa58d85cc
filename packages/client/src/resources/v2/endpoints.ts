import { InvalidArgumentError } from '@novita-fleet/resilience';
import { callOperation, type OperationBody, type OperationQuery } from '../../operations/call-operation.js';
import { checkFound, readNewId } from '../answered-ids.js';
import { checkId } from '../check-id.js';
import { listByCursor, type CursorPage } from '../cursor-walk.js';
import { readObject } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import { settleDeletion } from '../deletion.js';
import { endpointOf, type V2Endpoint } from './endpoint.js';
import { PAGE_SIZE, readCursorPage } from './lists.js';

/** Body of a create call, exactly as the cloud takes it: ports are plain numbers here, sizes in GB, times in seconds. */
export type V2CreateEndpointRequest = OperationBody<'v2CreateEndpoint'>;

/** What changes in an endpoint; what is left out stays. */
export type V2UpdateEndpointRequest = OperationBody<'v2UpdateEndpoint'>;

/** Filters of a list and its page; `limit` is how many endpoints a page has: at most 1000, by default 100. */
export type V2ListEndpointsParams = Readonly<OperationQuery<'v2ListEndpoints'>>;

/**
 * Serverless endpoints.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { V2CreateEndpointRequest, V2Endpoint } from '@novita-fleet/client';
 * import type { V2ListEndpointsParams, V2UpdateEndpointRequest } from '@novita-fleet/client';
 *
 * const { endpoints } = new NovitaApiService(new NovitaClient()).v2;
 * const request: V2CreateEndpointRequest = {
 *   type: 'sync',
 *   name: 'answers',
 *   product_id: 'serverless-4090',
 *   image: 'ghcr.io/me/app:1',
 *   worker_config: { min_replicas: 0, max_replicas: 2, idle_timeout: 60, gpu_num: 1 },
 *   ports: [8000],
 * };
 * const { id } = await endpoints.create(request);
 * const endpoint: V2Endpoint = await endpoints.get(id);
 * console.log(endpoint.url, endpoint.workers.length);
 *
 * const change: V2UpdateEndpointRequest = { worker_config: { max_replicas: 4 } };
 * await endpoints.update(id, change);
 * const answers: V2ListEndpointsParams = { keyword: 'answers' };
 * console.log((await endpoints.list(answers)).items.length);
 * ```
 */
export class V2EndpointsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * One page of the endpoints. Page: https://novita.ai/docs/api-reference/gpus-v2-list-endpoint
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(params: V2ListEndpointsParams = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Endpoint>> {
    const query = { limit: PAGE_SIZE, ...params };
    const answer = await callOperation(this.#client, 'v2ListEndpoints', { query }, options);
    return readCursorPage(answer, 'endpoints', endpointOf);
  }

  /**
   * All endpoints, page by page, each once; `limit` is the size of a page.
   *
   * @throws DecodeError when the pages do not come to an end that can be trusted.
   */
  listAll(
    params: Omit<V2ListEndpointsParams, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<V2Endpoint, void, undefined> {
    return listByCursor((place) => this.list({ ...params, ...place }, options));
  }

  /**
   * One endpoint. Page: https://novita.ai/docs/api-reference/gpus-v2-get-endpoint
   *
   * @throws NotFoundError when it does not exist.
   */
  async get(id: string, options: ResourceCallOptions = {}): Promise<V2Endpoint> {
    const params = { endpoint_id: checkId(id, 'endpoint') };
    const endpoint = endpointOf(readObject(await callOperation(this.#client, 'v2GetEndpoint', { params }, options)));
    return checkFound(endpoint, 'endpoint');
  }

  /**
   * Makes an endpoint. Its workers spend money, so it is not sent again once it may have arrived.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-create-endpoint
   *
   * @throws InvalidArgumentError before any request when a field is missing, unknown or out of range.
   * @throws DecodeError when the answer carries no id; the endpoint may exist.
   */
  async create(request: V2CreateEndpointRequest, options: ResourceCallOptions = {}): Promise<{ readonly id: string }> {
    const input = { body: request, check: () => checkReplicas(request.worker_config), idempotent: false };
    const answer = await callOperation(this.#client, 'v2CreateEndpoint', input, options);
    return { id: readNewId(readObject(answer).id, 'endpoint') };
  }

  /**
   * Changes an endpoint. Page: https://novita.ai/docs/api-reference/gpus-v2-update-endpoint
   *
   * @throws InvalidArgumentError before any request when a field is unknown or out of range.
   * @throws NotFoundError when it does not exist.
   */
  async update(id: string, request: V2UpdateEndpointRequest, options: ResourceCallOptions = {}): Promise<void> {
    const params = { endpoint_id: checkId(id, 'endpoint') };
    const check = (): void => checkReplicas(request.worker_config);
    await callOperation(this.#client, 'v2UpdateEndpoint', { params, body: request, check, idempotent: true }, options);
  }

  /**
   * Deletes an endpoint with its workers. Page: https://novita.ai/docs/api-reference/gpus-v2-delete-endpoint
   *
   * @throws NotFoundError when it did not exist at the first attempt.
   */
  async delete(id: string, options: ResourceCallOptions = {}): Promise<void> {
    const params = { endpoint_id: checkId(id, 'endpoint') };
    await settleDeletion(callOperation(this.#client, 'v2DeleteEndpoint', { params, idempotent: true }, options));
  }
}

/** @throws InvalidArgumentError when there are to be more workers at least than at most. */
function checkReplicas(config: V2UpdateEndpointRequest['worker_config']): void {
  if (config?.min_replicas === undefined || config.min_replicas <= config.max_replicas) return;
  const { min_replicas: min, max_replicas: max } = config;
  const name = 'worker_config.min_replicas';
  throw new InvalidArgumentError(name, `"${name}" must be at most "max_replicas", ${max}, got ${min}`);
}
