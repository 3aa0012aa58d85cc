import type { Clock } from '@novita-fleet/resilience';
import type { Engine } from '../engine/engine.js';
import type { Log } from '../telemetry/log.js';
import { listBudgetsWithoutJob } from './api-keys.js';
import { listEndpointsWithoutJob } from './deliveries.js';
import { countWatched, listDueWithoutJob } from './instances.js';
import { removeOld, type Retention } from './retention.js';
import type { Store } from './store.js';

const INTERVAL_MS = 60_000;

/** Rows of a table that one transaction removes at most: others wait while it runs. */
const BATCH = 500;

/** Transactions that remove old rows in one run at most; the next run goes on. */
const MAX_BATCHES = 20;

/**
 * Gives a job to every row that is due before its next run and has none, so that no fault of an engine can make us forget a promise, and
 * removes what is older than it need be.
 */
export class Reconciler {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #retention: Retention;

  constructor(options: { store: Store; engine: Engine; clock: Clock; log: Log; retention: Retention }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#retention = options.retention;
  }

  /** The handler of the one `reconcile` job. */
  async run(): Promise<void> {
    await this.reconcile();
    await this.#removeOld();
  }

  /** Finds work without a job, and orders the next run. */
  async reconcile(): Promise<void> {
    const now = this.#clock.now();
    await this.#store.write(async (tx) => {
      const instances = await listDueWithoutJob(tx.db, now + INTERVAL_MS);
      for (const { id, workAt } of instances)
        await this.#engine.enqueue(tx, { kind: 'instance', key: id, runAt: workAt });
      const endpoints = await listEndpointsWithoutJob(tx.db, now + INTERVAL_MS);
      for (const key of endpoints) await this.#engine.enqueue(tx, { kind: 'delivery', key, runAt: now });
      const budgets = await listBudgetsWithoutJob(tx.db);
      for (const key of budgets) await this.#engine.enqueue(tx, { kind: 'budget', key, runAt: now });
      const forgotten = { instances: instances.length, endpoints: endpoints.length, budgets: budgets.length };
      if (Object.values(forgotten).some((count) => count > 0)) this.#log.warn(forgotten, 'work had no job');
      const sweep = await tx.db.selectFrom('jobs').select('key').where('kind', '=', 'sweep').executeTakeFirst();
      const watched = await countWatched(tx.db);
      if (watched > 0 && sweep === undefined) {
        await this.#engine.enqueue(tx, { kind: 'sweep', key: 'all', runAt: now });
      }
      await this.#engine.enqueue(tx, { kind: 'reconcile', key: 'all', runAt: now + INTERVAL_MS });
    });
  }

  async #removeOld(): Promise<void> {
    const now = this.#clock.now();
    for (let batch = 1; batch <= MAX_BATCHES; batch += 1) {
      const removed = await this.#store.write((tx) => removeOld(tx.db, this.#retention, now, BATCH));
      const counts = Object.values(removed);
      if (counts.some((count) => count > 0)) this.#log.info({ ...removed }, 'old rows removed');
      if (counts.every((count) => count < BATCH)) return;
    }
  }
}
