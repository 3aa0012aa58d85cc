import { prepared } from '../store/prepared.js';
import type { JobRow } from '../store/schema.js';
import type { Store } from '../store/store.js';
import type { Claims, ClaimedJob, Take } from './claims.js';
import type { JobKind } from './engine.js';

const earliest = prepared<{ kind: string; limit: number }, Pick<JobRow, 'key' | 'run_at' | 'failures'>>((db, param) =>
  db
    .selectFrom('jobs')
    .select(['key', 'run_at', 'failures'])
    .where('kind', '=', param('kind'))
    .orderBy('run_at')
    .limit(param('limit')),
);

/**
 * Claims of the embedded store. They are kept in memory: the exclusive lock on the store is the lease of this process,
 * and a job that it left behind is simply due at the next start.
 */
export class MemoryClaims implements Claims {
  readonly lookMs = 60_000;
  readonly #store: Store;
  readonly #running = new Map<JobKind, Set<string>>();

  constructor(options: { store: Store }) {
    this.#store = options.store;
  }

  runsUnseen(kind: JobKind, key: string): boolean {
    return this.#of(kind).has(key);
  }

  async take(kind: JobKind, limit: number, now: number): Promise<Take> {
    const running = this.#of(kind);
    // Those that run are in the table too; reading as many more finds all that wait.
    const { rows } = await earliest(this.#store.db, { kind, limit: limit + running.size + 1 });
    const waiting = rows.filter(({ key }) => !running.has(key));
    const due = waiting.filter(({ run_at }) => run_at <= now).slice(0, limit);
    const jobs = due.map(({ key, failures }) => ({ kind, key, failures, worker: null }));
    for (const { key } of jobs) running.add(key);
    return { jobs, nextAt: waiting[jobs.length]?.run_at };
  }

  release({ kind, key }: ClaimedJob): void {
    this.#of(kind).delete(key);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  #of(kind: JobKind): Set<string> {
    const known = this.#running.get(kind) ?? new Set();
    this.#running.set(kind, known);
    return known;
  }
}
