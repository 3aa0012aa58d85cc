import type { Kysely } from 'kysely';
import type { ApiKeyRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

export async function insertApiKey(
  db: Db,
  row: Pick<ApiKeyRow, 'id' | 'hash' | 'created_at' | 'name' | 'scope' | 'max_cost'>,
): Promise<void> {
  await db.insertInto('api_keys').values(row).execute();
}

export async function findApiKey(db: Db, id: string): Promise<ApiKeyRow | undefined> {
  return db.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
}

/** All keys, the oldest first, revoked ones too. */
export async function listApiKeys(db: Db): Promise<ApiKeyRow[]> {
  return db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute();
}

/** Changes what is given of a key. */
export async function changeApiKey(
  db: Db,
  id: string,
  change: Partial<Pick<ApiKeyRow, 'name' | 'max_cost' | 'revoked_at' | 'last_used_at'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('api_keys').set(change).where('id', '=', id).execute();
}

/** Whether another key than this one may do everything. */
export async function hasOtherAdmin(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('api_keys')
    .select('id')
    .where('scope', '=', 'admin')
    .where('revoked_at', 'is', null)
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
