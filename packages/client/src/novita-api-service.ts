import { systemClock, type Clock, type Random } from '@novita-fleet/resilience';
import { ClustersResource } from './resources/clusters.js';
import type { Instance } from './resources/instance.js';
import { InstancesResource, type CreateInstanceRequest } from './resources/instances.js';
import { ProductsResource } from './resources/products.js';
import type { ResourceClient } from './resources/resource-client.js';
import { TemplatesResource } from './resources/templates.js';
import { safeCreate, type CreatedInstance, type SafeCreateOptions } from './safe-create/safe-create.js';
import { monitorInstance, type MonitorItem } from './waiting/monitor-instance.js';
import { waitForInstance } from './waiting/wait-for-instance.js';
import type { WaitOptions } from './waiting/wait-options.js';
import { WaitTicker } from './waiting/wait-ticker.js';

/** What a service takes from outside besides its client; only tests need it. */
export interface NovitaApiServiceOptions {
  /** Default `systemClock`. */
  readonly clock?: Clock;
  /** Makes 16 letters and digits that nothing else has, for the names of instances. Default: random ones. */
  readonly newMarker?: () => string;
  /** Source of the jitter between looks. Default `Math.random`. */
  readonly random?: Random;
}

/** The calls of the cloud by resource, with typed parameters and normalised answers; and workflows made of them. */
export class NovitaApiService {
  readonly clusters: ClustersResource;
  readonly instances: InstancesResource;
  readonly products: ProductsResource;
  readonly templates: TemplatesResource;
  readonly #clock: Clock;
  readonly #newMarker: () => string;
  readonly #waits: WaitTicker;

  /** @param client - carries the calls; usually a `NovitaClient`. */
  constructor(client: ResourceClient, options: NovitaApiServiceOptions = {}) {
    this.clusters = new ClustersResource(client);
    this.instances = new InstancesResource(client);
    this.products = new ProductsResource(client);
    this.templates = new TemplatesResource(client);
    this.#clock = options.clock ?? systemClock;
    this.#newMarker = options.newMarker ?? (() => crypto.randomUUID().replaceAll('-', '').slice(0, 16));
    const { random = Math.random } = options;
    this.#waits = new WaitTicker({ instances: this.instances, clock: this.#clock, random });
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
