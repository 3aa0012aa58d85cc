import { PRICE_SCALE } from '@novita-fleet/client';

/**
 * An amount in USD as written in a request, in 1/100000 USD.
 *
 * @param text - digits with at most 5 decimal places, as the schema has checked.
 */
export function parseDecimalMoney(text: string): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(whole + fraction.padEnd(PRICE_SCALE, '0'));
}
