import type { Tx } from '../store/store.js';

/** Which handler a job is for. */
export type JobKind = 'instance' | 'delivery' | 'sweep' | 'reconcile' | 'orphans' | 'budget';

/** «Run this key at this time, on one live worker, again if that worker dies.» What to do is in our own tables. */
export interface Job {
  kind: JobKind;
  /** At most one job of a kind and key waits, and at most one runs. */
  key: string;
  /** Milliseconds since 1970; due at once when in the past. */
  runAt: number;
}

export type JobHandler = (key: string) => Promise<void>;

/** Runs durable jobs. Enqueueing is part of the caller's transaction, so a job exists exactly when its reason does. */
export interface Engine {
  /** Adds a job. One that waits under the same key keeps the earlier of the two times; one that runs will run again. */
  enqueue(tx: Tx, job: Job): Promise<void>;
  /** Takes back a job that waits. One that runs already is not stopped. */
  cancel(tx: Tx, kind: JobKind, key: string): Promise<void>;
  /** Sets the handler of a kind, before `start`. A handler that throws is run again later. */
  work(kind: JobKind, options: { concurrency: number }, handler: JobHandler): void;
  /** Begins to run jobs, those that a crash interrupted included. */
  start(): Promise<void>;
  /**
   * Takes no new jobs and waits for those that run.
   *
   * @param giveUp - ends the wait: what still runs then is handed back, and runs again elsewhere or at the next start.
   */
  stop(giveUp?: AbortSignal): Promise<void>;
}
