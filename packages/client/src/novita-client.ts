import type { CircuitBreakerState } from '@novita-fleet/resilience';
import type { CallDefaults, ClientOptions, Surface } from './client-options.js';
import { mapApiError } from './error-map.js';
import { HttpCore, type Health, type QueueStatus } from './http-core.js';
import type { RawResponse } from './raw-response.js';
import type { CallOptions, RequestOptions } from './request-options.js';
import type { ResponseStream } from './response-stream.js';
import type { ClientStats } from './stats/client-stats.js';
import type { StreamOptions } from './stream-options.js';

/**
 * What can be set on a `NovitaClient`.
 *
 * @example
 * ```ts
 * import { NovitaClient, type NovitaClientOptions } from '@novita-fleet/client';
 *
 * const simulated: NovitaClientOptions = { baseUrl: 'http://127.0.0.1:7080', apiKey: 'sk_simulator' };
 * export const client = new NovitaClient(simulated);
 * ```
 */
export type NovitaClientOptions = ClientOptions;

const NOVITA: Surface = {
  owner: 'NovitaClient',
  defaultBaseUrl: 'https://api.novita.ai',
  baseUrlVariable: 'NOVITA_BASE_URL',
  apiKeyVariable: 'NOVITA_API_KEY',
  apiKeyFileVariable: 'NOVITA_API_KEY_FILE',
};

/** The cheapest documented read; the cloud has no health route. */
const HEALTH_PATH = '/gpu-instance/openapi/v1/clusters';

/**
 * HTTP client of the Novita GPU cloud: retry, rate limit, circuit breaker, deadlines and typed errors around every call.
 *
 * Every method that sends rejects with a `NovitaError`; the tree of its subclasses is drawn in `errors/index.ts`.
 *
 * @example
 * ```ts
 * import { NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient(); // the key comes from NOVITA_API_KEY or NOVITA_API_KEY_FILE
 * console.log(await client.get('/gpu-instance/openapi/v1/clusters'));
 * ```
 */
export class NovitaClient implements AsyncDisposable {
  readonly #core: HttpCore;

  /**
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when neither the options nor the environment hold a key.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * export const client = new NovitaClient({ apiKey: 'sk_example', timeoutMs: 10_000, userAgent: 'my-service/1.2' });
   * ```
   */
  constructor(options: NovitaClientOptions | HttpCore = {}) {
    this.#core = options instanceof HttpCore ? options : HttpCore.create(options, NOVITA, mapApiError);
  }

  /**
   * Carries out one call and returns the decoded body, undefined when it is empty.
   *
   * @throws NovitaError of the subclass that tells what went wrong.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const page = await client.request<{ data: unknown[] }>({
   *   method: 'GET',
   *   path: '/gpus/v2/instances',
   *   query: { limit: 10 },
   *   deadlineMs: 20_000,
   * });
   * console.log(page.data.length);
   * ```
   */
  request<T = unknown>(options: RequestOptions): Promise<T> {
    return this.#core.request<T>(options);
  }

  /**
   * Like `request`, with the status, the headers and the bytes of the answer. It is never shared with another call,
   * whatever `catalogue` says.
   *
   * @throws NovitaError as `request`; a status outside 200–299 is an `ApiError` here too.
   *
   * @example
   * ```ts
   * import { NovitaClient, type RawResponse } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const answer: RawResponse = await client.requestRaw({ method: 'GET', path: '/gpu-instance/openapi/v1/products' });
   * console.log(answer.status, answer.headers['content-type'], answer.body.length, answer.attempts);
   * ```
   */
  requestRaw(options: RequestOptions): Promise<RawResponse> {
    return this.#core.requestRaw(options);
  }

  /**
   * Like `request`, with an answer that is read as it comes: a large body, or a log that goes on. `url` follows an
   * address that the cloud has given, on whatever server; the API key goes to the API alone.
   *
   * @returns once the answer has begun. Read it to its end, or give it up by `close()`.
   * @throws NovitaError as `request`, until the answer begins; after that the loop over it throws.
   *
   * @example
   * ```ts
   * import { NovitaClient, type StreamOptions } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const { tools } = await client.get<{ tools: { log: { system_endpoint: string } } }>('/gpus/v2/instances/my-id');
   * const options: StreamOptions = { url: tools.log.system_endpoint, idleTimeoutMs: 300_000 };
   * await using log = await client.stream(options);
   * for await (const line of log.lines()) console.log(line);
   * ```
   */
  stream(options: StreamOptions): Promise<ResponseStream> {
    return this.#core.stream(options);
  }

  /**
   * @throws NovitaError as `request`.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * await client.get('/gpu-instance/openapi/v1/gpu/instance', { query: { instanceId: '3560b7fec915bbf9' } });
   * ```
   */
  get<T = unknown>(path: string, options?: CallOptions): Promise<T> {
    return this.#core.call<T>('GET', path, undefined, options);
  }

  /**
   * Not sent again after an unclear failure unless `idempotent` is true.
   *
   * @throws NovitaError as `request`.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const path = '/gpu-instance/openapi/v1/gpu/instance/stop';
   * await client.post(path, { instanceId: '3560b7fec915bbf9' }, { idempotent: true });
   * ```
   */
  post<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.call<T>('POST', path, body, options);
  }

  /**
   * @throws NovitaError as `request`.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * await client.put('/gpus/v2/instances/my-id/stop');
   * ```
   */
  put<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.call<T>('PUT', path, body, options);
  }

  /**
   * @throws NovitaError as `request`.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * await client.delete('/gpus/v2/instances/my-id');
   * ```
   */
  delete<T = unknown>(path: string, options: CallOptions & { readonly body?: unknown } = {}): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'DELETE', path });
  }

  /**
   * Reads the list of clusters once and tells whether and how fast that worked; a failure is a result.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const { ok, latencyMs, error } = await client.healthCheck();
   * console.log(ok ? `up, ${latencyMs} ms` : error?.code);
   * ```
   */
  healthCheck(options: { readonly signal?: AbortSignal } = {}): Promise<Health> {
    return this.#core.checkHealth(HEALTH_PATH, options.signal);
  }

  /**
   * `closed` while all is well, `open` while nothing is sent, `half_open` when a probe is due.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * console.log(client.getCircuitBreakerState()); // closed
   * ```
   */
  getCircuitBreakerState(): CircuitBreakerState {
    return this.#core.getCircuitBreakerState();
  }

  /**
   * What waits for the rate limiter, what is under way, and until when all is paused.
   *
   * @example
   * ```ts
   * import { NovitaClient, type QueueStatus } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const { queueLength, inFlight, pausedUntil }: QueueStatus = client.getQueueStatus();
   * console.log(queueLength, inFlight, pausedUntil === undefined ? 'not paused' : new Date(pausedUntil));
   * ```
   */
  getQueueStatus(): QueueStatus {
    return this.#core.getQueueStatus();
  }

  /**
   * What this client and all its views have done since it was made: calls by route and outcome, retries, waits, what
   * the rate limiter has left, and percentiles of the latencies. Counting takes a fixed amount of memory.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const { calls, outcomes, retries, limiter, callLatency } = client.stats();
   * console.log(calls, outcomes.rate_limited ?? 0, retries, limiter.freeSlots, callLatency.p99Ms);
   * ```
   */
  stats(): ClientStats {
    return this.#core.stats();
  }

  /**
   * The same client with other limits for its calls. Connections, rate limiter, circuit breaker and counters are shared,
   * so `close()` of one closes both.
   *
   * @throws InvalidArgumentError when an option is not one of `timeoutMs`, `deadlineMs`, `maxRetries`.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * await using client = new NovitaClient();
   * const impatient = client.withOptions({ timeoutMs: 2_000, deadlineMs: 5_000, maxRetries: 1 });
   * await impatient.get('/gpu-instance/openapi/v1/clusters');
   * ```
   */
  withOptions(options: CallDefaults): NovitaClient {
    return new NovitaClient(this.#core.withOptions(options));
  }

  /**
   * Refuses new calls, ends those that wait and streams, lets attempts under way finish, then closes the connections.
   *
   * @example
   * ```ts
   * import { NovitaClient } from '@novita-fleet/client';
   *
   * const client = new NovitaClient();
   * await client.close();
   * ```
   */
  close(): Promise<void> {
    return this.#core.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
