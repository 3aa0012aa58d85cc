import type { components } from '@novita-fleet/openapi/novita';
import { PRICE_SCALE, parseMoney, type Money } from '../money.js';
import { callOperation, type OperationQuery } from '../operations/call-operation.js';
import type { BillingMode } from './instance.js';
import { readList } from './lists.js';
import { readBoolean, readNumber, readObjects, readText, readTexts, withRaw, type Loose } from './loose-values.js';
import type { Open } from './open.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawProduct = Partial<components['schemas']['GpuProduct']>;
type RawCpuProduct = Partial<components['schemas']['CpuProduct']>;

/** Price of one GPU for a term that is paid in advance. The unit is not published: that of the hourly price is assumed. */
export interface TermPrice {
  /** Length of the term. */
  readonly months: number | undefined;
  readonly price: Money | undefined;
  /** Before a discount. */
  readonly basePrice: Money | undefined;
}

/** A kind of machine with GPUs that can be rented. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** Price of one GPU for one hour, pay as you go. */
  readonly price: Money | undefined;
  /** Spot price of one GPU for one hour; undefined when spot is not on offer. */
  readonly spotPrice: Money | undefined;
  readonly monthlyPrices: readonly TermPrice[];
  readonly billingMethods: readonly BillingMode[];
  /** Names of clusters, not ids. Empty means every cluster. */
  readonly regions: readonly string[];
  /** Whether an instance can be created now; may disagree with `inventory`. */
  readonly available: boolean;
  readonly inventory: Open<'none' | 'low' | 'normal' | 'high'> | undefined;
  /** vCPUs for each GPU. */
  readonly cpuPerGpu: number | undefined;
  readonly memoryPerGpuGb: number | undefined;
  readonly diskPerGpuGb: number | undefined;
  readonly minRootfsGb: number | undefined;
  readonly maxRootfsGb: number | undefined;
  readonly minLocalStorageGb: number | undefined;
  readonly maxLocalStorageGb: number | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawProduct;
}

/** A kind of machine without a GPU that can be rented. */
export interface CpuProduct {
  readonly id: string;
  readonly name: string;
  /** Price of one hour, pay as you go. */
  readonly price: Money | undefined;
  /** Whether an instance can be created now. */
  readonly available: boolean;
  readonly cpuCount: number | undefined;
  readonly memoryGb: number | undefined;
  readonly rootfsGb: number | undefined;
  readonly localVolumeGb: number | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawCpuProduct;
}

/** Filters of GPU products: `productName` is a part of a name; memory and disk are in GB. The cloud takes the billing method `onDemand` when none is given. */
export type ProductFilters = Readonly<OperationQuery<'listGpuProducts'>>;

/** Filters of CPU products; `productName` is a part of a name. */
export type CpuProductFilters = Readonly<OperationQuery<'listCpuProducts'>>;

/**
 * What can be rented, and for how much. Prices are per hour.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, formatMoney } from '@novita-fleet/client';
 * import type { CpuProduct, CpuProductFilters, Product, ProductFilters, TermPrice } from '@novita-fleet/client';
 *
 * const { products } = new NovitaApiService(new NovitaClient());
 * const filters: ProductFilters = { productName: '4090', billingMethod: 'spot' };
 * const found: Product[] = await products.list(filters);
 * const term = ({ months, price }: TermPrice): string => `${months} months: ${price && formatMoney(price)}`;
 * for (const { name, spotPrice, monthlyPrices } of found) {
 *   console.log(name, spotPrice && formatMoney(spotPrice), monthlyPrices.map(term));
 * }
 *
 * const here: CpuProductFilters = { clusterId: 'us-ca-6' };
 * const withoutGpu: CpuProduct[] = await products.listCpu(here);
 * console.log(withoutGpu.map(({ cpuCount, memoryGb }) => `${cpuCount} vCPUs, ${memoryGb} GB`));
 * ```
 */
export class ProductsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * GPU products that fit. Page: https://novita.ai/docs/api-reference/gpu-instance-list-products
   * Equal reads share an answer for `catalogueTtlMs`, so stock may be that old; `catalogue: false` asks anew.
   *
   * @throws InvalidArgumentError when a filter is unknown, which the cloud would ignore in silence, or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async list(filters: ProductFilters = {}, options: ResourceCallOptions = {}): Promise<Product[]> {
    const once = { catalogue: true, ...options };
    const answer = await callOperation(this.#client, 'listGpuProducts', { query: filters }, once);
    return readList(answer, 'data', productOf);
  }

  /**
   * CPU products that fit. Page: https://novita.ai/docs/api-reference/gpu-instance-list-cpu-products
   * Equal reads share an answer for `catalogueTtlMs`, so stock may be that old; `catalogue: false` asks anew.
   *
   * @throws InvalidArgumentError when a filter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async listCpu(filters: CpuProductFilters = {}, options: ResourceCallOptions = {}): Promise<CpuProduct[]> {
    const once = { catalogue: true, ...options };
    const answer = await callOperation(this.#client, 'listCpuProducts', { query: filters }, once);
    return readList(answer, 'data', cpuProductOf);
  }
}

function productOf(raw: Loose): Product {
  const spotPrice = parseMoney(raw.spotPrice, PRICE_SCALE);
  const product = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    price: parseMoney(raw.price, PRICE_SCALE),
    spotPrice: spotPrice?.amount === 0 ? undefined : spotPrice,
    monthlyPrices: readObjects(raw.monthlyPrice).map(termPriceOf),
    billingMethods: readTexts(raw.billingMethods),
    regions: readTexts(raw.regions),
    available: readBoolean(raw.availableDeploy) ?? false,
    inventory: readText(raw.inventoryState),
    cpuPerGpu: readNumber(raw.cpuPerGpu),
    memoryPerGpuGb: readNumber(raw.memoryPerGpu),
    diskPerGpuGb: readNumber(raw.diskPerGpu),
    minRootfsGb: readNumber(raw.minRootFS),
    maxRootfsGb: readNumber(raw.maxRootFS),
    minLocalStorageGb: readNumber(raw.minLocalStorage),
    maxLocalStorageGb: readNumber(raw.maxLocalStorage),
  };
  return withRaw(product, raw as RawProduct);
}

function termPriceOf(raw: Loose): TermPrice {
  return {
    months: readNumber(raw.month),
    price: parseMoney(raw.price, PRICE_SCALE),
    basePrice: parseMoney(raw.basePrice, PRICE_SCALE),
  };
}

function cpuProductOf(raw: Loose): CpuProduct {
  const product = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    price: parseMoney(raw.price, PRICE_SCALE),
    available: readBoolean(raw.availableDeploy) ?? false,
    cpuCount: readNumber(raw.cpuNum),
    memoryGb: readNumber(raw.memorySize),
    rootfsGb: readNumber(raw.rootfsSize),
    localVolumeGb: readNumber(raw.localVolumeSize),
  };
  return withRaw(product, raw as RawCpuProduct);
}
