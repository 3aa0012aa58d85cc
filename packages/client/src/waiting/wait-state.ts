import type { CloudPhase } from './cloud-phase.js';

/** What a wait is for: `ready` is `running` with every probe passed; `stopped` is the status `exited`. */
export type WaitGoal = 'running' | 'ready' | 'stopped' | 'deleted';

/** Where an instance stands for a wait: a phase of the cloud, or `probing` while it runs and its probes are tried. */
export type WaitPhase = CloudPhase | 'probing';

/** The longest that an instance may stay in each phase on its way up, in milliseconds; `Infinity` for no end. */
export interface PhaseDeadlines {
  /** Until the cloud begins to pull the image; also while no status is known. */
  readonly queuedMs: number;
  readonly pullingMs: number;
  /** Starting, and everything else that is not listed here, such as a migration. */
  readonly startingMs: number;
  /** From `running` until every probe has passed. */
  readonly probingMs: number;
}

/** What is fixed for a wait when it begins. */
export interface WaitRules {
  readonly until: WaitGoal;
  /** How many probes must pass, one after the other, before a running instance is ready. */
  readonly probes: number;
  /** Hold only for the goals `running` and `ready`. */
  readonly phaseDeadlines: PhaseDeadlines;
  /** Time for the whole wait, in milliseconds; `Infinity` for no end. */
  readonly timeoutMs: number;
  /** How long one source alone must tell of a bad end, or a new instance be missing, to be believed, in milliseconds. */
  readonly confirmMs: number;
}

/** A status that was seen. */
export interface StatusEntry {
  /** In the words of the cloud. */
  readonly status: string;
  readonly phase: CloudPhase;
  /** When it was first seen, in milliseconds of the clock of the wait. */
  readonly at: number;
}

/** Why an instance will not reach what was waited for. */
export type InstanceFailure =
  /** The cloud reports an error in `statusError`. */
  | 'status_error'
  /** It was stopped, or its program ended. */
  | 'exited'
  /** The cloud took the spot instance back. */
  | 'reclaimed'
  /** It was deleted. */
  | 'removed'
  /** The cloud knows it no more, at two looks. */
  | 'vanished';

/** A failure that was told, and since when. */
export interface Failure {
  readonly reason: InstanceFailure;
  /** One sentence. */
  readonly message: string;
}

/** What every state of a wait knows. Times are milliseconds of one monotonic clock. */
interface WaitFacts {
  readonly rules: WaitRules;
  readonly startedAt: number;
  /** `unknown` until a status was seen. */
  readonly phase: WaitPhase;
  /** Every status that was seen, each change once, oldest first. */
  readonly history: readonly StatusEntry[];
}

/** A wait that goes on. */
export interface OpenWait extends WaitFacts {
  readonly kind: 'waiting';
  /** The deadline that applies now, and since when; null when none does. */
  readonly timed: { readonly name: keyof PhaseDeadlines; readonly since: number } | null;
  /** How many probes have passed since the instance was last seen to come up. */
  readonly probesPassed: number;
  /** What the last probe found; null before the first. */
  readonly probeDetail: string | null;
  /** When the list, and a look by id, first missed the instance since it was last seen; null when they did not. */
  readonly missing: { readonly list: number | null; readonly id: number | null };
  /** A failure that only lists have told, and since when. A list may be old, so a look by id has to confirm it. */
  readonly suspect: (Failure & { readonly since: number }) | null;
  /** What the next look should be: `id` and `list` can settle what is open, `any` is whatever costs least. */
  readonly wants: 'any' | 'list' | 'id';
}

/** Where a wait stands. Everything but `waiting` is an end and never left. */
export type WaitState =
  | OpenWait
  /** The goal is reached. */
  | (WaitFacts & { readonly kind: 'reached' })
  | (WaitFacts & { readonly kind: 'failed' } & Failure)
  /** A deadline has passed: the one of a phase, or the one of the whole wait. */
  | (WaitFacts & {
      readonly kind: 'timeout';
      readonly limit: keyof PhaseDeadlines | 'timeoutMs';
      readonly limitMs: number;
      /** What the last probe found, while probing. */
      readonly probeDetail: string | null;
    });

/** What was learnt. `began` is when the look began: its answer may be as old as that. */
export type WaitObservation =
  /** The cloud shows the instance, in the list or to a look by id. */
  | {
      readonly kind: 'seen';
      readonly by: 'list' | 'id';
      readonly began: number;
      readonly status: string;
      /** The text of `statusError`; null when nothing is wrong. */
      readonly error: string | null;
      /** Whether the cloud says that it takes or took the spot instance back. */
      readonly reclaimed: boolean;
      /** Whether the address of the next probe is known now. */
      readonly addressKnown: boolean;
    }
  /** A complete list does not hold the instance, or a look by id was answered with "not found". */
  | { readonly kind: 'absent'; readonly by: 'list' | 'id'; readonly began: number }
  /** The probe with this number, from 0, was tried. */
  | { readonly kind: 'probed'; readonly probe: number; readonly passed: boolean; readonly detail: string }
  /** Nothing new, but time has passed. */
  | { readonly kind: 'tick' };
