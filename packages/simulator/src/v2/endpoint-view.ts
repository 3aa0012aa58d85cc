import type { components } from '@novita-fleet/openapi/novita';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import { endpointUrl } from '../world/endpoint-url.js';
import type { Endpoint, EndpointContent, EndpointVolume } from '../world/endpoint.js';
import { toStatusObject } from './status-object.js';

type Schemas = components['schemas'];

/** An endpoint as v2 shows it: numbers as numbers. */
export function toEndpointView(endpoint: Endpoint): Schemas['V2Endpoint'] {
  const { content } = endpoint;
  const healthPort = content.healthPort ?? content.ports[0];
  return {
    id: endpoint.id,
    type: endpoint.type,
    name: content.name,
    app_name: endpoint.appName,
    status: toStatusObject(endpoint.state),
    url: endpointUrl(endpoint),
    product_id: content.products[0]?.id ?? '',
    worker_config: toWorkerConfig(content),
    policy: { ...content.policy },
    image: content.image,
    registry_auth_id: content.registryAuthId,
    entrypoint: content.entrypoint,
    command: content.command,
    volumes: content.volumes.map(toVolume),
    envs: [...content.envs],
    ports: [...content.ports],
    workers: endpoint.workers.map(({ id, state }) => ({
      id,
      status: toStatusObject(state),
      log: '',
      health: state === 'running',
      drain: false,
    })),
    health_check: { path: content.healthPath, ...(healthPort === undefined ? {} : { port: healthPort }) },
    region_id: content.clusterId,
    member_id: ACCOUNT_ID,
    owner_id: ACCOUNT_ID,
    created_at: toUnixSeconds(endpoint.createdAt),
  };
}

function toWorkerConfig({ workers, rootfsGb }: EndpointContent): Schemas['V2WorkerConfig'] {
  return {
    max_replicas: workers.maxNum,
    min_replicas: workers.minNum,
    idle_timeout: workers.freeTimeout,
    max_concurrent_per_worker: workers.maxConcurrent,
    gpu_num: workers.gpuNum,
    rootfs_size_gb: rootfsGb,
    min_cuda_version: workers.cudaVersion,
    request_timeout: workers.requestTimeout,
  };
}

function toVolume({ type, sizeGb, storageId, mountPath }: EndpointVolume) {
  return {
    type,
    ...(sizeGb === undefined ? {} : { size: sizeGb }),
    ...(storageId === undefined ? {} : { id: storageId }),
    mount_point: mountPath,
  };
}
