import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { AbortedError, InstanceFailedError, WaitTimeoutError, type MonitorItem } from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { LIST, SimulatedCloud } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

async function collect(monitor: AsyncIterable<MonitorItem>): Promise<MonitorItem[]> {
  const items: MonitorItem[] = [];
  for await (const item of monitor) items.push(item);
  return items;
}

const shown = (item: MonitorItem): string => (item.kind === 'phase' ? `${item.phase} (${item.status})` : item.kind);

describe('monitorInstance', () => {
  it('gives each phase once, and ready at the end', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ ports: '8080/http' });
    const monitor = cloud.api.monitorInstance(id, { probes: [{ type: 'http', port: 8080 }] });
    const items = await cloud.until(collect(monitor));
    expect(items.map(shown)).toEqual(['queued (toCreate)', 'pulling (pulling)', 'probing (running)', 'ready']);
    for (const item of items) {
      expect(item.at).toBeInstanceOf(Date);
      expect(item.instance?.id).toBe(id);
    }
    const times = items.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBe(cloud.clock.now());
  });

  it.each(['running', 'ready'] as const)('ends in %s, as asked', async (until) => {
    cloud = await SimulatedCloud.start();
    const items = await cloud.until(collect(cloud.api.monitorInstance(await cloud.create(), { until })));
    expect(items.at(-1)).toMatchObject({ kind: until, instance: { status: 'running' } });
  });

  it('gives a failure as its last item', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const collecting = collect(cloud.api.monitorInstance(id));
    await cloud.pass(20);
    cloud.simulator.instances.fail(id, { state: 'ErrImagePull', message: 'no such image' });
    const last = (await cloud.until(collecting)).at(-1);
    expect(last).toMatchObject({ kind: 'failed', instance: { status: 'exited' } });
    expect(last).toHaveProperty('error', expect.any(InstanceFailedError));
  });

  it('gives a timeout as its last item', async () => {
    cloud = await SimulatedCloud.start();
    const monitor = cloud.api.monitorInstance(await cloud.create(), { phaseDeadlines: { pullingMs: 5_000 } });
    const last = (await cloud.until(collect(monitor))).at(-1);
    expect(last).toMatchObject({ kind: 'timeout', instance: { status: 'pulling' } });
    expect(last).toHaveProperty('error', expect.any(WaitTimeoutError));
  });

  it('gives a refused key as its last item', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    cloud.simulator.faults.add({ kind: 'status', status: 401, reason: 'UNAUTHORIZED' });
    const items = await cloud.until(collect(cloud.api.monitorInstance(id)));
    expect(items).toMatchObject([{ kind: 'failed', error: { code: 'unauthorized' }, instance: undefined }]);
  });

  it('stops looking when the loop is left', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const { signal } = new AbortController();
    const first = await cloud.until(
      (async () => {
        for await (const item of cloud.api.monitorInstance(id, { signal })) return item;
        return undefined;
      })(),
    );
    expect(first).toMatchObject({ kind: 'phase', phase: 'queued' });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    // The client has a timer of its own until it is closed.
    await cloud.client.close();
    expect(cloud.clock.pending).toBe(0);
  });

  it('throws when it is aborted, and what a callback throws', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const abort = new AbortController();
    const collecting = failure(collect(cloud.api.monitorInstance(id, { signal: abort.signal })));
    await cloud.pass(5);
    abort.abort();
    expect(await cloud.until(collecting)).toBeInstanceOf(AbortedError);
    const early = cloud.api.monitorInstance(id, { signal: AbortSignal.abort() });
    expect(await failure(early.next())).toBeInstanceOf(AbortedError);
    const mistake = new RangeError('a mistake');
    const onProgress = (): void => {
      throw mistake;
    };
    expect(await failure(cloud.until(collect(cloud.api.monitorInstance(id, { onProgress }))))).toBe(mistake);
  });

  it('does nothing before its first step', async () => {
    cloud = await SimulatedCloud.start();
    const monitor = cloud.api.monitorInstance('a', { timeoutMs: 0 });
    await cloud.pass(10);
    expect(await failure(monitor.next())).toMatchObject({ argument: 'timeoutMs' });
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });

  it('shares its looks with others', async () => {
    cloud = await SimulatedCloud.start();
    const ids = await Promise.all(Array.from({ length: 30 }, () => cloud.create()));
    const all = await cloud.until(Promise.all(ids.map((id) => collect(cloud.api.monitorInstance(id)))));
    expect(all.map((items) => items.at(-1)?.kind)).toEqual(ids.map(() => 'ready'));
    expect(cloud.requests(LIST)).toBeLessThan(20);
    expect(cloud.simulator.ledger().requestsTotal - ids.length).toBe(cloud.requests(LIST));
  });
});
