import type { components } from '@novita-fleet/openapi/novita';

type Schemas = components['schemas'];

export type BillingMode = Schemas['BillingMode'];
export type Template = Schemas['Template'];

/** A data centre. Its id is not the lower-case form of its name. */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly supportNetworkStorage: boolean;
  readonly supportInstanceNetwork: boolean;
}

/** A GPU and the share of a machine that comes with it. */
export interface Product {
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
  /** GPUs in each cluster that has the product, by cluster id. */
  readonly gpus: Readonly<Record<string, number>>;
}

/** What the cloud sells, and where. */
export interface CatalogueData {
  readonly clusters: readonly Cluster[];
  readonly products: readonly Product[];
  readonly templates: readonly Template[];
}

/** Look-ups in the catalogue. */
export class Catalogue {
  readonly clusters: readonly Cluster[];
  readonly products: readonly Product[];
  readonly templates: readonly Template[];

  constructor(data: CatalogueData) {
    this.clusters = data.clusters;
    this.products = data.products;
    this.templates = data.templates;
  }

  cluster(id: string): Cluster | undefined {
    return this.clusters.find((cluster) => cluster.id === id);
  }

  product(id: string): Product | undefined {
    return this.products.find((product) => product.id === id);
  }

  template(id: string): Template | undefined {
    return this.templates.find((template) => template.Id === id);
  }

  /** Clusters that have the product, in the order of the catalogue. */
  clustersOf(product: Product): Cluster[] {
    return this.clusters.filter((cluster) => Object.hasOwn(product.gpus, cluster.id));
  }
}

/** How a product can be paid for. */
export function billingModesOf(product: Product): BillingMode[] {
  return product.spotPrice === undefined ? ['onDemand'] : ['onDemand', 'spot'];
}
