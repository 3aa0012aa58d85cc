import { NovitaError } from '@novita-fleet/resilience';
import { Migrator, type Kysely } from 'kysely';
import { MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';

/**
 * Brings the tables to the newest schema. Processes that start at the same time wait for each other.
 *
 * @param where - the place of the store, for the message.
 * @throws NovitaError `store_too_new` when a newer version of the server wrote it.
 */
export async function migrate(db: Kysely<Schema>, where: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failure = error instanceof Error ? error : new Error('The tables could not be made.');
  if (!failure.message.includes('corrupted migrations')) throw failure;
  throw new NovitaError('store_too_new', `The ${where} was written by another version of the server.`);
}
