import type { components } from '@novita-fleet/openapi/novita';
import { withHidden } from '../hidden-fields.js';
import type { Open } from '../open.js';
import {
  readBoolean,
  readNumber,
  readNumbers,
  readObject,
  readObjects,
  readText,
  readTime,
  type Loose,
} from '../loose-values.js';
import { readEnvVars, type EnvVar } from '../env-vars.js';
import { readStatus, type V2Status } from './status.js';

/** How many workers an endpoint has, and what each of them is. */
interface V2WorkerConfig {
  /** How many workers there are at least. */
  readonly minReplicas: number | undefined;
  /** How many workers there are at most. */
  readonly maxReplicas: number | undefined;
  readonly gpuCount: number | undefined;
  /** How many requests a worker takes at a time. */
  readonly maxConcurrentPerWorker: number | undefined;
  /** How long a worker without work is kept. */
  readonly idleTimeoutSeconds: number | undefined;
  readonly requestTimeoutSeconds: number | undefined;
  readonly rootfsSizeGb: number | undefined;
  /** Lowest CUDA version; undefined for any. */
  readonly minCudaVersion: string | undefined;
}

/** When workers are added. */
interface V2ScalingPolicy {
  readonly type: Open<'queue' | 'concurrency'> | undefined;
  /** With `queue` seconds of waiting, with `concurrency` the number of requests of a worker. */
  readonly value: number | undefined;
}

/** Storage of the workers. */
interface V2EndpointVolume {
  readonly type: Open<'local' | 'network'> | undefined;
  /** Id of network storage. */
  readonly id: string | undefined;
  readonly sizeGb: number | undefined;
  readonly mountPoint: string | undefined;
}

/** One of the workers. */
interface V2EndpointWorker {
  readonly id: string;
  readonly status: V2Status;
  /** Whether its health check passes. */
  readonly healthy: boolean | undefined;
  /** Whether it takes no new requests. */
  readonly draining: boolean | undefined;
  /** Where its log is. Secret, because an address may hold a token; not part of JSON and inspection. */
  readonly log: string | undefined;
}

/** How the health of a worker is asked for. */
interface V2HealthCheck {
  readonly path: string | undefined;
  readonly port: number | undefined;
}

/** A serverless endpoint: workers that come and go with the requests. */
export interface V2Endpoint {
  readonly id: string;
  readonly name: string;
  readonly type: Open<'sync' | 'async'> | undefined;
  /** Part of its address. */
  readonly appName: string | undefined;
  readonly status: V2Status;
  /** Where requests go. */
  readonly url: string | undefined;
  readonly productId: string | undefined;
  readonly regionId: string | undefined;
  readonly workerConfig: V2WorkerConfig;
  readonly policy: V2ScalingPolicy;
  readonly image: string | undefined;
  /** Id of a saved registry credential, not the credential. */
  readonly registryAuthId: string | undefined;
  readonly volumes: readonly V2EndpointVolume[];
  readonly ports: readonly number[];
  readonly workers: readonly V2EndpointWorker[];
  readonly healthCheck: V2HealthCheck;
  readonly memberId: string | undefined;
  readonly ownerId: string | undefined;
  readonly createdAt: Date | undefined;
  /** Command that replaces the one of the image. It may hold secrets; not part of JSON and inspection. */
  readonly command: string | undefined;
  /** It may hold secrets; not part of JSON and inspection. */
  readonly entrypoint: string | undefined;
  /** Values may be secrets; not part of JSON and inspection. */
  readonly envs: readonly EnvVar[];
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Endpoint']>;
}

/** Reads an endpoint as the cloud shows it. */
export function endpointOf(raw: Loose): V2Endpoint {
  const policy = readObject(raw.policy);
  const healthCheck = readObject(raw.health_check);
  const endpoint = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    type: readText(raw.type),
    appName: readText(raw.app_name),
    status: readStatus<never>(raw.status),
    url: readText(raw.url),
    productId: readText(raw.product_id),
    regionId: readText(raw.region_id),
    workerConfig: readWorkerConfig(readObject(raw.worker_config)),
    policy: { type: readText(policy.type), value: readNumber(policy.value) },
    image: readText(raw.image),
    registryAuthId: readText(raw.registry_auth_id),
    volumes: readObjects(raw.volumes).map(readVolume),
    ports: readNumbers(raw.ports),
    workers: readObjects(raw.workers).map(readWorker),
    healthCheck: { path: readText(healthCheck.path), port: readNumber(healthCheck.port) },
    memberId: readText(raw.member_id),
    ownerId: readText(raw.owner_id),
    createdAt: readTime(raw.created_at),
  };
  return withHidden(endpoint, {
    command: readText(raw.command),
    entrypoint: readText(raw.entrypoint),
    envs: readEnvVars(raw.envs),
    raw: raw,
  });
}

function readWorkerConfig(config: Loose): V2WorkerConfig {
  return {
    minReplicas: readNumber(config.min_replicas),
    maxReplicas: readNumber(config.max_replicas),
    gpuCount: readNumber(config.gpu_num),
    maxConcurrentPerWorker: readNumber(config.max_concurrent_per_worker),
    idleTimeoutSeconds: readNumber(config.idle_timeout),
    requestTimeoutSeconds: readNumber(config.request_timeout),
    rootfsSizeGb: readNumber(config.rootfs_size_gb),
    minCudaVersion: readText(config.min_cuda_version),
  };
}

function readVolume(raw: Loose): V2EndpointVolume {
  return {
    type: readText(raw.type),
    id: readText(raw.id),
    sizeGb: readNumber(raw.size),
    mountPoint: readText(raw.mount_point),
  };
}

function readWorker(raw: Loose): V2EndpointWorker {
  const worker = {
    id: readText(raw.id) ?? '',
    status: readStatus<never>(raw.status),
    healthy: readBoolean(raw.health),
    draining: readBoolean(raw.drain),
  };
  return withHidden(worker, { log: readText(raw.log) });
}
