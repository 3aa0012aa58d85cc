import { z } from 'zod';

export const timeSchema = z.iso.datetime().describe('Time in UTC, ISO 8601.');

export const causeSchema = z.object({
  code: z.string().describe('Stable name of the cause; docs/errors.md lists them all.'),
  message: z.string(),
});

export const moneySchema = z
  .object({
    amount: z.int().describe('Whole number of units; one unit is 10^-scale of the currency.'),
    scale: z.int(),
    currency: z.literal('USD'),
  })
  .meta({ id: 'Money' });

export const cursorSchema = z.string().max(300).optional().describe('`nextCursor` of the page before.');
export const nextCursorSchema = z.string().nullable().describe('For the next page; null on the last one.');

export const idFilterSchema = z.string().regex(/^[\w-]{1,100}$/, 'Must be an id: letters, digits, _ and -.');

export const idParamsSchema = z.strictObject({ id: z.string() });

export const idempotencyHeadersSchema = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'Must be 1 to 255 printable ASCII characters without spaces.')
    .optional()
    .describe('The same key and body give the same answer, however often the request is sent.'),
});

export const createHeadersSchema = idempotencyHeadersSchema.extend({
  prefer: z
    .string()
    .max(500)
    .optional()
    .describe(
      '`wait=N`: the answer waits up to N seconds, 30 at most, for the cloud to answer. `Preference-Applied` in the ' +
        'answer tells the N that was used. Other preferences have no effect.',
    ),
});

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
