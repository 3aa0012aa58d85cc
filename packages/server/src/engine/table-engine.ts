import { exponentialBackoff, type Clock, type Timer } from '@novita-fleet/resilience';
import { sql, type SqlBool } from 'kysely';
import type { Log } from '../telemetry/log.js';
import { prepared } from '../store/prepared.js';
import type { Store, Tx } from '../store/store.js';
import type { ClaimedJob, Claims } from './claims.js';
import type { Engine, Job, JobHandler, JobKind } from './engine.js';

/** Which run has ended; `worker` is empty where one process holds all. */
interface EndOf {
  kind: string;
  key: string;
  worker: string;
}

interface Worker {
  kind: JobKind;
  concurrency: number;
  handler: JobHandler;
  running: number;
}

/** How long to wait when the table could not be read or written, in milliseconds. */
const PAUSE_MS = 1_000;

/** Adds a job, or changes the time of the one that is there; `unseen` is 1 when that runs and names no worker. */
const order = prepared<{ kind: string; key: string; runAt: number; unseen: number }>((db, param) => {
  const running = sql<SqlBool>`(jobs.worker is not null or ${param('unseen')} = 1)`;
  return db
    .insertInto('jobs')
    .values({
      kind: param('kind'),
      key: param('key'),
      run_at: param('runAt'),
      failures: 0,
      worker: null,
      again_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'key']).doUpdateSet({
        run_at: sql<number>`case when not ${running} and excluded.run_at < jobs.run_at
          then excluded.run_at else jobs.run_at end`,
        again_at: sql<number | null>`case when ${running} and (jobs.again_at is null or excluded.run_at < jobs.again_at)
          then excluded.run_at else jobs.again_at end`,
        failures: 0,
      }),
    );
});

/** Removes a job that has run, unless it was ordered again meanwhile or somebody else holds it now. */
const remove = prepared<EndOf>((db, param) =>
  db
    .deleteFrom('jobs')
    .where('kind', '=', param('kind'))
    .where('key', '=', param('key'))
    .where(sql<SqlBool>`coalesce(worker, '') = ${param('worker')}`)
    .where('again_at', 'is', null),
);

/** The engine on our own `jobs` table. Which jobs run, in this process or in another, is the business of its claims. */
export class TableEngine implements Engine {
  readonly #store: Store;
  readonly #claims: Claims;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #workers = new Map<JobKind, Worker>();
  readonly #backoff = exponentialBackoff({ baseMs: 500, maxMs: 60_000, jitter: 'none' });
  readonly #inFlight = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #state: 'idle' | 'started' | 'stopping' = 'idle';
  #timer: Timer | undefined;
  #timerAt = Infinity;
  #pumping = false;
  #pumpAgain = false;

  constructor(options: { store: Store; claims: Claims; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#claims = options.claims;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  async enqueue(tx: Tx, { kind, key, runAt }: Job): Promise<void> {
    await order(tx.db, { kind, key, runAt, unseen: this.#claims.runsUnseen(kind, key) ? 1 : 0 });
    tx.afterCommit(() => this.#wakeAt(runAt));
  }

  async cancel(tx: Tx, kind: JobKind, key: string): Promise<void> {
    if (!this.#claims.runsUnseen(kind, key)) {
      await tx.db
        .deleteFrom('jobs')
        .where('kind', '=', kind)
        .where('key', '=', key)
        .where('worker', 'is', null)
        .execute();
    }
    await tx.db.updateTable('jobs').set({ again_at: null }).where('kind', '=', kind).where('key', '=', key).execute();
  }

  work(kind: JobKind, options: { concurrency: number }, handler: JobHandler): void {
    this.#workers.set(kind, { kind, concurrency: options.concurrency, handler, running: 0 });
  }

  async start(): Promise<void> {
    this.#state = 'started';
    await this.#claims.start(() => this.#wakeAt(this.#clock.now()));
    // Not awaited: it ends when nothing is due, and on a busy database that time may never come.
    this.#track(this.#pump());
  }

  async stop(giveUp?: AbortSignal): Promise<void> {
    this.#state = 'stopping';
    this.#stopping.abort();
    this.#timer?.cancel();
    this.#timerAt = Infinity;
    const givenUp = new Promise<void>((resolve) => giveUp?.addEventListener('abort', () => resolve(), { once: true }));
    while (this.#inFlight.size > 0 && giveUp?.aborted !== true) {
      await Promise.race([Promise.allSettled(this.#inFlight), givenUp]);
    }
    if (this.#inFlight.size > 0) this.#log.warn({ jobs: this.#inFlight.size }, 'jobs that still run are handed back');
    await this.#claims.stop();
  }

  #wakeAt(runAt: number): void {
    if (this.#state !== 'started' || runAt >= this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = runAt;
    const delayMs = Math.min(Math.max(runAt - this.#clock.now(), 0), this.#claims.lookMs);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timerAt = Infinity;
      this.#track(this.#pump());
    }, delayMs);
  }

  /** Starts every job that is due and has a free worker, then sets the timer for the next look. */
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
      this.#wakeAt(this.#clock.now() + this.#claims.lookMs);
    } catch (error) {
      this.#log.error({ err: error }, 'jobs could not be read');
      this.#wakeAt(this.#clock.now() + PAUSE_MS);
    } finally {
      this.#pumping = false;
    }
  }

  /** A method, because the flag is set while the loop awaits, which the type checker cannot see. */
  #isAskedAgain(): boolean {
    return this.#pumpAgain;
  }

  async #startDue(worker: Worker): Promise<void> {
    const room = worker.concurrency - worker.running;
    // A worker that ends pumps again, so a full house needs no look.
    if (this.#state !== 'started' || room === 0) return;
    const { jobs, nextAt } = await this.#claims.take(worker.kind, room, this.#clock.now());
    for (const job of jobs) {
      worker.running += 1;
      this.#track(this.#run(worker, job));
    }
    if (nextAt !== undefined && worker.running < worker.concurrency) this.#wakeAt(nextAt);
  }

  async #run(worker: Worker, job: ClaimedJob): Promise<void> {
    let failed = false;
    try {
      await worker.handler(job.key);
    } catch (error) {
      failed = true;
      this.#log.error({ err: error, kind: job.kind, key: job.key }, 'job failed, will run again');
    }
    await this.#storeEnd(job, failed);
    this.#claims.release(job);
    worker.running -= 1;
    if (this.#state === 'started') this.#wakeAt(this.#clock.now());
  }

  /** Until the end is stored the job counts as running; given up at a stop, it runs once more than needed. */
  async #storeEnd(job: ClaimedJob, failed: boolean): Promise<void> {
    for (;;) {
      try {
        await this.#store.write((tx) => (failed ? this.#postpone(tx, job) : finish(tx, job)));
        return;
      } catch (error) {
        this.#log.error({ err: error, kind: job.kind, key: job.key }, 'end of a job could not be stored');
      }
      if (this.#stopping.signal.aborted) return;
      await this.#pause();
    }
  }

  /** Waits a little, or until the stop. */
  async #pause(): Promise<void> {
    const { signal } = this.#stopping;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        timer.cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = this.#clock.setTimeout(end, PAUSE_MS);
      signal.addEventListener('abort', end);
    });
  }

  /** Makes a job that failed due again, later each time. What was ordered meanwhile and is due by then is part of it. */
  async #postpone(tx: Tx, job: ClaimedJob): Promise<void> {
    const runAt = this.#clock.now() + this.#backoff(job.failures);
    await tx.db
      .updateTable('jobs')
      .set({
        run_at: runAt,
        failures: job.failures + 1,
        worker: null,
        again_at: sql<number | null>`case when again_at > ${runAt} then again_at end`,
      })
      .where('kind', '=', job.kind)
      .where('key', '=', job.key)
      .where('worker', job.worker === null ? 'is' : '=', job.worker)
      .execute();
  }

  #track(promise: Promise<void>): void {
    this.#inFlight.add(promise);
    void promise.finally(() => this.#inFlight.delete(promise));
  }
}

/** Takes a job that has run off the table, or lets it wait for the time for which it was ordered meanwhile. */
async function finish(tx: Tx, job: ClaimedJob): Promise<void> {
  const { kind, key, worker } = job;
  const { numAffectedRows = 0n } = await remove(tx.db, { kind, key, worker: worker ?? '' });
  if (numAffectedRows > 0n) return;
  await tx.db
    .updateTable('jobs')
    .set((row) => ({ run_at: row.ref('again_at').$notNull(), again_at: null, failures: 0, worker: null }))
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('worker', worker === null ? 'is' : '=', worker)
    .where('again_at', 'is not', null)
    .execute();
}
