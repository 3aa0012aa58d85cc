import type { components, operations } from '@novita-fleet/openapi/fleet';
import type { Query } from '../query.js';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { idempotencyHeaders, type IdempotentCallOptions } from './idempotency.js';

type Schemas = components['schemas'];

/** An instance as the fleet server shows it. */
export type FleetInstance = Schemas['Instance'];
/** What to ask for. */
export type FleetInstanceRequest = Schemas['CreateInstanceRequest'];
/** Something that happened to an instance; the same object is the body of its webhook. */
export type FleetEvent = Schemas['Event'];

type ListQuery = NonNullable<operations['listInstances']['parameters']['query']>;

/** Which instances are wanted; all of these hold at once. */
export type FleetInstanceFilter = Omit<ListQuery, 'status'> & {
  /** Instances in this status, or in one of these. */
  readonly status?: FleetInstance['status'] | readonly FleetInstance['status'][];
};
type EventQuery = NonNullable<operations['listInstanceEvents']['parameters']['query']>;

/** Instances of a fleet server. */
export class FleetInstancesResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Asks for an instance and gets exactly one, however often the call has to be sent: it carries an Idempotency-Key.
   * The instance is not ready yet when this returns; watch it by `get`, `events` or webhooks.
   *
   * @throws BadRequestError when the request is not valid; its `body` names each field.
   */
  create(request: FleetInstanceRequest, options: IdempotentCallOptions = {}): Promise<FleetInstance> {
    const call = idempotencyHeaders(options);
    return this.#client.request({ ...call, method: 'POST', path: '/v1/instances', body: request, idempotent: true });
  }

  /** @throws NotFoundError when the server has no such instance. */
  get(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'GET', path: pathOf(id) });
  }

  /** One page of the instances, newest first. */
  list(filter: FleetInstanceFilter = {}, options: ResourceCallOptions = {}): Promise<Schemas['InstanceList']> {
    return this.#client.request({ ...options, method: 'GET', path: '/v1/instances', query: queryOf(filter) });
  }

  /** All instances, newest first. */
  async *listAll(
    filter: Omit<FleetInstanceFilter, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<FleetInstance> {
    let page = await this.list(filter, options);
    yield* page.data;
    while (page.nextCursor !== null) {
      page = await this.list({ ...filter, cursor: page.nextCursor }, options);
      yield* page.data;
    }
  }

  /**
   * Asks for a start of a stopped instance.
   *
   * @throws InvalidStateError when it is not stopped.
   */
  start(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'POST', path: `${pathOf(id)}/start`, idempotent: true });
  }

  /**
   * Asks for a restart of a running instance. Not sent again once it may have arrived: it would restart twice.
   *
   * @throws InvalidStateError when it is not running.
   */
  restart(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'POST', path: `${pathOf(id)}/restart` });
  }

  /**
   * Asks for a stop. The instance is `stopped` once the cloud says so.
   *
   * @throws InvalidStateError when it is in no state to be stopped.
   */
  stop(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'POST', path: `${pathOf(id)}/stop`, idempotent: true });
  }

  /** Asks for the removal, with all data. The instance is `deleted` once the cloud has it no more. */
  delete(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'DELETE', path: pathOf(id) });
  }

  /** What happened to an instance, in order. */
  async events(id: string, query: EventQuery = {}, options: ResourceCallOptions = {}): Promise<FleetEvent[]> {
    const path = `${pathOf(id)}/events`;
    const { data } = await this.#client.request<Schemas['EventList']>({ ...options, method: 'GET', path, query });
    return data;
  }
}

/** The filter as the server reads it: `metadata[name]=value`. */
function queryOf({ metadata = {}, ...filter }: FleetInstanceFilter): Query {
  const labels = Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value]);
  return { ...filter, ...(Object.fromEntries(labels) as Record<string, string>) };
}

function pathOf(id: string): string {
  return `/v1/instances/${encodeURIComponent(id)}`;
}
