import type { Instance, InstanceSpec, Limits } from './instance.js';

/**
 * An instance that has just been asked for. It is not told or stored yet: `decide` with the observation `requested`
 * makes its first event and its first work.
 *
 * @param id - `inst_` and lower-case letters and digits; the part after `inst_` goes into the name in the cloud.
 * @param now - milliseconds since 1970.
 */
export function newInstance(id: string, spec: InstanceSpec, limits: Limits, now: number): Instance {
  return {
    id,
    spec,
    limits,
    marker: `${spec.name}-nf${id.slice('inst_'.length)}`,
    state: 'pending',
    since: now,
    cause: null,
    createdAt: now,
    goal: 'up',
    sequence: 0,
    create: { stage: 'idle', attempt: 0, since: now },
    cloudId: null,
    cloudStatus: null,
    cloudPhase: null,
    touchedAt: now,
    missingSince: null,
    released: false,
    duplicates: [],
    phase: { name: 'queued', since: now },
    wasRunning: false,
    endpoints: [],
    probesPassed: 0,
    probeDetail: null,
    billing: { hourlyPrice: null, accruedMs: 0, startedAt: null },
    work: null,
    deadlineAt: null,
  };
}
