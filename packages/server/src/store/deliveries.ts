import { sql, type Kysely } from 'kysely';
import { prepared } from './prepared.js';
import type { DeliveryAttemptRow, DeliveryRow, EventRow, Schema } from './schema.js';

type Db = Kysely<Schema>;

/**
 * The time of a delivery that waits behind an earlier one of its lane: it is not due, whatever the time is. A lane is what
 * goes to one endpoint from one instance; its deliveries go out one after the other. Every lane that has something to send
 * has one at least that does not wait behind another. What is about no instance waits for nothing.
 */
export const BEHIND = Number.MAX_SAFE_INTEGER;

/** What is sent to an endpoint: an event of an instance, or a body of its own. */
export interface Outgoing {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** Empty where it is about no instance. */
  readonly instanceId: string;
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null for an event of an instance, which is stored by itself. */
  readonly body: string | null;
}

/** The same event goes to the same endpoint in the same delivery, also when it is sent again. */
export function deliveryId(eventId: string, endpointId: string): string {
  return `dlv_${eventId}_${endpointId}`;
}

/** An event of an instance as it is sent to an endpoint. */
export function outgoing(event: EventRow, endpointId: string): Outgoing {
  return {
    ...{ id: deliveryId(event.id, endpointId), endpointId, eventId: event.id, eventType: event.type },
    ...{ instanceId: event.instance_id, sequence: event.sequence, at: event.at, body: null },
  };
}

const insertRow = prepared<Outgoing>((db, param) =>
  db.insertInto('deliveries').values({
    id: param('id'),
    endpoint_id: param('endpointId'),
    event_id: param('eventId'),
    event_type: param('eventType'),
    instance_id: param('instanceId'),
    sequence: param('sequence'),
    body: param('body'),
    state: 'pending',
    attempts: 0,
    attempts_before: 0,
    next_at: sql<number>`case when exists (select 1 from deliveries as earlier
      where earlier.endpoint_id = ${param('endpointId')} and earlier.instance_id = ${param('instanceId')}
      and earlier.instance_id <> '' and earlier.state = 'pending') then ${sql.lit(BEHIND)} else ${param('at')} end`,
    last_status: null,
    last_error: null,
    created_at: param('at'),
    finished_at: null,
  }),
);

/** Writes something into the outbox, behind what waits in its lane. */
export async function insertDelivery(db: Db, delivery: Outgoing): Promise<void> {
  await insertRow(db, delivery);
}

/** A delivery together with what is sent, and on whose behalf: whoever asked something of the instance last. */
export type PendingDelivery = DeliveryRow & { body: string; correlation_id: string | null };

interface Due {
  endpointId: string;
  now: number;
  limit: number;
}

const due = prepared<Due, PendingDelivery>((db, param) =>
  db
    .selectFrom('deliveries')
    .leftJoin('events', 'events.id', 'deliveries.event_id')
    .leftJoin('instances', 'instances.id', 'deliveries.instance_id')
    .selectAll('deliveries')
    .select(sql<string>`coalesce(deliveries.body, events.body)`.as('body'))
    .select('instances.correlation_id')
    .where('deliveries.endpoint_id', '=', param('endpointId'))
    .where('deliveries.state', '=', sql.lit('pending'))
    .where('deliveries.next_at', '<=', param('now'))
    .orderBy('deliveries.next_at')
    .orderBy('deliveries.sequence')
    .limit(param('limit')),
);

/** What an endpoint is due to get, the longest due first. */
export async function listDue(db: Db, parts: Due): Promise<PendingDelivery[]> {
  return (await due(db, parts)).rows;
}

const nextTime = prepared<{ endpointId: string }, { next_at: number }>((db, param) =>
  db
    .selectFrom('deliveries')
    .select('next_at')
    .where('endpoint_id', '=', param('endpointId'))
    .where('state', '=', sql.lit('pending'))
    .orderBy('next_at')
    .limit(1),
);

/** When an endpoint is next due to get something, in milliseconds since 1970; undefined when nothing waits. */
export async function nextDueAt(db: Db, endpointId: string): Promise<number | undefined> {
  const at = (await nextTime(db, { endpointId })).rows[0]?.next_at;
  return at === BEHIND ? undefined : at;
}

/** What has become of a delivery. */
type Settled = Pick<
  DeliveryRow,
  'id' | 'state' | 'attempts' | 'next_at' | 'last_status' | 'last_error' | 'finished_at'
>;

const settle = prepared<Settled & { before: number }>((db, param) =>
  db
    .updateTable('deliveries')
    .set({
      state: param('state'),
      attempts: param('attempts'),
      next_at: param('next_at'),
      last_status: param('last_status'),
      last_error: param('last_error'),
      finished_at: param('finished_at'),
    })
    .where('id', '=', param('id'))
    .where('state', '=', sql.lit('pending'))
    .where('attempts', '=', param('before')),
);

const insertAttempt = prepared<DeliveryAttemptRow>((db, param) =>
  db.insertInto('delivery_attempts').values({
    delivery_id: param('delivery_id'),
    number: param('number'),
    at: param('at'),
    duration_ms: param('duration_ms'),
    status: param('status'),
    error: param('error'),
    answer: param('answer'),
  }),
);

const promote = prepared<{ endpointId: string; instanceId: string; now: number }>((db, param) =>
  db
    .updateTable('deliveries')
    .set({ next_at: param('now') })
    .where('id', '=', (lane) =>
      lane
        .selectFrom('deliveries')
        .select('id')
        .where('endpoint_id', '=', param('endpointId'))
        .where('instance_id', '=', param('instanceId'))
        .where('state', '=', sql.lit('pending'))
        .orderBy('sequence')
        .limit(1),
    )
    .where('next_at', '=', sql.lit(BEHIND)),
);

/**
 * Writes down an attempt and what came of it, and lets the next of the lane go when this one has ended.
 *
 * @returns false when the delivery is not what it was, because another process attempted it too or it was removed: then
 * nothing is written.
 */
export async function settleDelivery(
  db: Db,
  { endpoint_id, instance_id, attempts: before }: DeliveryRow,
  settled: Settled,
  attempt: DeliveryAttemptRow,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await settle(db, { ...settled, before });
  if (numAffectedRows === 0n) return false;
  await insertAttempt(db, attempt);
  if (settled.state !== 'pending') {
    await promote(db, { endpointId: endpoint_id, instanceId: instance_id, now: attempt.at + attempt.duration_ms });
  }
  return true;
}

/** Makes the first of each lane due where all of a lane wait behind something that is not there any more. */
export async function freeLanes(db: Db, endpointId: string, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ next_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'pending')
    .where('next_at', '=', BEHIND)
    .where(
      sql<boolean>`not exists (select 1 from deliveries as earlier where earlier.endpoint_id = deliveries.endpoint_id
        and earlier.instance_id = deliveries.instance_id and earlier.state = 'pending'
        and earlier.sequence < deliveries.sequence)`,
    )
    .execute();
}

/** Endpoints with a delivery that is due by a time and that no job knows of. */
export async function listEndpointsWithoutJob(db: Db, by: number): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('enabled', '=', 1)
    .where((where) =>
      where.exists(
        where
          .selectFrom('deliveries')
          .select('deliveries.id')
          .whereRef('deliveries.endpoint_id', '=', 'webhook_endpoints.id')
          .where('state', '=', sql.lit('pending'))
          .where('next_at', '<=', by),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs')
            .select('jobs.key')
            .where('jobs.kind', '=', 'delivery')
            .whereRef('jobs.key', '=', 'webhook_endpoints.id'),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
