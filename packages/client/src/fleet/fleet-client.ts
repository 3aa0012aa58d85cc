import type { ClientOptions, Surface } from '../client-options.js';
import { mapApiError } from '../error-map.js';
import { HttpCore, type Health } from '../http-core.js';
import type { RequestOptions } from '../request-options.js';
import { FleetInstancesResource } from './fleet-instances.js';
import { FleetWebhookEndpointsResource } from './fleet-webhook-endpoints.js';

/**
 * What can be set on a `FleetClient`: the same as on a `NovitaClient`.
 *
 * @example
 * ```ts
 * import { FleetClient, type FleetClientOptions, type Health } from '@novita-fleet/client';
 *
 * const options: FleetClientOptions = { baseUrl: 'https://fleet.example.com', apiKey: 'nfk_key' };
 * await using fleet = new FleetClient(options);
 * const health: Health = await fleet.healthCheck();
 * console.log(health.ok, health.error?.message);
 * ```
 */
export type FleetClientOptions = ClientOptions;

const FLEET: Surface = {
  owner: 'FleetClient',
  defaultBaseUrl: 'http://127.0.0.1:7070',
  baseUrlVariable: 'NOVITA_FLEET_URL',
  apiKeyVariable: 'NOVITA_FLEET_API_KEY',
  apiKeyFileVariable: 'NOVITA_FLEET_API_KEY_FILE',
};

/** The server is the user's own: enough for any dashboard, and still a bound on a loop gone wild. */
const REQUESTS_PER_MINUTE = 6_000;

/**
 * Client of a fleet server, with the same policies as `NovitaClient`. Its types are generated from `openapi/fleet.json`.
 *
 * Every method that sends rejects with a `NovitaError`; `reason` of an `ApiError` holds the code of the server.
 *
 * @example
 * ```ts
 * import { FleetClient, type FleetEvent, type FleetInstance, type FleetInstanceRequest } from '@novita-fleet/client';
 *
 * const wish: FleetInstanceRequest = { name: 'job-17', productId: '4090.16c62g', imageUrl: 'ghcr.io/me/app:1' };
 * await using fleet = new FleetClient(); // NOVITA_FLEET_URL, NOVITA_FLEET_API_KEY
 * const instance: FleetInstance = await fleet.instances.create(wish, { idempotencyKey: 'job-17' });
 * const events: FleetEvent[] = await fleet.instances.events(instance.id);
 * console.log(instance.status, events.map(({ type }) => type));
 * ```
 */
export class FleetClient implements AsyncDisposable {
  readonly instances: FleetInstancesResource;
  readonly webhookEndpoints: FleetWebhookEndpointsResource;
  readonly #core: HttpCore;

  /**
   * @param options - as of `NovitaClient`; the base URL and the key may also come from NOVITA_FLEET_URL,
   * NOVITA_FLEET_API_KEY and NOVITA_FLEET_API_KEY_FILE.
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when neither the options nor the environment hold a key.
   */
  constructor(options: FleetClientOptions = {}) {
    const rateLimit = { requestsPerMinute: REQUESTS_PER_MINUTE, ...options.rateLimit };
    this.#core = HttpCore.create({ ...options, rateLimit }, FLEET, mapApiError);
    this.instances = new FleetInstancesResource(this.#core);
    this.webhookEndpoints = new FleetWebhookEndpointsResource(this.#core);
  }

  /** Carries out one call and returns the decoded body, undefined when it is empty. */
  request<T = unknown>(options: RequestOptions): Promise<T> {
    return this.#core.request<T>(options);
  }

  /** Asks once whether the server can do its work; a failure is a result. */
  healthCheck(options: { readonly signal?: AbortSignal } = {}): Promise<Health> {
    return this.#core.checkHealth('/readyz', options.signal);
  }

  /** Refuses new calls, ends those that wait, lets attempts under way finish, then closes the connections. */
  close(): Promise<void> {
    return this.#core.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
