import { sql, type Kysely } from 'kysely';

/** What is old can be found, and what is due among the deliveries, without reading whole tables. */
export async function retention(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('events_by_time').on('events').column('at').execute();
  await db.schema.createIndex('deliveries_by_event').on('deliveries').column('event_id').execute();
  await db.schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .column('next_at')
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema
    .createIndex('deliveries_finished')
    .on('deliveries')
    .column('finished_at')
    .where(sql.ref('finished_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('instances_ended')
    .on('instances')
    .column('updated_at')
    .where(sql.ref('watched'), '=', sql.lit(0))
    .execute();
  await db.schema.createIndex('idempotency_keys_by_time').on('idempotency_keys').column('created_at').execute();
}
