import { NoProductError } from '../errors/no-product-error.js';
import { compareMoney, formatMoney } from '../money.js';
import type { Cluster } from '../resources/clusters.js';
import type { Product } from '../resources/products.js';
import { nearestNames } from './nearest-names.js';
import { MODES, type ResolvedCriteria } from './product-criteria.js';
import {
  hasName,
  hourlyPriceOf,
  isCheapEnough,
  isIn,
  isInStock,
  priceOf,
  type InstancePrice,
  type ProductListing,
} from './product-offers.js';
import { isOfferedIn } from './region-names.js';

/** How many names are told at most. */
const MOST_NEAR = 5;

/** What the cloud lists. */
export interface Catalogue {
  /** All clusters; needed only when a region is wanted. */
  readonly clusters: readonly Cluster[];
  /** The listings in which nothing was found: those of the wanted places. */
  readonly listings: readonly ProductListing[];
  /** Every product, in whatever place and billing mode it is sold. */
  readonly everything: readonly Product[];
}

/** A wanted region does not exist. */
export function unknownRegion(region: string, clusters: readonly Cluster[]): NoProductError {
  const names = nearestNames(region, namesOf(clusters));
  return new NoProductError('region', names, `No region is called "${region}"`);
}

/**
 * Says which criterion leaves nothing: the first one that no product meets which meets those before it, in the order
 * name, billing mode, region, price, stock. It is pure.
 */
export function explainNoProduct(criteria: ResolvedCriteria, catalogue: Catalogue): NoProductError {
  const { clusters, listings, everything } = catalogue;
  const { gpuName, billingMode, gpuNum } = criteria;
  const what = gpuName === '' ? 'product' : `product with "${gpuName}" in its name`;
  const named = everything.filter((product) => hasName(product, criteria));
  if (named.length === 0 && gpuName !== '') {
    const near = nearestNames(gpuName, namesOf(everything)).slice(0, MOST_NEAR);
    return new NoProductError('gpuName', near, `No product has "${gpuName}" in its name`);
  }
  const sold = named.filter((product) => priceOf(product, criteria) !== undefined);
  if (sold.length === 0) {
    const modes = MODES.filter((mode) => named.some((product) => priceOf(product, { ...criteria, billingMode: mode })));
    return new NoProductError('billingMode', modes, `No ${what} is sold as "${billingMode}"`);
  }
  const here = listings.flatMap(({ cluster, products }) =>
    products.flatMap((product) => {
      const price = hasName(product, criteria) && isIn(product, cluster) ? priceOf(product, criteria) : undefined;
      return price === undefined ? [] : [{ product, price }];
    }),
  );
  if (here.length === 0 && criteria.regions.length > 0) {
    const elsewhere = clusters.filter((cluster) => sold.some(({ regions }) => isOfferedIn(regions, cluster)));
    return new NoProductError('region', namesOf(elsewhere).sort(), `No ${what} is on offer in the wanted region`);
  }
  const cheap = here.filter(({ price }) => isCheapEnough(price, criteria));
  if (here.length > 0 && cheap.length === 0) {
    const lowest = formatMoney(hourlyPriceOf(lowestOf(here.map(({ price }) => price))));
    return new NoProductError('maxHourlyPrice', [lowest], `Every ${what} costs more than the limit`);
  }
  const others = everything.filter((product) => {
    const price = priceOf(product, criteria);
    return price !== undefined && isCheapEnough(price, criteria) && isInStock(product, criteria);
  });
  const near = nearestNames(gpuName, namesOf(others)).slice(0, MOST_NEAR);
  return new NoProductError('stock', near, `No ${what} has ${gpuNum} GPU${gpuNum === 1 ? '' : 's'} in stock as wanted`);
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return [...new Set(named.map(({ name }) => name))];
}

function lowestOf(prices: readonly InstancePrice[]): InstancePrice {
  return prices.reduce((lowest, price) => (compareMoney(price.total, lowest.total) < 0 ? price : lowest));
}
