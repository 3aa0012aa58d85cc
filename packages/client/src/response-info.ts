import type { HttpMethod } from './transport/transport.js';

/** `network`: the call was sent. `shared`: it joined an equal one under way. `cache`: its answer was at hand. */
export type ResponseSource = 'network' | 'shared' | 'cache';

/**
 * What a call was answered with, body apart. Holds no secret.
 *
 * @example
 * ```ts
 * import { NovitaClient, type ResponseInfo, type ResponseSource } from '@novita-fleet/client';
 *
 * const counts = new Map<ResponseSource, number>();
 * const onResponse = ({ source }: ResponseInfo): void => {
 *   counts.set(source, (counts.get(source) ?? 0) + 1);
 * };
 * await using client = new NovitaClient();
 * await client.get('/gpu-instance/openapi/v1/clusters', { catalogue: true, onResponse });
 * await client.get('/gpu-instance/openapi/v1/clusters', { catalogue: true, onResponse });
 * console.log(counts); // Map(2) { 'network' => 1, 'cache' => 1 }
 * ```
 */
export interface ResponseInfo {
  readonly method: HttpMethod;
  /** Path without the query. */
  readonly path: string;
  /** HTTP status, of a refusal too. */
  readonly status: number;
  /** Names in lower case; values of secret headers are masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** The id that the API gave to the request, where it gave one. */
  readonly requestId: string | undefined;
  /** The id that the client gave to the call. */
  readonly correlationId: string;
  /** How often the call was sent; 0 when it was answered by another call or by the cache. */
  readonly attempts: number;
  /** From the begin of the call, in milliseconds, waits and retries included. */
  readonly durationMs: number;
  readonly source: ResponseSource;
}

/** The id under which the API or its edge knows a request. */
export function requestIdOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): string | undefined {
  const id = headers['x-request-id'] ?? headers['x-trace-id'] ?? headers['cf-ray'];
  return typeof id === 'string' ? id : id?.[0];
}
