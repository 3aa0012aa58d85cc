import { systemClock, type Clock } from '@novita-fleet/resilience';
import { ClustersResource } from './resources/clusters.js';
import { InstancesResource, type CreateInstanceRequest } from './resources/instances.js';
import { ProductsResource } from './resources/products.js';
import type { ResourceClient } from './resources/resource-client.js';
import { TemplatesResource } from './resources/templates.js';
import { safeCreate, type CreatedInstance, type SafeCreateOptions } from './safe-create/safe-create.js';

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
  readonly clusters: ClustersResource;
  readonly instances: InstancesResource;
  readonly products: ProductsResource;
  readonly templates: TemplatesResource;
  readonly #clock: Clock;
  readonly #newMarker: () => string;

  /** @param client - carries the calls; usually a `NovitaClient`. */
  constructor(client: ResourceClient, options: NovitaApiServiceOptions = {}) {
    this.clusters = new ClustersResource(client);
    this.instances = new InstancesResource(client);
    this.products = new ProductsResource(client);
    this.templates = new TemplatesResource(client);
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
