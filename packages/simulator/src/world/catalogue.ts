import type { components } from '@novita-fleet/openapi/novita';

type Schemas = components['schemas'];

export type BillingMode = Schemas['BillingMode'];

/** A data centre. Its id is not the lower-case form of its name. */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly supportNetworkStorage: boolean;
  readonly supportInstanceNetwork: boolean;
}

/** What a subscription costs for one GPU. */
export interface TermPrice {
  readonly month: number;
  /** For the whole term, in 1/100000 USD. */
  readonly price: number;
  /** The same before the discount. */
  readonly basePrice: number;
}

/** A GPU and the share of a machine that comes with it; or, of kind `cpu`, a whole machine without one. */
export interface Product {
  readonly kind: 'gpu' | 'cpu';
  readonly id: string;
  readonly name: string;
  readonly cpuPerGpu: number;
  /** GB */
  readonly memoryPerGpu: number;
  /** GB */
  readonly diskPerGpu: number;
  /** Largest root disk in GB. */
  readonly maxRootFs: number;
  /** On demand, in 1/100000 USD per GPU-hour. */
  readonly price: number;
  /** In 1/100000 USD per GPU-hour; absent when not sold as spot. */
  readonly spotPrice?: number;
  /** Subscriptions on offer, the shortest term first; absent when not sold by the month. */
  readonly monthlyPrice?: readonly TermPrice[];
  /** GPUs (machines of kind `cpu`) in each cluster that has the product, by cluster id. */
  readonly gpus: Readonly<Record<string, number>>;
}

/** What the cloud sells, and where. */
export interface CatalogueData {
  readonly clusters: readonly Cluster[];
  readonly products: readonly Product[];
  readonly cpuProducts: readonly Product[];
}

/** Look-ups in the catalogue. */
export class Catalogue {
  readonly clusters: readonly Cluster[];
  /** GPU products. */
  readonly products: readonly Product[];
  readonly cpuProducts: readonly Product[];

  constructor(data: CatalogueData) {
    this.clusters = data.clusters;
    this.products = data.products;
    this.cpuProducts = data.cpuProducts;
  }

  cluster(id: string): Cluster | undefined {
    return this.clusters.find((cluster) => cluster.id === id);
  }

  product(id: string): Product | undefined {
    return this.products.find((product) => product.id === id);
  }

  cpuProduct(id: string): Product | undefined {
    return this.cpuProducts.find((product) => product.id === id);
  }

  /** Clusters that have the product, in the order of the catalogue. */
  clustersOf(product: Product): Cluster[] {
    return this.clusters.filter((cluster) => Object.hasOwn(product.gpus, cluster.id));
  }
}

/** How a product can be paid for. */
export function billingModesOf(product: Product): BillingMode[] {
  const modes: BillingMode[] = ['onDemand'];
  if (product.monthlyPrice !== undefined) modes.push('monthly');
  if (product.spotPrice !== undefined) modes.push('spot');
  return modes;
}

/**
 * What a term costs for one GPU, in 1/100000 USD: the price of that term, or of as many of the shortest one.
 * `undefined` when the product is not sold by the month.
 */
export function termPrice(product: Product, months: number): number | undefined {
  const terms = product.monthlyPrice ?? [];
  const exact = terms.find(({ month }) => month === months);
  if (exact !== undefined) return exact.price;
  const shortest = terms[0];
  return shortest && Math.ceil((shortest.price * months) / shortest.month);
}
