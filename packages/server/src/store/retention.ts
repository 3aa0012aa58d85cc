import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** How long what has ended is kept, in milliseconds; 0 keeps it for ever. */
export interface Retention {
  /** Deliveries, from their end on. One that waits is never removed. */
  readonly deliveriesMs: number;
  /** Events, from their time on. One is kept at least as long as a delivery of it. */
  readonly eventsMs: number;
  /** Instances that have ended and left nothing in the cloud, from their last change on; at least as long as their events. */
  readonly endedMs: number;
  /** Idempotency keys. */
  readonly idempotencyKeysMs: number;
}

/** How many rows of each kind were removed. */
export type Removed = Record<'deliveries' | 'events' | 'instances' | 'idempotencyKeys' | 'sessions', number>;

/** Removes what is older than it need be, and sessions that have ended: at most `limit` rows of each table, the oldest first. */
export async function removeOld(db: Db, retention: Retention, now: number, limit: number): Promise<Removed> {
  const { deliveriesMs, idempotencyKeysMs } = retention;
  // What holds a reference is never kept longer than what it refers to, so no look at old rows finds only kept ones.
  const eventsMs = longer(retention.eventsMs, deliveriesMs);
  const endedMs = longer(retention.endedMs, eventsMs);
  return {
    deliveries: deliveriesMs === 0 ? 0 : await removeDeliveries(db, now - deliveriesMs, limit),
    events: eventsMs === 0 ? 0 : await removeEvents(db, now - eventsMs, limit),
    instances: endedMs === 0 ? 0 : await removeInstances(db, now - endedMs, limit),
    idempotencyKeys: idempotencyKeysMs === 0 ? 0 : await removeIdempotencyKeys(db, now - idempotencyKeysMs, limit),
    sessions: await removeSessions(db, now, limit),
  };
}

function longer(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : Math.max(a, b);
}

async function removeDeliveries(db: Db, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('deliveries')
    .where('id', 'in', (old) =>
      old
        .selectFrom('deliveries')
        .select('id')
        .where('finished_at', '<', before)
        .where('state', '!=', 'pending')
        .orderBy('finished_at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeEvents(db: Db, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('events')
    .where('id', 'in', (old) =>
      old
        .selectFrom('events')
        .select('id')
        .where('at', '<', before)
        // The newest stays: from its position the next one is counted.
        .where('position', '<', (events) =>
          events.selectFrom('events').select((max) => max.fn.max('position').as('newest')),
        )
        .where((where) =>
          where.not(where.exists(where.selectFrom('deliveries').select('id').whereRef('event_id', '=', 'events.id'))),
        )
        .orderBy('at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeInstances(db: Db, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('instances')
    .where('id', 'in', (old) =>
      old
        .selectFrom('instances')
        .select('id')
        .where('watched', '=', 0)
        .where('updated_at', '<', before)
        .where((where) =>
          where.not(where.exists(where.selectFrom('events').select('id').whereRef('instance_id', '=', 'instances.id'))),
        )
        .orderBy('updated_at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeIdempotencyKeys(db: Db, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('id', 'in', (old) =>
      old
        .selectFrom('idempotency_keys')
        .select('id')
        .where('created_at', '<', before)
        .orderBy('created_at')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeSessions(db: Db, now: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('id', 'in', (old) =>
      old.selectFrom('sessions').select('id').where('expires_at', '<=', now).orderBy('expires_at').limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
