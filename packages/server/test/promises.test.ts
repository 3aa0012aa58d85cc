import { FleetClient } from '@novita-fleet/client';
import { acceleratedClock } from '@novita-fleet/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, newKey } from './api/call.js';
import { startFleet, type Fleet } from './fleet.js';
import { REQUEST } from './quick-fleet.js';
import { until } from './until.js';

/** Virtual seconds in a real one, for server and cloud alike. */
const SPEED = 60;
const V1 = '/gpu-instance/openapi/v1/gpu';

/** Virtual minutes take their real seconds; how fast the machine is must not matter. */
vi.setConfig({ testTimeout: 120_000 });

let fleet: Fleet;

afterEach(() => fleet.close());

function startAccelerated(settings: Record<string, string> = {}): Promise<Fleet> {
  return startFleet({
    clock: acceleratedClock(SPEED),
    simulator: { speed: SPEED, durations: { pulling: 40, appStart: 5 } },
    settings: { NOVITA_FLEET_SWEEP_FAST_MS: '2000', NOVITA_FLEET_SWEEP_SLOW_MS: '6000', ...settings },
  });
}

/** Virtual times at which the cloud was asked. */
function timesOf(method: string, path: string): number[] {
  return fleet.simulator
    .ledger()
    .requests.filter((request) => request.method === method && request.path === path)
    .map(({ time }) => time);
}

describe('in accelerated time', () => {
  it('no instance passes maxCost by more than the price of one sweep, and the warning comes first', async () => {
    const sweepMs = 20_000;
    fleet = await startAccelerated({
      NOVITA_FLEET_SWEEP_FAST_MS: `${sweepMs}`,
      NOVITA_FLEET_SWEEP_SLOW_MS: `${sweepMs}`,
    });
    const { id } = await fleet.client.instances.create({ ...REQUEST, maxCost: '0.01' });
    const stopped = await fleet.reach(id, 'stopped');
    expect(stopped.cause?.code).toBe('budget_exhausted');
    const events = await fleet.client.instances.events(id);
    const types = events.map(({ type }) => type);
    expect(types.indexOf('instance.budget_warning')).toBeGreaterThan(types.indexOf('instance.starting'));
    expect(types.indexOf('instance.budget_warning')).toBeLessThan(types.indexOf('instance.stopping'));

    const timeOf = (type: string) => Date.parse(events.find((event) => event.type === type)?.timestamp ?? '');
    const meteredMs = timeOf('instance.stopping') - timeOf('instance.starting');
    const budgetMs = (1_000 * 3_600_000) / (stopped.cost.perHour?.amount ?? 1);
    expect(meteredMs).toBeGreaterThanOrEqual(Math.floor(budgetMs));
    // A sweep takes as long as it does on this machine: the longest that there was is the measure.
    const sweeps = timesOf('GET', `${V1}/instances`);
    const gaps = sweeps.slice(1).map((time, index) => time - (sweeps[index] ?? 0));
    expect(meteredMs - budgetMs).toBeLessThanOrEqual(Math.max(...gaps));
  });

  it('all instances of an API key are stopped when they have cost its maxCost together', async () => {
    const sweepMs = 10_000;
    fleet = await startAccelerated({
      NOVITA_FLEET_SWEEP_FAST_MS: `${sweepMs}`,
      NOVITA_FLEET_SWEEP_SLOW_MS: `${sweepMs}`,
    });
    const { id: keyId, key } = await newKey(fleet, { scope: 'write', maxCost: '0.02' });
    await using client = new FleetClient({ baseUrl: fleet.server.url, apiKey: key });
    const others = await fleet.client.instances.create(REQUEST);
    const ids: string[] = [];
    for (const name of ['one', 'two']) ids.push((await client.instances.create({ ...REQUEST, name })).id);
    const amounts: number[] = [];
    for (const id of ids) {
      const { cause, cost } = await fleet.reach(id, 'stopped');
      expect(cause?.code).toBe('budget_exhausted');
      amounts.push(cost.soFar?.amount ?? 0);
      const events = await client.instances.events(id);
      const types = events.map(({ type }) => type);
      expect(types.filter((type) => type === 'instance.budget_warning')).toHaveLength(1);
      expect(types.indexOf('instance.budget_warning')).toBeLessThan(types.indexOf('instance.stopping'));
      const told = events.find(({ type }) => type === 'instance.budget_warning');
      expect(told?.data.details).toEqual({ scope: 'api_key', used: 'most' });
    }
    const spent = amounts.reduce((sum, amount) => sum + amount);
    expect(spent).toBeGreaterThanOrEqual(2_000);
    // Each goes on until the stop has taken and a sweep has seen it. How long a sweep takes is up to this machine.
    const sweeps = timesOf('GET', `${V1}/instances`);
    const gaps = sweeps.slice(1).map((time, index) => time - (sweeps[index] ?? 0));
    const { perHour } = (await client.instances.get(ids[0]!)).cost;
    const perMs = (2 * (perHour?.amount ?? 0)) / 3_600_000;
    expect(spent - 2_000).toBeLessThanOrEqual(perMs * (2 * Math.max(...gaps) + 60_000));
    expect((await fleet.client.instances.get(others.id)).status).toBe('ready');

    const usage = await call(fleet, 'GET', '/v1/usage?groupBy=key', { key });
    expect(usage.body).toMatchObject({ data: [{ owner: keyId, cost: { scale: 5 } }] });
    const [row] = usage.body.data as { cost: { amount: number } }[];
    expect(Math.abs((row?.cost.amount ?? 0) - spent)).toBeLessThanOrEqual(1);

    const refused = await call(fleet, 'POST', '/v1/instances', { key, body: REQUEST });
    expect(refused).toMatchObject({ status: 402, body: { code: 'budget_exhausted' } });
    expect((await call(fleet, 'POST', `/v1/instances/${ids[0]}/start`, { key })).status).toBe(402);
    expect((await call(fleet, 'POST', `/v1/instances/${ids[0]}/recreate`, { key })).status).toBe(402);
    await call(fleet, 'PATCH', `/v1/api-keys/${keyId}`, { body: { maxCost: '1' } });
    expect((await call(fleet, 'POST', `/v1/instances/${ids[0]}/start`, { key })).status).toBe(202);
  });

  it('a stop that the cloud ignores three times is asked for again, and told', async () => {
    fleet = await startAccelerated({ NOVITA_FLEET_CONFIRM_MS: '10000' });
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    fleet.simulator.faults.add({ kind: 'ignored', route: `POST ${V1}/instance/stop`, count: 3 });
    await change(id, { stopAfterMs: 1_000 });
    const stopped = await fleet.reach(id, 'stopped');
    expect(stopped.cause?.code).toBe('stop_after');
    const told = (await fleet.client.instances.events(id)).filter(({ type }) => type === 'instance.stop_failing');
    expect(told).toHaveLength(1);
    expect(told[0]?.data.details).toEqual({ action: 'stop', tries: 3 });
    const calls = timesOf('POST', `${V1}/instance/stop`);
    // A fifth is right where this machine is too slow for the fourth to be seen taking effect in time; none comes sooner.
    expect(calls.length).toBeGreaterThanOrEqual(4);
    for (const [index, time] of calls.slice(1).entries())
      expect(time - (calls[index] ?? 0)).toBeGreaterThanOrEqual(10_000);
  });

  it('stops what nobody uses, and deletes when its time is over', async () => {
    fleet = await startAccelerated();
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    await change(id, { idleStopAfterMs: 20_000, idleGraceMs: 0 });
    expect((await fleet.reach(id, 'stopped')).cause?.code).toBe('idle');
    await change(id, { deleteAfterMs: 1_000 });
    const deleted = await fleet.reach(id, 'deleted');
    expect(deleted.cause?.code).toBe('delete_after');
    expect(fleet.simulator.summary().stillBilling).toBe(0);
  });

  it('does not stop an instance whose GPU is busy', async () => {
    fleet = await startAccelerated();
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'ready');
    fleet.simulator.instances.setLoad(novita.instanceId ?? '', { load: 'busy' });
    await fleet.client.request({ method: 'POST', path: `/v1/instances/${id}/heartbeat` });
    await change(id, { idleStopAfterMs: 400_000, idleGraceMs: 0, idleGpuBusyPercent: 20 });
    const metrics = 'GET /openapi/v1/metrics/gpu/instance';
    await until('ten measurements', () =>
      (fleet.simulator.summary().requests[metrics] ?? 0) >= 10 ? true : undefined,
    );
    expect((await fleet.client.instances.get(id)).status).toBe('ready');
    fleet.simulator.instances.setLoad(novita.instanceId ?? '', { load: 'idle' });
    expect((await fleet.reach(id, 'stopped')).cause?.code).toBe('idle');
  });
});

function change(id: string, body: object): Promise<unknown> {
  return fleet.client.request({ method: 'PATCH', path: `/v1/instances/${id}`, body });
}
