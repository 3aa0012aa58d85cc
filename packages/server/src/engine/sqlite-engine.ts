import { exponentialBackoff, type Clock, type Timer } from '@novita-fleet/resilience';
import { sql } from 'kysely';
import type { Log } from '../telemetry/log.js';
import type { JobRow } from '../store/schema.js';
import type { Store, Tx } from '../store/store.js';
import type { Engine, Job, JobHandler, JobKind } from './engine.js';

interface Worker {
  kind: JobKind;
  concurrency: number;
  handler: JobHandler;
  /**
   * Keys whose handler runs now, with the generation of the job that started it.
   * Kept in memory: the exclusive lock of the store is the lease of this process.
   */
  running: Map<string, number>;
}

type StartedJob = Pick<JobRow, 'key' | 'generation' | 'failures'>;

/** Looked at once a minute at least, should a timer ever be wrong. */
const LONGEST_NAP_MS = 60_000;

/** The engine of the embedded store: a `jobs` table, read when a job is due. */
export class SqliteEngine implements Engine {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #workers = new Map<JobKind, Worker>();
  readonly #backoff = exponentialBackoff({ baseMs: 500, maxMs: 60_000, jitter: 'none' });
  readonly #inFlight = new Set<Promise<void>>();
  #state: 'idle' | 'started' | 'stopping' = 'idle';
  #timer: Timer | undefined;
  #timerAt = Infinity;
  #pumping = false;
  #pumpAgain = false;

  constructor(options: { store: Store; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  async enqueue(tx: Tx, { kind, key, runAt }: Job): Promise<void> {
    // A job that runs stays in the table until it ends, so its old time must not win over a new one.
    const runs = this.#workers.get(kind)?.running.get(key) ?? 0;
    await tx.db
      .insertInto('jobs')
      .values({ kind, key, run_at: runAt, generation: 1, failures: 0 })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'key']).doUpdateSet({
          run_at: sql<number>`case when jobs.generation = ${runs} then excluded.run_at
            else min(jobs.run_at, excluded.run_at) end`,
          generation: sql<number>`jobs.generation + 1`,
          failures: 0,
        }),
      )
      .execute();
    tx.afterCommit(() => this.#wakeAt(runAt));
  }

  async cancel(tx: Tx, kind: JobKind, key: string): Promise<void> {
    await tx.db.deleteFrom('jobs').where('kind', '=', kind).where('key', '=', key).execute();
  }

  work(kind: JobKind, options: { concurrency: number }, handler: JobHandler): void {
    this.#workers.set(kind, { kind, concurrency: options.concurrency, handler, running: new Map() });
  }

  async start(): Promise<void> {
    this.#state = 'started';
    await this.#pump();
  }

  async stop(): Promise<void> {
    this.#state = 'stopping';
    this.#timer?.cancel();
    this.#timerAt = Infinity;
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  #wakeAt(runAt: number): void {
    if (this.#state !== 'started' || runAt >= this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = runAt;
    const delayMs = Math.min(Math.max(runAt - this.#clock.now(), 0), LONGEST_NAP_MS);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timerAt = Infinity;
      this.#track(this.#pump());
    }, delayMs);
  }

  /** Starts every job that is due and has a free worker, then sets the timer for the next one. */
  async #pump(): Promise<void> {
    if (this.#pumping) {
      this.#pumpAgain = true;
      return;
    }
    this.#pumping = true;
    try {
      do {
        this.#pumpAgain = false;
        for (const worker of this.#workers.values()) await this.#startDue(worker);
      } while (this.#isAskedAgain());
    } catch (error) {
      this.#log.error({ err: error }, 'jobs could not be read');
      this.#wakeAt(this.#clock.now() + 1_000);
    } finally {
      this.#pumping = false;
    }
  }

  /** A method, because the flag is set while the loop awaits, which the type checker cannot see. */
  #isAskedAgain(): boolean {
    return this.#pumpAgain;
  }

  async #startDue(worker: Worker): Promise<void> {
    const room = worker.concurrency - worker.running.size;
    if (this.#state !== 'started') return;
    const now = this.#clock.now();
    // Those that run are in the table too; reading as many more finds all that wait.
    const rows = await this.#store.db
      .selectFrom('jobs')
      .select(['key', 'run_at', 'generation', 'failures'])
      .where('kind', '=', worker.kind)
      .orderBy('run_at')
      .limit(worker.concurrency + worker.running.size + 1)
      .execute();
    let started = 0;
    for (const row of rows) {
      if (worker.running.has(row.key)) continue;
      if (row.run_at > now) {
        this.#wakeAt(row.run_at);
        break;
      }
      // A worker that ends pumps again, so a full house needs no timer.
      if (started === room) break;
      started += 1;
      worker.running.set(row.key, row.generation);
      this.#track(this.#run(worker, row));
    }
  }

  async #run(worker: Worker, row: StartedJob): Promise<void> {
    let failed = false;
    try {
      await worker.handler(row.key);
    } catch (error) {
      failed = true;
      this.#log.error({ err: error, kind: worker.kind, key: row.key }, 'job failed, will run again');
    }
    try {
      await this.#store.write((tx) => (failed ? this.#postpone(tx, worker.kind, row) : finish(tx, worker.kind, row)));
    } catch (error) {
      // The row is still there: the job runs once more than needed, which every handler allows.
      this.#log.error({ err: error, kind: worker.kind, key: row.key }, 'end of a job could not be stored');
    }
    worker.running.delete(row.key);
    if (this.#state === 'started') this.#wakeAt(this.#clock.now());
  }

  async #postpone(tx: Tx, kind: JobKind, row: StartedJob): Promise<void> {
    await tx.db
      .updateTable('jobs')
      .set({ run_at: this.#clock.now() + this.#backoff(row.failures), failures: row.failures + 1 })
      .where('kind', '=', kind)
      .where('key', '=', row.key)
      .execute();
  }

  #track(promise: Promise<void>): void {
    this.#inFlight.add(promise);
    void promise.finally(() => this.#inFlight.delete(promise));
  }
}

/** Removes a job that has run, unless it was enqueued again meanwhile. */
async function finish(tx: Tx, kind: JobKind, row: StartedJob): Promise<void> {
  await tx.db
    .deleteFrom('jobs')
    .where('kind', '=', kind)
    .where('key', '=', row.key)
    .where('generation', '=', row.generation)
    .execute();
}
