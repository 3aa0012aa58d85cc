import type { FleetEvent, Instance, InstanceStatus } from '../src/api/schemas.js';
import { rowOf, type Row } from '../src/live/row.js';

export const usd = (amount: number) => ({ amount, scale: 5, currency: 'USD' as const });

/** An instance that is ready and costs a dollar an hour. */
export function anInstance(parts: Partial<Instance> = {}): Instance {
  return {
    id: 'inst_1',
    name: 'job',
    status: 'ready',
    cause: null,
    since: '2026-01-01T00:01:00.000Z',
    owner: 'key_1',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:01:00.000Z',
    sequence: 5,
    novita: { instanceId: 'cloud-1', name: 'job-nf1', status: 'running', released: false },
    endpoints: [],
    probe: null,
    cost: { perHour: usd(100_000), soFar: usd(0) },
    metadata: {},
    nextDeadline: null,
    spotReclaimAt: null,
    replaces: null,
    replacedBy: null,
    place: { productId: '4090.16c62g', clusterId: 'us-1', billingMode: 'onDemand' },
    tries: [],
    promises: {
      deadlines: { queuedMs: 600_000, pullingMs: 600_000, startingMs: 600_000, probingMs: 600_000 },
      ...{ stopAfterMs: null, deleteAfterMs: null, idleStopAfterMs: null, idleGraceMs: null },
      ...{ idleGpuBusyPercent: null, maxCost: null, onReclaim: 'keep' },
    },
    spec: {
      ...{ imageUrl: 'docker.io/library/nginx', gpuNum: 1, rootfsSize: 60, ports: [] },
      plan: [{ productId: '4090.16c62g', gpuName: null, regions: [], billingMode: 'onDemand', maxHourlyPrice: null }],
    },
    ...parts,
  };
}

/** @param readAt - milliseconds since 1970. */
export function aRow(parts: Partial<Instance> = {}, readAt = 0): Row {
  return rowOf(anInstance(parts), readAt);
}

/** An event by which an instance came into a status. */
export function anEvent(
  sequence: number,
  status: InstanceStatus,
  parts: Partial<FleetEvent['data']> & { readonly timestamp?: string } = {},
): FleetEvent {
  const { timestamp = `2026-01-01T00:00:${String(sequence).padStart(2, '0')}.000Z`, ...data } = parts;
  return {
    id: `evt_${data.instanceId ?? 'inst_1'}_${sequence}`,
    type: `instance.${status}`,
    timestamp,
    sequence,
    data: {
      ...{ instanceId: 'inst_1', novitaInstanceId: 'cloud-1', name: 'job', metadata: {}, status },
      ...{ previousStatus: null, cloudStatus: 'running', elapsedTime: sequence * 1_000, error: null, details: null },
      ...data,
    },
  };
}
