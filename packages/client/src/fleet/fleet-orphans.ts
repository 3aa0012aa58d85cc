import type { components } from '@novita-fleet/openapi/fleet';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';

type Schemas = components['schemas'];

/** What cloud and server do not agree about. */
export type FleetOrphanReport = Schemas['OrphanReport'];

/** What the cloud has that a fleet server does not, and the reverse; only for keys with the scope `admin`. */
export class FleetOrphansResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** Compares the whole list of the cloud with the server, and changes nothing. */
  report(options: ResourceCallOptions = {}): Promise<FleetOrphanReport> {
    return this.#client.request({ ...options, method: 'GET', path: '/v1/orphans' });
  }

  /** Deletes what was left behind by instances of the server; with `dryRun` it only tells what that is. */
  cleanUp(
    request: Schemas['CleanUpOrphansRequest'] = {},
    options: ResourceCallOptions = {},
  ): Promise<Schemas['OrphanCleanUp']> {
    const call = { method: 'POST', path: '/v1/orphans/clean-up', body: request, idempotent: true } as const;
    return this.#client.request({ ...options, ...call });
  }
}
