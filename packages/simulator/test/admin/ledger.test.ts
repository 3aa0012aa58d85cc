import { describe, expect, it } from 'vitest';
import { V1, act, call, create, start, UNTIL_RUNNING } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

describe('billing', () => {
  it('runs from pulling to exited, and from starting to removed, to the millisecond', async () => {
    const simulator = await start();
    const id = await create(simulator, { gpuNum: 2 });
    const look = (): [number, number, boolean] => {
      const { billedSeconds, cost, stillBilling } = simulator.ledger().instances[0]!;
      return [billedSeconds, cost, stillBilling];
    };
    // 2 GPUs at 35000 for an hour: 70000 units per 3600 s.
    simulator.advance(7);
    expect(look()).toEqual([0, 0, true]);
    simulator.advance(36);
    expect(look()).toEqual([36, 700, true]);
    simulator.advance(UNTIL_RUNNING - 43);
    await act(simulator, 'stop', id);
    simulator.advance(10);
    expect(look()).toEqual([60, 1167, false]);
    simulator.advance(1000);
    expect(look()).toEqual([60, 1167, false]);

    await act(simulator, 'start', id);
    simulator.advance(1);
    expect(look()).toEqual([60, 1167, true]);
    simulator.advance(9 + 3600);
    await act(simulator, 'restart', id);
    simulator.advance(15);
    await act(simulator, 'delete', id);
    simulator.advance(14);
    // 60 + 9 + 3600 + 15 + 14 s
    expect(look()).toEqual([3698, Math.round((3698 * 70_000) / 3600), false]);
    simulator.advance(100);
    expect(simulator.ledger().instances[0]).toMatchObject({ state: 'gone', billedSeconds: 3698 });
  });

  it('adds up before it rounds', async () => {
    const simulator = await start({ durations: { toCreate: 0, creating: 0, pulling: 1000 } });
    // 0.35 of a unit each: rounded alone they are nothing, four of them are one.
    for (let index = 0; index < 4; index++) await create(simulator);
    simulator.advance(0.036);
    expect(simulator.ledger().instances.map(({ cost }) => cost)).toEqual([0, 0, 0, 0]);
    expect(simulator.summary()).toMatchObject({ instancesCreated: 4, stillBilling: 4, totalCost: 1 });
  });

  it('costs nothing when deleted before the image is pulled', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(6);
    await act(simulator, 'delete', id);
    simulator.advance(500);
    expect(simulator.summary()).toMatchObject({ stillBilling: 0, totalCost: 0 });
  });
});

describe('ledger', () => {
  it('logs requests without credentials, and counts them by route', async () => {
    const simulator = await start();
    await call(simulator, 'GET', `${V1}/clusters?x=1`, undefined, { authorization: 'Bearer sk_very_private' });
    await call(simulator, 'GET', `${V1}/nothing`);
    await call(simulator, 'GET', '/_simulator/clock');
    const { requests, requestsTotal } = simulator.ledger();
    expect(requestsTotal).toBe(2);
    expect(requests[0]).toEqual({
      sequence: 1,
      time: Date.UTC(2026, 0, 1),
      method: 'GET',
      path: `${V1}/clusters`,
      query: { x: '1' },
      route: `GET ${V1}/clusters`,
      outcome: 'answered',
      status: 200,
      faults: [],
    });
    expect(requests[1]).toMatchObject({ route: 'GET (unknown)', status: 404 });
    expect(JSON.stringify(simulator.ledger())).not.toContain('sk_very_private');
    expect(simulator.summary().requests).toEqual({ [`GET ${V1}/clusters`]: 1, 'GET (unknown)': 1 });
  });

  it('keeps as many requests as it is told to, and counts all', async () => {
    const simulator = await start({ ledgerRequests: 2 });
    for (let index = 0; index < 5; index++) await call(simulator, 'GET', `${V1}/clusters?n=${index}`);
    const { requests, requestsTotal } = simulator.ledger();
    expect(requests.map(({ query }) => query.n)).toEqual(['3', '4']);
    expect(requestsTotal).toBe(5);
  });

  it('is equal byte for byte for the same seed and the same calls', async () => {
    const varied = { durations: {}, images: { sized: { sizeGb: 3 } }, spotReclaimChance: 0.3 };
    const first = await play(await start({ ...varied, seed: 42 }));
    const second = await play(await start({ ...varied, seed: 42 }));
    const other = await play(await start({ ...varied, seed: 43 }));
    expect(second).toBe(first);
    for (const drawn of ['autoInstanceMigrate', 'saveImage', 'network_storage', 'monthly_new_buy', 'root_disk']) {
      expect(first).toContain(drawn);
    }
    const { requests } = JSON.parse(first) as { requests: { route: string; status: number }[] };
    // Some are still being pulled when they are to be stopped.
    const refused = requests.filter(({ status, route }) => status >= 400 && status !== 503 && !route.endsWith('/stop'));
    expect(refused.map(({ route, status }) => `${route} ${status}`)).toEqual([]);
    expect(other).not.toBe(first);
  });
});

/** A little of everything that draws. */
async function play(simulator: Simulator): Promise<string> {
  const change = (action: string, body: object) => call(simulator, 'POST', `${V1}/gpu/instance/${action}`, body);
  simulator.faults.add({ kind: 'status', status: 503, probability: 0.5, route: `GET ${V1}/clusters` });
  const ids: string[] = [];
  for (let index = 0; index < 20; index++) {
    ids.push(await create(simulator, { ports: '80/http' }));
    simulator.advance(1.5);
    await call(simulator, 'GET', `${V1}/clusters`);
  }
  simulator.advance(60);
  for (const id of ids) await act(simulator, 'stop', id);
  simulator.advance(5);
  await act(simulator, 'delete', ids[3]!);
  simulator.advance(33.3);

  const monthly = await create(simulator, { month: 1, autoRenew: true });
  const spot = await create(simulator, { billingMode: 'spot', imageUrl: 'sized' });
  simulator.advance(200);
  simulator.instances.reclaim(spot, { noticeSeconds: 7 });
  await change('migrate', { instanceId: ids[0] });
  await call(simulator, 'POST', `${V1}/job/save/image`, { instanceId: ids[1], image: 'mine' });
  await change('edit', { instanceId: monthly, expandRootDisk: 30, ports: [{ port: 81, type: 'http' }] });
  await change('setAutoMigrate', { instanceId: monthly, autoMigrateOpen: true, autoMigrateSystemDisk: true });
  simulator.advance(60);
  simulator.instances.nodeTrouble(monthly);
  await change('start', { instanceId: ids[2] });
  const storage = { clusterId: 'us-ca-6', storageName: 's', storageSize: 10 };
  await call(simulator, 'POST', `${V1}/networkstorage/create`, storage);
  simulator.advance(3 * 86_400);
  simulator.topUp({ amount: 5 });
  return (await call(simulator, 'GET', '/_simulator/ledger')).text;
}
