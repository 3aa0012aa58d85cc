import { sql, type Kysely } from 'kysely';

/** Events have one order over all instances, so that a reader can go on where it was; see `insertEvent`. */
export async function eventPositions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('position', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update events set position = ranked.number
    from (select id, row_number() over (order by at, instance_id, sequence) as number from events) as ranked
    where ranked.id = events.id`.execute(db);
  await db.schema.createIndex('events_by_position').unique().on('events').column('position').execute();
}
