import { sql, type Kysely } from 'kysely';

/**
 * Deliveries belong to one job for each endpoint, can be about no instance, and log their attempts. The table is made
 * anew, because SQLite cannot drop the reference to an event.
 */
export async function deliveryLog(db: Kysely<unknown>): Promise<void> {
  const endpoints = db.schema.alterTable('webhook_endpoints');
  await endpoints.addColumn('refused_since', 'bigint').execute();
  await endpoints.addColumn('disabled_at', 'bigint').execute();
  await endpoints.addColumn('disabled_reason', 'text').execute();
  await endpoints.addColumn('sealed_old_secret', 'text').execute();
  await endpoints.addColumn('old_secret_until', 'bigint').execute();
  await db.schema
    .createTable('deliveries_new')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('endpoint_id', 'text', (c) => c.notNull().references('webhook_endpoints.id'))
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('event_type', 'text', (c) => c.notNull())
    .addColumn('instance_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('body', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('attempts_before', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('last_status', 'integer')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  // Those behind another of their lane are not due: see `BEHIND` of deliveries.ts, whose value this is.
  await sql`
    insert into deliveries_new (id, endpoint_id, event_id, event_type, instance_id, sequence, body, state, attempts,
      attempts_before, next_at, last_status, last_error, created_at, finished_at)
    select d.id, d.endpoint_id, d.event_id, e.type, d.instance_id, d.sequence, null, d.state, d.attempts, 0,
      case when d.state = 'pending' and exists (select 1 from deliveries as earlier
        where earlier.endpoint_id = d.endpoint_id and earlier.instance_id = d.instance_id
        and earlier.state = 'pending' and earlier.sequence < d.sequence) then 9007199254740991 else d.next_at end,
      d.last_status, d.last_error, d.created_at, d.finished_at
    from deliveries as d inner join events as e on e.id = d.event_id`.execute(db);
  await db.schema.dropTable('deliveries').execute();
  await db.schema.alterTable('deliveries_new').renameTo('deliveries').execute();
  await db.schema
    .createIndex('deliveries_by_lane')
    .on('deliveries')
    .columns(['endpoint_id', 'instance_id', 'sequence'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema
    .createIndex('deliveries_due')
    .on('deliveries')
    .columns(['endpoint_id', 'next_at'])
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
  await db.schema.createIndex('deliveries_by_event').on('deliveries').column('event_id').execute();
  await db.schema.createIndex('deliveries_by_time').on('deliveries').columns(['created_at', 'id']).execute();
  await db.schema
    .createIndex('deliveries_finished')
    .on('deliveries')
    .column('finished_at')
    .where(sql.ref('finished_at'), 'is not', null)
    .execute();
  await db.schema
    .createTable('delivery_attempts')
    .addColumn('delivery_id', 'text', (c) => c.notNull().references('deliveries.id').onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('duration_ms', 'integer', (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('delivery_attempts_key', ['delivery_id', 'number'])
    .execute();
  // The jobs of lanes are replaced by one for each endpoint, which the reconciler orders at the start.
  await sql`delete from jobs where kind = 'delivery'`.execute(db);
}
