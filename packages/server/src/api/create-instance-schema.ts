import { z } from 'zod';
import { usdSchema } from './usd.js';

const SECOND_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;
const YEAR_MS = 365 * DAY_MS;

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

const probeTiming = {
  port: portNumber.describe('Port inside the container; one of `ports`.'),
  intervalMs: z.int().min(100).max(600_000).default(2_000).describe('Milliseconds between two attempts.'),
  timeoutMs: z.int().min(100).max(60_000).default(5_000).describe('Milliseconds that one attempt may take.'),
};

const httpProbeSchema = z.strictObject({
  type: z.literal('http'),
  ...probeTiming,
  path: z
    .string()
    .regex(/^\/[\x21-\x22\x24-\x7e]*$/, 'Must start with / and hold no spaces and no fragment.')
    .max(2_000)
    .default('/')
    .describe('Path and query of the request.'),
  expectStatus: z.int().min(100).max(599).default(200).describe('Status that the answer must have.'),
  expectBody: z.string().min(1).max(1_000).optional().describe('Text that the body must contain.'),
});

const tcpProbeSchema = z.strictObject({ type: z.literal('tcp'), ...probeTiming });
const sshProbeSchema = z.strictObject({ type: z.literal('ssh'), ...probeTiming });

const envSchema = z.strictObject({
  key: z.string().min(1).max(511),
  value: z.string().max(4_095),
});

const candidateShape = {
  productId: z.string().min(1).max(255).optional().describe('Product of the catalogue; or give `gpuName`.'),
  gpuName: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of the name of a product, such as "4090"; the cheapest that fits is taken.'),
  regions: z
    .array(z.string().min(1).max(255))
    .min(1)
    .max(20)
    .optional()
    .describe('Names or ids of clusters, tried in this order. Without them the cloud chooses.'),
  billingMode: z.enum(['onDemand', 'spot']).default('onDemand').describe('How the instance is paid.'),
  maxHourlyPrice: usdSchema.optional().describe('Highest price of the whole instance for one hour, in USD.'),
};

const candidateSchema = z.strictObject(candidateShape).meta({ id: 'Candidate' });

const duration = (minMs: number, what: string) => z.int().min(minMs).max(YEAR_MS).describe(`${what}, in milliseconds.`);

/** What may be changed while an instance lives. */
const promisesShape = {
  metadata: z
    .record(z.string().regex(/^[\w./-]{1,64}$/, 'Must be 1 to 64 letters, digits, _ . / or -.'), z.string().max(500))
    .refine((metadata) => Object.keys(metadata).length <= 50, { error: 'Must have at most 50 entries.' })
    .optional()
    .describe('Labels of your own; told in every event.'),
  deadlines: z
    .strictObject({
      queuedMs: duration(SECOND_MS, 'Longest time until the image is pulled').optional(),
      pullingMs: duration(SECOND_MS, 'Longest time for pulling the image').optional(),
      startingMs: duration(SECOND_MS, 'Longest time for starting').optional(),
      probingMs: duration(SECOND_MS, 'Longest time from running to ready').optional(),
    })
    .optional()
    .describe('How long each phase on the way up may take. Defaults: 10, 45, 10 and 10 minutes.'),
  stopAfterMs: duration(SECOND_MS, 'Stopped this long after it was last asked up').nullable().optional(),
  deleteAfterMs: duration(SECOND_MS, 'Deleted this long after it was requested').nullable().optional(),
  idleStopAfterMs: duration(SECOND_MS, 'Stopped after this long without a heartbeat or a busy GPU')
    .nullable()
    .optional(),
  idleGraceMs: duration(0, 'Never idle for this long after it began to run').optional(),
  idleGpuBusyPercent: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .optional()
    .describe('A GPU at this utilisation or above counts as use. Without it heartbeats alone count.'),
  maxCost: usdSchema
    .nullable()
    .optional()
    .describe('Stopped when it has cost this much, in USD. A warning comes at 80 %.'),
  onReclaim: z
    .enum(['keep', 'recreate'])
    .optional()
    .describe('What follows when the cloud takes a spot instance back. Default: keep.'),
};

/** Limits are those of the create call of the cloud (Novita page gpu-instance-create-instance). */
export const createInstanceSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'Must consist of letters, digits and hyphens.')
      .max(200)
      .describe('Name for people. The name in the cloud is this and a unique ending.'),
    ...candidateShape,
    fallback: z
      .array(candidateSchema)
      .max(20)
      .default([])
      .describe('Where to try next, in this order, when a place has no room or the instance fails before it ran.'),
    templateId: z.string().min(1).max(255).optional().describe('Template that gives what is left out here.'),
    imageUrl: z.string().min(1).max(500).optional().describe('Container image; or give `templateId`.'),
    imageAuthId: z.string().min(1).max(255).optional().describe('Saved registry credential for a private image.'),
    gpuNum: z.int().min(1).max(8).default(1).describe('Number of GPUs.'),
    rootfsSize: z.int().min(10).max(6_144).optional().describe('Root disk in GB. Default 60, or that of the template.'),
    command: z.string().max(2_047).optional().describe('Replaces the command of the image.'),
    entrypoint: z.string().max(2_047).optional().describe('Replaces the entrypoint of the image.'),
    minCudaVersion: z.string().min(1).max(255).optional().describe('Lowest CUDA version of the host, such as "12.4".'),
    envs: z.array(envSchema).max(100).optional().describe('Environment variables.'),
    ports: z.array(portSchema).max(15).optional().describe('Ports to expose.'),
    networkId: z.string().min(1).max(255).optional().describe('VPC network.'),
    networkStorages: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(255),
          mountPoint: z.string().min(1).max(4_095).default('/network').describe('Where it is mounted.'),
        }),
      )
      .max(30)
      .default([])
      .describe('Network storages to mount.'),
    probes: z
      .array(z.discriminatedUnion('type', [httpProbeSchema, tcpProbeSchema, sshProbeSchema]))
      .max(15)
      .default([])
      .describe(
        'What must answer before the instance is `ready`, in this order. Without probes, `running` is `ready`.',
      ),
    ...promisesShape,
  })
  .superRefine((request, context) => {
    const problem = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    checkCandidate(request, [], problem);
    request.fallback.forEach((candidate, index) => checkCandidate(candidate, ['fallback', index], problem));
    if (request.imageUrl === undefined && request.templateId === undefined) {
      problem(['imageUrl'], 'Required, unless `templateId` is given.');
    }
    checkIdleRule(request, problem);
    checkPorts(request.ports ?? [], problem);
    // With a template the ports are known only once it has been read.
    if (request.templateId === undefined || request.ports !== undefined) checkProbes(request, problem);
  })
  .meta({ id: 'CreateInstanceRequest' });

export type CreateInstanceBody = z.output<typeof createInstanceSchema>;

export const changeInstanceSchema = z
  .strictObject(promisesShape)
  .superRefine((request, context) => {
    const problem = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (Object.keys(request).length === 0) problem([], 'At least one field is needed.');
    checkIdleRule(request, problem);
  })
  .meta({ id: 'ChangeInstanceRequest' });

export type ChangeInstanceBody = z.output<typeof changeInstanceSchema>;

type Problem = (path: PropertyKey[], message: string) => void;

function checkCandidate(
  { productId, gpuName }: { productId?: string | undefined; gpuName?: string | undefined },
  path: PropertyKey[],
  problem: Problem,
): void {
  if (productId === undefined && gpuName === undefined) {
    problem([...path, 'productId'], 'Required, unless `gpuName` is given.');
  } else if (productId !== undefined && gpuName !== undefined) {
    problem([...path, 'gpuName'], 'Give `productId` or `gpuName`, not both.');
  }
}

function checkIdleRule(
  request: { idleStopAfterMs?: number | null | undefined; idleGraceMs?: unknown; idleGpuBusyPercent?: unknown },
  problem: Problem,
): void {
  if (typeof request.idleStopAfterMs === 'number') return;
  for (const field of ['idleGraceMs', 'idleGpuBusyPercent'] as const) {
    if (request[field] !== undefined) problem([field], 'Has no meaning without `idleStopAfterMs`.');
  }
}

function checkPorts(ports: readonly { port: number }[], problem: Problem): void {
  const seen = new Set<number>();
  for (const [index, { port }] of ports.entries()) {
    if (seen.has(port)) problem(['ports', index, 'port'], `Port ${port} is listed twice.`);
    seen.add(port);
  }
}

interface WithProbes {
  ports?: readonly { port: number; type: 'http' | 'tcp' }[] | undefined;
  probes: readonly { port: number; type: string }[];
}

/** A probe asks a port of its own protocol: the cloud gives a tcp port no http address, and the other way round. */
export function checkProbes({ ports = [], probes }: WithProbes, problem: Problem): void {
  for (const [index, { port, type }] of probes.entries()) {
    const wanted = type === 'http' ? 'http' : 'tcp';
    const fitting = ports.filter((each) => each.type === wanted).map((each) => each.port);
    if (fitting.includes(port)) continue;
    const allowed = fitting.length === 0 ? `\`ports\` has no ${wanted} port` : `allowed: ${fitting.join(', ')}`;
    problem(['probes', index, 'port'], `Must be one of the ${wanted} ports of \`ports\` (${allowed}).`);
  }
}
