import { z } from 'zod';
import { cursorSchema, idFilterSchema, moneySchema, nextCursorSchema } from './common-schemas.js';

export const usageQuerySchema = z.strictObject({
  from: z.iso.date().optional().describe('First day, in UTC. Default: 29 days before the last.'),
  to: z.iso.date().optional().describe('Last day, in UTC. Default: today.'),
  groupBy: z
    .array(z.enum(['day', 'instance', 'key']))
    .max(3)
    .default(['day'])
    .describe('What each row is the sum of; given several times for several.'),
  owner: idFilterSchema.optional().describe('Only instances of this API key.'),
  instanceId: idFilterSchema.optional().describe('Only this instance, also when it is long gone.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(400).describe('How many rows a page has.'),
  cursor: cursorSchema,
});

const sumShape = {
  hours: z.number().describe('Hours in which meters ran: `meteredMs`, in hours.'),
  meteredMs: z.int().describe('Milliseconds in which meters ran, exact.'),
  unpricedMs: z.int().describe('The part of it whose price the cloud has not told yet: it counts as free.'),
  cost: moneySchema,
};

export const usageSchema = z
  .object({
    from: z.string().describe('First day that is included, in UTC.'),
    to: z.string().describe('Last day that is included, in UTC.'),
    total: z.object(sumShape).describe('The sum of all rows on all pages, rounded once.'),
    data: z.array(
      z.object({
        day: z.string().nullable().describe('In UTC; null when rows are not by day.'),
        owner: z.string().nullable().describe('The API key; null when rows are not by key.'),
        instanceId: z.string().nullable().describe('Null when rows are not by instance.'),
        ...sumShape,
      }),
    ),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'Usage' });
