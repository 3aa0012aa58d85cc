import { afterEach, describe, expect, it } from 'vitest';
import { FleetClient } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { LoopbackServer, json, until } from '../loopback-server.js';

afterEach(closeAll);

const NONE = { count: 0, p50Ms: undefined, p90Ms: undefined, p99Ms: undefined, maxMs: undefined };

describe('stats', () => {
  it('are empty before the first call', async () => {
    const { client, clock } = await harness((response) => json(response, 1));
    expect(client.stats()).toEqual({
      since: clock.now(),
      calls: 0,
      active: 0,
      outcomes: {},
      routes: [],
      attempts: 0,
      retries: 0,
      waits: { count: 0, totalMs: 0, maxMs: 0 },
      catalogue: { hits: 0, shared: 0, entries: 0 },
      limiter: { requestsPerMinute: 100, freeSlots: 20, inFlight: 0, queueLength: 0, pausedUntil: undefined },
      circuitBreaker: 'closed',
      callLatency: NONE,
      attemptLatency: NONE,
    });
  });

  it('tell calls by route and outcome, attempts, retries and latencies', async () => {
    const { client, clock, retries, server } = await harness((response, seen, index) => {
      if (seen.url === '/hanging') return;
      json(response, {}, seen.url === '/gone' ? 404 : index === 0 ? 503 : 200);
    });
    const repeated = client.get('/gpus/v2/instances/3560b7fec915bbf9', { route: '/gpus/v2/instances/{instance_id}' });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await repeated;
    await client.get('/v1/things/3560b7fec915bbf9');
    await failure(client.get('/gone'));
    const controller = new AbortController();
    const hanging = failure(client.get('/hanging', { signal: controller.signal }));
    await until(() => server.seen.length === 5);
    expect(client.stats()).toMatchObject({ active: 1, calls: 3, limiter: { inFlight: 1 } });
    controller.abort();
    await hanging;

    const stats = client.withOptions({ maxRetries: 0 }).stats();
    expect(stats).toMatchObject({
      calls: 4,
      active: 0,
      outcomes: { success: 2, not_found: 1, aborted: 1 },
      attempts: 5,
      retries: 1,
      limiter: { requestsPerMinute: 100, inFlight: 0, queueLength: 0 },
      callLatency: { count: 4, maxMs: 1_000 },
      attemptLatency: { count: 5, maxMs: 0 },
    });
    expect(stats.routes).toEqual([
      { method: 'GET', route: '/gpus/v2/instances/{instance_id}', calls: 1, outcomes: { success: 1 } },
      { method: 'GET', route: '/v1/things/{id}', calls: 1, outcomes: { success: 1 } },
      { method: 'GET', route: '/gone', calls: 1, outcomes: { not_found: 1 } },
      { method: 'GET', route: '/hanging', calls: 1, outcomes: { aborted: 1 } },
    ]);
  });

  it('tell waits, the queue, what the limiter has left, and the breaker', async () => {
    const { client, clock } = await harness((response, seen) => json(response, {}, seen.url === '/bad' ? 500 : 200), {
      rateLimit: { requestsPerMinute: 60, burst: 2 },
      circuitBreaker: { failureThreshold: 1 },
      maxRetries: 0,
    });
    const calls = [1, 2, 3, 4].map(() => client.get('/x'));
    expect(client.stats().limiter).toMatchObject({ freeSlots: 0, queueLength: 2 });
    await clock.advance(2_000);
    await Promise.all(calls);
    expect(client.stats()).toMatchObject({
      waits: { count: 2, totalMs: 3_000, maxMs: 2_000 },
      callLatency: { count: 4, maxMs: 2_000 },
    });
    // A wait that ends without a slot is told by its outcome alone.
    const controller = new AbortController();
    const waiting = failure(client.get('/x', { signal: controller.signal }));
    controller.abort();
    await waiting;
    expect(client.stats()).toMatchObject({ waits: { count: 2 }, outcomes: { success: 4, aborted: 1 } });
    await clock.advance(2_000);
    expect(client.stats().limiter.freeSlots).toBe(2);
    await failure(client.get('/bad'));
    expect(client.stats()).toMatchObject({ circuitBreaker: 'open', outcomes: { server_error: 1 } });
    await failure(client.get('/x'));
    expect(client.stats()).toMatchObject({ outcomes: { circuit_open: 1 }, attempts: 5, active: 0 });
  });

  it('tell the lowered rate and the pause after a 429', async () => {
    const { client, clock } = await harness((response) => json(response, {}, 429, { 'retry-after': '7' }), {
      maxRetries: 0,
    });
    await failure(client.get('/x'));
    const pausedUntil = clock.now() + 7_000;
    expect(client.stats().limiter).toMatchObject({ requestsPerMinute: 50, freeSlots: 0, pausedUntil });
    expect(client.getQueueStatus()).toMatchObject({ queueLength: 0, inFlight: 0, isProcessing: false, pausedUntil });
  });

  it('count an error that is not ours as unknown_error', async () => {
    const { client } = await harness((response) => json(response, {}, 503), {
      random: () => {
        throw new TypeError('broken');
      },
    });
    expect(await failure(client.get('/x'))).toBeInstanceOf(TypeError);
    expect(client.stats()).toMatchObject({ calls: 1, active: 0, outcomes: { unknown_error: 1 } });
  });

  it('are there for a fleet server too', async () => {
    const server = await LoopbackServer.start((response) => json(response, { id: 'i' }));
    await using client = new FleetClient({ apiKey: 'k', baseUrl: server.url, env: {} });
    await client.instances.get('0190a3b4-7c1d-7000-8000-000000000000');
    expect(client.stats()).toMatchObject({
      calls: 1,
      routes: [{ method: 'GET', route: '/v1/instances/{id}', outcomes: { success: 1 } }],
    });
    await server.close();
  });
});
