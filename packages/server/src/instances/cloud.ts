import {
  ApiError,
  BalanceNotEnoughError,
  CircuitOpenError,
  cloudPhase,
  InsufficientResourceError,
  InvalidArgumentError,
  InvalidStateError,
  isAboutCandidate,
  mayHaveTakenEffect,
  NotFoundError,
  NovitaError,
  type GpuMetrics,
  type Instance as CloudInstance,
  type NovitaApiService,
} from '@novita-fleet/client';
import type { Cause, Instance } from '../lifecycle/instance.js';
import type { CloudView, Observation, Refusal } from '../lifecycle/observation.js';
import type { SecretBox } from '../secret-box.js';
import { openSpec } from './private-spec.js';

/** The few things that the fleet does in the cloud, told as observations. */
export class Cloud {
  readonly #api: NovitaApiService;
  readonly #lists: NovitaApiService;
  readonly #secrets: SecretBox;
  /** By the instance as the cloud wrote it. */
  readonly #views = new WeakMap<object, CloudView>();

  /** @param options.lists - reads whole lists, again and again; see `UnchangedAnswers`. */
  constructor(options: { api: NovitaApiService; lists: NovitaApiService; secrets: SecretBox }) {
    this.#api = options.api;
    this.#lists = options.lists;
    this.#secrets = options.secrets;
  }

  /** Sends the create call once. Every way it can end becomes one of three answers: done, surely not done, unclear. */
  async create(instance: Instance): Promise<Observation> {
    const { spec, marker, place, owner } = instance;
    const { envs = [], command, entrypoint } = openSpec(spec, owner, this.#secrets);
    const target = place.targets?.[place.target];
    if (target === undefined) throw new Error(`instance ${instance.id} has no place to be created in`);
    try {
      const { id } = await this.#api.instances.create({
        kind: 'gpu',
        name: marker,
        productId: target.productId,
        gpuNum: spec.gpuNum,
        rootfsSize: spec.rootfsSize,
        imageUrl: spec.imageUrl,
        billingMode: target.billingMode,
        ports: spec.ports.map(({ port, type }) => `${port}/${type}`).join(','),
        envs,
        networkStorages: spec.networkStorages,
        ...(spec.imageAuthId === undefined ? {} : { imageAuthId: spec.imageAuthId }),
        ...(target.clusterId === null ? {} : { clusterId: target.clusterId }),
        ...(spec.networkId === undefined ? {} : { networkId: spec.networkId }),
        ...(spec.minCudaVersion === undefined ? {} : { minCudaVersion: spec.minCudaVersion }),
        ...(command === undefined ? {} : { command }),
        ...(entrypoint === undefined ? {} : { entrypoint }),
      });
      return { kind: 'create_accepted', cloudId: id };
    } catch (error) {
      return createFailure(error);
    }
  }

  /** Every instance whose name contains `name`. */
  async search(name: string): Promise<CloudView[]> {
    const found: CloudView[] = [];
    for await (const item of this.#api.instances.listAll({ name })) found.push(cloudView(item));
    return found;
  }

  /** All instances of the account, in parts. One of a part that has not changed since is the very object of that time. */
  async *list(): AsyncGenerator<readonly CloudView[]> {
    for await (const items of this.#lists.instances.listAllPages()) yield items.map((item) => this.#viewOf(item));
  }

  #viewOf(item: CloudInstance): CloudView {
    let view = this.#views.get(item.raw);
    if (view === undefined) {
      view = cloudView(item);
      this.#views.set(item.raw, view);
    }
    return view;
  }

  /** Looks at one instance. `at` is when the look began, in milliseconds since 1970. */
  async look(cloudId: string, at: number): Promise<Observation> {
    try {
      return { kind: 'seen', cloud: cloudView(await this.#api.instances.get(cloudId)), at };
    } catch (error) {
      return failure(error, cloudId);
    }
  }

  /** Asks for a start. What comes of it is seen by looking. */
  start(cloudId: string): Promise<Observation> {
    return this.#act(cloudId, () => this.#api.instances.start(cloudId));
  }

  /** Asks for a restart. What comes of it is seen by looking. */
  restart(cloudId: string): Promise<Observation> {
    return this.#act(cloudId, () => this.#api.instances.restart(cloudId));
  }

  /** Asks for a stop. What comes of it is seen by looking. */
  stop(cloudId: string): Promise<Observation> {
    return this.#act(cloudId, () => this.#api.instances.stop(cloudId));
  }

  /** Asks for a removal. What comes of it is seen by looking. */
  delete(cloudId: string): Promise<Observation> {
    return this.#act(cloudId, () => this.#api.instances.delete(cloudId));
  }

  /** The utilisation of the GPUs of an instance, as of a minute or so before `at`; the busiest one counts. */
  async measure(cloudId: string, at: number): Promise<Observation> {
    try {
      const { gpu } = await this.#api.metrics.get(cloudId);
      return { kind: 'measured', percent: busiest(gpu), at };
    } catch (error) {
      return failure(error, cloudId);
    }
  }

  async #act(cloudId: string, call: () => Promise<unknown>): Promise<Observation> {
    try {
      await call();
      return { kind: 'accepted', cloudId };
    } catch (error) {
      return failure(error, cloudId);
    }
  }
}

/** What an unsuccessful call about a known instance tells. */
function failure(error: unknown, cloudId: string): Observation {
  if (error instanceof NotFoundError) return { kind: 'gone', cloudId };
  // It is on its way already, or was when it was asked: what comes of it is seen by looking.
  if (error instanceof InvalidStateError) return { kind: 'accepted', cloudId };
  if (error instanceof InsufficientResourceError || error instanceof BalanceNotEnoughError) {
    const code = error instanceof InsufficientResourceError ? 'no_capacity' : 'create_rejected';
    return { kind: 'action_refused', cause: { code, message: messageOf(error) } };
  }
  return { kind: 'work_failed', retryAfterMs: retryAfterMs(error) };
}

/** How long the cloud or the client's own limits ask to wait, in milliseconds. */
export function retryAfterMs(error: unknown): number | undefined {
  if (error instanceof ApiError || error instanceof CircuitOpenError) return error.retryAfterMs;
  return undefined;
}

/** The highest utilisation of the latest minute, in percent, or null when the cloud has no figure. */
function busiest({ average, gpus }: GpuMetrics): number | null {
  const values = [...average, ...gpus.flatMap(({ points }) => points)].flatMap(({ value }) => value ?? []);
  if (values.length === 0) return null;
  const most = Math.max(...values);
  // Whether the cloud counts to 1 or to 100 is not published. Read as the busier of the two, nothing busy is stopped.
  return most <= 1 ? most * 100 : most;
}

function createFailure(error: unknown): Observation {
  if (!(error instanceof NovitaError) || mayHaveTakenEffect(error)) return { kind: 'create_unclear' };
  const cause: Cause = { code: 'create_rejected', message: messageOf(error) };
  return { kind: 'create_refused', cause, refusal: refusalOf(error) };
}

function refusalOf(error: NovitaError): Refusal {
  if (isAboutCandidate(error)) return 'elsewhere';
  const isFinal = error instanceof InvalidArgumentError || (error instanceof ApiError && error.status !== 429);
  return isFinal ? 'final' : 'later';
}

function messageOf(error: NovitaError): string {
  return error instanceof ApiError && error.reason !== undefined ? `${error.reason}: ${error.message}` : error.message;
}

function cloudView(item: CloudInstance): CloudView {
  const error = [item.statusError?.state, item.statusError?.message].filter((text) => text !== undefined).join(': ');
  return {
    id: item.id,
    name: item.name,
    status: item.status,
    phase: cloudPhase(item.status),
    error: error === '' ? null : error,
    // Novita page gpu-instance-list-instances: a reclaim time, or a spot status past `notified`, tells of a reclaim of
    // an instance that stands.
    reclaimed:
      item.spotStatus === 'reclaiming' || item.spotStatus === 'terminated' || item.spotReclaimTime !== undefined,
    reclaimAt: item.spotReclaimTime?.getTime() ?? null,
    hourlyPrice: item.hourlyPrice?.amount ?? null,
    createdAt: item.createdAt?.getTime() ?? null,
    endpoints: endpointsOf(item),
    shape: shapeOf(item),
  };
}

/** The addresses of the ports that have one. */
export function endpointsOf({ ports }: CloudInstance): CloudView['endpoints'] {
  return ports.flatMap(({ port, type = 'tcp', endpoint }) =>
    port === undefined || endpoint === undefined ? [] : [{ port, type, url: endpoint }],
  );
}

/** What an instance is made of, as far as a list shows it: a change of it comes from outside. */
function shapeOf(item: CloudInstance): Record<string, string> {
  const { productId, imageUrl, gpuCount, rootfsSizeGb, billingMode } = item;
  const parts = Object.entries({ productId, imageUrl, gpuNum: gpuCount, rootfsSize: rootfsSizeGb, billingMode });
  return Object.fromEntries(parts.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}
