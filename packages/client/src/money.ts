import { InvalidArgumentError, checkNumber } from '@novita-fleet/resilience';

/**
 * An amount of money without rounding: `amount / 10^scale` in `currency`.
 *
 * @example
 * ```ts
 * import { formatMoney, PRICE_SCALE, type Money } from '@novita-fleet/client';
 *
 * const price: Money = { amount: 67_000, scale: PRICE_SCALE, currency: 'USD' };
 * console.log(formatMoney(price)); // → 0.67 USD
 * ```
 */
export interface Money {
  /** A safe integer: how many of the smallest part, such as 1/100000 USD at a scale of 5. */
  readonly amount: number;
  /** Decimal places of `amount`. */
  readonly scale: number;
  readonly currency: 'USD';
}

/** Decimal places of product and instance prices. https://novita.ai/docs/api-reference/gpu-instance-list-products */
export const PRICE_SCALE = 5;

/**
 * Decimal places of balances and bills, unless a row tells its own. https://novita.ai/docs/api-reference/basic-get-user-balance
 *
 * @example
 * ```ts
 * import { formatMoney, parseMoney, WALLET_SCALE } from '@novita-fleet/client';
 *
 * const balance = parseMoney('1234500', WALLET_SCALE);
 * console.log(balance && formatMoney(balance)); // → 123.45 USD
 * ```
 */
export const WALLET_SCALE = 4;

const MS_PER_HOUR = 3_600_000n;

/**
 * An amount of US dollars.
 *
 * @throws InvalidArgumentError when `amount` is not a safe integer or `scale` is not a whole number from 0 to 15.
 * @param amount - how many of the smallest part: 1/10^scale USD.
 * @param scale - decimal places of `amount`.
 *
 * @example
 * ```ts
 * import { formatMoney, money } from '@novita-fleet/client';
 *
 * console.log(formatMoney(money(1_250, 2))); // → 12.50 USD
 * ```
 */
export function money(amount: number, scale: number): Money {
  checkNumber('amount', amount, { min: Number.MIN_SAFE_INTEGER, integer: true });
  checkNumber('scale', scale, { max: 15, integer: true });
  return { amount, scale, currency: 'USD' };
}

/**
 * Reads an amount that an API sends as a whole number or as its decimal digits.
 *
 * @param scale - decimal places of the amount.
 * @returns undefined when it is absent or anything else.
 *
 * @example
 * ```ts
 * import { parseMoney } from '@novita-fleet/client';
 *
 * console.log(parseMoney('67000', 5)?.amount, parseMoney('0.67', 5)); // → 67000 undefined
 * ```
 */
export function parseMoney(value: unknown, scale: number): Money | undefined {
  const amount = typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : value;
  // Plus 0 makes 0 of -0.
  return Number.isSafeInteger(amount) ? { amount: (amount as number) + 0, scale, currency: 'USD' } : undefined;
}

/**
 * What something costs for a time, rounded half up to the scale of the price.
 *
 * @param hourlyPrice - price of one hour.
 * @param durationMs - whole milliseconds, at least 0.
 * @throws InvalidArgumentError when the duration is not such a number or the cost is beyond the safe integers.
 *
 * @example
 * ```ts
 * import { costOf, formatMoney, money } from '@novita-fleet/client';
 *
 * const hourly = money(67_000, 5);
 * console.log(formatMoney(costOf(hourly, 90 * 60 * 1000))); // → 1.005 USD
 * ```
 */
export function costOf(hourlyPrice: Money, durationMs: number): Money {
  checkNumber('durationMs', durationMs, { integer: true });
  const exact = BigInt(hourlyPrice.amount) * BigInt(durationMs);
  const rounded = floorDivide(2n * exact + MS_PER_HOUR, 2n * MS_PER_HOUR);
  return { ...hourlyPrice, amount: safe(rounded) };
}

/**
 * The sum, at the finer of the two scales.
 *
 * @example
 * ```ts
 * import { addMoney, formatMoney, money } from '@novita-fleet/client';
 *
 * console.log(formatMoney(addMoney(money(10, 2), money(5, 5)))); // → 0.10005 USD
 * ```
 */
export function addMoney(a: Money, b: Money): Money {
  const scale = Math.max(a.scale, b.scale);
  return { amount: safe(atScale(a, scale) + atScale(b, scale)), scale, currency: a.currency };
}

/**
 * Negative when `a` is less than `b`, 0 when they are equal, positive when it is more; scales may differ.
 *
 * @example
 * ```ts
 * import { compareMoney, formatMoney, money } from '@novita-fleet/client';
 *
 * const prices = [money(80_000, 5), money(35, 2)].sort(compareMoney);
 * console.log(prices.map(formatMoney).join(' < ')); // → 0.35 USD < 0.80 USD
 * ```
 */
export function compareMoney(a: Money, b: Money): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = atScale(a, scale) - atScale(b, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/**
 * Such as `0.67 USD`: all decimal places that are not 0, and at least two.
 *
 * @example
 * ```ts
 * import { formatMoney, money } from '@novita-fleet/client';
 *
 * console.log(formatMoney(money(-3, 5))); // → -0.00003 USD
 * ```
 */
export function formatMoney(value: Money): string {
  const digits = String(Math.abs(value.amount)).padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits
    .slice(digits.length - value.scale)
    .replace(/0+$/, '')
    .padEnd(2, '0');
  return `${value.amount < 0 ? '-' : ''}${whole}.${fraction} ${value.currency}`;
}

function atScale(value: Money, scale: number): bigint {
  return BigInt(value.amount) * 10n ** BigInt(scale - value.scale);
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function safe(amount: bigint): number {
  const value = Number(amount);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('amount', `An amount of ${amount} is beyond the safe integers`);
}
