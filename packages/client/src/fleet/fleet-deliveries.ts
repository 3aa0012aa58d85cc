import type { components, operations } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';

type Schemas = components['schemas'];
type ListQuery = NonNullable<operations['listDeliveries']['parameters']['query']>;

/** One event on its way to one address, or at its end. */
export type FleetDelivery = Schemas['Delivery'];

const PATH = '/v1/deliveries';

/** What a fleet server has sent to whom, and what came of it. */
export class FleetDeliveriesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** One page of the deliveries, newest first. With `status: 'dead'` those that were given up. */
  list(query: ListQuery = {}, options: ResourceCallOptions = {}): Promise<Schemas['DeliveryList']> {
    return this.#client.request({ ...options, method: 'GET', path: PATH, query });
  }

  /** All deliveries, newest first. */
  async *listAll(
    query: Omit<ListQuery, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<FleetDelivery> {
    let page = await this.list(query, options);
    yield* page.data;
    while (page.nextCursor !== null) {
      page = await this.list({ ...query, cursor: page.nextCursor }, options);
      yield* page.data;
    }
  }

  /**
   * One delivery with its attempts and what it sends.
   *
   * @throws NotFoundError when there is none with this id that the API key may see.
   */
  get(id: string, options: ResourceCallOptions = {}): Promise<Schemas['DeliveryWithLog']> {
    return this.#client.request({ ...options, method: 'GET', path: `${PATH}/${encodeURIComponent(id)}` });
  }

  /**
   * Sends a delivery once more, as if it were new.
   *
   * @throws ConflictError when its endpoint is disabled.
   */
  redeliver(id: string, options: ResourceCallOptions = {}): Promise<FleetDelivery> {
    const path = `${PATH}/${encodeURIComponent(id)}/redeliver`;
    return this.#client.request({ ...options, method: 'POST', path, idempotent: true });
  }
}
