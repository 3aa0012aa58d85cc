import type { Kysely } from 'kysely';
import { prepared } from './prepared.js';
import type { Schema, WebhookEndpointRow } from './schema.js';

type Db = Kysely<Schema>;

/** What a new endpoint is stored with; the rest has yet to happen. */
export type NewEndpointRow = Omit<WebhookEndpointRow, keyof typeof FRESH>;

const FRESH = {
  enabled: 1,
  refused_since: null,
  disabled_at: null,
  disabled_reason: null,
  sealed_old_secret: null,
  old_secret_until: null,
  last_failed_at: null,
} as const;

export async function insertEndpoint(db: Db, row: NewEndpointRow): Promise<void> {
  await db
    .insertInto('webhook_endpoints')
    .values({ ...row, ...FRESH })
    .execute();
}

const byId = prepared<{ id: string }, WebhookEndpointRow>((db, param) =>
  db.selectFrom('webhook_endpoints').selectAll().where('id', '=', param('id')),
);

export async function findEndpoint(db: Db, id: string): Promise<WebhookEndpointRow | undefined> {
  return (await byId(db, { id })).rows[0];
}

/** @param owner - only those of this API key; undefined for all. */
export async function listEndpoints(db: Db, owner: string | undefined): Promise<WebhookEndpointRow[]> {
  let query = db.selectFrom('webhook_endpoints').selectAll().orderBy('created_at').orderBy('id');
  if (owner !== undefined) query = query.where('owner', '=', owner);
  return query.execute();
}

export async function changeEndpoint(
  db: Db,
  id: string,
  change: Partial<Omit<WebhookEndpointRow, 'id' | 'owner' | 'created_at'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('webhook_endpoints').set(change).where('id', '=', id).execute();
}

/** Removes an endpoint with all that was or was to be sent to it. */
export async function removeEndpoint(db: Db, id: string): Promise<void> {
  await db.deleteFrom('deliveries').where('endpoint_id', '=', id).execute();
  await db.deleteFrom('webhook_endpoints').where('id', '=', id).execute();
}

/** The event types that an endpoint wants, or null for all. */
export function eventTypesOf({ event_types }: Pick<WebhookEndpointRow, 'event_types'>): string[] | null {
  return event_types === null ? null : (JSON.parse(event_types) as string[]);
}

/** Whether an endpoint wants events of a type. */
function wants(endpoint: Pick<WebhookEndpointRow, 'event_types'>, type: string): boolean {
  return eventTypesOf(endpoint)?.includes(type) ?? true;
}

const enabledEndpoints = prepared<{ owner: string }, WebhookEndpointRow>((db, param) =>
  db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('enabled', '=', 1)
    .where((where) => where.or([where('owner', 'is', null), where('owner', '=', param('owner'))])),
);

/**
 * The endpoints that get an event.
 *
 * @param owner - the API key whose event it is; empty for what concerns administrators only.
 */
export async function endpointsFor(db: Db, owner: string, type: string): Promise<WebhookEndpointRow[]> {
  const { rows } = await enabledEndpoints(db, { owner });
  return rows.filter((endpoint) => wants(endpoint, type));
}
