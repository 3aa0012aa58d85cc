import type { components } from '@novita-fleet/openapi/novita';
import { readEnvVars, type EnvVar } from './env-vars.js';
import { withHidden } from './hidden-fields.js';
import { readBoolean, readNumber, readObject, readObjects, readText, type Loose } from './loose-values.js';
import type { Open } from './open.js';
import { readVolumeMounts, type VolumeMount } from './volume-mounts.js';

type RawEndpoint = Partial<components['schemas']['EndpointV1']>;

/** What went wrong with an endpoint or one of its workers; it stands beside the state. */
export interface EndpointError {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** How many workers an endpoint may have, and what each does. */
export interface WorkerConfig {
  /** How many there are at least. */
  readonly minWorkers: number | undefined;
  /** How many there are at most. */
  readonly maxWorkers: number | undefined;
  /** How long a worker may have nothing to do before it is dropped. */
  readonly idleTimeoutSeconds: number | undefined;
  /** Requests that one worker serves at a time. */
  readonly maxConcurrent: number | undefined;
  /** GPUs of one worker. */
  readonly gpuCount: number | undefined;
  readonly cudaVersion: string | undefined;
}

/** When an endpoint gets more workers. */
export interface ScalingPolicy {
  readonly type: Open<'queue' | 'concurrency'> | undefined;
  /** `queue`: seconds that a request may wait; `concurrency`: requests that may wait. */
  readonly value: number | undefined;
}

/** A container of an endpoint. */
export interface EndpointWorker {
  readonly id: string | undefined;
  readonly state: Open<'running'> | undefined;
  /** Undefined when nothing is wrong. */
  readonly error: EndpointError | undefined;
  readonly isHealthy: boolean | undefined;
}

/**
 * A serverless endpoint.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ListEndpointsParams } from '@novita-fleet/client';
 * import type { Endpoint, EndpointError, EndpointWorker, ScalingPolicy, WorkerConfig } from '@novita-fleet/client';
 *
 * const firstTen: ListEndpointsParams = { pageSize: 10 };
 * await using client = new NovitaClient();
 * const { endpoints } = new NovitaApiService(client);
 * const found: readonly Endpoint[] = (await endpoints.list(firstTen)).items;
 * for (const { name, workers, workerConfig, policy } of found) {
 *   const { minWorkers, maxWorkers }: WorkerConfig = workerConfig;
 *   const { type, value }: ScalingPolicy = policy;
 *   console.log(`${name}: ${minWorkers} to ${maxWorkers} workers, by ${type} ${value}`);
 *
 *   const sick: EndpointWorker[] = workers.filter(({ isHealthy }) => isHealthy === false);
 *   const errors: (EndpointError | undefined)[] = sick.map(({ error }) => error);
 *   console.log(errors.map((error) => error?.message));
 * }
 * ```
 */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  /** Part of its URL. */
  readonly appName: string | undefined;
  /** Other states than `serving` are not published. */
  readonly state: Open<'serving'> | undefined;
  /** Undefined when nothing is wrong. */
  readonly error: EndpointError | undefined;
  readonly url: string | undefined;
  readonly clusterId: string | undefined;
  readonly productIds: readonly string[];
  readonly workerConfig: WorkerConfig;
  readonly policy: ScalingPolicy;
  readonly workers: readonly EndpointWorker[];
  readonly image: string | undefined;
  /** Id of a saved registry credential, not the credential. */
  readonly imageAuthId: string | undefined;
  readonly command: string | undefined;
  readonly rootfsSizeGb: number | undefined;
  readonly volumeMounts: readonly VolumeMount[];
  readonly ports: readonly number[];
  /** HTTP path that answers 200 when a worker is well. */
  readonly healthPath: string | undefined;
  /** Environment variables. They may be secret; not part of JSON and inspection. */
  readonly envs: readonly EnvVar[];
  /** The answer itself; not part of JSON and inspection. */
  readonly raw: RawEndpoint;
}

export function endpointOf(raw: Loose): Endpoint {
  const { state, error } = readState(raw.state);
  const image = readObject(raw.image);
  const policy = readObject(raw.policy);
  const endpoint = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    appName: readText(raw.appName),
    state,
    error,
    url: readText(raw.url),
    clusterId: readText(raw.clusterID),
    productIds: readObjects(raw.products).flatMap(({ id }) => readText(id) ?? []),
    workerConfig: workerConfigOf(readObject(raw.workerConfig)),
    policy: { type: readText(policy.type), value: readNumber(policy.value) },
    workers: readObjects(raw.workers).map(workerOf),
    image: readText(image.image),
    imageAuthId: readText(image.authId),
    command: readText(image.command),
    rootfsSizeGb: readNumber(raw.rootfsSize),
    volumeMounts: readVolumeMounts(raw.volumeMounts),
    ports: readObjects(raw.ports).flatMap(({ port }) => readNumber(port) ?? []),
    healthPath: readText(readObject(raw.healthy).path),
  };
  return withHidden(endpoint, { envs: readEnvVars(raw.envs), raw: raw });
}

function workerConfigOf(raw: Loose): WorkerConfig {
  return {
    minWorkers: readNumber(raw.minNum),
    maxWorkers: readNumber(raw.maxNum),
    idleTimeoutSeconds: readNumber(raw.freeTimeout),
    maxConcurrent: readNumber(raw.maxConcurrent),
    gpuCount: readNumber(raw.gpuNum),
    cudaVersion: readText(raw.cudaVersion),
  };
}

function workerOf(raw: Loose): EndpointWorker {
  const { state, error } = readState(raw.state);
  return { id: readText(raw.id), state, error, isHealthy: readBoolean(raw.healthy) };
}

function readState(value: unknown): Pick<EndpointWorker, 'error'> & { readonly state: string | undefined } {
  const raw = readObject(value);
  const code = readText(raw.error);
  const message = readText(raw.message);
  return {
    state: readText(raw.state) ?? readText(value),
    error: code === undefined && message === undefined ? undefined : { code, message },
  };
}
