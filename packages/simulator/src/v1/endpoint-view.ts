import type { components } from '@novita-fleet/openapi/novita';
import { endpointUrl } from '../world/endpoint-url.js';
import type { Endpoint, EndpointVolume } from '../world/endpoint.js';

type Schemas = components['schemas'];

/** An endpoint as v1 shows it: `freeTimeout`, `maxConcurrent` and the value of the policy are strings. */
export function toEndpointView(endpoint: Endpoint): Schemas['EndpointV1'] {
  const { content } = endpoint;
  const { workers } = content;
  return {
    id: endpoint.id,
    name: content.name,
    appName: endpoint.appName,
    state: { state: endpoint.state, error: '', message: '' },
    url: endpointUrl(endpoint),
    workerConfig: {
      minNum: workers.minNum,
      maxNum: workers.maxNum,
      freeTimeout: String(workers.freeTimeout),
      maxConcurrent: String(workers.maxConcurrent),
      gpuNum: workers.gpuNum,
      cudaVersion: workers.cudaVersion,
    },
    policy: { type: content.policy.type, value: String(content.policy.value) },
    image: { image: content.image, authId: content.registryAuthId, command: content.command },
    rootfsSize: content.rootfsGb,
    volumeMounts: content.volumes.map(toVolume),
    envs: [...content.envs],
    ports: content.ports.map((port) => ({ port: String(port) })),
    workers: endpoint.workers.map(({ id, state }) => ({
      id,
      state: { state, error: '', message: '' },
      log: '',
      metrics: '',
      healthy: state === 'running',
    })),
    products: content.products.map(({ id }) => ({ id })),
    healthy: { path: content.healthPath },
    clusterID: content.clusterId,
    log: '',
  };
}

function toVolume({ type, sizeGb, storageId, mountPath }: EndpointVolume): Schemas['EndpointVolumeInput'] {
  return {
    type,
    ...(sizeGb === undefined ? {} : { size: sizeGb }),
    ...(storageId === undefined ? {} : { id: storageId }),
    mountPath,
  };
}
