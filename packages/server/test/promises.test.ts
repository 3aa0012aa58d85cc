import { acceleratedClock } from '@novita-fleet/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { REQUEST, startFleet, type Fleet } from './fleet.js';
import { until } from './until.js';

/** Virtual seconds in a real one, for server and cloud alike. */
const SPEED = 60;
const V1 = '/gpu-instance/openapi/v1/gpu';

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

  it('a stop that the cloud ignores three times is asked for again, and told', async () => {
    fleet = await startAccelerated({ NOVITA_FLEET_CONFIRM_MS: '10000' });
    fleet.simulator.faults.add({ kind: 'ignored', route: `POST ${V1}/instance/stop`, count: 3 });
    const { id } = await fleet.client.instances.create({ ...REQUEST, stopAfterMs: 30_000 });
    const stopped = await fleet.reach(id, 'stopped');
    expect(stopped.cause?.code).toBe('stop_after');
    expect(timesOf('POST', `${V1}/instance/stop`)).toHaveLength(4);
    const told = (await fleet.client.instances.events(id)).filter(({ type }) => type === 'instance.stop_failing');
    expect(told).toHaveLength(1);
    expect(told[0]?.data.details).toEqual({ action: 'stop', tries: 3 });
  });

  it('deletes when its time is over, and stops what nobody uses', async () => {
    fleet = await startAccelerated();
    const { id } = await fleet.client.instances.create({
      ...REQUEST,
      idleStopAfterMs: 20_000,
      idleGraceMs: 0,
      deleteAfterMs: 240_000,
    });
    expect((await fleet.reach(id, 'stopped')).cause?.code).toBe('idle');
    const deleted = await fleet.reach(id, 'deleted');
    expect(deleted.cause?.code).toBe('delete_after');
    expect(fleet.simulator.summary().stillBilling).toBe(0);
  });

  it('does not stop an instance whose GPU is busy', async () => {
    fleet = await startAccelerated();
    const { id } = await fleet.client.instances.create({
      ...REQUEST,
      idleStopAfterMs: 200_000,
      idleGraceMs: 0,
      idleGpuBusyPercent: 20,
    });
    const { novita } = await fleet.reach(id, 'ready');
    fleet.simulator.instances.setLoad(novita.instanceId ?? '', { load: 'busy' });
    const metrics = 'GET /openapi/v1/metrics/gpu/instance';
    await until('three measurements', () =>
      (fleet.simulator.summary().requests[metrics] ?? 0) >= 3 ? true : undefined,
    );
    expect((await fleet.client.instances.get(id)).status).toBe('ready');
    fleet.simulator.instances.setLoad(novita.instanceId ?? '', { load: 'idle' });
    expect((await fleet.reach(id, 'stopped')).cause?.code).toBe('idle');
  });
});
