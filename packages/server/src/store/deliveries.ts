import { sql, type Kysely } from 'kysely';
import { prepared } from './prepared.js';
import type { DeliveryRow, EventRow, Schema, WebhookEndpointRow } from './schema.js';

type Db = Kysely<Schema>;

/** All deliveries of one instance to one endpoint: they go out one after the other, in the order of the events. */
export interface Lane {
  endpointId: string;
  instanceId: string;
}

export function laneKey({ endpointId, instanceId }: Lane): string {
  return `${endpointId}:${instanceId}`;
}

export function parseLaneKey(key: string): Lane {
  const [endpointId = '', instanceId = ''] = key.split(':');
  return { endpointId, instanceId };
}

export async function insertEndpoint(db: Db, row: WebhookEndpointRow): Promise<void> {
  await db.insertInto('webhook_endpoints').values(row).execute();
}

export async function findEndpoint(db: Db, id: string): Promise<WebhookEndpointRow | undefined> {
  return db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @param owner - only those of this API key; undefined for all. */
export async function listEndpoints(db: Db, owner: string | undefined): Promise<WebhookEndpointRow[]> {
  let query = db.selectFrom('webhook_endpoints').selectAll().orderBy('created_at').orderBy('id');
  if (owner !== undefined) query = query.where('owner', '=', owner);
  return query.execute();
}

/** The event types that an endpoint wants, or null for all. */
export function eventTypesOf({ event_types }: WebhookEndpointRow): string[] | null {
  return event_types === null ? null : (JSON.parse(event_types) as string[]);
}

const enabledEndpoints = prepared<{ owner: string }, WebhookEndpointRow>((db, param) =>
  db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('enabled', '=', 1)
    .where((where) => where.or([where('owner', 'is', null), where('owner', '=', param('owner'))])),
);

/**
 * Writes the event into the outbox: one delivery for each endpoint that wants it and may get it. Answers their lanes.
 *
 * @param owner - the API key that asked for the instance of the event.
 */
export async function insertDeliveries(db: Db, event: EventRow, owner: string): Promise<Lane[]> {
  const { rows: endpoints } = await enabledEndpoints(db, { owner });
  const lanes: Lane[] = [];
  for (const endpoint of endpoints) {
    if (eventTypesOf(endpoint)?.includes(event.type) === false) continue;
    await db
      .insertInto('deliveries')
      .values({
        id: `dlv_${event.id}_${endpoint.id}`,
        endpoint_id: endpoint.id,
        event_id: event.id,
        instance_id: event.instance_id,
        sequence: event.sequence,
        state: 'pending',
        attempts: 0,
        next_at: event.at,
        last_status: null,
        last_error: null,
        created_at: event.at,
        finished_at: null,
      })
      .execute();
    lanes.push({ endpointId: endpoint.id, instanceId: event.instance_id });
  }
  return lanes;
}

/** A delivery together with what is sent. */
export type PendingDelivery = DeliveryRow & { body: string };

/** The delivery of a lane that is next, due or not. */
export async function nextDelivery(db: Db, lane: Lane): Promise<PendingDelivery | undefined> {
  return db
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.event_id')
    .selectAll('deliveries')
    .select('events.body')
    .where('deliveries.endpoint_id', '=', lane.endpointId)
    .where('deliveries.instance_id', '=', lane.instanceId)
    .where('deliveries.state', '=', 'pending')
    .orderBy('deliveries.sequence')
    .limit(1)
    .executeTakeFirst();
}

export async function updateDelivery(
  db: Db,
  id: string,
  change: Pick<DeliveryRow, 'state' | 'attempts' | 'next_at' | 'last_status' | 'last_error' | 'finished_at'>,
): Promise<void> {
  await db.updateTable('deliveries').set(change).where('id', '=', id).execute();
}

/** Lanes with a delivery that is due by a time and that no job knows of. */
export async function listLanesWithoutJob(db: Db, by: number): Promise<Lane[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
    .select(['deliveries.endpoint_id', 'deliveries.instance_id'])
    .distinct()
    .where('deliveries.state', '=', 'pending')
    .where('deliveries.next_at', '<=', by)
    .where('webhook_endpoints.enabled', '=', 1)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs')
            .select('jobs.key')
            .where('jobs.kind', '=', 'delivery')
            .where('jobs.key', '=', sql<string>`deliveries.endpoint_id || ':' || deliveries.instance_id`),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({ endpointId: row.endpoint_id, instanceId: row.instance_id }));
}
