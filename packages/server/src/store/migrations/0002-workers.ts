import type { Kysely } from 'kysely';

/** Jobs can be claimed by one of several processes, and remember what was ordered while they ran. */
export async function workers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('beats', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
  // Whatever a worker held is free again, by the database itself, once its row is gone.
  await db.schema
    .alterTable('jobs')
    .addColumn('worker', 'text', (c) => c.references('workers.id').onDelete('set null'))
    .execute();
  await db.schema.alterTable('jobs').addColumn('again_at', 'bigint').execute();
  await db.schema.alterTable('jobs').dropColumn('generation').execute();
  await db.schema
    .createTable('meta')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}
