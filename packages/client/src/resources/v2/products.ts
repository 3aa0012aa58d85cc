import type { components } from '@novita-fleet/openapi/novita';
import { callOperation, type OperationQuery } from '../../operations/call-operation.js';
import type { CursorPage } from '../cursor-walk.js';
import type { Open } from '../open.js';
import { readBoolean, readNumber, readObject, readText, readTexts, withRaw, type Loose } from '../loose-values.js';
import type { ResourceCallOptions, ResourceClient } from '../resource-client.js';
import type { V2BillingMode } from './instance-parts.js';
import { readCursorPage } from './lists.js';
import { readPricing, type V2Pricing } from './pricing.js';

/** The GPUs of a product. */
interface V2ProductGpu {
  readonly specId: string | undefined;
  readonly name: string | undefined;
  /** Memory of one GPU, in GB. */
  readonly memoryGb: number | undefined;
  /** How many GPUs an instance has at least. */
  readonly min: number | undefined;
  /** How many GPUs an instance has at most. */
  readonly max: number | undefined;
  /** How many GPUs are free now. */
  readonly available: number | undefined;
  /** How many GPUs one instance can get now. */
  readonly maxAvailable: number | undefined;
}

/** A special offer. */
interface V2ProductActivity {
  readonly isActivityProduct: boolean | undefined;
  readonly active: boolean | undefined;
  readonly purchasable: boolean | undefined;
}

/** A kind of machine that can be rented. */
export interface V2Product {
  readonly id: string;
  readonly name: string;
  readonly type: Open<'gpu' | 'cpu'> | undefined;
  readonly category: Open<'instance' | 'serverless'> | undefined;
  readonly description: string | undefined;
  readonly pricing: V2Pricing;
  readonly billingMethods: readonly V2BillingMode[];
  /** Ids of regions, unlike the names in v1. */
  readonly regionIds: readonly string[];
  /** Undefined for a product without GPUs. */
  readonly gpu: V2ProductGpu | undefined;
  readonly cpuCount: number | undefined;
  readonly memoryGb: number | undefined;
  readonly minRootfsGb: number | undefined;
  readonly maxRootfsGb: number | undefined;
  /** Part of the root disk that costs nothing. */
  readonly freeRootfsGb: number | undefined;
  /** Whether an instance can be created now; may disagree with `inventory`. */
  readonly available: boolean;
  readonly inventory: Open<'none' | 'low' | 'normal' | 'high'> | undefined;
  readonly activity: V2ProductActivity | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<components['schemas']['V2Product']>;
}

/**
 * Filters of products; without them the GPU products for instances. `cpu`, `memory_gb` and `rootfs_size` (GB) are what a
 * product has at least, `region_ids` are ids with commas between, `limit` is how many products come at most.
 */
export type V2ProductFilters = Readonly<Partial<OperationQuery<'v2ListProducts'>>>;

/**
 * What can be rented, and at which price.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, formatMoney } from '@novita-fleet/client';
 * import type { CursorPage, V2Price, V2Pricing, V2Product, V2ProductFilters } from '@novita-fleet/client';
 *
 * const { products } = new NovitaApiService(new NovitaClient()).v2;
 * const filters: V2ProductFilters = { billing_method: 'spot', region_ids: 'us-ca-6,as-sgp-2' };
 * const page: CursorPage<V2Product> = await products.list(filters);
 * for (const { name, available, pricing } of page.items) {
 *   const { spot, postpaid }: V2Pricing = pricing;
 *   const price: V2Price | undefined = spot ?? postpaid;
 *   if (available && price?.final !== undefined) console.log(name, formatMoney(price.final), price.unit);
 * }
 * ```
 */
export class V2ProductsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * Products that fit. The cloud takes no cursor here: where `hasMore` is true, a larger `limit` shows more.
   * Page: https://novita.ai/docs/api-reference/gpus-v2-list-products
   * Equal reads share an answer for `catalogueTtlMs`, so stock may be that old; `catalogue: false` asks anew.
   *
   * @throws InvalidArgumentError when a filter is unknown, which the cloud would ignore in silence, or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(filters: V2ProductFilters = {}, options: ResourceCallOptions = {}): Promise<CursorPage<V2Product>> {
    const query = { ...filters, type: filters.type ?? 'gpu', category: filters.category ?? 'instance' };
    const answer = await callOperation(this.#client, 'v2ListProducts', { query }, { catalogue: true, ...options });
    return readCursorPage(answer, 'products', productOf);
  }
}

function productOf(raw: Loose): V2Product {
  const spec = readObject(raw.resource_spec);
  const rootfs = readObject(spec.rootfs);
  const product = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    type: readText(raw.type),
    category: readText(raw.category),
    description: readText(raw.description),
    pricing: readPricing(raw.pricing),
    billingMethods: readTexts(raw.billing_methods),
    regionIds: readTexts(raw.region_ids),
    gpu: readGpu(readObject(spec.gpu)),
    cpuCount: readNumber(spec.cpu),
    memoryGb: readNumber(spec.memory_gb),
    minRootfsGb: readNumber(rootfs.min_gb),
    maxRootfsGb: readNumber(rootfs.max_gb),
    freeRootfsGb: readNumber(rootfs.free_gb),
    available: readBoolean(raw.deployable) ?? false,
    inventory: readText(raw.inventory_state),
    activity: readActivity(readObject(raw.activity)),
  };
  return withRaw(product, raw as V2Product['raw']);
}

function readGpu(gpu: Loose): V2ProductGpu | undefined {
  if (Object.keys(gpu).length === 0) return undefined;
  return {
    specId: readText(gpu.spec_id),
    name: readText(gpu.name),
    memoryGb: readNumber(gpu.memory_gb),
    min: readNumber(gpu.min),
    max: readNumber(gpu.max),
    available: readNumber(gpu.available),
    maxAvailable: readNumber(gpu.max_available),
  };
}

function readActivity(activity: Loose): V2ProductActivity | undefined {
  if (Object.keys(activity).length === 0) return undefined;
  return {
    isActivityProduct: readBoolean(activity.is_activity_product),
    active: readBoolean(activity.active),
    purchasable: readBoolean(activity.purchasable),
  };
}
