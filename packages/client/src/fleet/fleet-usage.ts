import type { components, operations } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { allPages } from './pages.js';

/** Cost and hours of some days: their sum, and one page of rows. */
export type FleetUsage = components['schemas']['Usage'];
/** The sum of what was used on a day, by an instance, with an API key, or several of these at once. */
export type FleetUsageRow = FleetUsage['data'][number];

type Query = NonNullable<operations['getUsage']['parameters']['query']>;
type Group = NonNullable<Query['groupBy']>[number];

/** Which usage is wanted; days are UTC, such as `2026-11-27`, and both included. */
export type FleetUsageFilter = Omit<Query, 'groupBy'> & {
  /** What a row is the sum of. Default: a day. */
  readonly groupBy?: Group | readonly Group[];
};

/** What the instances of a fleet server have cost. */
export class FleetUsageResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** The sum, and one page of rows. */
  get(filter: FleetUsageFilter = {}, options: ResourceCallOptions = {}): Promise<FleetUsage> {
    return this.#client.request({ ...options, method: 'GET', path: '/v1/usage', query: filter });
  }

  /** All rows, by day, key and instance, page by page. */
  rows(
    filter: Omit<FleetUsageFilter, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<FleetUsageRow> {
    return allPages((cursor) => this.get({ ...filter, ...cursor }, options));
  }
}
