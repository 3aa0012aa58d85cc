import { sql, type Kysely } from 'kysely';
import { BEHIND, freeLanes, insertDelivery, outgoing } from './deliveries.js';
import type { DeliveryAttemptRow, DeliveryRow, Schema, WebhookEndpointRow } from './schema.js';
import { eventTypesOf } from './webhook-endpoints.js';

type Db = Kysely<Schema>;

/** A place in the list. */
export interface DeliveryCursor {
  readonly createdAt: number;
  readonly id: string;
}

/** Which deliveries are wanted. */
export interface DeliveryQuery {
  readonly limit: number;
  /** Only to endpoints of this API key; undefined for all. */
  readonly owner: string | undefined;
  readonly endpointId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly eventType?: string | undefined;
  readonly state?: DeliveryRow['state'] | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  /** Milliseconds since 1970, itself not included. */
  readonly to?: number | undefined;
  readonly after?: DeliveryCursor | undefined;
}

/** Deliveries, the newest first. */
export async function listDeliveries(db: Db, wanted: DeliveryQuery): Promise<DeliveryRow[]> {
  const { limit, owner, endpointId, instanceId, eventType, state, from, to, after } = wanted;
  let query = db
    .selectFrom('deliveries')
    .selectAll('deliveries')
    .orderBy('deliveries.created_at', 'desc')
    .orderBy('deliveries.id', 'desc')
    .limit(limit);
  if (owner !== undefined) {
    query = query.where('endpoint_id', 'in', (own) =>
      own.selectFrom('webhook_endpoints').select('webhook_endpoints.id').where('owner', '=', owner),
    );
  }
  if (endpointId !== undefined) query = query.where('endpoint_id', '=', endpointId);
  if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId);
  if (eventType !== undefined) query = query.where('event_type', '=', eventType);
  if (state !== undefined) query = query.where('state', '=', state);
  if (from !== undefined) query = query.where('deliveries.created_at', '>=', from);
  if (to !== undefined) query = query.where('deliveries.created_at', '<', to);
  if (after !== undefined) {
    query = query.where((where) =>
      where.or([
        where('deliveries.created_at', '<', after.createdAt),
        where.and([where('deliveries.created_at', '=', after.createdAt), where('deliveries.id', '<', after.id)]),
      ]),
    );
  }
  return query.execute();
}

/** A delivery with what it sends, and whose endpoint it goes to. */
export type WholeDelivery = DeliveryRow & { body: string | null; owner: string | null };

export async function findDelivery(db: Db, id: string): Promise<WholeDelivery | undefined> {
  return db
    .selectFrom('deliveries')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
    .leftJoin('events', 'events.id', 'deliveries.event_id')
    .selectAll('deliveries')
    .select('webhook_endpoints.owner')
    .select(sql<string | null>`coalesce(deliveries.body, events.body)`.as('body'))
    .where('deliveries.id', '=', id)
    .executeTakeFirst();
}

/** The last attempts of a delivery, in order. */
export async function listAttempts(db: Db, deliveryId: string, limit: number): Promise<DeliveryAttemptRow[]> {
  const rows = await db
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}

/** Which deliveries of an endpoint are sent once more. */
export interface Redelivery {
  /** This one alone. */
  readonly id?: string;
  /** Those that were given up, or every event that the endpoint wants, sent before or not. */
  readonly what: 'dead' | 'all';
  /** Milliseconds since 1970: of events that happened then or later. */
  readonly from?: number | undefined;
  /** Milliseconds since 1970, itself not included. */
  readonly to?: number | undefined;
}

/**
 * Puts deliveries into the outbox once more, with the whole schedule before them. Those of an instance go in order among
 * themselves. One that waits already goes on waiting.
 *
 * @returns how many.
 */
export async function redeliver(
  db: Db,
  endpoint: WebhookEndpointRow,
  wanted: Redelivery,
  now: number,
): Promise<number> {
  const { id, what, from, to } = wanted;
  let again = db
    .updateTable('deliveries')
    .set((row) => ({
      state: 'pending' as const,
      attempts_before: row.ref('attempts'),
      next_at: BEHIND,
      finished_at: null,
    }))
    .where('endpoint_id', '=', endpoint.id)
    .where('state', 'in', what === 'dead' ? ['dead' as const] : ['dead' as const, 'delivered' as const]);
  if (id !== undefined) again = again.where('id', '=', id);
  else again = again.where('instance_id', '!=', '');
  if (from !== undefined) again = again.where('created_at', '>=', from);
  if (to !== undefined) again = again.where('created_at', '<', to);
  const { numUpdatedRows } = await again.executeTakeFirst();
  const missed = id === undefined && what === 'all' ? await sendMissed(db, endpoint, wanted) : 0;
  await freeLanes(db, endpoint.id, now);
  return Number(numUpdatedRows) + missed;
}

/** Events of the window that were never meant for the endpoint, because it was not there or disabled. */
async function sendMissed(db: Db, endpoint: WebhookEndpointRow, { from, to }: Redelivery): Promise<number> {
  let query = db
    .selectFrom('events')
    .innerJoin('instances', 'instances.id', 'events.instance_id')
    .selectAll('events')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.event_id', '=', 'events.id')
            .where('deliveries.endpoint_id', '=', endpoint.id),
        ),
      ),
    )
    .orderBy('events.at')
    .orderBy('events.sequence');
  const types = eventTypesOf(endpoint);
  if (endpoint.owner !== null) query = query.where('instances.owner', '=', endpoint.owner);
  if (types !== null) query = query.where('events.type', 'in', types);
  if (from !== undefined) query = query.where('events.at', '>=', from);
  if (to !== undefined) query = query.where('events.at', '<', to);
  const events = await query.execute();
  for (const event of events) await insertDelivery(db, outgoing(event, endpoint.id));
  return events.length;
}
