const MS_PER_DAY = 86_400_000n;

/** 1/100000 USD, the unit of catalogue prices, as an exact amount. */
const PRICE_UNIT = MS_PER_DAY;

/** 1/10000 USD, the unit of balance and bills, as an exact amount. */
export const WALLET_UNIT = 10n * PRICE_UNIT;

/**
 * An exact amount of money: a price in 1/100000 USD for a day, times milliseconds. Hourly and daily prices are whole
 * numbers in it, so that nothing is rounded while it is counted.
 */
export type ExactAmount = bigint;

/** In whole 1/100000 USD; half a unit is rounded up. */
export function toPriceUnits(amount: ExactAmount): number {
  return Number((amount * 2n + PRICE_UNIT) / (2n * PRICE_UNIT));
}

/** In whole 1/10000 USD, rounded down: what has been charged of a running amount. */
export function toWalletUnits(amount: ExactAmount): number {
  return Number(amount / WALLET_UNIT);
}
