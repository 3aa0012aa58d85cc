import type { CallOptions, RequestOptions } from '../request-options.js';

/**
 * What a resource needs of a client.
 *
 * @example
 * ```ts
 * import { NovitaApiService, type RequestOptions, type ResourceClient } from '@novita-fleet/client';
 *
 * // The service over anything that can carry a call, such as a stub of a test.
 * const stub: ResourceClient = {
 *   request: <T>({ path }: RequestOptions) => Promise.resolve({ data: [], path } as T),
 * };
 * const clusters = await new NovitaApiService(stub).clusters.list();
 * console.log(clusters.length); // → 0
 * ```
 */
export interface ResourceClient {
  /** Carries out one call and returns the decoded body, undefined when it is empty. */
  request<T = unknown>(options: RequestOptions): Promise<T>;
}

/**
 * What can be set for one call of a resource.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ResourceCallOptions } from '@novita-fleet/client';
 *
 * const once: ResourceCallOptions = { maxRetries: 0, signal: AbortSignal.timeout(5_000) };
 * await using client = new NovitaClient();
 * console.log(await new NovitaApiService(client).clusters.list(once));
 * ```
 */
export type ResourceCallOptions = Omit<CallOptions, 'query' | 'idempotent'>;
