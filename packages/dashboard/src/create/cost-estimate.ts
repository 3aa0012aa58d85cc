import type { Money } from '../api/schemas.js';
import { costOf, PRICE_SCALE, usd } from '../money/money.js';
import type { BillingMode, Candidate, CreateRequest } from './create-request.js';
import type { Product } from './product-list.js';

/** What is on offer now, by how it is paid; undefined while it is not known. */
export type Offer = Readonly<Record<BillingMode, readonly Product[] | undefined>>;

/** What a request is likely to cost. */
export interface CostEstimate {
  /** Of the first candidate that can be had now; undefined when none can, or no price is known. */
  readonly perHour: Money | undefined;
  /** The most that any place of the plan costs an hour. */
  readonly mostPerHour: Money | undefined;
  /** What ends it first, at `perHour`; undefined when nothing does. */
  readonly end: { readonly afterMs: number; readonly by: 'stopAfter' | 'deleteAfter' | 'maxCost' } | undefined;
  /** The cost until then. */
  readonly untilEnd: Money | undefined;
}

const HOUR_MS = 3_600_000n;

/** Works out what a request costs, in whole 1/100000 USD; disks are not counted, as the server does not. */
export function costEstimate(request: CreateRequest, offer: Offer): CostEstimate {
  const prices = [request, ...(request.fallback ?? [])]
    .map((candidate) => priceOf(candidate, offer, request.gpuNum ?? 1))
    .filter((price) => price !== undefined);
  const [perHour] = prices;
  if (perHour === undefined) {
    return { perHour: undefined, mostPerHour: undefined, end: undefined, untilEnd: undefined };
  }
  const mostPerHour = prices.reduce((most, price) => (price > most ? price : most));
  const end = endOf(request, perHour);
  return {
    perHour: usd(Number(perHour)),
    mostPerHour: usd(Number(mostPerHour)),
    end,
    untilEnd: end && costOf(usd(Number(perHour)), end.afterMs),
  };
}

function endOf(request: CreateRequest, perHour: bigint): CostEstimate['end'] {
  const maxCost = units(request.maxCost);
  const ends = [
    { by: 'stopAfter' as const, afterMs: request.stopAfterMs },
    { by: 'deleteAfter' as const, afterMs: request.deleteAfterMs },
    {
      by: 'maxCost' as const,
      afterMs: maxCost === undefined || perHour === 0n ? undefined : Number((maxCost * HOUR_MS) / perHour),
    },
  ];
  let first: CostEstimate['end'];
  for (const { by, afterMs } of ends) {
    if (typeof afterMs !== 'number' || Number.isNaN(afterMs)) continue;
    if (first === undefined || afterMs < first.afterMs) first = { by, afterMs };
  }
  return first;
}

/** Price of the whole instance for an hour: of the product, or of the cheapest that the server would take now. */
function priceOf(candidate: Candidate, offer: Offer, gpuNum: number): bigint | undefined {
  const { productId, gpuName, regions = [], billingMode = 'onDemand', maxHourlyPrice } = candidate;
  if (!Number.isInteger(gpuNum)) return undefined;
  const cap = units(maxHourlyPrice);
  const prices = (offer[billingMode] ?? [])
    .filter((product) =>
      productId === undefined
        ? gpuName !== undefined &&
          product.available &&
          product.name.toLowerCase().includes(gpuName.toLowerCase()) &&
          isIn(product, regions)
        : product.id === productId,
    )
    .flatMap(({ pricePerGpuHour: price }) => (price === null ? [] : [BigInt(price.amount) * BigInt(gpuNum)]))
    .filter((price) => cap === undefined || price <= cap);
  return prices.length === 0 ? undefined : prices.reduce((least, price) => (price < least ? price : least));
}

function isIn(product: Product, regions: readonly string[]): boolean {
  const isOffered = regions.some((region) => product.regions.includes(region));
  return regions.length === 0 || product.regions.length === 0 || isOffered;
}

/** 1/100000 USD of an amount as it is written in a request; undefined when it is none. */
function units(text: string | null | undefined): bigint | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,5}))?$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  return BigInt(whole + fraction.padEnd(PRICE_SCALE, '0'));
}
