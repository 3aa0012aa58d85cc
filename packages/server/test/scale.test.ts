import { expect, it, onTestFinished } from 'vitest';
import { startFleet } from './fleet.js';
import { REQUEST } from './quick-fleet.js';
import { until } from './until.js';

const V1 = '/gpu-instance/openapi/v1/gpu/instance';
const LIST = `GET ${V1}s`;
const DETAIL = `GET ${V1}`;

/** Instances on a page of the list. */
const PAGE = 100;
const INSTANCES = 250;
const PAGES = Math.ceil(INSTANCES / PAGE);

it(
  'asks for the pages of the list at a sweep and for nothing else, and sees a change in one',
  { timeout: 120_000 },
  async () => {
    const fleet = await startFleet({
      simulator: { stock: 1_000, clock: 'stepped' },
      settings: { NOVITA_FLEET_SWEEP_FAST_MS: '20', NOVITA_FLEET_SWEEP_SLOW_MS: '20' },
    });
    onTestFinished(() => fleet.close());
    const ids: string[] = [];
    for (let index = 0; index < INSTANCES; index += 50) {
      const some = Array.from({ length: 50 }, () => fleet.client.instances.create({ ...REQUEST, probes: [] }));
      ids.push(...(await Promise.all(some)).map(({ id }) => id));
    }
    await until('the creates', () => fleet.simulator.summary().instancesCreated === INSTANCES || undefined);
    fleet.simulator.advance(3_600);

    const metrics = async () => {
      const answer = await fetch(`${fleet.server.url}/metrics`, {
        headers: { authorization: `Bearer ${fleet.apiKey}` },
      });
      const text = await answer.text();
      const value = (name: string): number =>
        Number(
          text
            .split('\n')
            .find((line) => line.startsWith(name))
            ?.split(' ')
            .at(-1),
        );
      return {
        ready: value('novita_fleet_instances{state="ready"}'),
        sweeps: value('novita_fleet_sweep_duration_seconds_count{outcome="success"}'),
      };
    };
    await until('all ready', async () => (await metrics()).ready === INSTANCES || undefined);

    const asked = () => {
      const { requests } = fleet.simulator.summary();
      return { lists: requests[LIST] ?? 0, details: requests[DETAIL] ?? 0 };
    };
    const first = await metrics();
    const before = asked();
    const second = await until('ten sweeps', async () => {
      const now = await metrics();
      return now.sweeps >= first.sweeps + 10 ? now : undefined;
    });
    const after = asked();
    const sweeps = second.sweeps - first.sweeps;
    // The two counts are not taken at the same moment: at either end a sweep may be cut in two.
    expect(after.lists - before.lists).toBeGreaterThanOrEqual((sweeps - 1) * PAGES);
    expect(after.lists - before.lists).toBeLessThanOrEqual((sweeps + 2) * PAGES);
    expect(after.details).toBe(before.details);

    const changed = ids[INSTANCES - 1]!;
    const { novita } = await fleet.client.instances.get(changed);
    fleet.simulator.instances.stop(novita.instanceId!);
    fleet.simulator.advance(3_600);
    const { sweeps: atChange } = await metrics();
    await until('the sight of it', async () => {
      // Sweeps first: what was seen meanwhile may only make the answer stricter.
      const now = await metrics();
      if ((await fleet.client.instances.get(changed)).status === 'stopped') return true;
      // One was under way and may have passed it; the one behind it has seen it.
      expect(now.sweeps).toBeLessThan(atChange + 2);
      return undefined;
    });
  },
);
