import { sql, type Kysely } from 'kysely';
import { allInstances } from './all-instances.js';

/** What was used is kept by day, apart from the instances, and summed up for each API key. */
export async function usage(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('instance_id', 'text', (c) => c.notNull())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('hourly_price', 'bigint')
    .addColumn('ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .alterTable('api_keys')
    .addColumn('spent', 'text', (c) => c.notNull().defaultTo('0'))
    .execute();
  const instances = db.schema.alterTable('instances');
  await instances.addColumn('hourly_price', 'bigint').execute();
  await instances.addColumn('metered_since', 'bigint').execute();
  await instances.addColumn('key_budget_told', 'integer', (c) => c.notNull().defaultTo(0)).execute();
  const spentBy = new Map<string, bigint>();
  for await (const { id, body } of allInstances(db)) {
    const { owner, billing, since } = JSON.parse(body) as Metered;
    const { hourlyPrice = null, startedAt = null, spent = [] } = billing ?? {};
    await sql`update instances set hourly_price = ${hourlyPrice}, metered_since = ${startedAt}
      where id = ${id}`.execute(db);
    // On which days that was is not known any more: it is put on the day of the last change of state.
    const day = new Date(since).toISOString().slice(0, 10);
    for (const part of spent) {
      const row = `${id} ${day} ${part.hourlyPrice ?? 'unpriced'}`;
      await sql`insert into usage (id, instance_id, owner, day, hourly_price, ms)
        values (${row}, ${id}, ${owner}, ${day}, ${part.hourlyPrice}, ${part.ms})`.execute(db);
      const cost = BigInt(part.hourlyPrice ?? 0) * BigInt(part.ms);
      spentBy.set(owner, (spentBy.get(owner) ?? 0n) + cost);
    }
  }
  for (const [owner, spent] of spentBy) {
    await sql`update api_keys set spent = ${String(spent)} where id = ${owner}`.execute(db);
  }
  await db.schema.createIndex('usage_by_day').on('usage').columns(['day', 'owner']).execute();
  await db.schema
    .createIndex('usage_unpriced')
    .on('usage')
    .column('instance_id')
    .where(sql.ref('hourly_price'), 'is', null)
    .execute();
  await db.schema
    .createIndex('instances_metered')
    .on('instances')
    .column('owner')
    .where(sql.ref('metered_since'), 'is not', null)
    .execute();
}

/** What of an instance tells what it has cost; the first ones had no meter. */
interface Metered {
  owner: string;
  since: number;
  billing?: {
    hourlyPrice?: number | null;
    startedAt?: number | null;
    spent?: { hourlyPrice: number | null; ms: number }[];
  };
}
