import { acceleratedClock } from '@novita-fleet/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { call, newKey } from './call.js';

/** Virtual seconds in a real one. */
const SPEED = 60;

let fleet: Fleet;
let mine: { id: string; key: string };
let stopped: string;
let running: string;

beforeAll(async () => {
  fleet = await startFleet({
    clock: acceleratedClock(SPEED),
    simulator: { speed: SPEED },
    settings: { NOVITA_FLEET_SWEEP_FAST_MS: '2000', NOVITA_FLEET_SWEEP_SLOW_MS: '6000' },
  });
  mine = await newKey(fleet, { scope: 'write' });
  const { body } = await call(fleet, 'POST', '/v1/instances', { key: mine.key, body: REQUEST });
  stopped = body.id as string;
  running = (await fleet.client.instances.create({ ...REQUEST, name: 'other' })).id;
  await fleet.reach(stopped, 'ready');
  await fleet.reach(running, 'ready');
  await fleet.client.instances.stop(stopped);
  await fleet.reach(stopped, 'stopped');
});

afterAll(() => fleet.close());

interface Row {
  day: string | null;
  owner: string | null;
  instanceId: string | null;
  meteredMs: number;
  hours: number;
  cost: { amount: number };
}

async function usage(query: string, key = fleet.apiKey) {
  const { status, body } = await call(fleet, 'GET', `/v1/usage?${query}`, { key });
  expect(status).toBe(200);
  return body as unknown as { from: string; to: string; total: Row; data: Row[]; nextCursor: string | null };
}

describe('/v1/usage', () => {
  it('agrees with what the instance says that it has cost', async () => {
    const { cost } = await fleet.client.instances.get(stopped);
    const { data, total } = await usage(`groupBy=instance&instanceId=${stopped}`);
    expect(data).toMatchObject([{ day: null, owner: null, instanceId: stopped, cost: cost.soFar, unpricedMs: 0 }]);
    expect(total.cost).toEqual(cost.soFar);
    expect(data[0]!.meteredMs).toBeGreaterThan(0);
    expect(data[0]!.hours).toBeCloseTo(data[0]!.meteredMs / 3_600_000);
  });

  it('sums up by day, instance and key, and counts what runs', async () => {
    const rows = (await usage('groupBy=day&groupBy=instance&groupBy=key')).data;
    expect(new Set(rows.map(({ instanceId }) => instanceId))).toEqual(new Set([stopped, running]));
    for (const { day, owner, instanceId } of rows) {
      expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(owner === mine.id).toBe(instanceId === stopped);
    }
    const before = (await usage(`groupBy=instance&instanceId=${running}`)).total.meteredMs;
    let after = before;
    while (after === before) after = (await usage(`groupBy=instance&instanceId=${running}`)).total.meteredMs;
    expect(after).toBeGreaterThan(before);
    expect((await usage('from=2001-01-01&to=2001-01-31')).data).toEqual([]);
  });

  it('shows a key its own only', async () => {
    const { data } = await usage('groupBy=key', mine.key);
    expect(data.map(({ owner }) => owner)).toEqual([mine.id]);
    expect((await usage(`groupBy=instance&instanceId=${running}`, mine.key)).data).toEqual([]);
    expect((await usage(`groupBy=key&owner=${mine.id}`)).data.map(({ owner }) => owner)).toEqual([mine.id]);
  });

  it('comes page by page, with the same total', async () => {
    const all = await usage('groupBy=instance');
    const first = await usage('groupBy=instance&limit=1');
    const second = await usage(`groupBy=instance&limit=1&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ instanceId }) => instanceId)).toEqual(
      all.data.map(({ instanceId }) => instanceId),
    );
    expect(second.nextCursor).toBeNull();
    expect(second.total.meteredMs).toBeGreaterThanOrEqual(first.data[0]!.meteredMs + second.data[0]!.meteredMs);
    const other = await call(fleet, 'GET', `/v1/usage?groupBy=key&limit=1&cursor=${first.nextCursor}`);
    expect(other).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });

  it.each([
    ['from=2026-13-01', 'from'],
    ['from=yesterday', 'from'],
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['from=2020-01-01&to=2026-02-01', 'from'],
    ['groupBy=week', 'groupBy[0]'],
    ['limit=0', 'limit'],
    ['days=3', 'days'],
  ])('refuses %s', async (query, field) => {
    const answer = await call(fleet, 'GET', `/v1/usage?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ field }] } });
  });
});
