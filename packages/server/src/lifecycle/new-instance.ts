import type { Candidate, Instance, InstanceSpec, Limits, Promises, Target } from './instance.js';

/** What a new instance is made of. */
export interface NewInstance {
  /** `inst_` and lower-case letters and digits; the part after `inst_` goes into the name in the cloud. */
  id: string;
  /** The API key that asks. */
  owner: string;
  spec: InstanceSpec;
  limits: Limits;
  promises: Promises;
  /** The instance whose place it takes. */
  replaces: string | null;
}

/**
 * An instance that has just been asked for. It is not told or stored yet: `decide` with the observation `requested`
 * makes its first event and its first work.
 *
 * @param now - milliseconds since 1970.
 */
export function newInstance({ id, owner, spec, limits, promises, replaces }: NewInstance, now: number): Instance {
  const [first] = spec.plan;
  return {
    id,
    owner,
    spec,
    limits,
    promises,
    marker: markerOf(id, spec.name, 1),
    state: 'pending',
    since: now,
    cause: null,
    createdAt: now,
    upSince: now,
    goal: 'up',
    sequence: 0,
    place: { candidate: 0, targets: first === undefined ? [] : knownTargets(first), target: 0 },
    tries: [],
    isMovingOn: false,
    create: { stage: 'idle', attempt: 0, since: now },
    cloudId: null,
    formerCloudIds: [],
    cloudStatus: null,
    cloudPhase: null,
    shape: null,
    touchedAt: now,
    missingSince: null,
    released: false,
    duplicates: [],
    pending: null,
    phase: { name: 'queued', since: now },
    wasRunning: false,
    wasReady: false,
    runningSince: null,
    usedAt: null,
    measuredAt: null,
    reclaimAt: null,
    endpoints: [],
    probesPassed: 0,
    probeDetail: null,
    billing: { hourlyPrice: null, startedAt: null, spent: [] },
    isBudgetTold: false,
    isAlarmed: false,
    replaces,
    replacedBy: null,
    work: null,
    deadlineAt: null,
  };
}

/**
 * The name in the cloud. A later try has another name: the list may still show the instance of the one before.
 *
 * @param generation - counts the cloud instances of the instance, from 1.
 */
export function markerOf(id: string, name: string, generation: number): string {
  return `${name}-nf${id.slice('inst_'.length)}${generation === 1 ? '' : `-${generation}`}`;
}

/** The instance in whose name an instance of the cloud was made, or undefined when its name bears no marker. */
export function idOfMarker(name: string): string | undefined {
  const part = /-nf([0-9a-z]{1,32})(?:-\d{1,4})?$/.exec(name)?.[1];
  return part === undefined ? undefined : `inst_${part}`;
}

/** What a candidate is worked out to, or null when the catalogue has to be asked. */
export function knownTargets({ productId, clusterIds, billingMode, maxHourlyPrice }: Candidate): Target[] | null {
  if (productId === null || clusterIds === null || maxHourlyPrice !== null) return null;
  const places = clusterIds.length === 0 ? [null] : clusterIds;
  return places.map((clusterId) => ({ productId, clusterId, billingMode }));
}
