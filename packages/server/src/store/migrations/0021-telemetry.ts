import type { Kysely } from 'kysely';

/** Instances remember on whose behalf they are worked on, and can be counted by state without reading them. */
export async function telemetry(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('instances').addColumn('correlation_id', 'text').execute();
  await db.schema.createIndex('instances_by_state').on('instances').column('state').execute();
}
