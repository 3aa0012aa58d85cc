import { PRICE_SCALE } from '@novita-fleet/client';
import { z } from 'zod';

/**
 * An amount in USD as written in a request, in 1/100000 USD.
 *
 * @param text - digits with at most 5 decimal places, as the schema has checked.
 */
export function parseDecimalMoney(text: string): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(whole + fraction.padEnd(PRICE_SCALE, '0'));
}

/** An amount in USD in a request. */
export const usdSchema = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,5})?$/, {
    error: 'Must be an amount in USD such as "0.67", with at most 5 decimal places.',
    abort: true,
  })
  .refine((text) => parseDecimalMoney(text) > 0, { error: 'Must be more than 0.' });
