import type { LifecycleEvent } from './event.js';
import type { Cause, Instance, InstanceState } from './instance.js';

/** An instance while a decision about it is made: a copy that may be changed, and what its user will be told. */
export interface Draft {
  instance: Instance;
  events: LifecycleEvent[];
  /** Milliseconds since 1970. */
  now: number;
}

/** True for the states that are never left. */
export function isFinal(state: InstanceState): boolean {
  return state === 'deleted' || state === 'failed' || state === 'timed_out' || state === 'lost';
}

/** Enters a state and tells it, unless the instance is in it already or in a final one. */
export function enter(draft: Draft, state: InstanceState, cause: Cause | null = null): void {
  const { instance, now } = draft;
  if (instance.state === state || isFinal(instance.state)) return;
  const previous = instance.state;
  instance.state = state;
  instance.since = now;
  instance.cause = cause;
  tell(draft, `instance.${state === 'timed_out' ? 'timeout' : state}`, { previous, cause });
}

/** What an event says beside the state of the instance. */
interface Telling {
  /** State before; by default the present one. */
  previous?: InstanceState | null;
  cause?: Cause | null;
  details?: Record<string, unknown>;
}

/** Writes the next event. */
export function tell({ instance, events, now }: Draft, type: string, telling: Telling = {}): void {
  const { previous = instance.state, cause = null, details = null } = telling;
  instance.sequence += 1;
  events.push({
    id: `evt_${instance.id.slice('inst_'.length)}_${instance.sequence}`,
    type,
    sequence: instance.sequence,
    at: now,
    data: {
      instanceId: instance.id,
      novitaInstanceId: instance.cloudId,
      name: instance.spec.name,
      metadata: instance.spec.metadata,
      status: instance.state,
      previousStatus: previous,
      cloudStatus: instance.cloudStatus,
      elapsedTime: now - instance.createdAt,
      error: cause,
      details,
    },
  });
}
