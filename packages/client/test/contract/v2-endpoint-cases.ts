import type { components } from '@novita-fleet/openapi/novita';
import type { V2CreateEndpointRequest } from '@novita-fleet/client';
import type { Stage } from '../../../simulator/test/contract/stage.js';
import type { ContractCases } from './contract-case.js';
import { dateOf, textOf } from './expected-values.js';
import { pageOf, statusOf } from './v2-expected.js';

type Schemas = components['schemas'];

async function newEndpoint(stage: Stage): Promise<V2CreateEndpointRequest> {
  return {
    type: 'sync',
    name: 'answers',
    product_id: await stage.serverlessProduct(),
    image: 'library/python:3.12',
    worker_config: { min_replicas: 0, max_replicas: 1, idle_timeout: 60, max_concurrent_per_worker: 1, gpu_num: 1 },
    policy: { type: 'queue', value: 60 },
    ports: [8000],
    health_check: { path: '/health', port: 8000 },
    envs: [{ key: 'MODE', value: 'test' }],
  };
}

/** Serverless endpoints of v2, by operation. */
export const V2_ENDPOINT_CASES: ContractCases = {
  v2ListEndpoints: {
    calls: async ({ v2: { endpoints } }, stage) => {
      await stage.endpoint();
      stage.simulator.advance(2000);
      return [
        { make: () => endpoints.list(), sends: { query: { limit: 100 } } },
        { make: () => endpoints.list({ keyword: 'a', limit: 0 }), sends: { query: { limit: 0, keyword: 'a' } } },
      ];
    },
    result: (answer) => pageOf(answer, endpointOf),
  },
  v2CreateEndpoint: {
    calls: async ({ v2: { endpoints } }, stage) => {
      const body = await newEndpoint(stage);
      return [{ make: () => endpoints.create(body), sends: { body } }];
    },
    result: ({ id }) => ({ id }),
  },
  v2GetEndpoint: {
    calls: async ({ v2: { endpoints } }, stage) => {
      const id = await stage.endpoint();
      stage.simulator.advance(2000);
      return [{ make: () => endpoints.get(id), sends: { params: { endpoint_id: id } } }];
    },
    result: endpointOf,
  },
  v2UpdateEndpoint: {
    calls: async ({ v2: { endpoints } }, stage) => {
      const id = await stage.endpoint();
      const body = { name: 'other', worker_config: { max_replicas: 2, min_replicas: 1 } };
      return [{ make: () => endpoints.update(id, body), sends: { params: { endpoint_id: id }, body } }];
    },
    result: () => undefined,
  },
  v2DeleteEndpoint: {
    calls: async ({ v2: { endpoints } }, stage) => {
      const id = await stage.endpoint();
      return [{ make: () => endpoints.delete(id), sends: { params: { endpoint_id: id } } }];
    },
    result: () => undefined,
  },
};

function endpointOf(raw: Schemas['V2Endpoint']) {
  const workers = raw.worker_config;
  return {
    id: raw.id,
    name: raw.name,
    type: raw.type,
    appName: raw.app_name,
    status: statusOf(raw.status),
    url: raw.url,
    productId: raw.product_id,
    regionId: textOf(raw.region_id),
    workerConfig: {
      minReplicas: workers?.min_replicas,
      maxReplicas: workers?.max_replicas,
      gpuCount: workers?.gpu_num,
      maxConcurrentPerWorker: workers?.max_concurrent_per_worker,
      idleTimeoutSeconds: workers?.idle_timeout,
      requestTimeoutSeconds: workers?.request_timeout,
      rootfsSizeGb: workers?.rootfs_size_gb,
      minCudaVersion: textOf(workers?.min_cuda_version),
    },
    policy: raw.policy,
    image: raw.image,
    registryAuthId: textOf(raw.registry_auth_id),
    entrypoint: textOf(raw.entrypoint),
    command: textOf(raw.command),
    volumes: raw.volumes?.map(({ type, id, size, mount_point: mountPoint }) => ({
      type,
      id,
      sizeGb: size,
      mountPoint,
    })),
    ports: raw.ports,
    workers: raw.workers?.map(({ id, status, health, drain, log }) => ({
      id,
      status: statusOf(status!),
      healthy: health,
      draining: drain,
      log: textOf(log),
    })),
    healthCheck: { path: textOf(raw.health_check?.path), port: raw.health_check?.port },
    memberId: raw.member_id,
    ownerId: raw.owner_id,
    createdAt: dateOf(raw.created_at),
    envs: raw.envs,
    raw,
  };
}
