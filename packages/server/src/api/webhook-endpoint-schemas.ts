import { z } from 'zod';
import { timeSchema } from './common-schemas.js';

export const createWebhookEndpointSchema = z
  .strictObject({
    url: z.string().min(1).max(2_000).describe('http or https address that gets the events.'),
    eventTypes: z
      .array(z.string().regex(/^instance\.[a-z_]+$/, 'Must be an event type such as "instance.ready".'))
      .min(1)
      .max(50)
      .optional()
      .describe('Only these types; all when left out.'),
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'Must be whsec_ and the base64 of 24 to 64 bytes.')
      .optional()
      .describe('Signing secret; made by the server when left out.'),
  })
  .meta({ id: 'CreateWebhookEndpointRequest' });

export const webhookEndpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    eventTypes: z.array(z.string()).nullable(),
    enabled: z.boolean(),
    createdAt: timeSchema,
  })
  .meta({ id: 'WebhookEndpoint' });

export const newWebhookEndpointSchema = webhookEndpointSchema
  .extend({ secret: z.string().describe('Signing secret. Shown only here.') })
  .meta({ id: 'NewWebhookEndpoint' });

export const webhookEndpointListSchema = z
  .object({ data: z.array(webhookEndpointSchema) })
  .meta({ id: 'WebhookEndpointList' });
