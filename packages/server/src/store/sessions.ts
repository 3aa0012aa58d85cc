import type { Kysely } from 'kysely';
import type { ApiKeyRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

/** What is known of a session and of the API key behind it. */
export interface FoundSession extends Pick<ApiKeyRow, 'name' | 'scope' | 'last_used_at'> {
  api_key_id: string;
  expires_at: number;
}

export async function insertSession(db: Db, row: Schema['sessions']): Promise<void> {
  await db.insertInto('sessions').values(row).execute();
}

/** A session that holds at `now`; none of a revoked key does. */
export async function findSession(db: Db, id: string, now: number): Promise<FoundSession | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('api_keys', 'api_keys.id', 'sessions.api_key_id')
    .select(['api_key_id', 'expires_at', 'name', 'scope', 'last_used_at'])
    .where('sessions.id', '=', id)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', id).execute();
}

/** Ends all sessions of an API key. */
export async function deleteSessionsOf(db: Db, apiKeyId: string): Promise<void> {
  await db.deleteFrom('sessions').where('api_key_id', '=', apiKeyId).execute();
}
