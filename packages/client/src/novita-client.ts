import type { CircuitBreakerState } from '@novita-fleet/resilience';
import type { CallDefaults, ClientOptions, Surface } from './client-options.js';
import { mapApiError } from './error-map.js';
import { HttpCore, type Health, type QueueStatus } from './http-core.js';
import type { CallOptions, RequestOptions } from './request-options.js';

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
 * import { NovitaClient, type QueueStatus } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient(); // the key comes from NOVITA_API_KEY
 * const { ok, latencyMs } = await client.healthCheck();
 * const queue: QueueStatus = client.getQueueStatus();
 * console.log(ok, latencyMs, client.getCircuitBreakerState(), queue.queueLength);
 * ```
 */
export class NovitaClient implements AsyncDisposable {
  readonly #core: HttpCore;

  /**
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when neither the options nor the environment hold a key.
   */
  constructor(options: NovitaClientOptions | HttpCore = {}) {
    this.#core = options instanceof HttpCore ? options : HttpCore.create(options, NOVITA, mapApiError);
  }

  /** Carries out one call and returns the decoded body, undefined when it is empty. */
  request<T = unknown>(options: RequestOptions): Promise<T> {
    return this.#core.request<T>(options);
  }

  /** Reads. Sent again after failures that may pass. */
  get<T = unknown>(path: string, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'GET', path });
  }

  /** Not sent again after an unclear failure unless `idempotent` is true. */
  post<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'POST', path, body });
  }

  /** Replaces; twice is as good as once. Sent again after failures that may pass. */
  put<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'PUT', path, body });
  }

  /** Removes; twice is as good as once. Sent again after failures that may pass. */
  delete<T = unknown>(path: string, options?: CallOptions & { readonly body?: unknown }): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'DELETE', path });
  }

  /** Reads the list of clusters once and tells whether and how fast that worked; a failure is a result. */
  healthCheck(options: { readonly signal?: AbortSignal } = {}): Promise<Health> {
    return this.#core.checkHealth(HEALTH_PATH, options.signal);
  }

  /** State of the circuit breaker, as a call would meet it now. */
  getCircuitBreakerState(): CircuitBreakerState {
    return this.#core.getCircuitBreakerState();
  }

  /** What waits for the rate limiter and what is under way. */
  getQueueStatus(): QueueStatus {
    return this.#core.getQueueStatus();
  }

  /**
   * The same client with other limits for its calls. Connections, rate limiter and circuit breaker are shared, so
   * `close()` of one closes both.
   *
   * @throws InvalidArgumentError when an option is not one of `timeoutMs`, `deadlineMs`, `maxRetries`.
   */
  withOptions(options: CallDefaults): NovitaClient {
    return new NovitaClient(this.#core.withOptions(options));
  }

  /** Refuses new calls, ends those that wait, lets attempts under way finish, then closes the connections. */
  close(): Promise<void> {
    return this.#core.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
