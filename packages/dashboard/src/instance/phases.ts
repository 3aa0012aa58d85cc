import type { Cause, FleetEvent, Instance, InstanceStatus } from '../api/schemas.js';

/** A status that an instance was in. */
export interface Phase {
  readonly status: InstanceStatus;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Null while it lasts, and for an end that lasts for ever. */
  readonly to: number | null;
  readonly cause: Cause | null;
}

const ENDS: ReadonlySet<InstanceStatus> = new Set(['deleted', 'failed', 'timed_out', 'lost']);

/** True for the statuses that are never left. */
export function isEnd(status: InstanceStatus): boolean {
  return ENDS.has(status);
}

/**
 * The way of an instance so far: a phase for each change of its status.
 *
 * @param events - its events; in any order, as those that are read and those that are told meet here.
 */
export function phasesOf(instance: Instance, events: readonly FleetEvent[]): Phase[] {
  const phases: Phase[] = [];
  const enter = (status: InstanceStatus, from: number, cause: Cause | null): void => {
    const last = phases.at(-1);
    if (last?.status === status) return;
    if (last !== undefined) phases[phases.length - 1] = { ...last, to: from };
    phases.push({ status, from, to: null, cause });
  };
  for (const { timestamp, data } of [...events].sort((a, b) => a.sequence - b.sequence)) {
    enter(data.status, Date.parse(timestamp), data.error);
  }
  // What the instance itself says counts, when its last event has not come yet.
  enter(instance.status, Date.parse(instance.since), instance.cause);
  return phases;
}

/** How long a phase was or is. @param now - milliseconds since 1970. */
export function lengthOf({ from, to }: Phase, now: number): number {
  return Math.max(0, (to ?? now) - from);
}
