import type { components } from '@novita-fleet/openapi/novita';
import { CREATE_BODY } from '../../../simulator/test/cloud-caller.js';
import type { ContractCases } from './contract-case.js';
import { moneyOf, numberOf } from './expected-values.js';

type Schemas = components['schemas'];

const CREATE = { ...CREATE_BODY, kind: 'gpu' as const };

/** Clusters, products, instances, jobs, metrics and bills of v1, by operation. */
export const V1_INSTANCE_CASES: ContractCases = {
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
    calls: (api) => [
      { make: () => api.products.list() },
      { make: () => api.products.list({ billingMethod: 'spot' }), sends: { query: { billingMethod: 'spot' } } },
      {
        make: () => api.products.list({ billingMethod: 'monthly', gpuNum: 8 }),
        sends: { query: { billingMethod: 'monthly', gpuNum: 8 } },
      },
    ],
    result: ({ data }) => data.map(productOf),
  },
  createInstance: {
    calls: (api) => [
      { make: () => api.instances.create(CREATE), sends: { body: CREATE } },
      {
        make: () => api.instances.create({ ...CREATE, billingMode: 'spot' }),
        sends: { body: { ...CREATE, billingMode: 'spot' } },
      },
    ],
    result: ({ id }) => ({ id }),
  },
  startInstance: {
    calls: async (api, stage) => {
      const instanceId = await stage.exited();
      return [{ make: () => api.instances.start(instanceId), sends: { body: { instanceId } } }];
    },
    result: (answer, exchanges) => ({ ...(exchanges[0]!.body as object), state: answer.state }),
  },
};

function productOf(raw: Schemas['GpuProduct']) {
  return {
    id: raw.id,
    name: raw.name,
    price: moneyOf(raw.price, 5),
    spotPrice: Number(raw.spotPrice ?? 0) === 0 ? undefined : moneyOf(raw.spotPrice, 5),
    billingMethods: raw.billingMethods,
    regions: raw.regions,
    available: raw.availableDeploy,
    inventory: raw.inventoryState,
    cpuPerGpu: numberOf(raw.cpuPerGpu),
    memoryPerGpuGb: numberOf(raw.memoryPerGpu),
    diskPerGpuGb: numberOf(raw.diskPerGpu),
    minRootfsGb: numberOf(raw.minRootFS),
    maxRootfsGb: numberOf(raw.maxRootFS),
    raw,
  };
}
