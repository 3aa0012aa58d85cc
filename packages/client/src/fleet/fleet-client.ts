import type { ClientOptions, Surface } from '../client-options.js';
import { mapApiError } from '../error-map.js';
import { HttpCore, type Health } from '../http-core.js';
import type { RawResponse } from '../raw-response.js';
import type { RequestOptions } from '../request-options.js';
import type { ResponseStream } from '../response-stream.js';
import type { ClientStats } from '../stats/client-stats.js';
import type { StreamOptions } from '../stream-options.js';
import { FleetApiKeysResource } from './fleet-api-keys.js';
import { FleetCatalogueResource } from './fleet-catalogue.js';
import { FleetEventsResource } from './fleet-events.js';
import { FleetDeliveriesResource } from './fleet-deliveries.js';
import { FleetInstancesResource } from './fleet-instances.js';
import { FleetOrphansResource } from './fleet-orphans.js';
import { FleetUsageResource } from './fleet-usage.js';
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
 * import {
 *   FleetClient,
 *   type FleetDelivery,
 *   type FleetEvent,
 *   type FleetInstance,
 *   type FleetInstanceRequest,
 * } from '@novita-fleet/client';
 *
 * const request: FleetInstanceRequest = {
 *   name: 'job-17',
 *   gpuName: '4090',
 *   billingMode: 'spot',
 *   imageUrl: 'ghcr.io/me/app:1',
 *   rootfsSize: 60,
 * };
 * const show = ({ timestamp, type }: FleetEvent): void => console.log(timestamp, type);
 *
 * await using client = new FleetClient(); // address and key come from NOVITA_FLEET_URL and NOVITA_FLEET_API_KEY
 * const { id, status }: FleetInstance = await client.instances.create(request);
 * console.log(id, status);
 * for await (const event of client.instances.allEvents(id)) show(event);
 * const deadLetters: FleetDelivery[] = (await client.deliveries.list({ status: 'dead' })).data;
 * console.log(deadLetters.length);
 * ```
 *
 * @example
 * ```ts
 * import { FleetClient, type FleetCreateOptions } from '@novita-fleet/client';
 * import type { FleetInstanceChange, FleetInstanceFilter } from '@novita-fleet/client';
 *
 * await using client = new FleetClient();
 * // The answer waits for the cloud, and a second process that asks with the same key gets the same instance.
 * const options: FleetCreateOptions = { waitSeconds: 30, idempotencyKey: 'job-17' };
 * const request = { name: 'job-17', gpuName: '4090', imageUrl: 'ghcr.io/me/app:1', metadata: { team: 'blue' } };
 * const { id, novita } = await client.instances.create(request, options);
 * console.log(novita.instanceId);
 *
 * const oneHour: FleetInstanceChange = { stopAfterMs: 3_600_000, maxCost: '2.50' };
 * await client.instances.change(id, oneHour);
 * await client.instances.heartbeat(id);
 *
 * const blue: FleetInstanceFilter = { status: ['running', 'ready'], metadata: { team: 'blue' } };
 * for await (const { id } of client.instances.listAll(blue)) await client.instances.stop(id);
 * ```
 *
 * @example
 * ```ts
 * import { FleetClient, formatMoney, money } from '@novita-fleet/client';
 * import type { FleetApiKey, FleetApiKeyRequest, FleetOrphanReport, FleetUsage } from '@novita-fleet/client';
 * import type { FleetProduct, FleetProductFilter, FleetTemplate, FleetUsageFilter, FleetUsageRow } from '@novita-fleet/client';
 *
 * await using client = new FleetClient(); // with a key of the scope `admin`
 * const request: FleetApiKeyRequest = { name: 'CI', scope: 'write', maxCost: '100' };
 * const { key } = await client.apiKeys.create(request);
 * const keys: FleetApiKey[] = await client.apiKeys.list();
 * console.log(`${keys.length} keys; keep the new one safe, it has ${key.length} characters`);
 *
 * const cheap: FleetProductFilter = { name: '4090', billingMode: 'spot', available: true };
 * const [product]: FleetProduct[] = await client.catalogue.products(cheap);
 * const templates: FleetTemplate[] = await client.catalogue.templates({ channel: 'official' });
 * console.log(product?.id, templates.length);
 *
 * const filter: FleetUsageFilter = { groupBy: ['day', 'key'], from: '2026-11-01', to: '2026-11-30' };
 * const { total }: FleetUsage = await client.usage.get(filter);
 * console.log(total.hours, formatMoney(money(total.cost.amount, total.cost.scale)));
 * const show = ({ day, owner, hours }: FleetUsageRow): void => console.log(day, owner, hours);
 * for await (const row of client.usage.rows(filter)) show(row);
 *
 * const { strays }: FleetOrphanReport = await client.orphans.report();
 * if (strays.length > 0) await client.orphans.cleanUp({ dryRun: true });
 * ```
 */
export class FleetClient implements AsyncDisposable {
  readonly instances: FleetInstancesResource;
  readonly webhookEndpoints: FleetWebhookEndpointsResource;
  readonly apiKeys: FleetApiKeysResource;
  readonly catalogue: FleetCatalogueResource;
  readonly orphans: FleetOrphansResource;
  readonly usage: FleetUsageResource;
  readonly events: FleetEventsResource;
  readonly deliveries: FleetDeliveriesResource;
  readonly #core: HttpCore;

  /**
   * @param options - as of `NovitaClient`; the base URL and the key may also come from NOVITA_FLEET_URL,
   * NOVITA_FLEET_API_KEY and NOVITA_FLEET_API_KEY_FILE.
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @throws MissingApiKeyError when neither the options nor the environment hold a key.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * export const client = new FleetClient({ baseUrl: 'http://127.0.0.1:7070', apiKey: 'nf_example' });
   * ```
   */
  constructor(options: FleetClientOptions = {}) {
    const rateLimit = { requestsPerMinute: REQUESTS_PER_MINUTE, ...options.rateLimit };
    this.#core = HttpCore.create({ ...options, rateLimit }, FLEET, mapApiError);
    this.instances = new FleetInstancesResource(this.#core);
    this.webhookEndpoints = new FleetWebhookEndpointsResource(this.#core);
    this.apiKeys = new FleetApiKeysResource(this.#core);
    this.catalogue = new FleetCatalogueResource(this.#core);
    this.orphans = new FleetOrphansResource(this.#core);
    this.usage = new FleetUsageResource(this.#core);
    this.events = new FleetEventsResource({
      stream: (call) => this.#core.stream(call),
      clock: this.#core.clock,
      random: options.random ?? Math.random,
    });
    this.deliveries = new FleetDeliveriesResource(this.#core);
  }

  /**
   * Carries out one call and returns the decoded body, undefined when it is empty.
   *
   * @throws NovitaError of the subclass that tells what went wrong.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * await using client = new FleetClient();
   * console.log(await client.request({ method: 'GET', path: '/readyz' }));
   * ```
   */
  request<T = unknown>(options: RequestOptions): Promise<T> {
    return this.#core.request<T>(options);
  }

  /**
   * Like `request`, with the status, the headers and the bytes of the answer.
   *
   * @throws NovitaError as `request`; a status outside 200–299 is an `ApiError` here too.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * await using client = new FleetClient();
   * const { status, body } = await client.requestRaw({ method: 'GET', path: '/metrics' });
   * console.log(status, body.toString());
   * ```
   */
  requestRaw(options: RequestOptions): Promise<RawResponse> {
    return this.#core.requestRaw(options);
  }

  /**
   * Like `request`, with an answer that is read as it comes.
   *
   * @returns once the answer has begun. Read it to its end, or give it up by `close()`.
   * @throws NovitaError as `request`, until the answer begins; after that the loop over it throws.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * await using client = new FleetClient();
   * await using answer = await client.stream({ path: '/metrics' });
   * for await (const line of answer.lines()) console.log(line);
   * ```
   */
  stream(options: StreamOptions): Promise<ResponseStream> {
    return this.#core.stream(options);
  }

  /**
   * Asks once whether the server can do its work; a failure is a result.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * await using client = new FleetClient();
   * const { ok, latencyMs } = await client.healthCheck();
   * console.log(ok, latencyMs);
   * ```
   */
  healthCheck(options: { readonly signal?: AbortSignal } = {}): Promise<Health> {
    return this.#core.checkHealth('/readyz', options.signal);
  }

  /**
   * What this client has done since it was made; see `NovitaClient.stats`.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * await using client = new FleetClient();
   * console.log(client.stats().callLatency.p99Ms);
   * ```
   */
  stats(): ClientStats {
    return this.#core.stats();
  }

  /**
   * Refuses new calls, ends those that wait and streams, lets attempts under way finish, then closes the connections.
   *
   * @example
   * ```ts
   * import { FleetClient } from '@novita-fleet/client';
   *
   * const client = new FleetClient();
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
