import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** A request that carries an Idempotency-Key. */
export interface IdempotentRequest {
  apiKeyId: string;
  /** Method and route. */
  route: string;
  /** The key as sent by the caller. */
  key: string;
  /** The body as validated. */
  body: unknown;
}

/** What an earlier request with the same key was. */
export type EarlierRequest = { kind: 'none' } | { kind: 'same' | 'other'; resourceId: string };

export async function findEarlier(db: Kysely<Schema>, request: IdempotentRequest): Promise<EarlierRequest> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'resource_id'])
    .where('id', '=', idOf(request))
    .executeTakeFirst();
  if (row === undefined) return { kind: 'none' };
  return { kind: row.request_hash === hash(request.body) ? 'same' : 'other', resourceId: row.resource_id };
}

export async function remember(
  db: Kysely<Schema>,
  request: IdempotentRequest,
  resourceId: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('idempotency_keys')
    .values({ id: idOf(request), request_hash: hash(request.body), resource_id: resourceId, created_at: now })
    .execute();
}

function idOf({ apiKeyId, route, key }: IdempotentRequest): string {
  return hash([apiKeyId, route, key]);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
