import type { CircuitBreakerState } from '@novita-fleet/resilience';
import type { CallDefaults, ClientOptions, Surface } from './client-options.js';
import { mapApiError } from './error-map.js';
import { HttpCore, type Health, type QueueStatus } from './http-core.js';
import type { CallOptions, RequestOptions } from './request-options.js';

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

  get<T = unknown>(path: string, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'GET', path });
  }

  /** Not sent again after an unclear failure unless `idempotent` is true. */
  post<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'POST', path, body });
  }

  put<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'PUT', path, body });
  }

  delete<T = unknown>(path: string, options?: CallOptions & { readonly body?: unknown }): Promise<T> {
    return this.#core.request<T>({ ...options, method: 'DELETE', path });
  }

  /** Reads the list of clusters once and tells whether and how fast that worked; a failure is a result. */
  healthCheck(options: { readonly signal?: AbortSignal } = {}): Promise<Health> {
    return this.#core.checkHealth(HEALTH_PATH, options.signal);
  }

  getCircuitBreakerState(): CircuitBreakerState {
    return this.#core.getCircuitBreakerState();
  }

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
