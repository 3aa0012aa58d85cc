import { z } from 'zod';
import { timeSchema } from './common-schemas.js';

const statusSchema = z
  .enum(['pending', 'delivered', 'dead'])
  .describe('`pending`: waits for its time, or behind an earlier event; `dead`: given up.');

export const deliverySchema = z
  .object({
    id: z.string(),
    endpointId: z.string(),
    eventId: z.string(),
    eventType: z.string(),
    instanceId: z.string().nullable().describe('Null where the event is about no instance.'),
    sequence: z.int().describe('Number of the event within its instance.'),
    status: statusSchema,
    attempts: z.int().describe('How often it was sent.'),
    nextAttemptAt: timeSchema
      .nullable()
      .describe('When it is due. Null when it has ended, or waits behind an earlier event of the instance.'),
    lastStatus: z.int().nullable().describe('HTTP status of the last answer; null when none came.'),
    lastError: z.string().nullable(),
    createdAt: timeSchema,
    finishedAt: timeSchema.nullable(),
  })
  .meta({ id: 'Delivery' });

export const attemptSchema = z
  .object({
    number: z.int(),
    at: timeSchema,
    durationMs: z.int().describe('Milliseconds.'),
    status: z.int().nullable().describe('HTTP status of the answer; null when none came.'),
    error: z.string().nullable(),
    answer: z.string().nullable().describe('Begin of the answer, without what looks like a secret.'),
  })
  .meta({ id: 'DeliveryAttempt' });

export const wholeDeliverySchema = deliverySchema
  .extend({
    log: z.array(attemptSchema).describe('The last 100 attempts, in order.'),
    body: z.string().nullable().describe('What is sent, to the byte.'),
  })
  .meta({ id: 'DeliveryWithLog' });

export const deliveryListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Number of deliveries on a page.'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before.'),
  endpointId: z.string().max(100).optional().describe('Only to this endpoint.'),
  instanceId: z.string().max(100).optional().describe('Only of events of this instance.'),
  eventType: z.string().max(100).optional().describe('Only of events of this type.'),
  status: statusSchema.optional().describe('Only those in this status.'),
  from: timeSchema.optional().describe('Only of events since this time.'),
  to: timeSchema.optional().describe('Only of events before this time.'),
});

export const deliveryListSchema = z
  .object({
    data: z.array(deliverySchema),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  })
  .meta({ id: 'DeliveryList' });
