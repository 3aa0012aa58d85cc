import { describe, expect, it } from 'vitest';
import { BEHIND, insertDelivery, listDue, settleDeliveries, type Settlement } from '../../src/store/deliveries.js';
import type { Store } from '../../src/store/store.js';
import { insertEndpoint } from '../../src/store/webhook-endpoints.js';
import { newStore, STORES } from '../stores.js';

const ENDPOINT = 'whe_1';
/** Takes statements of several sizes: 64 + 64 + 4 + 1. */
const LANES = 133;

/** So many lanes of two deliveries each, on a store of its own. */
async function setUp(store: Store): Promise<void> {
  await store.write(async ({ db }) => {
    await insertEndpoint(db, {
      ...{ id: ENDPOINT, url: 'http://127.0.0.1/', event_types: null, created_at: 1, owner: null, sealed_secret: 'x' },
    });
    for (let lane = 1; lane <= LANES; lane += 1) {
      for (const sequence of [1, 2]) {
        await insertDelivery(db, {
          ...{ id: `dlv_${lane}_${sequence}`, endpointId: ENDPOINT, eventId: `evt_${lane}_${sequence}`, at: 10 },
          ...{ eventType: 'instance.ready', instanceId: `inst_${lane}`, sequence, body: '{}' },
        });
      }
    }
  });
}

/** One attempt for each that is due; every third fails and waits. */
async function settlementsOf(store: Store): Promise<Settlement[]> {
  const due = await listDue(store.db, { endpointId: ENDPOINT, now: 10, limit: 1_000 });
  return due.map((delivery, index): Settlement => {
    const fails = index % 3 === 0;
    const attempt = { at: 20 + index, duration_ms: 5, status: fails ? null : 200, error: fails ? 'no answer' : null };
    return {
      delivery,
      settled: {
        ...{ id: delivery.id, attempts: 1, last_status: attempt.status, last_error: attempt.error },
        ...(fails
          ? { state: 'pending', next_at: 5_000 + index, finished_at: null }
          : { state: 'delivered', next_at: delivery.next_at, finished_at: 25 + index }),
      },
      attempt: { delivery_id: delivery.id, number: 1, answer: fails ? null : `it's "ok" ${index}`, ...attempt },
    };
  });
}

describe.each(STORES)('many deliveries at once on $name', (kind) => {
  it('are settled each by itself, and the next of each lane that ended becomes due', async () => {
    const store = await newStore(kind);
    await setUp(store);
    const settlements = await settlementsOf(store);
    expect(settlements).toHaveLength(LANES);
    const written = await store.write(({ db }) => settleDeliveries(db, settlements));
    expect(written).toEqual(new Set(settlements.map(({ settled: { id } }) => id)));
    const rows = await store.db.selectFrom('deliveries').selectAll().execute();
    const attempts = await store.db.selectFrom('delivery_attempts').selectAll().execute();
    expect(attempts).toHaveLength(LANES);
    for (const { delivery, settled, attempt } of settlements) {
      expect(rows.find(({ id }) => id === settled.id)).toMatchObject(settled);
      expect(attempts.find(({ delivery_id }) => delivery_id === settled.id)).toEqual(attempt);
      const following = rows.find(
        ({ instance_id, sequence }) => instance_id === delivery.instance_id && sequence === 2,
      );
      expect(following?.next_at).toBe(settled.state === 'pending' ? BEHIND : attempt.at + 5);
    }
  });

  it('are left alone where another process was quicker, or where they are gone', async () => {
    const store = await newStore(kind);
    await setUp(store);
    const [first, second, third] = await settlementsOf(store);
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few');
    await store.write(({ db }) => settleDeliveries(db, [second]));
    await store.write(({ db }) => db.deleteFrom('deliveries').where('id', '=', third.settled.id).execute());
    const again = { ...second, settled: { ...second.settled, last_status: 500 } };
    const written = await store.write(({ db }) => settleDeliveries(db, [first, again, third]));
    expect(written).toEqual(new Set([first.settled.id]));
    const row = await store.db.selectFrom('deliveries').selectAll().where('id', '=', second.settled.id).execute();
    expect(row).toMatchObject([{ last_status: 200, attempts: 1 }]);
    expect(await store.db.selectFrom('delivery_attempts').select('delivery_id').execute()).toHaveLength(2);
  });

  it('is nothing to write where there are none', async () => {
    const store = await newStore(kind);
    expect(await store.write(({ db }) => settleDeliveries(db, []))).toEqual(new Set());
  });
});
