import { sql, type Kysely } from 'kysely';

/** The first of what is due can be read without reading and sorting all of it. */
export async function dueInOrder(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('deliveries_due').execute();
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['endpoint_id', 'next_at', 'sequence'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
}
