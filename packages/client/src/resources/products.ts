import type { components } from '@novita-fleet/openapi/novita';
import { PRICE_SCALE, parseMoney, type Money } from '../money.js';
import { callOperation, type OperationQuery } from '../operations/call-operation.js';
import type { BillingMode, Open } from './instance.js';
import {
  readBoolean,
  readNumber,
  readObject,
  readObjects,
  readText,
  readTexts,
  withRaw,
  type Loose,
} from './loose-values.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

type RawProduct = Partial<components['schemas']['GpuProduct']>;

/**
 * A kind of machine that can be rented.
 *
 * @example
 * ```ts
 * import { compareMoney, NovitaApiService, NovitaClient, type Product, type ProductFilters } from '@novita-fleet/client';
 *
 * const filters: ProductFilters = { productName: 'H100', billingMethod: 'onDemand', minMemoryPerGpu: 100 };
 * await using client = new NovitaClient();
 * const products: Product[] = await new NovitaApiService(client).products.list(filters);
 * const prices = products.flatMap(({ available, price }) => (available && price !== undefined ? [price] : []));
 * console.log(prices.sort(compareMoney)[0]);
 * ```
 */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** Price of one GPU for one hour, pay as you go. */
  readonly price: Money | undefined;
  /** Spot price of one GPU for one hour; undefined when spot is not on offer. */
  readonly spotPrice: Money | undefined;
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
  /** The answer itself; not part of JSON. */
  readonly raw: RawProduct;
}

/** Filters of GPU products: `productName` is a part of a name; memory and disk are in GB. The cloud takes the billing method `onDemand` when none is given. */
export type ProductFilters = Readonly<OperationQuery<'listGpuProducts'>>;

/** Kinds of machines that the cloud rents out. */
export class ProductsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * GPU products that fit. Page: https://novita.ai/docs/api-reference/gpu-instance-list-products
   *
   * @throws InvalidArgumentError when a filter is unknown, which the cloud would ignore in silence, or out of range.
   */
  async list(filters: ProductFilters = {}, options: ResourceCallOptions = {}): Promise<Product[]> {
    const answer = await callOperation(this.#client, 'listGpuProducts', { query: filters }, options);
    return readObjects(readObject(answer).data).map(productOf);
  }
}

function productOf(raw: Loose): Product {
  const spotPrice = parseMoney(raw.spotPrice, PRICE_SCALE);
  const product = {
    id: readText(raw.id) ?? '',
    name: readText(raw.name) ?? '',
    price: parseMoney(raw.price, PRICE_SCALE),
    spotPrice: spotPrice?.amount === 0 ? undefined : spotPrice,
    billingMethods: readTexts(raw.billingMethods),
    regions: readTexts(raw.regions),
    available: readBoolean(raw.availableDeploy) ?? false,
    inventory: readText(raw.inventoryState),
    cpuPerGpu: readNumber(raw.cpuPerGpu),
    memoryPerGpuGb: readNumber(raw.memoryPerGpu),
    diskPerGpuGb: readNumber(raw.diskPerGpu),
    minRootfsGb: readNumber(raw.minRootFS),
    maxRootfsGb: readNumber(raw.maxRootFS),
  };
  return withRaw(product, raw as RawProduct);
}
