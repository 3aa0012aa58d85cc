import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

const NAME = 'last_sweep';

/** What the last sweeps told, whichever process did them. Times in milliseconds since 1970. */
export interface SweepRecord {
  /** When the last one began. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** How much later than due it began, in milliseconds. */
  readonly lagMs: number;
  /** Whether the list of the cloud was read to its end. */
  readonly isComplete: boolean;
  /** When the last one ended that read the list to its end, or null. */
  readonly succeededAt: number | null;
  /** Instances that were compared. */
  readonly watched: number;
  /** What they cost an hour, in 1/100000 USD. */
  readonly hourlyCost: number;
  /** When the next one is due, or null when there is nothing to watch. */
  readonly nextAt: number | null;
}

export async function readSweep(db: Db): Promise<SweepRecord | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', NAME).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value) as SweepRecord);
}

export async function writeSweep(db: Db, record: SweepRecord): Promise<void> {
  const value = JSON.stringify(record);
  await db
    .insertInto('meta')
    .values({ name: NAME, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
