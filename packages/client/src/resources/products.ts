import { checkKnownOptions } from '@novita-fleet/resilience';
import type { components } from '@novita-fleet/openapi/novita';
import { PRICE_SCALE, parseMoney, type Money } from '../money.js';
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

/** A kind of machine that can be rented. */
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
  readonly cpuPerGpu: number | undefined;
  readonly memoryPerGpuGb: number | undefined;
  readonly diskPerGpuGb: number | undefined;
  readonly minRootfsGb: number | undefined;
  readonly maxRootfsGb: number | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: RawProduct;
}

export interface ProductFilters {
  readonly clusterId?: string;
  readonly gpuNum?: number;
  /** Part of a name. */
  readonly productName?: string;
  readonly minCpuPerGpu?: number;
  /** In GB. */
  readonly minMemoryPerGpu?: number;
  /** In GB. */
  readonly minRootFSSize?: number;
  /** The cloud takes `onDemand` when none is given. */
  readonly billingMethod?: BillingMode;
}

const FILTER_NAMES: readonly (keyof ProductFilters)[] = [
  'clusterId',
  'gpuNum',
  'productName',
  'minCpuPerGpu',
  'minMemoryPerGpu',
  'minRootFSSize',
  'billingMethod',
];

export class ProductsResource {
  readonly #client: ResourceClient;

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /**
   * GPU products that fit. Page: https://novita.ai/docs/api-reference/gpu-instance-list-products
   *
   * @throws InvalidArgumentError when a filter is unknown; the cloud would ignore it in silence.
   */
  async list(filters: ProductFilters = {}, options: ResourceCallOptions = {}): Promise<Product[]> {
    checkKnownOptions('products.list', filters, FILTER_NAMES);
    const path = '/gpu-instance/openapi/v1/products';
    const answer = await this.#client.request({ ...options, method: 'GET', path, query: { ...filters } });
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
