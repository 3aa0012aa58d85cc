import type { Money } from '../api/schemas.js';

const MS_PER_HOUR = 3_600_000n;

/** Scale of sums that no amount has set yet: that of prices. */
export const PRICE_SCALE = 5;

export function usd(amount: number, scale = PRICE_SCALE): Money {
  return { amount, scale, currency: 'USD' };
}

/** The sum, exact, at the finest scale of its parts. */
export function sumOf(parts: Iterable<Money | null>): Money {
  let scale = PRICE_SCALE;
  let total = 0n;
  for (const part of parts) {
    if (part === null) continue;
    if (part.scale > scale) {
      total *= 10n ** BigInt(part.scale - scale);
      scale = part.scale;
    }
    total += BigInt(part.amount) * 10n ** BigInt(scale - part.scale);
  }
  return usd(Number(total), scale);
}

/** What an hourly price makes in a time, rounded half up to the scale of the price. @param ms - milliseconds. */
export function costOf(perHour: Money, ms: number): Money {
  const exact = BigInt(perHour.amount) * BigInt(Math.max(0, Math.round(ms)));
  return { ...perHour, amount: Number((exact * 2n + MS_PER_HOUR) / (MS_PER_HOUR * 2n)) };
}

/** Negative when `a` is less than `b`, 0 when they are equal; what is unknown comes first. */
export function compareMoney(a: Money | null, b: Money | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const scale = Math.max(a.scale, b.scale);
  return a.amount * 10 ** (scale - a.scale) - b.amount * 10 ** (scale - b.scale);
}

const formatWith = (minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', minimumFractionDigits, maximumFractionDigits });

// A format costs more to make than a hundred amounts to write, and a table writes hundreds.
const CENTS = formatWith(2, 2);
const FRACTIONS = formatWith(2, 4);

/**
 * Such as `$1,234.50`. Amounts below a dollar keep up to four places, so that a price of a fraction of a cent can be read.
 *
 * @param places - decimal places, when columns must line up.
 */
export function formatMoney(money: Money, places?: number): string {
  const value = money.amount / 10 ** money.scale;
  if (places !== undefined && places !== 2) return formatWith(places, places).format(value);
  return (places === undefined && Math.abs(value) < 1 ? FRACTIONS : CENTS).format(value);
}
