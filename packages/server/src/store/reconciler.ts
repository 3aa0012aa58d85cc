import type { Clock } from '@novita-fleet/resilience';
import type { Engine } from '../engine/engine.js';
import type { Log } from '../telemetry/log.js';
import { laneKey, listLanesWithoutJob } from './deliveries.js';
import { forgetOld } from './idempotency.js';
import { countWatched, listDueWithoutJob } from './instances.js';
import type { Store } from './store.js';

const INTERVAL_MS = 60_000;

/** Gives a job to every row that is due and has none, so that no fault of an engine can make us forget a promise. */
export class Reconciler {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: { store: Store; engine: Engine; clock: Clock; log: Log }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** The handler of the one `reconcile` job; orders its next run. */
  async run(): Promise<void> {
    const now = this.#clock.now();
    await this.#store.write(async (tx) => {
      const instances = await listDueWithoutJob(tx.db, now);
      for (const { id, workAt } of instances)
        await this.#engine.enqueue(tx, { kind: 'instance', key: id, runAt: workAt });
      const lanes = await listLanesWithoutJob(tx.db, now);
      for (const lane of lanes) await this.#engine.enqueue(tx, { kind: 'delivery', key: laneKey(lane), runAt: now });
      const forgotten = instances.length + lanes.length;
      if (forgotten > 0) this.#log.warn({ instances: instances.length, lanes: lanes.length }, 'work had no job');
      const sweep = await tx.db.selectFrom('jobs').select('key').where('kind', '=', 'sweep').executeTakeFirst();
      const { watched } = await countWatched(tx.db);
      if (watched > 0 && sweep === undefined) {
        await this.#engine.enqueue(tx, { kind: 'sweep', key: 'all', runAt: now });
      }
      await forgetOld(tx.db, now);
      await this.#engine.enqueue(tx, { kind: 'reconcile', key: 'all', runAt: now + INTERVAL_MS });
    });
  }
}
