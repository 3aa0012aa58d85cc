import type { Clock } from '@novita-fleet/resilience';
import type { Engine } from '../engine/engine.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import type { Orphans } from './orphans.js';

/** Where the strays of the last report are kept, as a JSON list of their ids in the cloud. */
const NAME = 'last_strays';

/** Compares the cloud with the store from time to time, tells of strays, and deletes them where the settings ask for it. */
export class OrphanPatrol {
  readonly #store: Store;
  readonly #engine: Engine;
  readonly #orphans: Orphans;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #everyMs: number;
  readonly #deletes: boolean;
  readonly #onReport: (strays: number, deleted: number) => void;

  /**
   * @param options.everyMs - milliseconds from one report to the next; 0 for none.
   * @param options.deletes - whether what two reports in a row call a stray is deleted.
   */
  constructor(options: {
    store: Store;
    engine: Engine;
    orphans: Orphans;
    clock: Clock;
    log: Log;
    everyMs: number;
    deletes: boolean;
    onReport: (strays: number, deleted: number) => void;
  }) {
    this.#store = options.store;
    this.#engine = options.engine;
    this.#orphans = options.orphans;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#everyMs = options.everyMs;
    this.#deletes = options.deletes;
    this.#onReport = options.onReport;
  }

  /** Orders the first report, or takes back what an earlier setting ordered. */
  async begin(): Promise<void> {
    await this.#store.write(async (tx) => {
      if (this.#everyMs === 0) await this.#engine.cancel(tx, 'orphans', 'all');
      else await this.#orderNext(tx);
    });
  }

  /** The handler of the one `orphans` job. */
  async run(): Promise<void> {
    if (this.#everyMs === 0) return;
    let seen: string[] = [];
    try {
      seen = await this.#look();
    } catch (error) {
      this.#log.warn({ err: error }, 'the cloud could not be compared with the store');
    }
    await this.#store.write(async (tx) => {
      const value = JSON.stringify(seen);
      await tx.db
        .insertInto('meta')
        .values({ name: NAME, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
      await this.#orderNext(tx);
    });
  }

  /** Answers the strays that are left, by their id in the cloud. */
  async #look(): Promise<string[]> {
    const { strays, foreign, missing } = await this.#orphans.report();
    const before = await this.#seenBefore();
    const deleted = new Set<string>();
    for (const stray of this.#deletes ? strays : []) {
      if (before.has(stray.novitaInstanceId) && (await this.#orphans.deleteStray(stray))) {
        deleted.add(stray.novitaInstanceId);
      }
    }
    const left = strays.map(({ novitaInstanceId }) => novitaInstanceId).filter((id) => !deleted.has(id));
    const fields = { strays, deleted: [...deleted], foreign: foreign.length, missing: missing.length };
    if (strays.length > 0) this.#log.warn(fields, 'the cloud has instances that nobody knows of');
    else this.#log.info(fields, 'the cloud and the store agree');
    this.#onReport(left.length, deleted.size);
    return left;
  }

  async #seenBefore(): Promise<Set<string>> {
    const query = this.#store.db.selectFrom('meta').select('value').where('name', '=', NAME);
    const row = await query.executeTakeFirst();
    return new Set(row === undefined ? [] : (JSON.parse(row.value) as string[]));
  }

  #orderNext(tx: Parameters<Engine['enqueue']>[0]): Promise<void> {
    return this.#engine.enqueue(tx, { kind: 'orphans', key: 'all', runAt: this.#clock.now() + this.#everyMs });
  }
}
