import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { InstanceFailedError, type WaitOptions } from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { DETAIL, LIST, SimulatedCloud } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

describe('an instance that fails', () => {
  it('ends the wait with the error of the cloud, and every status seen with its time', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const beganAt = cloud.clock.now();
    const waiting = failure(cloud.api.waitForInstance(id));
    await cloud.pass(20);
    cloud.simulator.instances.fail(id, { state: 'ErrImagePull', message: 'no such image at https://me:pw@registry' });
    const error = await cloud.until(waiting);
    expect(error).toBeInstanceOf(InstanceFailedError);
    const { history, ...rest } = error as InstanceFailedError;
    expect(rest).toMatchObject({ code: 'instance_failed', instanceId: id, reason: 'status_error', phase: 'exited' });
    expect(history.map(({ status, phase }) => [status, phase])).toEqual([
      ['toCreate', 'queued'],
      ['creating', 'queued'],
      ['pulling', 'pulling'],
      ['exited', 'exited'],
    ]);
    const times = history.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBe(beganAt);
    expect(times.at(-1)).toBeGreaterThan(beganAt + 20_000);
    expect((error as Error).message).toContain('ErrImagePull');
    expect(inspect(error) + JSON.stringify(error)).not.toContain('pw');
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      instanceId: id,
      phase: 'exited',
      reason: 'status_error',
    });
  });

  it('has failed when it exits while its probes are tried', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ ports: '8080/http' });
    const waiting = failure(cloud.api.waitForInstance(id, { probes: [{ type: 'http', port: 8080 }] }));
    await cloud.pass(70);
    cloud.simulator.instances.stop(id);
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'exited', phase: 'exited' });
  });

  it('has failed when it is stopped already and nobody starts it, and has not when somebody did', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    await cloud.until(cloud.api.waitForInstance(id));
    cloud.simulator.instances.stop(id);
    await cloud.pass(20);
    expect(await failure(cloud.until(cloud.api.waitForInstance(id)))).toMatchObject({ reason: 'exited' });
    await cloud.api.instances.start(id);
    // The list is still that of the time before the start.
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 8 });
    const both = Promise.all([cloud.api.waitForInstance(id), cloud.api.waitForInstance(await cloud.create())]);
    expect((await cloud.until(both)).map(({ status }) => status)).toEqual(['running', 'running']);
  });

  it('has failed when the spot instance is taken back', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ billingMode: 'spot', ports: '8080/http' });
    const probes: WaitOptions['probes'] = [{ type: 'http', port: 8080, expectStatus: 404 }];
    const waiting = failure(cloud.api.waitForInstance(id, { probes }));
    await cloud.pass(80);
    cloud.simulator.instances.reclaim(id, { noticeSeconds: 30 });
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'reclaimed' });
    expect(cloud.simulator.ledger().instances[0]?.states.map(({ state }) => state)).toContain('toStop');
  });

  it('goes on after the notice that a spot instance will be taken back', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ billingMode: 'spot' });
    await cloud.pass(80);
    cloud.simulator.instances.reclaim(id, { noticeSeconds: 3_600 });
    expect(await cloud.until(cloud.api.waitForInstance(id))).toMatchObject({ spotStatus: 'notified' });
  });

  it('has failed when it is deleted', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const waiting = failure(cloud.api.waitForInstance(id));
    await cloud.pass(5);
    await cloud.api.instances.delete(id);
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'removed', phase: 'removing' });
  });

  it.each([1, 2])('is gone when list and look agree that it has vanished, of %i', async (count) => {
    cloud = await SimulatedCloud.start();
    const ids = await Promise.all(Array.from({ length: count }, () => cloud.create()));
    const waits = ids.map((id) => failure(cloud.api.waitForInstance(id, { until: 'stopped' })));
    await cloud.pass(10);
    for (const id of ids) cloud.simulator.instances.vanish(id);
    for (const error of await cloud.until(Promise.all(waits))) {
      expect(error).toMatchObject({ code: 'instance_failed', reason: 'vanished', phase: 'pulling' });
    }
    // What one look has missed is asked of the other at once.
    const { requests } = cloud.simulator.ledger();
    const last = (route: string) => requests.findLast((request) => request.route === route)?.time;
    expect(last(LIST)).toBe(last(DETAIL));
  });

  it('is missed for 30 seconds when it was never seen, because lists may lag', async () => {
    cloud = await SimulatedCloud.start();
    const error = failure(cloud.api.waitForInstance('0123456789abcdef'));
    const seconds = await cloud.secondsOf(error);
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(65);
    expect(await error).toMatchObject({ reason: 'vanished', phase: 'unknown', history: [] });
  });

  it('is not gone while only a list misses it', async () => {
    cloud = await SimulatedCloud.start();
    const ids = [await cloud.create(), await cloud.create()];
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 45 });
    const instances = await cloud.until(Promise.all(ids.map((id) => cloud.api.waitForInstance(id))));
    expect(instances.map(({ status }) => status)).toEqual(['running', 'running']);
  });
});
