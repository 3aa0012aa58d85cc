import type { CallOptions, RequestOptions } from '../request-options.js';

/** What a resource needs of a client. */
export interface ResourceClient {
  request<T = unknown>(options: RequestOptions): Promise<T>;
}

/** What can be set for one call of a resource. */
export type ResourceCallOptions = Omit<CallOptions, 'query' | 'idempotent'>;
