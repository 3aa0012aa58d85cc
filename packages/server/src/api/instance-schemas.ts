import { z } from 'zod';
import {
  causeSchema,
  cursorSchema,
  idFilterSchema,
  moneySchema,
  nextCursorSchema,
  timeSchema,
} from './common-schemas.js';

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

export const stateSchema = z.enum(INSTANCE_STATES);

const placeSchema = z.object({
  productId: z.string(),
  clusterId: z.string().nullable().describe('Null when the cloud chooses.'),
  billingMode: z.string(),
});

const trySchema = z.object({
  candidate: z.int().describe('Number of the candidate in the plan, from 0.'),
  place: placeSchema.nullable().describe('Null when there was no product for the candidate.'),
  at: timeSchema,
  cause: causeSchema,
});

const plannedSchema = z.object({
  productId: z.string().nullable(),
  gpuName: z.string().nullable(),
  regions: z.array(z.string()),
  billingMode: z.string(),
  maxHourlyPrice: moneySchema.nullable(),
});

const promisesSchema = z.object({
  deadlines: z.object({ queuedMs: z.number(), pullingMs: z.number(), startingMs: z.number(), probingMs: z.number() }),
  stopAfterMs: z.number().nullable(),
  deleteAfterMs: z.number().nullable(),
  idleStopAfterMs: z.number().nullable(),
  idleGraceMs: z.number().nullable(),
  idleGpuBusyPercent: z.number().nullable(),
  maxCost: moneySchema.nullable(),
  onReclaim: z.string(),
});

export const instanceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: stateSchema,
    cause: causeSchema.nullable().describe('Why it is in this status, where that says more.'),
    since: timeSchema.describe('When it entered this status.'),
    owner: z.string().describe('The API key that asked for it.'),
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
    metadata: z.record(z.string(), z.string()),
    nextDeadline: timeSchema.nullable().describe('When the next deadline, budget or end of its time falls due.'),
    spotReclaimAt: timeSchema.nullable().describe('When the cloud will take it back, once it has said so.'),
    replaces: z.string().nullable().describe('The instance whose place it takes.'),
    replacedBy: z.string().nullable().describe('The instance that took its place.'),
    place: placeSchema.nullable().describe('Where it is or will be created; null while that is open.'),
    tries: z.array(trySchema).describe('Places of the plan that came to nothing.'),
    promises: promisesSchema,
    spec: z.object({
      imageUrl: z.string(),
      gpuNum: z.int(),
      rootfsSize: z.int().describe('GB.'),
      ports: z.array(z.object({ port: z.int(), type: z.string() })),
      plan: z.array(plannedSchema).describe('Where it may be created, in this order.'),
    }),
  })
  .meta({ id: 'Instance' });

export const instanceListQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(50).describe('Instances on a page.'),
  cursor: cursorSchema,
  id: z
    .array(idFilterSchema)
    .max(200)
    .optional()
    .describe('Only these instances, as far as they are there; given several times for several.'),
  status: z
    .array(stateSchema)
    .max(INSTANCE_STATES.length)
    .optional()
    .describe('Only instances in one of these statuses; given several times for several.'),
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[A-Za-z0-9-]+$/, 'Must consist of letters, digits and hyphens.')
    .optional()
    .describe('Only instances whose name begins so.'),
  metadata: z
    .record(z.string().regex(/^[\w./-]{1,64}$/, 'Must be 1 to 64 letters, digits, _ . / or -.'), z.string().max(500))
    .refine((metadata) => Object.keys(metadata).length <= 10, { error: 'Must have at most 10 entries.' })
    .meta({ style: 'deepObject', explode: true })
    .optional()
    .describe('Only instances with all of these labels: `metadata[team]=blue`.'),
  owner: idFilterSchema.optional().describe('Only instances of this API key.'),
  createdAfter: z.iso.datetime().optional().describe('Only instances asked for at this time or later.'),
  createdBefore: z.iso.datetime().optional().describe('Only instances asked for before this time.'),
});

export const instanceListSchema = z
  .object({
    data: z.array(instanceSchema),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'InstanceList' });
