import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FakeClock } from '@novita-fleet/testkit';
import { NovitaApiService } from '@novita-fleet/client';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, LoopbackServer, until } from '../loopback-server.js';
import { DETAIL, LIST, SimulatedCloud } from '../simulated-cloud.js';

const clouds: SimulatedCloud[] = [];

afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.close();
  await closeAll();
});

async function start(...options: Parameters<typeof SimulatedCloud.start>): Promise<SimulatedCloud> {
  const cloud = await SimulatedCloud.start(...options);
  clouds.push(cloud);
  return cloud;
}

/** Virtual seconds from the first request of a route to each of them. */
function secondsOf(cloud: SimulatedCloud, route: string): number[] {
  const times = cloud.simulator.ledger().requests.flatMap((each) => (each.route === route ? [each.time] : []));
  return times.map((time) => (time - (times[0] ?? 0)) / 1_000);
}

describe('the looks of many waits', () => {
  it('cost one list a tick, whatever the number of waits', async () => {
    const cloud = await start({ durations: { pulling: 600 } });
    const ids = await Promise.all(Array.from({ length: 50 }, () => cloud.create()));
    const waits = Promise.all(ids.map((id) => cloud.api.waitForInstance(id)));
    await cloud.settle();
    expect([cloud.requests(LIST), cloud.requests(DETAIL)]).toEqual([1, 0]);
    await cloud.until(waits);
    expect(cloud.requests(DETAIL)).toBe(0);
    // Each of the three phases is followed closely at first, then every 30 seconds.
    expect(cloud.requests(LIST)).toBeLessThan(40);
  });

  it('come at once, then after 1, 2, 4 … seconds up to the longest, and closely again after news', async () => {
    const cloud = await start({ durations: { toCreate: 0, creating: 80, pulling: 200 } });
    const ids = [await cloud.create(), await cloud.create()];
    await cloud.until(Promise.all(ids.map((id) => cloud.api.waitForInstance(id, { maxPollMs: 20_000 }))));
    // It begins to pull after 80 seconds.
    expect(secondsOf(cloud, LIST).slice(0, 13)).toEqual([0, 1, 3, 7, 15, 31, 51, 71, 91, 92, 94, 98, 106]);
  });

  it('follow the wait with the earliest demand', async () => {
    const cloud = await start({ durations: { toCreate: 0, creating: 0, pulling: 100 } });
    const ids = [await cloud.create(), await cloud.create()];
    const waits = [
      cloud.api.waitForInstance(ids[0]!, { maxPollMs: 60_000 }),
      cloud.api.waitForInstance(ids[1]!, { maxPollMs: 2_000 }),
    ];
    await cloud.until(Promise.all(waits));
    expect(secondsOf(cloud, LIST).slice(0, 6)).toEqual([0, 1, 3, 5, 7, 9]);
  });

  it('are of the instance alone while nobody waits for another', async () => {
    const cloud = await start();
    const id = await cloud.create();
    await cloud.until(Promise.all([cloud.api.waitForInstance(id), cloud.api.waitForInstance(id)]));
    expect(cloud.requests(LIST)).toBe(0);
    expect(secondsOf(cloud, DETAIL).slice(0, 3)).toEqual([0, 1, 3]);
  });

  it('are at least a second apart, whenever waits join', async () => {
    const cloud = await start({ durations: { pulling: 600 } });
    const ids = await Promise.all(Array.from({ length: 20 }, () => cloud.create()));
    const waits: Promise<unknown>[] = [];
    for (const id of ids) {
      waits.push(cloud.api.waitForInstance(id));
      await cloud.pass(0.1);
    }
    const seconds = secondsOf(cloud, LIST);
    expect(seconds.length).toBeLessThanOrEqual(3);
    for (const [index, second] of seconds.entries()) {
      if (index > 0) expect(second - (seconds[index - 1] ?? 0)).toBeGreaterThanOrEqual(1);
    }
    await cloud.until(Promise.all(waits));
  });

  it('leave room for other calls when the rate limit is low', async () => {
    const cloud = await start({}, { rateLimit: { requestsPerMinute: 30, burst: 1 } });
    const creating = Promise.all(Array.from({ length: 4 }, () => cloud.create()));
    const ids = await cloud.until(creating);
    const beganAt = cloud.clock.now();
    const waits = Promise.all(ids.map((id) => cloud.api.waitForInstance(id, { maxPollMs: 1_000 })));
    const others = (async () => {
      for (let calls = 0; calls < 10; calls += 1) await cloud.api.clusters.list();
    })();
    await cloud.until(others);
    // 30 a minute are one in 2 seconds: the other calls get at least every second of them.
    expect(cloud.clock.now() - beganAt).toBeLessThanOrEqual(42_000);
    await cloud.until(waits);
  });

  it('of a long list that the rate limit holds back leave half of the rate to others', async () => {
    const total = 1_000;
    const { server, client, clock } = await harness(
      (response, { url }) => {
        const pageNum = Number(new URL(url, 'http://cloud').searchParams.get('pageNum'));
        const ids = Array.from({ length: 100 }, (_, at) => `${pageNum}-${at}`);
        json(response, { instances: ids.map((id) => ({ id, status: 'pulling' })), total });
      },
      { rateLimit: { requestsPerMinute: 60, burst: 1 } },
    );
    const api = new NovitaApiService(client, { clock });
    const abort = new AbortController();
    const options = { maxPollMs: 1_000, signal: abort.signal };
    const waits = ['1-0', '10-99'].map((id) => failure(api.waitForInstance(id, options)));
    for (let seconds = 0; seconds < 120; seconds += 1) {
      await until(() => client.getQueueStatus().inFlight === 0);
      await clock.advance(1_000);
    }
    abort.abort();
    await Promise.all(waits);
    // 120 could have been sent: ten pages in ten seconds, then as long a pause.
    expect(server.seen.length).toBeGreaterThanOrEqual(50);
    expect(server.seen.length).toBeLessThanOrEqual(70);
  });

  it.each([0, 1] as const)('find instances on all pages when the first is %i', async (firstPage) => {
    const cloud = await start({ firstPage, durations: { toCreate: 0, creating: 0 } });
    const ids = await Promise.all(Array.from({ length: 230 }, () => cloud.create()));
    const wanted = [ids[0]!, ids[120]!, ids[229]!];
    const waits = Promise.all(wanted.map((id) => cloud.api.waitForInstance(id)));
    await cloud.settle();
    // The first walk finds out where the pages begin.
    const first = cloud.requests(LIST);
    expect(first).toBeLessThanOrEqual(4);
    await cloud.pass(1);
    expect(cloud.requests(LIST) - first).toBe(3);
    expect((await cloud.until(waits)).map(({ id }) => id)).toEqual(wanted);
  });

  it('are 100 pages for 10,000 waits', { timeout: 60_000 }, async () => {
    let status = 'pulling';
    const total = 10_000;
    const idOf = (index: number): string => index.toString(16).padStart(16, '0');
    const { server, client, clock } = await harness(
      (response, { url }) => {
        const query = new URL(url, 'http://cloud').searchParams;
        const size = Number(query.get('pageSize'));
        const from = (Number(query.get('pageNum')) - 1) * size;
        const count = Math.max(0, Math.min(size, total - from));
        json(response, {
          instances: Array.from({ length: count }, (_, at) => ({ id: idOf(from + at), status })),
          total,
        });
      },
      { rateLimit: { requestsPerMinute: Infinity } },
    );
    const api = new NovitaApiService(client, { clock });
    let isDone = false;
    const waits = Promise.all(Array.from({ length: total }, (_, index) => api.waitForInstance(idOf(index)))).then(
      () => (isDone = true),
    );
    await walked(server, clock, 100);
    status = 'running';
    await walked(server, clock, 200);
    await waits;
    expect(isDone).toBe(true);
    expect(server.seen).toHaveLength(200);
    await client.close();
    expect(clock.pending).toBe(0);
  });
});

/** Lets time pass until a server has been asked so often. */
async function walked(server: LoopbackServer, clock: FakeClock, requests: number): Promise<void> {
  while (server.seen.length < requests) {
    await new Promise((resolve) => setImmediate(resolve));
    if (server.seen.length % 100 === 0) await clock.advance(100);
  }
}

describe('a process', () => {
  it(
    'lives as long as something waits, and ends by itself when the last wait is over',
    { timeout: 60_000 },
    async () => {
      const server = await LoopbackServer.start((response, _seen, index) => {
        // Two looks are of the waits that are left and aborted; between the other three nothing but a timer is pending.
        json(response, { id: 'abc', status: index < 4 ? 'pulling' : 'running' });
      });
      const program = fileURLToPath(new URL('./waiting-process.mjs', import.meta.url));
      const child = spawn(process.execPath, ['--conditions=@novita-fleet/source', program, server.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output: string[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
      const code = await new Promise((resolve) => child.on('exit', resolve));
      await server.close();
      expect(output.join('').trim().split('\n')).toEqual(['pulling', 'left', 'aborted', 'running']);
      expect(code).toBe(0);
    },
  );
});
