import { describe, expect, it } from 'vitest';
import { call, create, start, UNTIL_RUNNING } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

interface Point {
  timestamp: string;
  value: number;
}
interface MetricsBody {
  cpuUtilization: Point[];
  rootDiskUtilization: Point[];
  gpuUtilization: { avg: Point[]; gpuIds: { gpuId: string; items: Point[] }[] };
}

async function metrics(simulator: Simulator, id: string, query = ''): Promise<MetricsBody> {
  const reply = await call(simulator, 'GET', `/openapi/v1/metrics/gpu/instance?instanceId=${id}${query}`);
  expect(reply.status).toBe(200);
  return JSON.parse(reply.text) as MetricsBody;
}

const seconds = (simulator: Simulator): number => simulator.clock().now / 1000;

describe('metrics', () => {
  it('follow the load, a minute late, one list for each GPU', async () => {
    const simulator = await start();
    const id = await create(simulator, { gpuNum: 2 });
    simulator.advance(UNTIL_RUNNING);
    const began = seconds(simulator);
    simulator.advance(300);
    simulator.instances.setLoad(id, { load: 'idle' });
    simulator.advance(300);
    const { gpuUtilization, cpuUtilization } = await metrics(simulator, id, `&startTime=${began}&interval=30`);
    const { avg, gpuIds } = gpuUtilization;
    expect(avg.map(({ timestamp }) => Number(timestamp) - began)).toEqual(
      Array.from({ length: 19 }, (_, index) => index * 30),
    );
    expect(avg.slice(0, 10).every(({ value }) => value >= 85 && value <= 100)).toBe(true);
    expect(avg.slice(10).every(({ value }) => value === 0)).toBe(true);
    expect(gpuIds.map(({ gpuId, items }) => [gpuId, items.length])).toEqual([
      ['0', 19],
      ['1', 19],
    ]);
    expect(gpuIds[0]?.items).not.toEqual(gpuIds[1]?.items);
    expect(cpuUtilization).toHaveLength(19);
  });

  it('are the same every time they are asked for, and only there while it ran', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(UNTIL_RUNNING + 400);
    const from = Math.floor(seconds(simulator)) - 457;
    const first = await metrics(simulator, id, `&startTime=${from}&interval=15`);
    expect(await metrics(simulator, id, `&startTime=${from}&interval=15`)).toEqual(first);
    const times = first.cpuUtilization.map(({ timestamp }) => Number(timestamp) - from);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(UNTIL_RUNNING);
    expect(Math.max(...times)).toBeLessThanOrEqual(397);
    simulator.instances.stop(id);
    simulator.advance(1000);
    expect((await metrics(simulator, id)).cpuUtilization).toEqual([]);
  });

  it('fall back to the defaults for wrong values', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(UNTIL_RUNNING + 600);
    const usual = await metrics(simulator, id);
    expect(usual.cpuUtilization.map(({ timestamp }) => Number(timestamp) - seconds(simulator))).toEqual([-60]);
    const now = seconds(simulator);
    for (const query of [
      '&interval=5m',
      '&startTime=soon',
      `&startTime=${now - 59}`,
      `&endTime=${now + 1}`,
      '&startTime=1',
    ])
      expect(await metrics(simulator, id, query)).toEqual(usual);
  });

  it('can be told to count to 1, and have no GPU without one', async () => {
    const simulator = await start({ metricsScale: 1 });
    const id = await create(simulator, { kind: 'cpu', productId: 'cpu.4c8g' });
    simulator.advance(UNTIL_RUNNING + 60);
    const { cpuUtilization, gpuUtilization } = await metrics(simulator, id);
    expect(cpuUtilization[0]!.value).toBeGreaterThan(0.39);
    expect(cpuUtilization[0]!.value).toBeLessThan(0.81);
    expect(gpuUtilization).toEqual({ avg: [], gpuIds: [] });
  });

  it('are not there for an instance that is not there', async () => {
    const simulator = await start();
    const reply = await call(simulator, 'GET', '/openapi/v1/metrics/gpu/instance?instanceId=none');
    expect([reply.status, reply.json.reason]).toEqual([400, 'RESOURCE_NOT_FOUND']);
  });
});
