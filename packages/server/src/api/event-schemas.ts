import { z } from 'zod';
import { causeSchema, cursorSchema, nextCursorSchema, timeSchema } from './common-schemas.js';
import { stateSchema } from './instance-schemas.js';

export const eventSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    timestamp: timeSchema,
    sequence: z.int().describe('Number of the event: from 1, without gaps, for each instance.'),
    data: z.object({
      instanceId: z.string(),
      novitaInstanceId: z.string().nullable(),
      name: z.string(),
      metadata: z.record(z.string(), z.string()),
      status: stateSchema,
      previousStatus: stateSchema.nullable(),
      cloudStatus: z.string().nullable(),
      elapsedTime: z.number().describe('Milliseconds since the instance was asked for.'),
      error: causeSchema.nullable(),
      details: z.record(z.string(), z.unknown()).nullable().describe('What the type of the event adds.'),
    }),
  })
  .meta({ id: 'Event' });

export const eventListQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).optional().describe('Only events with a higher sequence number.'),
  cursor: cursorSchema,
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Events in the answer.'),
});

export const eventListSchema = z
  .object({ data: z.array(eventSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'EventList' });
