import type { components } from '@novita-fleet/openapi/novita';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { inventoryState } from '../v1/catalogue-routes.js';
import { billingModesOf, type Product } from '../world/catalogue.js';
import { SERVERLESS_PRODUCTS, type ServerlessProduct } from '../world/serverless-products.js';
import type { World } from '../world/world.js';
import { V2_BILLING_MODES } from './instance-view.js';
import { V2_PREFIX, type V2Context } from './v2-context.js';

type Schemas = components['schemas'];
type V2Product = Schemas['V2Product'];

/** Digits of prices in the catalogue. */
const CATALOGUE_DIGITS = 5;
/** Root disk that costs nothing, in GB, and the price of a GB and day beyond it, as of page `gpu-instance-pricing`. */
const FREE_ROOTFS_GB = 60;
const STORAGE_PRICE = 500;
const MAX_GPUS = 8;

/** Products and regions: pages `gpus-v2-list-products` and `gpus-v2-list-regions`. */
export function productRoutes({ world, pricePrecision }: V2Context): CloudRoute[] {
  return [
    {
      method: 'GET',
      path: `${V2_PREFIX}/products`,
      handle: (request) => jsonAnswer(listProducts(world, new Query(request), pricePrecision)),
    },
    {
      method: 'GET',
      path: `${V2_PREFIX}/regions`,
      handle: () => jsonAnswer({ data: listRegions(world) } satisfies Schemas['V2RegionList']),
    },
  ];
}

function listRegions({ catalogue }: World): Schemas['V2Region'][] {
  return catalogue.clusters.map(({ id, name, supportNetworkStorage, supportInstanceNetwork }) => ({
    id,
    name,
    gpus: catalogue.products.filter((product) => Object.hasOwn(product.gpus, id)).map((product) => product.name),
    feature: { network_volume: supportNetworkStorage, instance_vpc_network: supportInstanceNetwork },
  }));
}

/** With `limit`, the first so many products; no page after the first was ever seen. */
function listProducts(world: World, query: Query, precision: number): Schemas['V2ProductPage'] {
  const type = query.oneOf('type', ['gpu', 'cpu']) ?? 'gpu';
  query.required('category');
  const category = query.oneOf('category', ['instance', 'serverless']);
  const minCpu = query.integer('cpu') ?? 0;
  const minMemory = query.integer('memory_gb') ?? 0;
  const minRootfs = query.integer('rootfs_size') ?? 0;
  const method = query.oneOf('billing_method', ['postpaid', 'prepaid', 'spot']);
  const regions = query.listOf('region_ids');
  const limit = query.integer('limit') ?? 0;
  const data = productsOf(world, type, category ?? 'instance', precision)
    .filter(({ resource_spec: spec }) => (spec?.cpu ?? 0) >= minCpu && (spec?.memory_gb ?? 0) >= minMemory)
    .filter(({ resource_spec: spec }) => (spec?.rootfs?.max_gb ?? 0) >= minRootfs)
    .filter(({ billing_methods: methods }) => method === undefined || methods?.includes(method) === true)
    .filter(({ region_ids: ids }) => regions.length === 0 || ids?.some((id) => regions.includes(id)) === true);
  return { data: data.slice(0, limit === 0 ? data.length : limit), next_cursor: '', has_more: false };
}

function productsOf(
  world: World,
  type: 'gpu' | 'cpu',
  category: 'instance' | 'serverless',
  precision: number,
): V2Product[] {
  if (category === 'serverless') {
    return type === 'gpu' ? SERVERLESS_PRODUCTS.map((product) => toServerless(product, precision)) : [];
  }
  const products = type === 'gpu' ? world.catalogue.products : world.catalogue.cpuProducts;
  return products.map((product) => toInstanceProduct(world, product, precision));
}

function toInstanceProduct({ catalogue, stock }: World, product: Product, precision: number): V2Product {
  const regionIds = catalogue.clustersOf(product).map(({ id }) => id);
  const free = regionIds.map((id) => stock.free(product.id, id));
  const freeSum = free.reduce((sum, gpus) => sum + gpus, 0);
  const total = regionIds.reduce((sum, id) => sum + stock.total(product.id, id), 0);
  const isDeployable = free.some((gpus) => gpus > 0);
  return {
    id: product.id,
    name: product.name,
    type: product.kind,
    category: 'instance',
    description: product.name,
    region_ids: regionIds,
    resource_spec: {
      ...(product.kind === 'gpu' ? { gpu: toGpu(product, Math.max(0, ...free), freeSum) } : {}),
      cpu: product.cpuPerGpu,
      memory_gb: product.memoryPerGpu,
      rootfs: { min_gb: 10, max_gb: product.maxRootFs, free_gb: FREE_ROOTFS_GB },
    },
    pricing: toPricing(product, precision),
    billing_methods: billingModesOf(product).map((mode) => V2_BILLING_MODES[mode]),
    inventory_state: inventoryState(freeSum, total),
    deployable: isDeployable,
    activity: { is_activity_product: false, active: false, purchasable: true },
  };
}

/** @param most - free in the region that has the most. @param sum - free in all regions. */
function toGpu({ id, name }: Pick<Product, 'id' | 'name'>, most: number, sum: number) {
  const memoryGb = /(\d+)GB$/.exec(name)?.[1] ?? '0';
  const max = Math.min(MAX_GPUS, most);
  return { spec_id: id, name, memory_gb: Number(memoryGb), min: 1, max: MAX_GPUS, available: sum, max_available: max };
}

function toPricing(
  { id, price, spotPrice, monthlyPrice = [] }: Pick<Product, 'id' | 'price' | 'spotPrice' | 'monthlyPrice'>,
  precision: number,
): NonNullable<V2Product['pricing']> {
  const scaled = (units: number): number => Math.round(units * 10 ** (precision - CATALOGUE_DIGITS));
  const tier = (units: number): Schemas['V2PriceTier'] => ({
    base_price: scaled(units),
    final_price: scaled(units),
    unit: 'hour',
  });
  return {
    precision,
    postpaid: tier(price),
    spot: spotPrice === undefined ? null : tier(spotPrice),
    prepaid: monthlyPrice.map((term) => ({
      spec_id: id,
      duration_months: term.month,
      final_price: scaled(term.price),
      base_price: scaled(term.basePrice),
    })),
    storage_price_per_gb: scaled(STORAGE_PRICE),
  };
}

function toServerless(product: ServerlessProduct, precision: number): V2Product {
  return {
    id: product.id,
    name: product.name,
    type: 'gpu',
    category: 'serverless',
    description: product.name,
    region_ids: [...product.clusterIds],
    resource_spec: {
      gpu: toGpu(product, MAX_GPUS, MAX_GPUS),
      cpu: product.cpuPerGpu,
      memory_gb: product.memoryPerGpu,
      rootfs: { min_gb: 10, max_gb: 500, free_gb: 100 },
    },
    pricing: toPricing(product, precision),
    billing_methods: ['postpaid'],
    inventory_state: 'high',
    deployable: true,
    activity: { is_activity_product: false, active: false, purchasable: true },
  };
}
