import { checkNumber } from '@novita-fleet/resilience';
import type { components, operations } from '@novita-fleet/openapi/fleet';
import type { Query } from '../query.js';
import type { ResourceCallOptions, ResourceClient } from '../resources/resource-client.js';
import { idempotencyHeaders, type IdempotentCallOptions } from './idempotency.js';
import { allPages } from './pages.js';

type Schemas = components['schemas'];

/** An instance as the fleet server shows it. */
export type FleetInstance = Schemas['Instance'];
/** What to ask for. */
export type FleetInstanceRequest = Schemas['CreateInstanceRequest'];
/** What may be changed of an instance while it lives: what is left out stays, null takes a promise away. */
export type FleetInstanceChange = Schemas['ChangeInstanceRequest'];
/** Something that happened to an instance; the same object is the body of its webhook. */
export type FleetEvent = Schemas['Event'];

type ListQuery = NonNullable<operations['listInstances']['parameters']['query']>;
type MetricsQuery = NonNullable<operations['getInstanceMetrics']['parameters']['query']>;
type EventQuery = NonNullable<operations['listInstanceEvents']['parameters']['query']>;

/** Which instances are wanted; all of these hold at once. */
export type FleetInstanceFilter = Omit<ListQuery, 'status'> & {
  /** Instances in this status, or in one of these. */
  readonly status?: FleetInstance['status'] | readonly FleetInstance['status'][];
};

/** What can be set when an instance is asked for. */
export interface FleetCreateOptions extends IdempotentCallOptions {
  /**
   * Whole seconds, 0 to 30, that the answer may wait for the cloud to have answered. Default: none; the answer comes
   * before the cloud is asked.
   */
  readonly waitSeconds?: number;
}

const PATH = '/v1/instances';

/** The least time that an answer may take beside the wait that was asked for, in milliseconds. */
const TIMEOUT_MS = 30_000;

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
   * @throws ApiError with the status 402 when the budget of the API key is used up.
   */
  async create(request: FleetInstanceRequest, options: FleetCreateOptions = {}): Promise<FleetInstance> {
    const { waitSeconds, ...rest } = options;
    const call = idempotencyHeaders(rest);
    const body = { method: 'POST', path: PATH, body: request, idempotent: true } as const;
    if (waitSeconds === undefined) return this.#client.request({ ...call, ...body });
    checkNumber('waitSeconds', waitSeconds, { max: 30, integer: true });
    const headers = { ...call.headers, prefer: `wait=${waitSeconds}` };
    return this.#client.request({ timeoutMs: TIMEOUT_MS + waitSeconds * 1_000, ...call, headers, ...body });
  }

  /** @throws NotFoundError when the server has no such instance, or it belongs to another API key. */
  get(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'GET', path: pathOf(id) });
  }

  /** One page of the instances, newest first. */
  list(filter: FleetInstanceFilter = {}, options: ResourceCallOptions = {}): Promise<Schemas['InstanceList']> {
    return this.#client.request({ ...options, method: 'GET', path: PATH, query: queryOf(filter) });
  }

  /** All instances, newest first, page by page. */
  listAll(
    filter: Omit<FleetInstanceFilter, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<FleetInstance> {
    return allPages((cursor) => this.list({ ...filter, ...cursor }, options));
  }

  /**
   * Changes deadlines, budgets and labels.
   *
   * @throws InvalidStateError when it has ended.
   */
  change(id: string, change: FleetInstanceChange, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'PATCH', path: pathOf(id), body: change, idempotent: true });
  }

  /**
   * Asks for the start of a stopped instance. When its node has no room, it stays stopped and its `cause` says so.
   *
   * @throws InvalidStateError when it is not stopped.
   */
  start(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#act(id, 'start', options);
  }

  /**
   * Asks for a restart. A call whose answer was lost is not sent again: it would restart twice.
   *
   * @throws InvalidStateError when it does not run.
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
    return this.#act(id, 'stop', options);
  }

  /** Asks for the removal, with all data. The instance is `deleted` once the cloud has it no more. */
  delete(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'DELETE', path: pathOf(id) });
  }

  /** Has an instance recreated, elsewhere if need be, and the old one deleted with its data. Answers the new one. */
  recreate(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#act(id, 'recreate', options);
  }

  /** Tells that an instance is in use: puts off `idleStopAfterMs`. */
  heartbeat(id: string, options: ResourceCallOptions = {}): Promise<FleetInstance> {
    return this.#act(id, 'heartbeat', options);
  }

  /**
   * How to get into an instance, with its passwords: the server reads them from the cloud for each call and keeps none.
   * Do not log the answer.
   *
   * @throws InvalidStateError when there is nothing of it in the cloud.
   */
  connection(id: string, options: ResourceCallOptions = {}): Promise<Schemas['InstanceConnection']> {
    return this.#client.request({ ...options, method: 'GET', path: `${pathOf(id)}/connection` });
  }

  /** How much the GPUs of an instance had to do, in the last hour or in the time that is asked for. */
  metrics(
    id: string,
    query: MetricsQuery = {},
    options: ResourceCallOptions = {},
  ): Promise<Schemas['InstanceMetrics']> {
    return this.#client.request({ ...options, method: 'GET', path: `${pathOf(id)}/metrics`, query });
  }

  /** What happened to an instance, in order: one page. */
  async events(id: string, query: EventQuery = {}, options: ResourceCallOptions = {}): Promise<FleetEvent[]> {
    return (await this.#eventPage(id, query, options)).data;
  }

  /** All that happened to an instance until now, in order, page by page. */
  allEvents(
    id: string,
    query: Omit<EventQuery, 'cursor'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<FleetEvent> {
    // `after` is where the first page begins; the cursor of a later one holds its own.
    const later = query.limit === undefined ? {} : { limit: query.limit };
    return allPages(({ cursor }) => this.#eventPage(id, cursor === undefined ? query : { ...later, cursor }, options));
  }

  #eventPage(id: string, query: EventQuery, options: ResourceCallOptions): Promise<Schemas['EventList']> {
    return this.#client.request({ ...options, method: 'GET', path: `${pathOf(id)}/events`, query });
  }

  /** Something that is the same when it is done twice. */
  #act(id: string, action: string, options: ResourceCallOptions): Promise<FleetInstance> {
    return this.#client.request({ ...options, method: 'POST', path: `${pathOf(id)}/${action}`, idempotent: true });
  }
}

/** The filter as the server reads it: `metadata[name]=value`. */
function queryOf({ metadata = {}, ...filter }: FleetInstanceFilter): Query {
  const labels = Object.entries(metadata).map(([name, value]) => [`metadata[${name}]`, value]);
  return { ...filter, ...(Object.fromEntries(labels) as Record<string, string>) };
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
