import { sql, type Kysely } from 'kysely';
import { prepared, preparedList } from './prepared.js';
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
    // In the order of the index of lanes: asked whether there is one at all, PostgreSQL goes through the whole endpoint.
    next_at: sql<number>`case when (select earlier.sequence from deliveries as earlier
      where earlier.endpoint_id = ${param('endpointId')} and earlier.instance_id = ${param('instanceId')}
      and earlier.instance_id <> '' and earlier.state = 'pending'
      order by earlier.sequence limit 1) is null then ${param('at')} else ${sql.lit(BEHIND)} end`,
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

const PENDING = [
  ...(['id', 'endpoint_id', 'event_id', 'event_type', 'instance_id'] as const),
  ...(['attempts', 'attempts_before', 'next_at'] as const),
];

/** What is needed of a delivery to attempt it. */
export interface PendingDelivery extends Pick<DeliveryRow, (typeof PENDING)[number]> {
  /** What is sent. */
  body: string;
  /** Of whoever asked something of the instance last. */
  correlation_id: string | null;
}

interface Due {
  endpointId: string;
  now: number;
  limit: number;
}

const due = prepared<Due, PendingDelivery>((db, param) =>
  db
    // Cut off before anything is joined to it: of a long backlog no more than this is read.
    .selectFrom((from) =>
      from
        .selectFrom('deliveries')
        .select([...PENDING, 'sequence', 'body'])
        .where('endpoint_id', '=', param('endpointId'))
        .where('state', '=', sql.lit('pending'))
        .where('next_at', '<=', param('now'))
        .orderBy('next_at')
        .orderBy('sequence')
        .limit(param('limit'))
        .as('due'),
    )
    .leftJoin('events', 'events.id', 'due.event_id')
    .leftJoin('instances', 'instances.id', 'due.instance_id')
    .select(PENDING.map((name) => `due.${name}` as const))
    .select(sql<string>`coalesce(due.body, events.body)`.as('body'))
    .select('instances.correlation_id')
    .orderBy('due.next_at')
    .orderBy('due.sequence'),
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

/** One attempt, and what became of the delivery. */
export interface Settlement {
  /** As it was read before the attempt. */
  readonly delivery: PendingDelivery;
  readonly settled: Settled;
  readonly attempt: DeliveryAttemptRow;
}

const settle = preparedList<Settled & { before: number }, { id: string }>(
  (rows) => sql`
    with outcome (id, before, state, attempts, next_at, last_status, last_error, finished_at) as (values ${sql.join(
      rows.map(
        (row) => sql`(cast(${row('id')} as text), cast(${row('before')} as integer), cast(${row('state')} as text),
          cast(${row('attempts')} as integer), cast(${row('next_at')} as bigint), cast(${row('last_status')} as integer),
          cast(${row('last_error')} as text), cast(${row('finished_at')} as bigint))`,
      ),
    )})
    update deliveries set state = outcome.state, attempts = outcome.attempts, next_at = outcome.next_at,
      last_status = outcome.last_status, last_error = outcome.last_error, finished_at = outcome.finished_at
    from outcome
    where deliveries.id = outcome.id and deliveries.state = 'pending' and deliveries.attempts = outcome.before
    returning deliveries.id`,
);

const insertAttempts = preparedList<DeliveryAttemptRow>(
  (rows) => sql`
    insert into delivery_attempts (delivery_id, number, at, duration_ms, status, error, answer)
    values ${sql.join(
      rows.map(
        (row) => sql`(${row('delivery_id')}, ${row('number')}, ${row('at')}, ${row('duration_ms')}, ${row('status')},
          ${row('error')}, ${row('answer')})`,
      ),
    )}`,
);

interface Lane {
  readonly endpointId: string;
  readonly instanceId: string;
  /** When its next delivery is due. */
  readonly at: number;
}

const promote = preparedList<Lane>(
  (lanes) => sql`
    with ended (endpoint_id, instance_id, at) as (values ${sql.join(
      lanes.map(
        (lane) => sql`(cast(${lane('endpointId')} as text), cast(${lane('instanceId')} as text),
          cast(${lane('at')} as bigint))`,
      ),
    )}),
    following (id, at) as (
      select (
        select waiting.id from deliveries as waiting
        where waiting.endpoint_id = ended.endpoint_id and waiting.instance_id = ended.instance_id
          and waiting.state = 'pending'
        order by waiting.sequence limit 1
      ), ended.at from ended
    )
    update deliveries set next_at = following.at from following
    where deliveries.id = following.id and deliveries.next_at = ${sql.lit(BEHIND)}`,
);

/**
 * Writes down attempts and what came of them, and lets the next of a lane go when one of it has ended.
 *
 * @param settlements - of different deliveries, each of another lane.
 * @returns the ids of those that are written down. The others are not what they were, because another process attempted
 * them too or they were removed.
 */
export async function settleDeliveries(db: Db, settlements: readonly Settlement[]): Promise<Set<string>> {
  const rows = settlements.map(({ delivery: { attempts: before }, settled }) => ({ before, ...settled }));
  const written = new Set((await settle(db, rows)).map(({ id }) => id));
  const news = settlements.filter(({ settled: { id } }) => written.has(id));
  await insertAttempts(
    db,
    news.map(({ attempt }) => attempt),
  );
  const ended = news.filter(({ settled, delivery }) => settled.state !== 'pending' && delivery.instance_id !== '');
  await promote(
    db,
    ended.map(({ delivery: { endpoint_id: endpointId, instance_id: instanceId }, attempt }) => {
      return { endpointId, instanceId, at: attempt.at + attempt.duration_ms };
    }),
  );
  return written;
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
