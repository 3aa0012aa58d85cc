import type { components } from '@novita-fleet/openapi/novita';
import type { CreateEndpointRequest } from '@novita-fleet/client';
import { ENDPOINT as STAGE_ENDPOINT } from '../../../simulator/test/contract/stage.js';
import type { ContractCases } from './contract-case.js';
import { dateOf, errorOf, mountsOf, numberOf, textOf } from './expected-values.js';

type Schemas = components['schemas'];

const PREWARM = { imageUrl: 'library/python:3.12', clusterId: 'us-ca-6', note: 'soon' };
const ENDPOINT = STAGE_ENDPOINT as Omit<CreateEndpointRequest, 'products'>;

/** Image prewarm and serverless endpoints of v1, by operation. */
export const V1_SERVERLESS_CASES: ContractCases = {
  getPrewarmQuota: {
    calls: async (api, stage) => {
      await stage.prewarmTask();
      return [{ make: () => api.imagePrewarm.getQuota() }];
    },
    result: (raw) => ({ used: raw.total, limit: raw.limit, maxImageSizeGb: raw.perImageSize, raw }),
  },
  listPrewarmTasks: {
    calls: async (api, stage) => {
      await stage.prewarmTask();
      stage.simulator.advance(2000);
      await stage.prewarmTask();
      const query = { page: 1, pageSize: 1, state: 'Succeeded', clusterId: 'us-ca-6', name: 'python' } as const;
      return [
        { make: () => api.imagePrewarm.list(), sends: { query: { pageSize: 100 } } },
        { make: () => api.imagePrewarm.list(query), sends: { query } },
      ];
    },
    result: ({ data, total }) => ({ items: data.map(taskOf), total }),
  },
  createPrewarmTask: {
    calls: (api) => [{ make: () => api.imagePrewarm.create(PREWARM), sends: { body: PREWARM } }],
    result: ({ id }) => ({ id }),
  },
  updatePrewarmTask: {
    calls: async (api, stage) => {
      const id = await stage.prewarmTask();
      return [{ make: () => api.imagePrewarm.update(id, { note: 'later' }), sends: { body: { id, note: 'later' } } }];
    },
    result: () => undefined,
  },
  deletePrewarmTasks: {
    calls: async (api, stage) => {
      const ids = [await stage.prewarmTask()];
      return [{ make: () => api.imagePrewarm.delete(ids), sends: { body: { ids } } }];
    },
    result: () => undefined,
  },
  getEndpointLimits: {
    calls: (api) => [{ make: () => api.endpoints.getLimits() }],
    result: (raw) => ({
      rootfsSizeGb: { min: raw.minRootfsSize, max: raw.maxRootfsSize, free: raw.freeRootfsSize },
      localVolumeGb: { min: raw.minLocalVolumeSize, max: raw.maxLocalVolumeSize, free: raw.freeLocalVolumeSize },
      workers: { min: raw.minWorkerNum, max: raw.maxWorkerNum },
      gpusPerWorker: { min: raw.minGPUNum, max: raw.maxGPUNum },
      idleTimeoutSeconds: { min: raw.minFreeTimeout, max: raw.maxFreeTimeout },
      concurrency: { min: raw.minConcurrencyNum, max: raw.maxConcurrencyNum },
      queueWaitSeconds: { min: raw.minQueueWaitTime, max: raw.maxQueueWaitTime },
      queuedRequests: { min: raw.minRequestNum, max: raw.maxRequestNum },
      cudaVersions: raw.cudaVersionList,
      raw,
    }),
  },
  createEndpoint: {
    calls: async (api, stage) => {
      const endpoint = { ...ENDPOINT, products: [{ id: await stage.serverlessProduct() }] };
      const named = { ...endpoint, appName: 'my-app-2', clusterID: 'us-ca-6' };
      return [endpoint, named].map((body) => ({
        make: () => api.endpoints.create(body),
        sends: { body: { endpoint: body } },
      }));
    },
    result: ({ id }) => ({ id }),
  },
  listEndpoints: {
    calls: async (api, stage) => {
      await stage.endpoint();
      stage.simulator.advance(2000);
      return [
        { make: () => api.endpoints.list(), sends: { query: { pageSize: 100, pageNum: 1 } } },
        { make: () => api.endpoints.list({ pageSize: 3 }), sends: { query: { pageSize: 3, pageNum: 1 } } },
      ];
    },
    result: ({ endpoints, total }) => ({ items: endpoints.map(endpointOf), total }),
  },
  getEndpoint: {
    calls: async (api, stage) => {
      const id = await stage.endpoint();
      return [{ make: () => api.endpoints.get(id), sends: { query: { id } } }];
    },
    result: (answer) => endpointOf('endpoint' in answer ? (answer.endpoint as Schemas['EndpointV1']) : answer),
  },
  updateEndpoint: {
    calls: async (api, stage) => {
      const id = await stage.endpoint();
      const { workerConfig, ports, policy, image } = ENDPOINT;
      const settings = { name: 'other', workerConfig, ports, policy, image };
      return [{ make: () => api.endpoints.update(id, settings), sends: { body: { ...settings, id } } }];
    },
    result: () => undefined,
  },
  deleteEndpoint: {
    calls: async (api, stage) => {
      const id = await stage.endpoint();
      return [{ make: () => api.endpoints.delete(id), sends: { body: { name: id } } }];
    },
    result: () => undefined,
  },
};

function taskOf(raw: Schemas['PrewarmTaskV1']) {
  return {
    id: raw.id,
    state: raw.state,
    imageUrl: raw.imageUrl,
    imageName: raw.imageName,
    imageSizeBytes: numberOf(raw.imageSize),
    registryAuthId: textOf(raw.repositoryAuth),
    clusterId: raw.clusterId,
    clusterName: raw.clusterName,
    products: raw.products!.map(({ productId, productName }) => ({ id: productId, name: productName })),
    note: textOf(raw.note),
    messages: raw.reason,
    createdAt: dateOf(raw.createTime),
    completedAt: dateOf(raw.completeTime),
    raw,
  };
}

function endpointOf(raw: Schemas['EndpointV1']) {
  const { workerConfig, policy, image } = raw;
  return {
    id: raw.id,
    name: raw.name,
    appName: raw.appName,
    state: raw.state.state,
    error: errorOf(raw.state.error, raw.state.message),
    url: raw.url,
    clusterId: textOf(raw.clusterID),
    productIds: raw.products!.map(({ id }) => id),
    workerConfig: {
      minWorkers: workerConfig!.minNum,
      maxWorkers: workerConfig!.maxNum,
      idleTimeoutSeconds: numberOf(workerConfig!.freeTimeout),
      maxConcurrent: numberOf(workerConfig!.maxConcurrent),
      gpuCount: workerConfig!.gpuNum,
      cudaVersion: textOf(workerConfig!.cudaVersion),
    },
    policy: { type: policy!.type, value: numberOf(policy!.value) },
    workers: raw.workers!.map(({ id, state, healthy }) => ({
      id,
      state: state!.state,
      error: errorOf(state!.error, state!.message),
      isHealthy: healthy,
    })),
    image: image!.image,
    imageAuthId: textOf(image!.authId),
    command: textOf(image!.command),
    rootfsSizeGb: raw.rootfsSize,
    volumeMounts: mountsOf(raw.volumeMounts),
    ports: raw.ports!.map(({ port }) => Number(port)),
    healthPath: raw.healthy!.path,
    envs: raw.envs,
    raw,
  };
}
