import { sql, type Kysely } from 'kysely';
import type { Schema, UsageRow } from './schema.js';

type Db = Kysely<Schema>;

/** Adds metered time to the row of its instance, day and price. */
export async function addUsage(db: Db, part: Omit<UsageRow, 'id'>): Promise<void> {
  await db
    .insertInto('usage')
    .values({ id: usageId(part), ...part })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ms: sql<number>`usage.ms + excluded.ms` }))
    .execute();
}

function usageId({ instance_id, day, hourly_price }: Omit<UsageRow, 'id'>): string {
  return `${instance_id} ${day} ${hourly_price ?? 'unpriced'}`;
}

/** Gives a price to the time of an instance that had none. Answers how many milliseconds that were. */
export async function priceUsage(db: Db, instanceId: string, hourlyPrice: number): Promise<number> {
  const rows = await db
    .selectFrom('usage')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('hourly_price', 'is', null)
    .execute();
  let priced = 0;
  for (const { id, ...part } of rows) {
    await db.deleteFrom('usage').where('id', '=', id).execute();
    await addUsage(db, { ...part, hourly_price: hourlyPrice });
    priced += part.ms;
  }
  return priced;
}

/** Which usage is wanted; days are such as `2026-11-27`, both included. */
export interface UsageQuery {
  from: string;
  to: string;
  owners: readonly string[];
  instanceId?: string | undefined;
}

/** By which of these sums are made; the time at each price apart, so that the cost stays exact. */
export type UsageGroup = 'day' | 'instance' | 'key';

/** Metered time whose meter has stopped, summed up. */
export async function sumUsage(
  db: Db,
  { from, to, owners, instanceId }: UsageQuery,
  groups: readonly UsageGroup[],
): Promise<{ day: string; instance_id: string; owner: string; hourly_price: number | null; ms: number }[]> {
  const by = (group: UsageGroup, column: 'day' | 'instance_id' | 'owner') =>
    groups.includes(group) ? sql.ref<string>(column) : sql<string>`''`;
  let query = db
    .selectFrom('usage')
    .select([
      by('day', 'day').as('day'),
      by('instance', 'instance_id').as('instance_id'),
      by('key', 'owner').as('owner'),
      'hourly_price',
      sql<number | string>`sum(ms)`.as('ms'),
    ])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('hourly_price');
  if (groups.includes('day')) query = query.groupBy('day');
  if (groups.includes('instance')) query = query.groupBy('instance_id');
  if (groups.includes('key')) query = query.groupBy('owner');
  for (const owner of owners) query = query.where('owner', '=', owner);
  if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId);
  return (await query.execute()).map((row) => ({ ...row, ms: Number(row.ms) }));
}

/** An instance whose meter runs. */
export interface RunningMeter {
  id: string;
  owner: string;
  hourlyPrice: number | null;
  /** Milliseconds since 1970. */
  since: number;
}

/** The instances whose meters run: those of all of these API keys. */
export async function listRunningMeters(
  db: Db,
  { owners, instanceId }: { owners: readonly string[]; instanceId?: string | undefined },
): Promise<RunningMeter[]> {
  let query = db
    .selectFrom('instances')
    .select(['id', 'owner', 'hourly_price', 'metered_since'])
    .where('metered_since', 'is not', null);
  for (const owner of owners) query = query.where('owner', '=', owner);
  if (instanceId !== undefined) query = query.where('id', '=', instanceId);
  const rows = await query.execute();
  return rows.flatMap(({ id, owner, hourly_price, metered_since }) =>
    metered_since === null ? [] : [{ id, owner, hourlyPrice: hourly_price, since: metered_since }],
  );
}
