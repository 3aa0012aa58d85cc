import { parseMoney, type Money } from '../../money.js';
import { readNumber, readObject, readObjects, readText, type Loose } from '../loose-values.js';

/** A price and what it was before a discount. */
export interface V2Price {
  /** What is to be paid. */
  readonly final: Money | undefined;
  /** The list price. */
  readonly base: Money | undefined;
  /** What is paid for: `per_hour` in samples. */
  readonly unit: string | undefined;
}

/** The price of a term that is paid in advance. */
interface V2PrepaidPrice {
  /** Length of the term, in months. */
  readonly months: number | undefined;
  /** What is to be paid for the term. */
  readonly final: Money | undefined;
  /** The list price of the term. */
  readonly base: Money | undefined;
  readonly specId: string | undefined;
}

/** Prices of a product. An answer says their scale itself; without it no amount can be read, and all are undefined. */
export interface V2Pricing {
  /** Price of pay as you go; undefined when that is not on offer. */
  readonly postpaid: V2Price | undefined;
  /** Undefined when spot is not on offer. */
  readonly spot: V2Price | undefined;
  /** Empty when no term can be bought. */
  readonly prepaid: readonly V2PrepaidPrice[];
  /** Price of a GB of disk beyond what is free; by the day, as the guide to prices has it. */
  readonly storagePerGb: Money | undefined;
}

/** Reads `pricing`, whose amounts are in units of 10 to the power of minus `precision`. */
export function readPricing(value: unknown): V2Pricing {
  const pricing = readObject(value);
  const scale = readScale(pricing.precision);
  const amountOf = (amount: unknown): Money | undefined =>
    scale === undefined ? undefined : parseMoney(amount, scale);
  const spot = readPrice(pricing.spot, amountOf);
  return {
    postpaid: readPrice(pricing.postpaid, amountOf),
    // Nothing is given away: v1 writes 0 where spot is not on offer.
    spot: spot?.final?.amount === 0 ? undefined : spot,
    prepaid: readObjects(pricing.prepaid).map((term) => ({
      months: readNumber(term.duration_months),
      ...readAmounts(term, amountOf),
      specId: readText(term.spec_id),
    })),
    storagePerGb: amountOf(pricing.storage_price_per_gb),
  };
}

function readPrice(value: unknown, amountOf: (amount: unknown) => Money | undefined): V2Price | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const price = readObject(value);
  return { ...readAmounts(price, amountOf), unit: readText(price.unit) };
}

function readAmounts(price: Loose, amountOf: (amount: unknown) => Money | undefined): Pick<V2Price, 'final' | 'base'> {
  return { final: amountOf(price.final_price), base: amountOf(price.base_price) };
}

/** Decimal places; undefined when there is no such number, because a guess would be wrong by powers of ten. */
function readScale(value: unknown): number | undefined {
  const scale = readNumber(value);
  return scale !== undefined && Number.isInteger(scale) && scale >= 0 && scale <= 15 ? scale : undefined;
}
