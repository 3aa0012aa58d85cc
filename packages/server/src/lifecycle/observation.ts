import type { CloudPhase } from '@novita-fleet/client';
import type { Cause, Endpoint } from './instance.js';

/** An instance as the cloud shows it. */
export interface CloudView {
  id: string;
  name: string;
  status: string;
  phase: CloudPhase;
  /** The cloud's report that something failed, or null. */
  error: string | null;
  /** True when the cloud takes or took it back as a spot instance. */
  reclaimed: boolean;
  /** 1/100000 USD per hour, or null when the cloud does not tell. */
  hourlyPrice: number | null;
  /** When the cloud created it, in milliseconds since 1970, or null when it does not tell. */
  createdAt: number | null;
  endpoints: Endpoint[];
}

/**
 * Something that was learnt about an instance. `at` is when the look at the cloud began, in milliseconds since 1970:
 * the answer may be as old as that.
 */
export type Observation =
  /** The request was accepted; the first observation of every instance. */
  | { kind: 'requested' }
  /** The create call is about to be sent. */
  | { kind: 'create_sending' }
  | { kind: 'create_accepted'; cloudId: string }
  /** The create call surely had no effect. `again` tells whether the same call may succeed later. */
  | { kind: 'create_refused'; cause: Cause; again: boolean }
  /** The create call may or may not have had an effect. */
  | { kind: 'create_unclear' }
  /** A complete search by marker. */
  | { kind: 'found'; matches: CloudView[]; at: number }
  /** The cloud shows the instance, or another one with its marker. */
  | { kind: 'seen'; cloud: CloudView; at: number }
  /** A complete list without the instance. */
  | { kind: 'absent'; at: number }
  | { kind: 'probed'; passed: boolean; detail: string }
  /** The cloud accepted a stop or a delete. `cloudId` tells of which instance, for duplicates. */
  | { kind: 'accepted'; cloudId: string }
  /** A piece of work could not be done now. */
  | { kind: 'work_failed'; retryAfterMs?: number | undefined }
  /** The cloud says that an id does not exist. */
  | { kind: 'gone'; cloudId: string }
  | { kind: 'stop_requested' }
  | { kind: 'delete_requested' }
  /** Nothing new, but time has passed. */
  | { kind: 'tick' };
