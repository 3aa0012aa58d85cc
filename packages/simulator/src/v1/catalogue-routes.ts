import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { billingModesOf, type Product } from '../world/catalogue.js';
import type { World } from '../world/world.js';
import { V1_PREFIX, type V1Context } from './v1-context.js';

type Schemas = components['schemas'];

/** Clusters and products: pages `gpu-instance-list-{clusters,products,cpu-products}`. */
export function catalogueRoutes({ world }: V1Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V1_PREFIX}/clusters`,
      handle: () => jsonAnswer({ data: listClusters(world) } satisfies Schemas['ClusterList']),
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/products`,
      handle: (request) =>
        jsonAnswer({ data: listProducts(world, new Query(request)) } satisfies Schemas['GpuProductList']),
    },
    {
      method: 'GET',
      path: `${V1_PREFIX}/cpu/products`,
      handle: (request) =>
        jsonAnswer({ data: listCpuProducts(world, new Query(request)) } satisfies Schemas['CpuProductList']),
    },
  ];
}

function listClusters({ catalogue }: World): Schemas['Cluster'][] {
  return catalogue.clusters.map((cluster) => ({
    ...cluster,
    availableGpuType: catalogue.products
      .filter((product) => Object.hasOwn(product.gpus, cluster.id))
      .map((product) => product.name),
  }));
}

function listProducts(world: World, query: Query): Schemas['GpuProduct'][] {
  const clusterId = query.text('clusterId');
  const gpuNum = query.integer('gpuNum', { max: 8 }) ?? 0;
  const name = query.text('productName')?.toLowerCase() ?? '';
  const minCpu = query.integer('minCpuPerGpu') ?? 0;
  const minMemory = query.integer('minMemoryPerGpu') ?? 0;
  const minRootFs = query.integer('minRootFSSize') ?? 0;
  const method = query.oneOf('billingMethod', ['onDemand', 'monthly', 'spot']) ?? 'onDemand';
  return world.catalogue.products
    .filter((product) => clusterId === undefined || Object.hasOwn(product.gpus, clusterId))
    .filter((product) => product.name.toLowerCase().includes(name))
    .filter((product) => product.cpuPerGpu >= minCpu && product.memoryPerGpu >= minMemory)
    .filter((product) => product.maxRootFs >= minRootFs)
    .filter((product) => billingModesOf(product).includes(method))
    .map((product) => toGpuProduct(world, product, clusterId, Math.max(gpuNum, 1)));
}

function listCpuProducts({ catalogue, stock }: World, query: Query): Schemas['CpuProduct'][] {
  const clusterId = query.text('clusterId');
  const name = query.text('productName')?.toLowerCase() ?? '';
  return catalogue.cpuProducts
    .filter((product) => clusterId === undefined || Object.hasOwn(product.gpus, clusterId))
    .filter((product) => product.name.toLowerCase().includes(name))
    .map((product) => {
      const clusters = catalogue.clustersOf(product).filter(({ id }) => clusterId === undefined || id === clusterId);
      return {
        id: product.id,
        name: product.name,
        cpuNum: product.cpuPerGpu,
        memorySize: product.memoryPerGpu,
        rootfsSize: product.maxRootFs,
        localVolumeSize: product.diskPerGpu,
        availableDeploy: clusters.some(({ id }) => stock.free(product.id, id) >= 1),
        price: String(product.price),
      };
    });
}

/** @param gpuNum - how many GPUs of one cluster must be free for `availableDeploy`. */
function toGpuProduct(
  { catalogue, stock }: World,
  product: Product,
  clusterId: string | undefined,
  gpuNum: number,
): Schemas['GpuProduct'] {
  const clusters = catalogue.clustersOf(product);
  const counted = clusters.filter(({ id }) => clusterId === undefined || id === clusterId);
  const free = counted.map(({ id }) => stock.free(product.id, id));
  const total = counted.reduce((sum, { id }) => sum + stock.total(product.id, id), 0);
  return {
    id: product.id,
    name: product.name,
    cpuPerGpu: product.cpuPerGpu,
    memoryPerGpu: product.memoryPerGpu,
    diskPerGpu: product.diskPerGpu,
    availableDeploy: free.some((gpus) => gpus >= gpuNum),
    minRootFS: 10,
    maxRootFS: product.maxRootFs,
    minLocalStorage: 0,
    maxLocalStorage: 0,
    regions: clusters.map((cluster) => cluster.name),
    price: String(product.price),
    monthlyPrice: (product.monthlyPrice ?? []).map(({ month, price, basePrice }) => ({
      price: String(price),
      month,
      basePrice: String(basePrice),
    })),
    billingMethods: billingModesOf(product),
    spotPrice: String(product.spotPrice ?? 0),
    inventoryState: inventoryState(
      free.reduce((sum, gpus) => sum + gpus, 0),
      total,
    ),
  };
}

/** @param free - of `total`, in all clusters together. */
export function inventoryState(free: number, total: number): NonNullable<Schemas['GpuProduct']['inventoryState']> {
  if (free === 0) return 'none';
  if (free * 4 < total) return 'low';
  return free * 4 < total * 3 ? 'normal' : 'high';
}
