import type { Kysely } from 'kysely';
import { mayBeId } from '../ids.js';
import { prepared } from './prepared.js';
import type { ApiKeyRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

export async function insertApiKey(
  db: Db,
  row: Pick<ApiKeyRow, 'id' | 'hash' | 'created_at' | 'name' | 'scope' | 'max_cost'>,
): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({ ...row, spent: '0' })
    .execute();
}

const byId = prepared<{ id: string }, ApiKeyRow>((db, param) =>
  db.selectFrom('api_keys').selectAll().where('id', '=', param('id')),
);

export async function findApiKey(db: Db, id: string): Promise<ApiKeyRow | undefined> {
  if (!mayBeId(id)) return undefined;
  return (await byId(db, { id })).rows[0];
}

/** All keys, the oldest first, revoked ones too. */
export async function listApiKeys(db: Db): Promise<ApiKeyRow[]> {
  return db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute();
}

/** Changes what is given of a key. */
export async function changeApiKey(
  db: Db,
  id: string,
  change: Partial<Pick<ApiKeyRow, 'name' | 'max_cost' | 'spent' | 'revoked_at' | 'last_used_at'>>,
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

/** Keys with a budget and a running meter that no job looks after. */
export async function listBudgetsWithoutJob(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('api_keys')
    .leftJoin('jobs', (join) => join.onRef('jobs.key', '=', 'api_keys.id').on('jobs.kind', '=', 'budget'))
    .select('api_keys.id')
    .where('api_keys.max_cost', 'is not', null)
    .where('jobs.key', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('instances')
          .select('instances.id')
          .whereRef('instances.owner', '=', 'api_keys.id')
          .where('instances.metered_since', 'is not', null),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
