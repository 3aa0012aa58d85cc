import type { CloudPhase } from '@novita-fleet/client';
import type { Cause, Endpoint, PhaseLimits, Promises, Target } from './instance.js';

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
  /** When the cloud will take it back, in milliseconds since 1970, or null while it has not said so. */
  reclaimAt: number | null;
  /** 1/100000 USD per hour, or null when the cloud does not tell. */
  hourlyPrice: number | null;
  /** When the cloud created it, in milliseconds since 1970, or null when it does not tell. */
  createdAt: number | null;
  endpoints: Endpoint[];
  /** Product, image and the like, as far as the cloud shows them. */
  shape: Record<string, string>;
}

/** What a refused create call means for the next one. */
export type Refusal =
  /** No call of this request can succeed. */
  | 'final'
  /** The same call may succeed later. */
  | 'later'
  /** This place has no room; another may have. */
  | 'elsewhere';

/** What may be changed while an instance lives. */
export interface Change {
  promises?: { [Name in keyof Promises]?: Promises[Name] | undefined } | undefined;
  limits?: { [Name in keyof PhaseLimits]?: PhaseLimits[Name] | undefined } | undefined;
  metadata?: Record<string, string> | undefined;
}

/**
 * Something that was learnt about an instance. `at` is when the look at the cloud began, in milliseconds since 1970:
 * the answer may be as old as that.
 */
export type Observation =
  /** The request was accepted; the first observation of every instance. */
  | { kind: 'requested' }
  /** What the present candidate of the plan was worked out to. `cause` tells why it is nothing. */
  | { kind: 'chosen'; targets: Target[]; cause: Cause }
  /** The create call is about to be sent. */
  | { kind: 'create_sending' }
  | { kind: 'create_accepted'; cloudId: string }
  /** The create call surely had no effect. */
  | { kind: 'create_refused'; cause: Cause; refusal: Refusal }
  /** The create call may or may not have had an effect. */
  | { kind: 'create_unclear' }
  /** A complete search by marker. */
  | { kind: 'found'; matches: CloudView[]; at: number }
  /** The cloud shows the instance, or another one with its marker. */
  | { kind: 'seen'; cloud: CloudView; at: number }
  /** A complete list without the instance. */
  | { kind: 'absent'; at: number }
  | { kind: 'probed'; passed: boolean; detail: string }
  /** The cloud accepted an action. `cloudId` tells of which instance, for duplicates. */
  | { kind: 'accepted'; cloudId: string }
  /** The cloud refused to start or restart the instance, and will again. */
  | { kind: 'action_refused'; cause: Cause }
  /** A piece of work could not be done now. */
  | { kind: 'work_failed'; retryAfterMs?: number | undefined }
  /** The cloud says that an id does not exist. */
  | { kind: 'gone'; cloudId: string }
  /** The GPU was measured; `percent` is its utilisation, null when the cloud has no figure. */
  | { kind: 'measured'; percent: number | null; at: number }
  /** Somebody uses the instance. */
  | { kind: 'heartbeat' }
  /** Another instance takes its place. */
  | { kind: 'replaced'; by: string }
  /** The budget of the API key is used up, or most of it. */
  | { kind: 'key_budget'; used: 'most' | 'all' }
  | { kind: 'start_requested' }
  | { kind: 'restart_requested' }
  | { kind: 'stop_requested' }
  | { kind: 'delete_requested' }
  | { kind: 'change_requested'; change: Change }
  /** Nothing new, but time has passed. */
  | { kind: 'tick' };
