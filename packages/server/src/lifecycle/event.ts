import type { Cause, InstanceState } from './instance.js';

/** What the user is told about a change. It is stored in the same transaction as the change. */
export interface LifecycleEvent {
  /** Derived from instance and sequence, so that the same change always has the same id. */
  id: string;
  /**
   * `instance.` and the state (`timed_out` is told as `instance.timeout`), or what happened without a change of state:
   * `instance.moved_on`, `instance.spot_notice`, `instance.replaced`, `instance.changed`, `instance.budget_warning`,
   * `instance.stop_failing`, `instance.duplicate_found`.
   */
  type: string;
  /** Number of the event within its instance, from 1, without gaps. */
  sequence: number;
  /** Milliseconds since 1970. */
  at: number;
  data: {
    instanceId: string;
    novitaInstanceId: string | null;
    name: string;
    metadata: Record<string, string>;
    status: InstanceState;
    /** Null for the first event. Equal to `status` where the state did not change. */
    previousStatus: InstanceState | null;
    /** The cloud's own status, as last seen. */
    cloudStatus: string | null;
    /** Milliseconds since the instance was requested. */
    elapsedTime: number;
    error: Cause | null;
    /** What the type of the event adds. */
    details: Record<string, unknown> | null;
  };
}
