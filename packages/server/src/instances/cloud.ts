import {
  ApiError,
  CircuitOpenError,
  cloudPhase,
  InvalidArgumentError,
  mayHaveTakenEffect,
  NotFoundError,
  NovitaError,
  type Instance as CloudInstance,
  type NovitaApiService,
} from '@novita-fleet/client';
import type { Instance } from '../lifecycle/instance.js';
import type { CloudView, Observation } from '../lifecycle/observation.js';

/** The few things that the fleet does in the cloud, told as observations. */
export class Cloud {
  readonly #api: NovitaApiService;

  constructor(api: NovitaApiService) {
    this.#api = api;
  }

  /** Sends the create call once. Every way it can end becomes one of three answers: done, surely not done, unclear. */
  async create(instance: Instance): Promise<Observation> {
    const { spec, marker } = instance;
    try {
      const { id } = await this.#api.instances.create({
        kind: 'gpu',
        name: marker,
        productId: spec.productId,
        gpuNum: spec.gpuNum,
        rootfsSize: spec.rootfsSize,
        imageUrl: spec.imageUrl,
        billingMode: spec.billingMode,
        ports: spec.ports.map(({ port, type }) => `${port}/${type}`).join(','),
        envs: spec.envs,
        ...(spec.imageAuthId === undefined ? {} : { imageAuthId: spec.imageAuthId }),
        ...(spec.clusterId === undefined ? {} : { clusterId: spec.clusterId }),
        ...(spec.command === undefined ? {} : { command: spec.command }),
        ...(spec.entrypoint === undefined ? {} : { entrypoint: spec.entrypoint }),
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

  /** All instances of the account. */
  async *list(): AsyncGenerator<CloudView> {
    for await (const item of this.#api.instances.listAll()) yield cloudView(item);
  }

  /** Looks at one instance. `at` is when the look began, in milliseconds since 1970. */
  async look(cloudId: string, at: number): Promise<Observation> {
    try {
      return { kind: 'seen', cloud: cloudView(await this.#api.instances.get(cloudId)), at };
    } catch (error) {
      return failure(error, cloudId);
    }
  }

  /** Asks for a stop. What comes of it is seen by looking. */
  async stop(cloudId: string): Promise<Observation> {
    try {
      await this.#api.instances.stop(cloudId);
      return { kind: 'accepted', cloudId };
    } catch (error) {
      return failure(error, cloudId);
    }
  }

  /** Asks for a removal. What comes of it is seen by looking. */
  async delete(cloudId: string): Promise<Observation> {
    try {
      await this.#api.instances.delete(cloudId);
      return { kind: 'accepted', cloudId };
    } catch (error) {
      return failure(error, cloudId);
    }
  }
}

/** What an unsuccessful call about a known instance tells. */
function failure(error: unknown, cloudId: string): Observation {
  if (error instanceof NotFoundError) return { kind: 'gone', cloudId };
  return { kind: 'work_failed', retryAfterMs: retryAfterMs(error) };
}

/** How long the cloud or the client's own limits ask to wait, in milliseconds. */
export function retryAfterMs(error: unknown): number | undefined {
  if (error instanceof ApiError || error instanceof CircuitOpenError) return error.retryAfterMs;
  return undefined;
}

function createFailure(error: unknown): Observation {
  if (!(error instanceof NovitaError) || mayHaveTakenEffect(error)) return { kind: 'create_unclear' };
  const reason = error instanceof ApiError && error.reason !== undefined ? `${error.reason}: ` : '';
  const isFinal = error instanceof InvalidArgumentError || (error instanceof ApiError && error.status !== 429);
  return {
    kind: 'create_refused',
    cause: { code: 'create_rejected', message: `${reason}${error.message}` },
    again: !isFinal,
  };
}

function cloudView(item: CloudInstance): CloudView {
  const endpoints = item.ports.flatMap(({ port, type = 'tcp', endpoint }) =>
    port === undefined || endpoint === undefined ? [] : [{ port, type, url: endpoint }],
  );
  const error = [item.statusError?.state, item.statusError?.message].filter((text) => text !== undefined).join(': ');
  return {
    id: item.id,
    name: item.name,
    status: item.status,
    phase: cloudPhase(item.status),
    error: error === '' ? null : error,
    // Novita page gpu-instance-list-instances: a reclaim time, or a spot status past `notified`, tells of a reclaim.
    reclaimed:
      item.spotStatus === 'reclaiming' || item.spotStatus === 'terminated' || item.spotReclaimTime !== undefined,
    hourlyPrice: item.hourlyPrice?.amount ?? null,
    createdAt: item.createdAt?.getTime() ?? null,
    endpoints,
  };
}
