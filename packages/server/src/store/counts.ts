import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** How many instances are in each state. */
export async function countStates(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('instances')
    .select((select) => ['state', select.fn.countAll<number | string>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** How many deliveries wait, and since when the oldest does, in milliseconds since 1970. */
export async function outboxState(db: Db): Promise<{ waiting: number; oldestAt: number | null }> {
  const row = await db
    .selectFrom('deliveries')
    .select((select) => [select.fn.countAll<number | string>().as('waiting'), select.fn.min('created_at').as('oldest')])
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  const oldest: unknown = row.oldest;
  return { waiting: Number(row.waiting), oldestAt: oldest === null ? null : Number(oldest) };
}
