import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../src/delivery/outbox.js';
import { Budgets } from '../../src/instances/budgets.js';
import { InstanceService } from '../../src/instances/instance-service.js';
import { usageBetween, roundCost } from '../../src/instances/usage.js';
import type { Instance } from '../../src/lifecycle/instance.js';
import { changeApiKey, findApiKey, insertApiKey } from '../../src/store/api-keys.js';
import { findInstance, forgetBudgetTold, insertInstance, listEvents } from '../../src/store/instances.js';
import { Reconciler } from '../../src/store/reconciler.js';
import { KeptLog } from '../silent-log.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, STORES, type StoreKind } from '../stores.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 10, 27, 20);
/** In 1/100000 USD an hour, and what it costs in four hours. */
const PRICE = 50_000;

/** A key that may cost as much as one instance in four hours, with so many instances that run since the start. */
async function setUp(kind: StoreKind, instances: number) {
  const store = await newStore(kind);
  const clock = new FakeClock(START);
  const log = new KeptLog();
  const engine = kind.engine({ store, clock, log });
  const outbox = new Outbox({ engine, wake: () => undefined });
  const service = new InstanceService({ store, engine, outbox, clock, newId: (prefix) => `${prefix}_new` });
  const budgets = new Budgets({ store, engine, instances: service, clock, log });
  await store.write(async ({ db }) => {
    const key = { hash: 'h', created_at: START, name: '', scope: 'write' as const };
    await insertApiKey(db, { id: 'key_1', max_cost: 4 * PRICE, ...key });
    await insertApiKey(db, { id: 'key_2', max_cost: null, ...key });
    for (let index = 1; index <= instances; index += 1) await insertInstance(db, running(`inst_${index}`), START);
  });
  const jobs = () => store.db.selectFrom('jobs').selectAll().where('kind', '=', 'budget').execute();
  /** Runs the job when it is due. */
  const run = async () => {
    const [job] = await jobs();
    if (job !== undefined) await clock.advance(Math.max(job.run_at - clock.now(), 0));
    await store.db.deleteFrom('jobs').execute();
    await budgets.run('key_1');
  };
  const eventsOf = async (id: string) =>
    (await listEvents(store.db, { instanceId: id, after: 0, limit: 100 })).map(({ type }) => type);
  const stateOf = async (id: string) => (await findInstance(store.db, id))?.instance.state;
  return { store, clock, log, engine, service, budgets, jobs, run, eventsOf, stateOf };
}

function running(id: string, change: Partial<Instance> = {}): Instance {
  return {
    ...freshInstance(id, START),
    ...{ state: 'running', cloudId: `cloud_${id}`, cloudStatus: 'running', cloudPhase: 'running', wasRunning: true },
    ...{ create: { stage: 'done', attempt: 1, since: START }, runningSince: START, phase: null, sequence: 3 },
    billing: { hourlyPrice: PRICE, startedAt: START, spent: [] },
    ...change,
  };
}

describe.each(STORES)('the budget of an API key, on $name', (kind) => {
  it('is told once at four fifths, and used up stops every instance of the key', async () => {
    const { store, clock, run, jobs, eventsOf, stateOf, budgets } = await setUp(kind, 2);
    await store.write(({ db }) => insertInstance(db, { ...running('inst_9'), owner: 'key_2' }, START));
    await run();
    // Two instances cost twice as much: after 1.6 hours four fifths are used.
    expect(await jobs()).toMatchObject([{ run_at: START + 1.6 * HOUR_MS }]);
    await run();
    expect(clock.now()).toBe(START + 1.6 * HOUR_MS);
    expect(await jobs()).toMatchObject([{ run_at: START + 2 * HOUR_MS }]);
    expect(await eventsOf('inst_1')).toEqual(['instance.budget_warning']);
    // It is asked again, for whatever reason: nothing is told twice.
    await budgets.run('key_1');
    expect(await eventsOf('inst_2')).toEqual(['instance.budget_warning']);
    await budgets.check(store, 'key_1');
    await run();
    expect(clock.now()).toBe(START + 2 * HOUR_MS);
    for (const id of ['inst_1', 'inst_2']) {
      expect(await stateOf(id)).toBe('stopping');
      expect(await eventsOf(id)).toEqual(['instance.budget_warning', 'instance.stopping']);
    }
    expect(await stateOf('inst_9')).toBe('running');
    expect(await jobs()).toEqual([]);
    await expect(budgets.check(store, 'key_1')).rejects.toMatchObject({ code: 'budget_exhausted' });
    await budgets.check(store, 'key_2');
    await budgets.check(store, 'key_nobody');
  });

  it('waits for an unanswered create call, and looks again shortly', async () => {
    const { store, clock, budgets, jobs, stateOf, service } = await setUp(kind, 1);
    const create = { stage: 'unclear' as const, attempt: 1, since: START };
    await store.write(({ db }) =>
      insertInstance(db, { ...freshInstance('inst_8', START), create, state: 'creating' }, START),
    );
    await clock.advance(4 * HOUR_MS);
    await budgets.run('key_1');
    expect(await stateOf('inst_1')).toBe('stopping');
    expect(await stateOf('inst_8')).toBe('creating');
    expect(await jobs()).toMatchObject([{ run_at: clock.now() + 2_000 }]);
    const cloud = {
      id: 'cloud_8',
      name: freshInstance('inst_8', START).marker,
      status: 'running',
      phase: 'running' as const,
    };
    await service.observe('inst_8', {
      ...{ kind: 'found', at: clock.now() },
      matches: [
        {
          ...cloud,
          ...{ error: null, reclaimed: false, reclaimAt: null, hourlyPrice: PRICE, createdAt: null },
          ...{ endpoints: [], shape: {} },
        },
      ],
    });
    await budgets.run('key_1');
    expect(['stopping', 'failed']).toContain(await stateOf('inst_8'));
  });

  it('is told anew after it was raised', async () => {
    const { store, clock, budgets, run, eventsOf } = await setUp(kind, 1);
    await run();
    await run();
    expect(await eventsOf('inst_1')).toEqual(['instance.budget_warning']);
    await store.write(async (tx) => {
      await changeApiKey(tx.db, 'key_1', { max_cost: 8 * PRICE });
      await forgetBudgetTold(tx.db, 'key_1');
      await budgets.look(tx, 'key_1');
    });
    await run();
    expect(await eventsOf('inst_1')).toEqual(['instance.budget_warning']);
    await run();
    expect(clock.now()).toBe(START + 6.4 * HOUR_MS);
    expect(await eventsOf('inst_1')).toEqual(['instance.budget_warning', 'instance.budget_warning']);
  });

  it('counts what instances have cost that are gone, and orders a look when a meter changes', async () => {
    const { store, clock, service, run, jobs, budgets } = await setUp(kind, 1);
    await clock.advance(3 * HOUR_MS + 1);
    const seen = { error: null, reclaimed: false, reclaimAt: null, hourlyPrice: PRICE, createdAt: null, endpoints: [] };
    const { marker } = running('inst_1');
    await service.observe('inst_1', {
      ...{ kind: 'seen', at: clock.now() },
      cloud: { id: 'cloud_inst_1', name: marker, status: 'exited', phase: 'exited', ...seen, shape: {} },
    });
    expect(await jobs()).toMatchObject([{ key: 'key_1', run_at: clock.now() }]);
    expect((await findApiKey(store.db, 'key_1'))?.spent).toBe(String(BigInt(PRICE) * BigInt(3 * HOUR_MS + 1)));
    await store.write(async ({ db }) => {
      await db.deleteFrom('events').execute();
      await db.deleteFrom('instances').execute();
    });
    await clock.advance(HOUR_MS);
    await budgets.check(store, 'key_1');
    await store.write(({ db }) =>
      insertInstance(db, running('inst_2', { billing: { hourlyPrice: PRICE, startedAt: clock.now(), spent: [] } }), 1),
    );
    await run();
    expect(await jobs()).toMatchObject([{ run_at: START + 4 * HOUR_MS + 1 + 0.2 * HOUR_MS - 1 }]);

    // The first instance ran over midnight.
    const used = await usageBetween(
      store,
      { from: '2026-11-27', to: '2026-11-28', owners: ['key_1'] },
      ['day', 'instance'],
      clock,
    );
    expect(used).toMatchObject(
      [
        { day: '2026-11-27', instanceId: 'inst_1', meteredMs: 3 * HOUR_MS + 1, unpricedMs: 0 },
        { day: '2026-11-28', instanceId: 'inst_2', meteredMs: 0 },
      ].slice(0, used.length),
    );
    expect(roundCost(used[0]!.exactCost)).toBe(3 * PRICE);
  });

  it('is looked after again when its job was lost', async () => {
    const { store, clock, log, engine, jobs } = await setUp(kind, 1);
    const retention = { deliveriesMs: 0, eventsMs: 0, endedMs: 0, idempotencyKeysMs: 0 };
    await new Reconciler({ store, engine, clock, log, retention }).reconcile();
    expect(await jobs()).toMatchObject([{ key: 'key_1' }]);
    await store.write(async ({ db }) => {
      await db.deleteFrom('jobs').execute();
      await changeApiKey(db, 'key_1', { max_cost: null });
    });
    await new Reconciler({ store, engine, clock, log, retention }).reconcile();
    expect(await jobs()).toEqual([]);
  });

  it('time without a price gets the one that comes', async () => {
    const { store, clock, service } = await setUp(kind, 0);
    const billing = { hourlyPrice: null, startedAt: null, spent: [{ hourlyPrice: null, ms: 1_000 }] };
    const stopped = running('inst_1', { billing, cloudPhase: 'exited' });
    await store.write(async ({ db }) => {
      await insertInstance(db, stopped, START);
      const row = { instance_id: 'inst_1', owner: 'key_1', day: '2026-11-27', hourly_price: null, ms: 1_000 };
      await db
        .insertInto('usage')
        .values({ id: 'u', ...row })
        .execute();
    });
    const { marker } = stopped;
    const seen = { error: null, reclaimed: false, reclaimAt: null, createdAt: null, endpoints: [], shape: {} };
    await service.observe('inst_1', {
      ...{ kind: 'seen', at: clock.now() + 1 },
      cloud: { id: 'cloud_inst_1', name: marker, status: 'exited', phase: 'exited', hourlyPrice: PRICE, ...seen },
    });
    expect((await findApiKey(store.db, 'key_1'))?.spent).toBe(String(PRICE * 1_000));
    expect(await store.db.selectFrom('usage').select(['hourly_price', 'ms']).execute()).toEqual([
      { hourly_price: PRICE, ms: 1_000 },
    ]);
  });
});
