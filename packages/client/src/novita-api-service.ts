import { systemClock, type Clock, type Random } from '@novita-fleet/resilience';
import { BillingResource } from './resources/billing.js';
import { ClustersResource } from './resources/clusters.js';
import { EndpointsResource } from './resources/endpoints.js';
import { ImagePrewarmResource } from './resources/image-prewarm.js';
import type { Instance } from './resources/instance.js';
import { InstancesResource, type CreateInstanceRequest } from './resources/instances.js';
import { JobsResource } from './resources/jobs.js';
import { MetricsResource } from './resources/metrics.js';
import { NetworkStorageResource } from './resources/network-storage.js';
import { NetworksResource } from './resources/networks.js';
import { ProductsResource } from './resources/products.js';
import { RegistryAuthsResource } from './resources/registry-auths.js';
import type { ResourceClient } from './resources/resource-client.js';
import { TemplatesResource } from './resources/templates.js';
import { NovitaV2 } from './resources/v2/novita-v2.js';
import type { CreateCandidate, CreateInstanceBase } from './safe-create/candidates.js';
import { planCreate, type SafeCreateOptions, type SafeCreateParts } from './safe-create/create-plan.js';
import { safeCreate, type CreatedInstance } from './safe-create/safe-create.js';
import { monitorInstance, type MonitorItem } from './waiting/monitor-instance.js';
import { waitForInstance } from './waiting/wait-for-instance.js';
import type { WaitOptions } from './waiting/wait-options.js';
import { WaitTicker } from './waiting/wait-ticker.js';
import { createInstances, type CreateInstancesOptions, type CreateResult } from './workflows/create-instances.js';
import { getOptimalProduct, type OptimalProduct, type ProductSearchOptions } from './workflows/optimal-product.js';
import { planCandidates, type PlanCandidatesOptions } from './workflows/plan-candidates.js';
import type { ProductCriteria } from './workflows/product-criteria.js';

/**
 * What a service takes from outside besides its client; only tests need it.
 *
 * @example
 * ```ts
 * import { systemClock } from '@novita-fleet/resilience';
 * import { NovitaApiService, NovitaClient, type NovitaApiServiceOptions } from '@novita-fleet/client';
 *
 * let count = 0;
 * // A test that knows the names of its instances.
 * const options: NovitaApiServiceOptions = { clock: systemClock, newMarker: () => String((count += 1)).padStart(16, '0') };
 * export const novita = new NovitaApiService(new NovitaClient(), options);
 * ```
 */
export interface NovitaApiServiceOptions {
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Makes 16 letters and digits that nothing else has, for the names of instances. Default: random ones. */
  readonly newMarker?: () => string;
  /** Source of the jitter between looks. Default `Math.random`. */
  readonly random?: Random;
}

/**
 * The calls of the cloud by resource, with typed parameters and normalised answers; and workflows made of them.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const novita = new NovitaApiService(client);
 * const [product] = await novita.products.list({ productName: '4090', billingMethod: 'spot' });
 * if (product !== undefined) {
 *   const { id } = await novita.createInstance({
 *     kind: 'gpu',
 *     name: 'training',
 *     productId: product.id,
 *     gpuNum: 1,
 *     rootfsSize: 60,
 *     imageUrl: 'ghcr.io/me/train:1',
 *     billingMode: 'spot',
 *   });
 *   console.log(id);
 * }
 * ```
 */
export class NovitaApiService {
  readonly billing: BillingResource;
  readonly clusters: ClustersResource;
  readonly endpoints: EndpointsResource;
  readonly imagePrewarm: ImagePrewarmResource;
  readonly instances: InstancesResource;
  readonly jobs: JobsResource;
  readonly metrics: MetricsResource;
  readonly networks: NetworksResource;
  readonly networkStorage: NetworkStorageResource;
  readonly products: ProductsResource;
  readonly registryAuths: RegistryAuthsResource;
  readonly templates: TemplatesResource;
  /** The second API generation; what stands beside it is the first. */
  readonly v2: NovitaV2;
  readonly #createParts: SafeCreateParts;
  readonly #waits: WaitTicker;

  /** @param client - carries the calls; usually a `NovitaClient`. */
  constructor(client: ResourceClient, options: NovitaApiServiceOptions = {}) {
    this.billing = new BillingResource(client);
    this.clusters = new ClustersResource(client);
    this.endpoints = new EndpointsResource(client);
    this.imagePrewarm = new ImagePrewarmResource(client);
    this.instances = new InstancesResource(client);
    this.jobs = new JobsResource(client);
    this.metrics = new MetricsResource(client);
    this.networks = new NetworksResource(client);
    this.networkStorage = new NetworkStorageResource(client);
    this.products = new ProductsResource(client);
    this.registryAuths = new RegistryAuthsResource(client);
    this.templates = new TemplatesResource(client);
    this.v2 = new NovitaV2(client);
    const { instances } = this;
    const { clock = systemClock, random = Math.random } = options;
    const { newMarker = () => crypto.randomUUID().replaceAll('-', '').slice(0, 16) } = options;
    this.#createParts = { instances, clock, newMarker };
    this.#waits = new WaitTicker({ instances, clock, random });
  }

  /**
   * Creates exactly one instance, though the cloud knows no idempotency key and answers get lost.
   *
   * The name gets a unique end. When a create call has no clear answer, it is not sent again: the list is searched for
   * that name, and what is found is adopted. Only when the instance is surely absent is the call sent again. Should two
   * be found, the older one is kept and the other deleted.
   *
   * With `candidates` these are tried in turn, each in place of fields of the request. Only a clear refusal that is about
   * the capacity, the product or the place lets the next one be tried; an unclear answer is settled before.
   *
   * @throws ApiError of the class of the refusal (such as InsufficientResourceError) when surely nothing was created.
   * @throws CreateRefusedError with `tries` instead, when `candidates` were given.
   * @throws CreateUnclearError with the `marker` when it is not known, after an abort for example.
   * @throws AbortedError when it was aborted before anything could be created.
   * @throws InvalidArgumentError before any request when a field or an option is missing, unknown or out of range.
   * @example
   * ```ts
   * import {
   *   NovitaApiService,
   *   NovitaClient,
   *   type CreateCandidate,
   *   type CreateInstanceBase,
   *   type CreateTry,
   *   type SafeCreateOptions,
   *   type SafeCreateProgress,
   * } from '@novita-fleet/client';
   *
   * const base: CreateInstanceBase = { kind: 'gpu', name: 'job-17', rootfsSize: 60, imageUrl: 'ghcr.io/me/app:1' };
   * const candidates: CreateCandidate[] = [
   *   { productId: '4090.16c62g', gpuNum: 1, billingMode: 'spot' },
   *   { productId: '4090.16c62g', gpuNum: 1, clusterId: 'us-ca-6' },
   * ];
   * const options: SafeCreateOptions = {
   *   signal: AbortSignal.timeout(300_000),
   *   onProgress: ({ step, attempt, name }: SafeCreateProgress) => console.log(step, attempt, name),
   * };
   * const lineOf = ({ candidate, outcome, reason }: CreateTry): string =>
   *   `${candidate.productId} ${outcome} ${reason ?? ''}`;
   *
   * const novita = new NovitaApiService(new NovitaClient());
   * const { id, tries } = await novita.createInstance(base, { ...options, candidates });
   * console.log(id, tries.map(lineOf));
   * ```
   */
  createInstance(request: CreateInstanceRequest, options?: SafeCreateOptions): Promise<CreatedInstance>;
  /** The same with a request that each of the candidates completes. */
  createInstance(
    request: CreateInstanceBase,
    options: SafeCreateOptions & Required<Pick<SafeCreateOptions, 'candidates'>>,
  ): Promise<CreatedInstance>;
  async createInstance(
    request: CreateInstanceRequest | CreateInstanceBase,
    options: SafeCreateOptions = {},
  ): Promise<CreatedInstance> {
    const parts = this.#createParts;
    return safeCreate(parts, planCreate(parts, request, options));
  }

  /**
   * Creates many instances, each exactly once, a few at a time.
   *
   * @returns what came of each request, in their order: the instance, or the error with the `marker` under which it would
   * be found. It is complete after an abort, too: what was not begun says so.
   * @throws InvalidArgumentError before any request when a field or an option is missing, unknown or out of range.
   * @example
   * ```ts
   * import { NovitaApiService, NovitaClient, type CreateInstancesOptions, type CreateResult } from '@novita-fleet/client';
   *
   * const show = (result: CreateResult): void => {
   *   if (result.ok) console.log(result.instance.id);
   *   else console.log(result.outcome, result.marker, result.error.message);
   * };
   * const options: CreateInstancesOptions = { concurrency: 2, onResult: show };
   * const novita = new NovitaApiService(new NovitaClient());
   * const job = { kind: 'gpu', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'nginx' } as const;
   * const requests = [1, 2, 3].map((number) => ({ ...job, name: `job-${number}` }));
   * const results = await novita.createInstances(requests, options);
   * console.log(results.filter(({ ok }) => ok).length);
   * ```
   */
  createInstances(
    requests: readonly (CreateInstanceRequest | CreateInstanceBase)[],
    options: CreateInstancesOptions = {},
  ): Promise<CreateResult[]> {
    return createInstances(this.#createParts, requests, options);
  }

  /**
   * Finds the cheapest product that meets the criteria and is in stock. Prices are compared as integers. Of the same price
   * come first: more in stock, then by name and id, then in the order of the wanted regions.
   *
   * It costs one call for each wanted region, one for the list of clusters when a region is wanted, and three more to
   * explain why nothing was found.
   *
   * @returns the product, its cluster (undefined when no region is wanted: the cloud chooses), what the whole instance
   * costs an hour, and every other offer that would do.
   * @throws NoProductError saying which criterion left nothing, and what comes near.
   * @throws InvalidArgumentError before any request when a criterion is unknown or out of range.
   * @example
   * ```ts
   * import {
   *   NovitaApiService,
   *   NovitaClient,
   *   formatMoney,
   *   type OptimalProduct,
   *   type ProductCriteria,
   *   type ProductOffer,
   *   type ProductSearchOptions,
   * } from '@novita-fleet/client';
   *
   * const criteria: ProductCriteria = {
   *   gpuName: '4090',
   *   region: ['US-CA-06', 'as-sgp-2'],
   *   billingMode: 'spot',
   *   maxHourlyPrice: '0.67',
   * };
   * const options: ProductSearchOptions = { signal: AbortSignal.timeout(30_000) };
   * const show = ({ product, cluster, hourlyPrice }: ProductOffer): void =>
   *   console.log(product.id, cluster?.id, formatMoney(hourlyPrice));
   *
   * const novita = new NovitaApiService(new NovitaClient());
   * const best: OptimalProduct = await novita.getOptimalProduct(criteria, options);
   * for (const offer of [best, ...best.alternatives]) show(offer);
   * ```
   */
  getOptimalProduct(criteria: ProductCriteria, options: ProductSearchOptions = {}): Promise<OptimalProduct> {
    return getOptimalProduct(this, criteria, options);
  }

  /**
   * Plans what `createInstance` shall try in turn: every offer that meets the criteria, the cheapest first; of several
   * criteria, such as spot and then on demand, those of the first come first.
   *
   * @returns at least one candidate.
   * @throws NoProductError when no criteria leave anything; it is about the first.
   * @throws InvalidArgumentError before any request when a criterion or an option is unknown or out of range.
   * @example
   * ```ts
   * import {
   *   NovitaApiService,
   *   NovitaClient,
   *   type PlanCandidatesOptions,
   *   type ProductBillingMode,
   *   type ProductInventory,
   * } from '@novita-fleet/client';
   *
   * const modes: readonly ProductBillingMode[] = ['spot', 'onDemand'];
   * const minInventory: ProductInventory = 'normal';
   * const options: PlanCandidatesOptions = { limit: 4 };
   * const novita = new NovitaApiService(new NovitaClient());
   * const candidates = await novita.planCandidates(
   *   modes.map((billingMode) => ({ gpuName: '4090', region: 'us-ca-6', billingMode, minInventory })),
   *   options,
   * );
   * const request = { kind: 'gpu', name: 'job-17', rootfsSize: 60, imageUrl: 'ghcr.io/me/app:1' } as const;
   * console.log(await novita.createInstance(request, { candidates }));
   * ```
   */
  planCandidates(
    criteria: ProductCriteria | readonly ProductCriteria[],
    options: PlanCandidatesOptions = {},
  ): Promise<CreateCandidate[]> {
    return planCandidates(this, criteria, options);
  }

  /**
   * Waits until an instance is ready, running, stopped or deleted. No state in between has to be seen. All waits of a
   * service share their looks at the cloud: a list at a tick, however many they are.
   *
   * A bad end is believed when a look by id tells it, or when lists have told it for 30 seconds; an instance is gone when
   * the list and a look by id miss it. When the cloud cannot be looked at, the wait goes on and `onProgress` is told.
   *
   * @returns the instance as it was last seen: an item of the list, or its detail. After a deletion that was never seen
   * it holds the id and the status `removed` only.
   * @throws InstanceFailedError when it will not be what is waited for; `reason` and `history` tell why.
   * @throws WaitTimeoutError when a deadline has passed; the instance goes on.
   * @throws AbortedError when the signal is aborted.
   * @throws UnauthorizedError, ForbiddenError, ClientClosedError when the cloud cannot be looked at any more.
   * @throws InvalidArgumentError when an option is unknown or out of range.
   * @example
   * ```ts
   * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
   *
   * const novita = new NovitaApiService(new NovitaClient());
   * const instance = await novita.waitForInstance('3560b7fec915bbf9', {
   *   probes: [{ type: 'http', port: 8188, path: '/health' }, { type: 'ssh' }],
   *   timeoutMs: 3_600_000,
   *   onProgress: (progress) => console.log(progress.kind),
   * });
   * console.log(instance.ports);
   * ```
   */
  waitForInstance(id: string, options: WaitOptions = {}): Promise<Instance> {
    return waitForInstance(this.#waits, id, options);
  }

  /**
   * Follows an instance as `waitForInstance` does, and gives each change of its phase. The last item tells the end:
   * `running`, `ready`, `stopped` or `deleted`, whatever was waited for, or `failed` or `timeout` with the error that
   * `waitForInstance` would have thrown. Leaving the loop ends the wait.
   *
   * @throws AbortedError when the signal is aborted.
   * @throws InvalidArgumentError at the first step when an option is unknown or out of range.
   * @example
   * ```ts
   * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
   *
   * const novita = new NovitaApiService(new NovitaClient());
   * for await (const item of novita.monitorInstance('3560b7fec915bbf9')) {
   *   if (item.kind === 'phase') console.log(item.phase, item.status);
   *   else if (item.kind === 'failed' || item.kind === 'timeout') console.log(item.error.message);
   *   else console.log(item.kind, item.instance.ports);
   * }
   * ```
   */
  monitorInstance(id: string, options: WaitOptions = {}): AsyncGenerator<MonitorItem, void, undefined> {
    return monitorInstance(this.#waits, id, options);
  }
}
