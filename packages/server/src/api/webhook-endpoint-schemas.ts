import { z } from 'zod';
import { timeSchema } from './common-schemas.js';

const urlSchema = z.string().min(1).max(2_000).describe('http or https address that gets the events.');

const eventTypesSchema = z
  .array(
    z
      .string()
      .max(100)
      .regex(/^(?:instance|endpoint)\.[a-z_]+$/, 'Must be an event type such as "instance.ready".'),
  )
  .min(1)
  .max(50);

const secretSchema = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'Must be whsec_ and the base64 of 24 to 64 bytes.')
  .optional()
  .describe('Signing secret; made by the server when left out.');

export const createWebhookEndpointSchema = z
  .strictObject({
    url: urlSchema,
    eventTypes: eventTypesSchema.optional().describe('Only these types; all when left out.'),
    secret: secretSchema,
  })
  .meta({ id: 'CreateWebhookEndpointRequest' });

export const changeWebhookEndpointSchema = z
  .strictObject({
    url: urlSchema.optional(),
    eventTypes: eventTypesSchema.nullable().optional().describe('Only these types; null for all.'),
    enabled: z
      .boolean()
      .optional()
      .describe('False lets what waits wait and takes no new events; true goes on, whoever had disabled it.'),
  })
  .meta({ id: 'ChangeWebhookEndpointRequest' });

/** A week: longer is no rotation. */
const MAX_OVERLAP_SECONDS = 7 * 24 * 60 * 60;

export const rotateSecretSchema = z
  .strictObject({
    secret: secretSchema,
    overlapSeconds: z
      .int()
      .min(0)
      .max(MAX_OVERLAP_SECONDS)
      .default(24 * 60 * 60)
      .describe('How long the secret before signs as well; 0 ends it at once.'),
  })
  .meta({ id: 'RotateWebhookSecretRequest' });

export const redeliverSchema = z
  .strictObject({
    what: z
      .enum(['dead', 'all'])
      .default('dead')
      .describe('Those that were given up; or every event that the endpoint wants, whether it was sent before or not.'),
    from: timeSchema.optional().describe('Only events since this time. Needed for all.'),
    to: timeSchema.optional().describe('Only events before this time.'),
  })
  .meta({ id: 'RedeliverRequest' });

export const redeliveredSchema = z
  .object({ count: z.int().describe('Deliveries that are sent once more.') })
  .meta({ id: 'Redelivered' });

export const webhookEndpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    eventTypes: z.array(z.string()).nullable(),
    owner: z.string().nullable().describe('The API key whose events it gets; null: those of all.'),
    enabled: z.boolean(),
    disabled: z
      .object({
        reason: z
          .enum(['user', 'gone', 'refused'])
          .describe('`user`: by a request; `gone`: it answered 410; `refused`: nothing but refusals for three days.'),
        at: timeSchema,
      })
      .nullable()
      .describe('Why and since when nothing is sent to it.'),
    oldSecretUntil: timeSchema.nullable().describe('How long the secret before the last rotation signs as well.'),
    createdAt: timeSchema,
    health: z
      .object({
        waiting: z.int().describe('Deliveries that are yet to be made.'),
        oldestWaitingAt: timeSchema.nullable().describe('When the event of the oldest of these happened.'),
        dead: z.int().describe('Deliveries that were given up; see redeliver.'),
        lastDeliveredAt: timeSchema.nullable().describe('When a delivery last succeeded, as far as they are kept.'),
        lastFailedAt: timeSchema.nullable().describe('When an attempt last failed.'),
      })
      .describe('How it stands with the deliveries to it.'),
  })
  .meta({ id: 'WebhookEndpoint' });

export const newWebhookEndpointSchema = webhookEndpointSchema
  .extend({ secret: z.string().describe('Signing secret. Shown only here.') })
  .meta({ id: 'NewWebhookEndpoint' });

export const webhookEndpointListSchema = z
  .object({ data: z.array(webhookEndpointSchema) })
  .meta({ id: 'WebhookEndpointList' });
