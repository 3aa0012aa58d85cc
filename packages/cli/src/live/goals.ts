import type { FleetInstance } from '@novita-fleet/client';

/** What a command waits for. */
export type Goal = 'running' | 'ready' | 'stopped' | 'deleted';

/** Where an instance stands on the way to a goal. */
export type Standing = 'there' | 'on its way' | 'never';

const ENDED: readonly string[] = ['deleted', 'failed', 'timed_out', 'lost', 'reclaimed'];

/** Nothing more will come of it by itself. */
export function hasEnded({ status }: FleetInstance): boolean {
  return ENDED.includes(status);
}

/**
 * Whether an instance has reached a goal, or never will.
 *
 * @param since - number of its last event when the goal was set: what is older tells nothing about it.
 */
export function standingOf(instance: FleetInstance, goal: Goal, since = 0): Standing {
  const { status, novita, sequence, cause } = instance;
  switch (goal) {
    case 'deleted':
      if (status === 'deleted') return 'there';
      // One that failed keeps this status; it is gone from the cloud all the same.
      return hasEnded(instance) && novita.released ? 'there' : 'on its way';
    case 'stopped':
      if (status === 'stopped') return 'there';
      return hasEnded(instance) || status === 'deleting' ? 'never' : 'on its way';
    case 'running':
    case 'ready':
      if (status === 'ready' || (goal === 'running' && status === 'running')) return 'there';
      if (hasEnded(instance) || status === 'deleting') return 'never';
      // A stopped one that is asked up stays stopped until the cloud has taken the call, or has no room.
      return status === 'stopped' && (sequence > since || cause?.code === 'no_capacity') ? 'never' : 'on its way';
  }
}
