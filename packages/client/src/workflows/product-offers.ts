import { PRICE_SCALE, compareMoney, costOf, parseMoney, type Money } from '../money.js';
import type { Cluster } from '../resources/clusters.js';
import { readNumber, readObjects } from '../resources/loose-values.js';
import type { Product } from '../resources/products.js';
import type { ProductBillingMode, ResolvedCriteria } from './product-criteria.js';
import { isOfferedIn, type NamedCluster } from './region-names.js';

/** Something that can be rented now, and what it costs. */
export interface ProductOffer {
  readonly product: Product;
  /** Where; undefined when any place will do and the cloud chooses. */
  readonly cluster: Cluster | undefined;
  readonly billingMode: ProductBillingMode;
  /** Number of GPUs. */
  readonly gpuNum: number;
  /** Months to be paid at once; undefined unless the billing mode is `monthly`. */
  readonly months: number | undefined;
  /**
   * Price of the whole instance, with all its GPUs, for one hour. A subscription is counted at 720 hours a month and
   * rounded half up.
   */
  readonly hourlyPrice: Money;
}

/** The products of one place, as the cloud lists them for it; of every place when `cluster` is undefined. */
export interface ProductListing {
  readonly cluster: Cluster | undefined;
  readonly products: readonly Product[];
}

const HOURS_PER_MONTH = 720;
const HOUR_MS = 3_600_000;

/**
 * Every offer that meets the criteria, the cheapest first. Of the same price come: more in stock, then by name, by id
 * of the product, and in the order of the places. It is pure.
 */
export function rankOffers(criteria: ResolvedCriteria, listings: readonly ProductListing[]): ProductOffer[] {
  const ranked = listings.flatMap(({ cluster, products }, place) =>
    products
      .filter((product) => hasName(product, criteria) && isIn(product, cluster))
      .flatMap((product) => {
        const price = priceOf(product, criteria);
        if (price === undefined || !isCheapEnough(price, criteria) || !isInStock(product, criteria)) return [];
        return [{ offer: offerOf(product, cluster, criteria, price), place, price }];
      }),
  );
  ranked.sort(
    (a, b) =>
      compareMoney(a.price.total, b.price.total) ||
      stockOf(b.offer.product) - stockOf(a.offer.product) ||
      compareText(a.offer.product.name, b.offer.product.name) ||
      compareText(a.offer.product.id, b.offer.product.id) ||
      a.place - b.place,
  );
  return ranked.map(({ offer }) => offer);
}

/** What an instance costs for a number of hours. */
export interface InstancePrice {
  readonly total: Money;
  readonly hours: number;
}

export function hasName({ name }: Product, { gpuName }: ResolvedCriteria): boolean {
  return name.toLowerCase().includes(gpuName.toLowerCase());
}

export function isIn({ regions }: Product, cluster: NamedCluster | undefined): boolean {
  return cluster === undefined || isOfferedIn(regions, cluster);
}

/** Price of the whole instance; undefined when the product is not sold in this way. */
export function priceOf(product: Product, criteria: ResolvedCriteria): InstancePrice | undefined {
  const { billingMode, gpuNum, months } = criteria;
  const modes = product.billingMethods;
  if (modes.length > 0 && !modes.includes(billingMode)) return undefined;
  const unit = unitPriceOf(product, billingMode, months);
  // A price of 0 is how the cloud writes that something is not on offer.
  if (unit === undefined || unit.amount <= 0) return undefined;
  const hours = billingMode === 'monthly' ? months * HOURS_PER_MONTH : 1;
  return { total: costOf(unit, gpuNum * HOUR_MS), hours };
}

/** Whether the price is within the limit, compared exactly: the price of the term with as many hours of the limit. */
export function isCheapEnough({ total, hours }: InstancePrice, { maxHourlyPrice: most }: ResolvedCriteria): boolean {
  if (most === undefined) return true;
  const atOneScale = BigInt(total.amount) * 10n ** BigInt(most.scale);
  return atOneScale <= BigInt(most.amount) * BigInt(hours) * 10n ** BigInt(total.scale);
}

export function isInStock(product: Product, { minInventory }: ResolvedCriteria): boolean {
  return product.available && (minInventory === undefined || stockOf(product) >= STOCK.indexOf(minInventory));
}

/** Rounded half up to the scale of the price. */
export function hourlyPriceOf({ total, hours }: InstancePrice): Money {
  const doubled = (2n * BigInt(total.amount) + BigInt(hours)) / BigInt(hours);
  return { ...total, amount: Number(doubled / 2n) };
}

function offerOf(
  product: Product,
  cluster: Cluster | undefined,
  { billingMode, gpuNum, months }: ResolvedCriteria,
  price: InstancePrice,
): ProductOffer {
  const term = billingMode === 'monthly' ? months : undefined;
  return { product, cluster, billingMode, gpuNum, months: term, hourlyPrice: hourlyPriceOf(price) };
}

/** Price of one GPU for one hour, or for the whole term of a subscription. */
function unitPriceOf(product: Product, mode: ProductBillingMode, months: number): Money | undefined {
  if (mode === 'onDemand') return product.price;
  if (mode === 'spot') return product.spotPrice;
  const term = readObjects(product.raw.monthlyPrice).find(({ month }) => readNumber(month) === months);
  return parseMoney(term?.price, PRICE_SCALE);
}

const STOCK: readonly string[] = ['none', 'low', 'normal', 'high'];

/** The stock as a number; a word that nobody documented counts as none. */
function stockOf({ inventory }: Product): number {
  return Math.max(0, STOCK.indexOf(inventory ?? 'none'));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
