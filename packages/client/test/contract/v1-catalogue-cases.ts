import type { components } from '@novita-fleet/openapi/novita';
import type { ContractCases } from './contract-case.js';
import { dateOf, errorOf, moneyOf, numberOf } from './expected-values.js';

type Schemas = components['schemas'];

/** Clusters, products, jobs and metrics of v1, by operation. */
export const V1_CATALOGUE_CASES: ContractCases = {
  listClusters: {
    calls: (api) => [{ make: () => api.clusters.list() }],
    result: ({ data }) =>
      data.map((raw) => ({
        id: raw.id,
        name: raw.name,
        gpuTypes: raw.availableGpuType,
        supportsNetworkStorage: raw.supportNetworkStorage,
        supportsInstanceNetwork: raw.supportInstanceNetwork,
        raw,
      })),
  },
  listGpuProducts: {
    calls: (api) => {
      const narrow = {
        clusterId: 'us-ca-6',
        productName: '4090',
        minCpuPerGpu: 8,
        minMemoryPerGpu: 8,
        minRootFSSize: 9,
      };
      return [
        { make: () => api.products.list() },
        { make: () => api.products.list({ billingMethod: 'spot' }), sends: { query: { billingMethod: 'spot' } } },
        {
          make: () => api.products.list({ billingMethod: 'monthly', gpuNum: 8 }),
          sends: { query: { billingMethod: 'monthly', gpuNum: 8 } },
        },
        { make: () => api.products.list(narrow), sends: { query: narrow } },
      ];
    },
    result: ({ data }) => data.map(productOf),
  },
  listCpuProducts: {
    calls: (api) => {
      const query = { clusterId: 'us-ca-6', productName: 'cpu' };
      return [{ make: () => api.products.listCpu() }, { make: () => api.products.listCpu(query), sends: { query } }];
    },
    result: ({ data }) =>
      data.map((raw) => ({
        id: raw.id,
        name: raw.name,
        price: moneyOf(raw.price, 5),
        available: raw.availableDeploy,
        cpuCount: raw.cpuNum,
        memoryGb: raw.memorySize,
        rootfsGb: raw.rootfsSize,
        localVolumeGb: raw.localVolumeSize,
        raw,
      })),
  },
  listJobs: {
    calls: async (api, stage) => {
      const jobId = await stage.job();
      stage.simulator.advance(2000);
      stage.simulator.failJob(await stage.job(), { error: 'pushFailed', errorMessage: 'no such registry' });
      await stage.post('gpu/instance/migrate', { instanceId: await stage.exited() });
      const query = { pageSize: 1, pageNum: 1, type: 'saveImage' as const, state: 'success' as const, jobId };
      return [
        { make: () => api.jobs.list(), sends: { query: { pageSize: 100 } } },
        { make: () => api.jobs.list(query), sends: { query } },
      ];
    },
    result: ({ jobs, total }) => ({
      items: jobs.map((raw) => ({
        id: raw.Id,
        type: raw.type,
        state: raw.state.state,
        error: errorOf(raw.state.error, raw.state.errorMessage),
        instanceId: raw.instanceId,
        ownerId: raw.user,
        createdAt: dateOf(raw.createdAt),
        logAddress: raw.logAddress,
        envs: raw.envs,
        raw,
      })),
      total,
    }),
  },
  breakJob: {
    calls: async (api, stage) => {
      const jobId = await stage.job();
      return [{ make: () => api.jobs.cancel(jobId), sends: { body: { jobId } } }];
    },
    result: () => undefined,
  },
  saveImage: {
    calls: async (api, stage) => {
      const body = {
        instanceId: await stage.exited(),
        image: 'registry.example/team/image:1',
        registryAuthId: await stage.registryAuth(),
      };
      return [{ make: () => api.jobs.saveImage(body), sends: { body } }];
    },
    result: ({ jobId }) => ({ jobId }),
  },
  getInstanceMetrics: {
    calls: async (api, stage) => {
      const instanceId = await stage.running();
      const now = Math.floor(stage.simulator.clock().now / 1000);
      const window = { startTime: now - 600, endTime: now, interval: 30 };
      return [
        { make: () => api.metrics.get(instanceId), sends: { query: { instanceId } } },
        { make: () => api.metrics.get(instanceId, window), sends: { query: { ...window, instanceId } } },
      ];
    },
    result: (raw) => ({
      cpu: pointsOf(raw.cpuUtilization),
      memory: pointsOf(raw.memUtilization),
      rootDisk: pointsOf(raw.rootDiskUtilization),
      gpu: gpusOf(raw.gpuUtilization),
      gpuMemory: gpusOf(raw.gpuMemUtilization),
      raw,
    }),
  },
};

function productOf(raw: Schemas['GpuProduct']) {
  return {
    id: raw.id,
    name: raw.name,
    price: moneyOf(raw.price, 5),
    spotPrice: Number(raw.spotPrice ?? 0) === 0 ? undefined : moneyOf(raw.spotPrice, 5),
    monthlyPrices: raw.monthlyPrice.map(({ month, price, basePrice }) => ({
      months: month,
      price: moneyOf(price, 5),
      basePrice: moneyOf(basePrice, 5),
    })),
    billingMethods: raw.billingMethods,
    regions: raw.regions,
    available: raw.availableDeploy,
    inventory: raw.inventoryState,
    cpuPerGpu: numberOf(raw.cpuPerGpu),
    memoryPerGpuGb: numberOf(raw.memoryPerGpu),
    diskPerGpuGb: numberOf(raw.diskPerGpu),
    minRootfsGb: numberOf(raw.minRootFS),
    maxRootfsGb: numberOf(raw.maxRootFS),
    minLocalStorageGb: numberOf(raw.minLocalStorage),
    maxLocalStorageGb: numberOf(raw.maxLocalStorage),
    raw,
  };
}

function pointsOf(points: readonly Schemas['MetricPoint'][]) {
  return points.map(({ timestamp, value }) => ({ at: dateOf(timestamp), value }));
}

function gpusOf({ avg, gpuIds }: Schemas['GpuMetricSeries']) {
  return { average: pointsOf(avg), gpus: gpuIds.map(({ gpuId, items }) => ({ gpuId, points: pointsOf(items) })) };
}
