import { sql } from 'kysely';
import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { insertInstance } from '../../src/store/instances.js';
import { Reconciler } from '../../src/store/reconciler.js';
import { removeOld, type Retention } from '../../src/store/retention.js';
import type { DeliveryRow } from '../../src/store/schema.js';
import type { Store } from '../../src/store/store.js';
import { KeptLog } from '../silent-log.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, STORES } from '../stores.js';

const NOW = 1_000_000;
const KEEP: Retention = { deliveriesMs: 1_000, eventsMs: 2_000, endedMs: 3_000, idempotencyKeysMs: 4_000 };

interface EventOf {
  /** Age of the event, in milliseconds. */
  age: number;
  delivery?: DeliveryRow['state'];
  /** Age of the end of the delivery, in milliseconds. */
  finished?: number;
}

/** Puts an instance with events and deliveries into the store, made so long ago. */
async function add(store: Store, id: string, live: boolean, age: number, events: EventOf[]): Promise<void> {
  await store.write(async (tx) => {
    const instance = freshInstance(`inst_${id}`, NOW - age);
    await insertInstance(tx.db, live ? instance : { ...instance, state: 'deleted', released: true }, NOW - age);
    for (const [index, event] of events.entries()) {
      const row = { id: `evt_${id}_${index + 1}`, instance_id: instance.id, sequence: index + 1, at: NOW - event.age };
      await tx.db
        .insertInto('events')
        .values({
          ...row,
          type: 't',
          body: '{}',
          position: sql<number>`(select coalesce(max(position), 0) + 1 from events)`,
        })
        .execute();
      if (event.delivery === undefined) continue;
      await tx.db
        .insertInto('deliveries')
        .values({
          ...{ id: `dlv_${row.id}`, endpoint_id: 'whe_1', event_id: row.id, instance_id: instance.id, attempts: 1 },
          ...{ sequence: row.sequence, state: event.delivery, next_at: 0, last_status: null, last_error: null },
          ...{ created_at: row.at, finished_at: event.finished === undefined ? null : NOW - event.finished },
          ...{ event_type: 't', attempts_before: 0 },
        })
        .execute();
      await tx.db
        .insertInto('delivery_attempts')
        .values({ delivery_id: `dlv_${row.id}`, number: 1, at: row.at, duration_ms: 5, status: 500 })
        .execute();
    }
  });
}

async function setUp(store: Store): Promise<void> {
  await store.write(async (tx) => {
    await tx.db
      .insertInto('webhook_endpoints')
      .values({ id: 'whe_1', url: 'u', event_types: null, sealed_secret: 's', enabled: 0, created_at: 1 })
      .execute();
    for (const [id, age] of Object.entries({ old: 4_001, young: 3_999 })) {
      await tx.db
        .insertInto('idempotency_keys')
        .values({ id, request_hash: 'h', resource_id: 'r', created_at: NOW - age })
        .execute();
    }
    await tx.db
      .insertInto('api_keys')
      .values({ id: 'key_1', hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 })
      .execute();
    for (const [id, expires_at] of Object.entries({ ended: NOW, holds: NOW + 1 })) {
      await tx.db.insertInto('sessions').values({ id, api_key_id: 'key_1', created_at: 1, expires_at }).execute();
    }
  });
  await add(store, 'gone', false, 9_000, [{ age: 9_000, delivery: 'delivered', finished: 9_000 }, { age: 9_000 }]);
  await add(store, 'dead', false, 9_000, [{ age: 9_000, delivery: 'dead', finished: 1_001 }]);
  await add(store, 'told', false, 9_000, [{ age: 9_000, delivery: 'delivered', finished: 999 }]);
  await add(store, 'waits', false, 9_000, [{ age: 9_000, delivery: 'pending' }]);
  await add(store, 'fresh', false, 2_999, [{ age: 2_001 }, { age: 1_999 }]);
  await add(store, 'live', true, 9_000, [{ age: 9_000 }, { age: 1_000 }]);
}

type Table = 'instances' | 'events' | 'deliveries' | 'idempotency_keys' | 'sessions';

async function ids(store: Store, table: Table): Promise<string[]> {
  const rows: { id: string }[] = await store.db.selectFrom(table).select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

describe.each(STORES)('what is old, on $name,', (kind) => {
  it('goes, but nothing that lives, waits or is referred to', async () => {
    const store = await newStore(kind);
    await setUp(store);
    const removed = await store.write((tx) => removeOld(tx.db, KEEP, NOW, 100));
    expect(removed).toEqual({ deliveries: 2, events: 5, instances: 2, idempotencyKeys: 1, sessions: 1 });
    expect(await ids(store, 'deliveries')).toEqual(['dlv_evt_told_1', 'dlv_evt_waits_1']);
    const attempts = await store.db
      .selectFrom('delivery_attempts')
      .select('delivery_id')
      .orderBy('delivery_id')
      .execute();
    expect(attempts.map(({ delivery_id }) => delivery_id)).toEqual(['dlv_evt_told_1', 'dlv_evt_waits_1']);
    expect(await ids(store, 'events')).toEqual(['evt_fresh_2', 'evt_live_2', 'evt_told_1', 'evt_waits_1']);
    expect(await ids(store, 'instances')).toEqual(['inst_fresh', 'inst_live', 'inst_told', 'inst_waits']);
    expect(await ids(store, 'idempotency_keys')).toEqual(['young']);
    expect(await ids(store, 'sessions')).toEqual(['holds']);
  });

  it('stays for ever where 0 says so, and with it what it refers to', async () => {
    const store = await newStore(kind);
    await setUp(store);
    const removed = await store.write((tx) => removeOld(tx.db, { ...KEEP, deliveriesMs: 0 }, NOW, 100));
    expect(removed).toEqual({ deliveries: 0, events: 0, instances: 0, idempotencyKeys: 1, sessions: 1 });
    const none = { deliveriesMs: 0, eventsMs: 0, endedMs: 0, idempotencyKeysMs: 0 };
    expect(await store.write((tx) => removeOld(tx.db, none, NOW, 100))).toEqual({
      ...{ deliveries: 0, events: 0, instances: 0, idempotencyKeys: 0, sessions: 0 },
    });
  });

  it('goes in batches, the oldest first', async () => {
    const store = await newStore(kind);
    await add(store, 'a', true, 9_000, [{ age: 5_000 }, { age: 7_000 }, { age: 6_000 }, { age: 0 }]);
    const removed = await store.write((tx) => removeOld(tx.db, KEEP, NOW, 2));
    expect(removed.events).toBe(2);
    expect(await ids(store, 'events')).toEqual(['evt_a_1', 'evt_a_4']);
  });

  it('goes by the reconciler, however much it is', async () => {
    const store = await newStore(kind);
    const clock = new FakeClock(NOW);
    const log = new KeptLog();
    const engine = kind.engine({ store, clock, log });
    await add(
      store,
      'a',
      true,
      9_000,
      Array.from({ length: 1_200 }, () => ({ age: 9_000 })),
    );
    await new Reconciler({ store, engine, clock, log, retention: KEEP }).run();
    // The newest stays: from its position the next one is counted.
    expect(await ids(store, 'events')).toEqual(['evt_a_1200']);
    expect(log.lines.filter((line) => line === 'old rows removed')).toHaveLength(3);
  });
});
