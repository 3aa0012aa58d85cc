import { systemClock, type Clock } from '@novita-fleet/resilience';
import { BillingResource } from './resources/billing.js';
import { ClustersResource } from './resources/clusters.js';
import { EndpointsResource } from './resources/endpoints.js';
import { ImagePrewarmResource } from './resources/image-prewarm.js';
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
import { safeCreate, type CreatedInstance, type SafeCreateOptions } from './safe-create/safe-create.js';

/** What a service takes from outside besides its client; only tests need it. */
export interface NovitaApiServiceOptions {
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Makes 16 letters and digits that nothing else has, for the names of instances. Default: random ones. */
  readonly newMarker?: () => string;
}

/** The calls of the cloud by resource, with typed parameters and normalised answers; and workflows made of them. */
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
  readonly #clock: Clock;
  readonly #newMarker: () => string;

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
    this.#clock = options.clock ?? systemClock;
    this.#newMarker = options.newMarker ?? (() => crypto.randomUUID().replaceAll('-', '').slice(0, 16));
  }

  /**
   * Creates exactly one instance, though the cloud knows no idempotency key and answers get lost.
   *
   * The name gets a unique end. When a create call has no clear answer, it is not sent again: the list is searched for
   * that name, and what is found is adopted. Only when the instance is surely absent is the call sent again. Should two
   * be found, the older one is kept and the other deleted.
   *
   * @throws ApiError of the class of the refusal (such as InsufficientResourceError) when surely nothing was created.
   * @throws CreateUnclearError with the `marker` when it is not known, after an abort for example.
   * @throws InvalidArgumentError when an option is unknown or out of range.
   */
  createInstance(request: CreateInstanceRequest, options: SafeCreateOptions = {}): Promise<CreatedInstance> {
    const parts = { instances: this.instances, clock: this.#clock, newMarker: this.#newMarker };
    return safeCreate(parts, request, options);
  }
}
