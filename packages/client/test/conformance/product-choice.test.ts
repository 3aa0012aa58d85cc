import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { NoProductError, money, type Cluster, type Product, type ProductCriteria } from '../../src/index.js';
import { ClustersResource } from '../../src/resources/clusters.js';
import { ProductsResource } from '../../src/resources/products.js';
import { explainNoProduct } from '../../src/workflows/explain-no-product.js';
import { placesOf } from '../../src/workflows/optimal-product.js';
import { resolveCriteria, type ResolvedCriteria } from '../../src/workflows/product-criteria.js';
import { rankOffers, type ProductListing } from '../../src/workflows/product-offers.js';

interface Amount {
  readonly amount: number;
  readonly scale: number;
}
interface Wish {
  readonly name: string;
  readonly criteria: Omit<ProductCriteria, 'maxHourlyPrice'> & { readonly maxHourlyPrice?: string | Amount };
  readonly clusters: readonly unknown[];
  readonly listings: readonly { readonly clusterId: string | null; readonly products: readonly unknown[] }[];
}
interface Vectors {
  readonly regions: readonly {
    readonly name: string;
    readonly clusters: readonly unknown[];
    readonly regions: readonly string[];
    readonly clusterIds: readonly (string | null)[] | null;
  }[];
  readonly choices: readonly (Wish & {
    readonly offers: readonly {
      readonly productId: string;
      readonly clusterId: string | null;
      readonly hourlyPrice: Amount;
    }[];
  })[];
  readonly nothing: readonly (Wish & {
    readonly everything: readonly unknown[];
    readonly criterion: string;
    readonly near: readonly string[];
  })[];
}

const vectors = loadVectors('product-choice.json') as Vectors;

const answering = (data: readonly unknown[]) => ({ request: <T>() => Promise.resolve({ data } as T) });
const productsOf = (raw: readonly unknown[]): Promise<Product[]> => new ProductsResource(answering(raw)).list();
const clustersOf = (raw: readonly unknown[]): Promise<Cluster[]> => new ClustersResource(answering(raw)).list();

function criteriaOf({ maxHourlyPrice: most, ...rest }: Wish['criteria']): ResolvedCriteria {
  if (most === undefined) return resolveCriteria('test', rest);
  const maxHourlyPrice = typeof most === 'string' ? most : money(most.amount, most.scale);
  return resolveCriteria('test', { ...rest, maxHourlyPrice });
}

async function listingsOf({ listings, clusters }: Wish): Promise<ProductListing[]> {
  const known = await clustersOf(clusters);
  return Promise.all(
    listings.map(async ({ clusterId, products }) => ({
      cluster: known.find(({ id }) => id === clusterId),
      products: await productsOf(products),
    })),
  );
}

describe('product-choice.json', () => {
  it.each(vectors.regions)('regions: $name', async ({ clusters, regions, clusterIds }) => {
    const criteria = resolveCriteria('test', { region: regions });
    const known = await clustersOf(clusters);
    if (clusterIds === null) expect(() => placesOf(criteria, known)).toThrow(NoProductError);
    else expect(placesOf(criteria, known).map((cluster) => cluster?.id ?? null)).toEqual(clusterIds);
  });

  it.each(vectors.choices)('choice: $name', async ({ offers, ...wish }) => {
    const ranked = rankOffers(criteriaOf(wish.criteria), await listingsOf(wish));
    expect(
      ranked.map(({ product, cluster, hourlyPrice: { amount, scale } }) => ({
        productId: product.id,
        clusterId: cluster?.id ?? null,
        hourlyPrice: { amount, scale },
      })),
    ).toEqual(offers);
  });

  it.each(vectors.nothing)('nothing: $name', async ({ everything, criterion, near, ...wish }) => {
    const criteria = criteriaOf(wish.criteria);
    const listings = await listingsOf(wish);
    expect(rankOffers(criteria, listings)).toEqual([]);
    const clusters = await clustersOf(wish.clusters);
    const error = explainNoProduct(criteria, { clusters, listings, everything: await productsOf(everything) });
    expect({ criterion: error.criterion, near: error.near }).toEqual({ criterion, near });
  });
});
