import type { components, operations } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';

type Schemas = components['schemas'];

/** A GPU product; prices are of one GPU for an hour. */
export type FleetProduct = Schemas['ProductList']['data'][number];
/** A template, without its environment variables. */
export type FleetTemplate = Schemas['TemplateList']['data'][number];

type ProductQuery = NonNullable<operations['listProducts']['parameters']['query']>;
type TemplateQuery = NonNullable<operations['listTemplates']['parameters']['query']>;

/** Which products are wanted; all of these hold at once. */
export type FleetProductFilter = Omit<ProductQuery, 'available'> & {
  /** Products that can be had now, or those that cannot. Default: both. */
  readonly available?: boolean;
};

/** What can be asked for, as a fleet server knows it: a minute old at most. */
export class FleetCatalogueResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** GPU products, the cheapest first. */
  async products(filter: FleetProductFilter = {}, options: ResourceCallOptions = {}): Promise<FleetProduct[]> {
    const call = { method: 'GET', path: '/v1/products', query: filter } as const;
    return (await this.#client.request<Schemas['ProductList']>({ ...options, ...call })).data;
  }

  /** Templates: those of the account, or of another channel. */
  async templates(filter: TemplateQuery = {}, options: ResourceCallOptions = {}): Promise<FleetTemplate[]> {
    const call = { method: 'GET', path: '/v1/templates', query: filter } as const;
    return (await this.#client.request<Schemas['TemplateList']>({ ...options, ...call })).data;
  }
}
