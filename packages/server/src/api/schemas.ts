import { z } from 'zod';

/** Ports that the cloud keeps for itself (Novita page gpu-instance-create-instance). */
const RESERVED_PORTS = [2222, 2223, 2224];

const portNumber = z
  .int()
  .min(1)
  .max(65_535)
  .refine((port) => !RESERVED_PORTS.includes(port), {
    error: `Ports ${RESERVED_PORTS.join(', ')} are reserved by the cloud.`,
  });

const portSchema = z.strictObject({
  port: portNumber.describe('Port inside the container.'),
  type: z.enum(['http', 'tcp']).describe('Protocol of the port.'),
});

const httpProbeSchema = z.strictObject({
  type: z.literal('http'),
  port: portNumber.describe('Port inside the container; one of the http ports of `ports`.'),
  path: z
    .string()
    .regex(/^\/[\x21-\x7e]*$/, 'Must start with / and hold no spaces.')
    .max(2_000)
    .default('/')
    .describe('Path and query of the request.'),
  expectStatus: z.int().min(100).max(599).default(200).describe('Status that the answer must have.'),
  expectBody: z.string().min(1).max(1_000).optional().describe('Text that the body must contain.'),
  intervalMs: z.int().min(100).max(600_000).default(2_000).describe('Milliseconds between two attempts.'),
  timeoutMs: z.int().min(100).max(60_000).default(5_000).describe('Milliseconds that one attempt may take.'),
});

const envSchema = z.strictObject({
  key: z.string().min(1).max(511),
  value: z.string().max(4_095),
});

/** Limits are those of the create call of the cloud (Novita page gpu-instance-create-instance). */
export const createInstanceSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'Must consist of letters, digits and hyphens.')
      .max(200)
      .describe('Name for people. The name in the cloud is this and a unique ending.'),
    productId: z.string().min(1).max(255).describe('Product of the catalogue of the cloud.'),
    imageUrl: z.string().min(1).max(500).describe('Container image.'),
    gpuNum: z.int().min(1).max(8).default(1).describe('Number of GPUs.'),
    rootfsSize: z.int().min(10).max(6_144).default(60).describe('Root disk in GB.'),
    clusterId: z.string().min(1).max(255).optional().describe('Cluster; without it the cloud chooses.'),
    billingMode: z.enum(['onDemand', 'spot']).default('onDemand').describe('How the instance is paid.'),
    imageAuthId: z.string().min(1).max(255).optional().describe('Saved registry credential for a private image.'),
    command: z.string().max(2_047).optional().describe('Replaces the command of the image.'),
    entrypoint: z.string().max(2_047).optional().describe('Replaces the entrypoint of the image.'),
    envs: z.array(envSchema).max(100).default([]).describe('Environment variables.'),
    ports: z.array(portSchema).max(15).default([]).describe('Ports to expose.'),
    probes: z
      .array(z.discriminatedUnion('type', [httpProbeSchema]))
      .max(15)
      .default([])
      .describe(
        'What must answer before the instance is `ready`, in this order. Without probes, `running` is `ready`.',
      ),
  })
  .superRefine(({ ports, probes }, context) => {
    const seen = new Set<number>();
    for (const [index, { port }] of ports.entries()) {
      if (seen.has(port)) {
        context.addIssue({ code: 'custom', path: ['ports', index, 'port'], message: `Port ${port} is listed twice.` });
      }
      seen.add(port);
    }
    const http = ports.filter(({ type }) => type === 'http').map(({ port }) => port);
    for (const [index, { port }] of probes.entries()) {
      if (http.includes(port)) continue;
      const allowed = http.length === 0 ? '`ports` has no http port' : `allowed: ${http.join(', ')}`;
      const message = `Must be one of the http ports of \`ports\` (${allowed}).`;
      context.addIssue({ code: 'custom', path: ['probes', index, 'port'], message });
    }
  })
  .meta({ id: 'CreateInstanceRequest' });

const INSTANCE_STATES = [
  'pending',
  'creating',
  'starting',
  'running',
  'ready',
  'stopping',
  'stopped',
  'deleting',
  'deleted',
  'failed',
  'timed_out',
  'reclaimed',
  'lost',
] as const;

const stateSchema = z.enum(INSTANCE_STATES);
const timeSchema = z.iso.datetime().describe('Time in UTC, ISO 8601.');

const causeSchema = z.object({
  code: z.string().describe('Stable name of the cause; docs/errors.md lists them all.'),
  message: z.string(),
});

const moneySchema = z
  .object({
    amount: z.int().describe('Whole number of units; one unit is 10^-scale of the currency.'),
    scale: z.int(),
    currency: z.literal('USD'),
  })
  .meta({ id: 'Money' });

export const instanceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: stateSchema,
    cause: causeSchema.nullable().describe('Why it is in this status, where that says more.'),
    since: timeSchema.describe('When it entered this status.'),
    createdAt: timeSchema.describe('When it was asked for.'),
    updatedAt: timeSchema,
    sequence: z.int().describe('Number of its last event.'),
    novita: z.object({
      instanceId: z.string().nullable().describe('Id in the cloud, once it is known.'),
      name: z.string().describe('Name in the cloud.'),
      status: z.string().nullable().describe("The cloud's own status, as last seen."),
      released: z.boolean().describe('True once the cloud has nothing left of it that costs money.'),
    }),
    endpoints: z
      .array(z.object({ port: z.int(), type: z.string(), url: z.string() }))
      .describe('Addresses of the ports.'),
    probe: z.string().nullable().describe('Result of the latest probe.'),
    cost: z.object({
      perHour: moneySchema.nullable().describe('Price, once the cloud has told it.'),
      soFar: moneySchema.nullable().describe('Compute cost so far by our own watch; disks are not counted.'),
    }),
    spec: z.object({
      productId: z.string(),
      imageUrl: z.string(),
      gpuNum: z.int(),
      rootfsSize: z.int(),
      clusterId: z.string().nullable(),
      billingMode: z.string(),
      ports: z.array(z.object({ port: z.int(), type: z.string() })),
    }),
  })
  .meta({ id: 'Instance' });

export const instanceListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Instances on a page.'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before.'),
  status: stateSchema.optional().describe('Only instances in this status.'),
});

export const instanceListSchema = z
  .object({
    data: z.array(instanceSchema),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  })
  .meta({ id: 'InstanceList' });

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
      status: stateSchema,
      previousStatus: stateSchema.nullable(),
      cloudStatus: z.string().nullable(),
      elapsedTime: z.number().describe('Milliseconds since the instance was asked for.'),
      error: causeSchema.nullable(),
    }),
  })
  .meta({ id: 'Event' });

export const eventListQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe('Only events with a higher sequence number.'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('Events in the answer.'),
});

export const eventListSchema = z.object({ data: z.array(eventSchema) }).meta({ id: 'EventList' });

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

export const healthSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

export const idParamsSchema = z.strictObject({ id: z.string().max(100) });

export const idempotencyHeadersSchema = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'Must be 1 to 255 printable ASCII characters without spaces.')
    .optional()
    .describe('The same key and body give the same answer, however often the request is sent.'),
});
