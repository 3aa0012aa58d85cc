import type { ResourceCallOptions } from '../resources/resource-client.js';

/** What can be set for a call that makes something once. */
export interface IdempotentCallOptions extends ResourceCallOptions {
  /**
   * The same key and body make one thing, however often they are sent, also by another process or after a crash.
   * Default: a new one for each call, which covers the retries of that call.
   */
  readonly idempotencyKey?: string;
}

/** The options with the key as a header. */
export function idempotencyHeaders({ idempotencyKey, ...options }: IdempotentCallOptions): ResourceCallOptions {
  const key = idempotencyKey ?? crypto.randomUUID();
  return { ...options, headers: { ...options.headers, 'idempotency-key': key } };
}
