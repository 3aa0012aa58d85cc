import { sql, type Kysely } from 'kysely';

/** What became of the deliveries to an endpoint can be told without reading them. */
export async function endpointHealth(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('webhook_endpoints').addColumn('last_delivered_at', 'bigint').execute();
  await db.schema.alterTable('webhook_endpoints').addColumn('last_failed_at', 'bigint').execute();
  await db.schema
    .createIndex('deliveries_dead')
    .on('deliveries')
    .column('endpoint_id')
    .where(sql.ref('state'), '=', sql.lit('dead'))
    .execute();
}
