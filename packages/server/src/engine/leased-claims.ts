import type { Clock, Timer } from '@novita-fleet/resilience';
import { sql } from 'kysely';
import type { NewId } from '../ids.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import type { ClaimedJob, Claims, Take } from './claims.js';
import type { JobKind } from './engine.js';

/** Beats in one lease, so that a few late ones do not end it. */
const BEATS_PER_LEASE = 5;

/** PostgreSQL's code for a row that names another which is not there: its appendix A. */
const FOREIGN_KEY_VIOLATION = '23503';

/** What is known of another worker. */
interface Pulse {
  beats: number;
  /** When its beats were first seen at this number, on our own monotonic clock. */
  since: number;
}

/**
 * Claims of several processes on one PostgreSQL. A job that runs names its worker, and a worker's row shows that it lives
 * by counting. Who sees a count stand still for a whole lease removes the row, and with it the database frees the jobs.
 * No two clocks are compared, so clocks that differ do no harm.
 */
export class LeasedClaims implements Claims {
  readonly lookMs = 500;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #newId: NewId;
  readonly #log: Log;
  readonly #leaseMs: number;
  /** Our row, while we have one. */
  #worker: string | undefined;
  /** Jobs that run here, by whichever row they were claimed. */
  #held = 0;
  #others = new Map<string, Pulse>();
  #lastBeat = 0;
  #timer: Timer | undefined;
  #beating: Promise<void> | undefined;
  #onFreed: () => void = () => undefined;
  #state: 'idle' | 'started' | 'stopped' = 'idle';

  /** @param options.leaseMs - after how much silence the jobs of a worker go to others, in milliseconds. */
  constructor(options: { store: Store; clock: Clock; newId: NewId; log: Log; leaseMs: number }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#newId = options.newId;
    this.#log = options.log;
    this.#leaseMs = options.leaseMs;
  }

  runsUnseen(): boolean {
    return false;
  }

  async take(kind: JobKind, limit: number, now: number): Promise<Take> {
    const worker = this.#worker ?? (await this.#register());
    if (worker === undefined) return { jobs: [], nextAt: undefined };
    const first = await this.#store.db
      .selectFrom('jobs')
      .select('run_at')
      .where('kind', '=', kind)
      .where('worker', 'is', null)
      .orderBy('run_at')
      .limit(1)
      .executeTakeFirst();
    if (first === undefined || first.run_at > now) return { jobs: [], nextAt: first?.run_at };
    try {
      const rows = await this.#claim(kind, limit, now, worker);
      this.#held += rows.length;
      // There may be more.
      return { jobs: rows.map((row) => ({ kind, worker, ...row })), nextAt: rows.length > 0 ? now : undefined };
    } catch (error) {
      if ((error as { code?: unknown }).code !== FOREIGN_KEY_VIOLATION) throw error;
      this.#lose();
      return { jobs: [], nextAt: undefined };
    }
  }

  release(_job: ClaimedJob): void {
    this.#held -= 1;
  }

  async start(onFreed: () => void): Promise<void> {
    this.#state = 'started';
    this.#onFreed = onFreed;
    await this.#register();
    this.#scheduleBeat();
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#timer?.cancel();
    await this.#beating;
    const worker = this.#worker;
    if (worker === undefined) return;
    try {
      await this.#store.write((tx) => tx.db.deleteFrom('workers').where('id', '=', worker).execute());
    } catch (error) {
      this.#log.warn({ err: error }, 'the end of this worker could not be told; its lease will run out');
    }
  }

  /**
   * A write like any other: one at a time across all processes, and durable before the job runs. Passing over rows that
   * another writer holds (SKIP LOCKED) would starve a job that is ordered all the time.
   */
  #claim(kind: JobKind, limit: number, now: number, worker: string): Promise<{ key: string; failures: number }[]> {
    return this.#store.write((tx) =>
      tx.db
        .updateTable('jobs')
        .set({ worker })
        .where('kind', '=', kind)
        .where('key', 'in', (jobs) =>
          jobs
            .selectFrom('jobs')
            .select('key')
            .where('kind', '=', kind)
            .where('worker', 'is', null)
            .where('run_at', '<=', now)
            .orderBy('run_at')
            .limit(limit),
        )
        .returning(['key', 'failures'])
        .execute(),
    );
  }

  /** Makes a row for this worker. Not while jobs of a lost lease still run here: another may be running them. */
  async #register(): Promise<string | undefined> {
    if (this.#held > 0) return undefined;
    const id = this.#newId('wrk');
    const started_at = this.#clock.now();
    await this.#store.write((tx) => tx.db.insertInto('workers').values({ id, beats: 0, started_at }).execute());
    this.#worker = id;
    return id;
  }

  #scheduleBeat(): void {
    if (this.#state !== 'started') return;
    this.#timer = this.#clock.setTimeout(() => {
      this.#beating = this.#beat()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'the lease of this worker could not be renewed'))
        .finally(() => this.#scheduleBeat());
    }, this.#leaseMs / BEATS_PER_LEASE);
  }

  /** Shows that this worker lives, and looks whether the others do. */
  async #beat(): Promise<void> {
    const worker = this.#worker;
    if (worker !== undefined) {
      const { numUpdatedRows } = await this.#store.db
        .updateTable('workers')
        .set((row) => ({ beats: sql<number>`${row.ref('beats')} + 1` }))
        .where('id', '=', worker)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) this.#lose();
    }
    const rows = await this.#store.db.selectFrom('workers').select(['id', 'beats']).execute();
    const now = this.#clock.monotonic();
    // After a pause of our own or of the database, the silence of others may be ours.
    if (now - this.#lastBeat > this.#leaseMs / 2) this.#others.clear();
    this.#lastBeat = now;
    const others = new Map<string, Pulse>();
    for (const { id, beats } of rows) {
      const known = this.#others.get(id);
      if (id !== this.#worker) others.set(id, known?.beats === beats ? known : { beats, since: now });
    }
    this.#others = others;
    for (const [id, { beats, since }] of others) if (now - since >= this.#leaseMs) await this.#bury(id, beats);
  }

  async #bury(id: string, beats: number): Promise<void> {
    const { numDeletedRows } = await this.#store.write((tx) =>
      tx.db.deleteFrom('workers').where('id', '=', id).where('beats', '=', beats).executeTakeFirst(),
    );
    if (numDeletedRows === 0n) return;
    this.#log.warn({ worker: id }, 'a worker gave no sign of life for a whole lease, its jobs run again');
    this.#onFreed();
  }

  #lose(): void {
    if (this.#worker === undefined) return;
    this.#worker = undefined;
    this.#log.warn({}, 'the lease of this worker was lost, its jobs may run elsewhere');
  }
}
