import { describe, expect, it } from 'vitest';
import { act, create, detail, start, statusOf, UNTIL_RUNNING } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

async function spotOf(simulator: Simulator, id: string): Promise<[string, string, number]> {
  const { status, spotStatus, spotReclaimTime } = (await detail(simulator, id)).json as unknown as Record<
    string,
    string
  >;
  return [status!, spotStatus!, Number(spotReclaimTime)];
}

async function runningSpot(simulator: Simulator): Promise<string> {
  const id = await create(simulator, { billingMode: 'spot' });
  simulator.advance(UNTIL_RUNNING);
  return id;
}

describe('taking a spot instance back', () => {
  it('announces it, stops it at that time and leaves it exited', async () => {
    const simulator = await start({ spotNotice: 100 });
    const id = await runningSpot(simulator);
    expect(await spotOf(simulator, id)).toEqual(['running', 'running', 0]);
    simulator.instances.reclaim(id);
    const reclaimTime = simulator.clock().now / 1000 + 100;
    expect(await spotOf(simulator, id)).toEqual(['running', 'notified', reclaimTime]);
    simulator.advance(99.999);
    expect(await spotOf(simulator, id)).toEqual(['running', 'notified', reclaimTime]);
    simulator.advance(0.001);
    expect(await spotOf(simulator, id)).toEqual(['toStop', 'reclaiming', reclaimTime]);
    simulator.advance(3);
    expect(await spotOf(simulator, id)).toEqual(['stopping', 'reclaiming', reclaimTime]);
    simulator.advance(7);
    expect(await spotOf(simulator, id)).toEqual(['exited', 'terminated', reclaimTime]);
    expect(simulator.summary().stillBilling).toBe(0);
  });

  it('begins anew after a start or a migration', async () => {
    const simulator = await start();
    const ids = [await runningSpot(simulator), await runningSpot(simulator)];
    for (const id of ids) simulator.instances.reclaim(id, { noticeSeconds: 0 });
    simulator.advance(20);
    await act(simulator, 'start', ids[0]!);
    await act(simulator, 'migrate', ids[1]!);
    simulator.advance(42);
    expect(await spotOf(simulator, ids[0]!)).toEqual(['running', 'running', 0]);
    expect(await spotOf(simulator, ids[1]!)).toEqual(['exited', 'running', 0]);
  });

  it('catches what is stopped, and what is on its way', async () => {
    const simulator = await start();
    const stopped = await runningSpot(simulator);
    const restarted = await runningSpot(simulator);
    for (const id of [stopped, restarted]) simulator.instances.reclaim(id, { noticeSeconds: 12 });
    await act(simulator, 'stop', stopped);
    simulator.advance(11);
    await act(simulator, 'restart', restarted);
    simulator.advance(1);
    expect((await spotOf(simulator, stopped)).slice(0, 2)).toEqual(['exited', 'terminated']);
    expect((await spotOf(simulator, restarted)).slice(0, 2)).toEqual(['toRestart', 'reclaiming']);
    simulator.advance(14);
    expect((await spotOf(simulator, restarted)).slice(0, 2)).toEqual(['toStop', 'reclaiming']);
  });

  it('is for spot instances, once', async () => {
    const simulator = await start();
    const usual = await create(simulator);
    expect(() => simulator.instances.reclaim(usual)).toThrow('not a spot instance');
    const id = await runningSpot(simulator);
    simulator.instances.reclaim(id);
    expect(() => simulator.instances.reclaim(id)).toThrow('already being taken back');
    expect(() => simulator.instances.reclaim(id, { noticeSeconds: -1 })).toThrow('noticeSeconds');
  });

  it('happens by chance, from the second hour on, the same for the same seed', async () => {
    const reclaimed = async (seed: number): Promise<string[]> => {
      const simulator = await start({ seed, spotReclaimChance: 0.5, spotNotice: 60 });
      const ids: string[] = [];
      for (let index = 0; index < 8; index++) ids.push(await runningSpot(simulator));
      simulator.advance(3600 - 8 * UNTIL_RUNNING);
      expect(await Promise.all(ids.map((id) => statusOf(simulator, id)))).not.toContain('exited');
      simulator.advance(3600);
      return Promise.all(ids.map((id) => statusOf(simulator, id)));
    };
    const first = await reclaimed(5);
    expect(await reclaimed(5)).toEqual(first);
    expect(new Set(first)).toEqual(new Set(['running', 'exited']));
  });
});
