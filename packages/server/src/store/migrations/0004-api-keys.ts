import { sql, type Kysely } from 'kysely';
import { allInstances } from './all-instances.js';

/** API keys have a name, a scope and a budget; instances and webhook endpoints belong to one. */
export async function apiKeys(db: Kysely<unknown>): Promise<void> {
  const keys = db.schema.alterTable('api_keys');
  await keys.addColumn('name', 'text', (c) => c.notNull().defaultTo('')).execute();
  await keys.addColumn('scope', 'text', (c) => c.notNull().defaultTo('read')).execute();
  await keys.addColumn('max_cost', 'bigint').execute();
  await keys.addColumn('revoked_at', 'bigint').execute();
  await keys.addColumn('last_used_at', 'bigint').execute();
  // Whoever had a key could do everything.
  await sql`update api_keys set scope = 'admin', name = 'first key'`.execute(db);
  // Null: of an administrator, for the events of all instances; so it is with those that there are.
  await db.schema.alterTable('webhook_endpoints').addColumn('owner', 'text').execute();
  await db.schema
    .alterTable('instances')
    .addColumn('owner', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await fillOwners(db);
  await db.schema.createIndex('instances_by_owner').on('instances').columns(['owner', 'created_at', 'id']).execute();
}

async function fillOwners(db: Kysely<unknown>): Promise<void> {
  // The first instances were stored without an owner; there was one key then.
  const keys = await sql<{ id: string }>`select id from api_keys order by created_at limit 1`.execute(db);
  const first = keys.rows[0]?.id ?? '';
  for await (const { id, body } of allInstances(db)) {
    const instance = JSON.parse(body) as { owner?: string };
    const owner = instance.owner ?? first;
    const whole = instance.owner === undefined ? JSON.stringify({ ...instance, owner }) : body;
    await sql`update instances set owner = ${owner}, body = ${whole} where id = ${id}`.execute(db);
  }
}
