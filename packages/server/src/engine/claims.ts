import type { JobKind } from './engine.js';

/** A job that this process may run. */
export interface ClaimedJob {
  kind: JobKind;
  key: string;
  /** How often it has failed since it was ordered. */
  failures: number;
  /** Who holds it in the table, or null where one process holds all. */
  worker: string | null;
}

/** Jobs to start now, and when to look again. */
export interface Take {
  jobs: ClaimedJob[];
  /** When the next job of the kind is due, in milliseconds since 1970, as far as it is known. */
  nextAt: number | undefined;
}

/** Says which jobs run, so that no two workers take the same one: the part in which one process and several differ. */
export interface Claims {
  /** Look for due jobs at least this often, in milliseconds: others may enqueue unheard. */
  readonly lookMs: number;
  /** Whether a job is running although its row names no worker. */
  runsUnseen(kind: JobKind, key: string): boolean;
  /** Claims jobs of a kind that are due, oldest first. */
  take(kind: JobKind, limit: number, now: number): Promise<Take>;
  /** Called when a job has run and its end is stored, or given up. */
  release(job: ClaimedJob): void;
  /** @param onFreed - called when a job may have become free that nobody enqueued. */
  start(onFreed: () => void): Promise<void>;
  /** Gives back what is still claimed. */
  stop(): Promise<void>;
}
