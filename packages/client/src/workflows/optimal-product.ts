import type { Cluster, ClustersResource } from '../resources/clusters.js';
import type { Product, ProductsResource } from '../resources/products.js';
import type { CreateCandidate } from '../safe-create/candidates.js';
import { explainNoProduct, unknownRegion } from './explain-no-product.js';
import { MODES, resolveCriteria, type ProductCriteria, type ResolvedCriteria } from './product-criteria.js';
import { rankOffers, type ProductListing, type ProductOffer } from './product-offers.js';
import { meansCluster } from './region-names.js';

/** The best offer, and what else would do. */
export interface OptimalProduct extends ProductOffer {
  /** Every other offer that meets the criteria, the cheapest first. */
  readonly alternatives: readonly ProductOffer[];
}

/** What a choice reads from the cloud. */
export interface CatalogueParts {
  readonly clusters: ClustersResource;
  readonly products: ProductsResource;
}

/** How to look for a product. */
export interface ProductSearchOptions {
  /** Ends the calls. */
  readonly signal?: AbortSignal;
}

/** Finds the cheapest product; `NovitaApiService.getOptimalProduct` is this with its parts filled in. */
export async function getOptimalProduct(
  parts: CatalogueParts,
  criteria: ProductCriteria,
  options: ProductSearchOptions,
): Promise<OptimalProduct> {
  const wanted = resolveCriteria('getOptimalProduct', criteria);
  const clusters = wanted.regions.length === 0 ? [] : await parts.clusters.list(options);
  const places = placesOf(wanted, clusters);
  const listings = await Promise.all(places.map((place) => listingOf(parts, wanted, place, options)));
  const [best, ...alternatives] = rankOffers(wanted, listings);
  if (best !== undefined) return { ...best, alternatives };
  throw explainNoProduct(wanted, { clusters, listings, everything: await everythingOf(parts, options) });
}

/** Turns offers into candidates for `createInstance`. */
export function candidatesOf(offers: readonly ProductOffer[]): CreateCandidate[] {
  return offers.map(({ product, cluster, billingMode, gpuNum, months }) => ({
    ...{ productId: product.id, billingMode, gpuNum },
    ...(cluster !== undefined && { clusterId: cluster.id }),
    ...(months !== undefined && { month: months }),
  }));
}

/**
 * The clusters that are wanted, each once, in the order of the wish.
 *
 * @throws NoProductError when a region does not exist.
 */
export function placesOf({ regions }: ResolvedCriteria, clusters: readonly Cluster[]): (Cluster | undefined)[] {
  if (regions.length === 0) return [undefined];
  const places = new Set<Cluster>();
  for (const region of regions) {
    const meant = clusters.filter((cluster) => meansCluster(region, cluster));
    if (meant.length === 0) throw unknownRegion(region, clusters);
    for (const cluster of meant) places.add(cluster);
  }
  return [...places];
}

async function listingOf(
  { products }: CatalogueParts,
  { billingMode, gpuNum }: ResolvedCriteria,
  cluster: Cluster | undefined,
  options: ProductSearchOptions,
): Promise<ProductListing> {
  const filters = { billingMethod: billingMode, gpuNum, ...(cluster !== undefined && { clusterId: cluster.id }) };
  return { cluster, products: await products.list(filters, options) };
}

/** Every product once: a list holds only what is sold in one billing mode. */
async function everythingOf({ products }: CatalogueParts, options: ProductSearchOptions): Promise<Product[]> {
  const lists = await Promise.all(MODES.map((billingMethod) => products.list({ billingMethod }, options)));
  const byId = new Map(lists.flat().map((product) => [product.id, product]));
  return [...byId.values()];
}
