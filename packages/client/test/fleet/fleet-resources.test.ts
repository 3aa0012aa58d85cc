import { FleetClient, InvalidArgumentError } from '@novita-fleet/client';
import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { json, LoopbackServer, until, type Answer } from '../loopback-server.js';

async function setUp(answer: Answer) {
  const server = await LoopbackServer.start(answer);
  const clock = new FakeClock();
  const fleet = new FleetClient({ baseUrl: server.url, apiKey: 'nfk_a_b', clock, random: () => 1, env: {} });
  onTestFinished(async () => {
    await server.close();
    await fleet.close();
  });
  return { server, clock, fleet };
}

interface Case {
  call: (fleet: FleetClient) => Promise<unknown>;
  /** Method and path with query, as they arrive. */
  sends: string;
  body?: unknown;
  /** Whether it is sent again after an unclear failure. */
  repeats: boolean;
}

const CASES: Record<string, Case> = {
  'instances.list': {
    call: ({ instances }) => instances.list({ status: ['ready', 'stopped'], metadata: { 'a/b': 'c d' }, limit: 2 }),
    sends: 'GET /v1/instances?status=ready&status=stopped&limit=2&metadata%5Ba%2Fb%5D=c%20d',
    repeats: true,
  },
  'instances.get': { call: ({ instances }) => instances.get('a/b'), sends: 'GET /v1/instances/a%2Fb', repeats: true },
  'instances.change': {
    call: ({ instances }) => instances.change('i', { maxCost: null }),
    sends: 'PATCH /v1/instances/i',
    body: { maxCost: null },
    repeats: true,
  },
  'instances.start': {
    call: ({ instances }) => instances.start('i'),
    sends: 'POST /v1/instances/i/start',
    repeats: true,
  },
  'instances.restart': {
    call: ({ instances }) => instances.restart('i'),
    sends: 'POST /v1/instances/i/restart',
    repeats: false,
  },
  'instances.stop': { call: ({ instances }) => instances.stop('i'), sends: 'POST /v1/instances/i/stop', repeats: true },
  'instances.delete': {
    call: ({ instances }) => instances.delete('i'),
    sends: 'DELETE /v1/instances/i',
    repeats: true,
  },
  'instances.recreate': {
    call: ({ instances }) => instances.recreate('i'),
    sends: 'POST /v1/instances/i/recreate',
    repeats: true,
  },
  'instances.heartbeat': {
    call: ({ instances }) => instances.heartbeat('i'),
    sends: 'POST /v1/instances/i/heartbeat',
    repeats: true,
  },
  'instances.events': {
    call: ({ instances }) => instances.events('i', { after: 3 }),
    sends: 'GET /v1/instances/i/events?after=3',
    repeats: true,
  },
  'apiKeys.create': {
    call: ({ apiKeys }) => apiKeys.create({ name: 'n', scope: 'read' }),
    sends: 'POST /v1/api-keys',
    body: { name: 'n', scope: 'read' },
    repeats: true,
  },
  'apiKeys.list': { call: ({ apiKeys }) => apiKeys.list(), sends: 'GET /v1/api-keys', repeats: true },
  'apiKeys.get': { call: ({ apiKeys }) => apiKeys.get('k'), sends: 'GET /v1/api-keys/k', repeats: true },
  'apiKeys.change': {
    call: ({ apiKeys }) => apiKeys.change('k', { name: 'm' }),
    sends: 'PATCH /v1/api-keys/k',
    body: { name: 'm' },
    repeats: true,
  },
  'apiKeys.revoke': { call: ({ apiKeys }) => apiKeys.revoke('k'), sends: 'DELETE /v1/api-keys/k', repeats: true },
  'orphans.report': { call: ({ orphans }) => orphans.report(), sends: 'GET /v1/orphans', repeats: true },
  'orphans.cleanUp': {
    call: ({ orphans }) => orphans.cleanUp({ dryRun: true }),
    sends: 'POST /v1/orphans/clean-up',
    body: { dryRun: true },
    repeats: true,
  },
  'catalogue.products': {
    call: ({ catalogue }) => catalogue.products({ available: true, name: '4090' }),
    sends: 'GET /v1/products?available=true&name=4090',
    repeats: true,
  },
  'catalogue.templates': {
    call: ({ catalogue }) => catalogue.templates({ channel: 'official' }),
    sends: 'GET /v1/templates?channel=official',
    repeats: true,
  },
  'usage.get': {
    call: ({ usage }) => usage.get({ groupBy: ['day', 'key'], from: '2026-11-01' }),
    sends: 'GET /v1/usage?groupBy=day&groupBy=key&from=2026-11-01',
    repeats: true,
  },
};

describe.each(Object.entries(CASES))('%s', (_name, { call, sends, body, repeats }) => {
  it('sends what the server expects', async () => {
    const { server, fleet } = await setUp((response) => json(response, { data: [], nextCursor: null }));
    await call(fleet);
    const [seen] = server.seen;
    expect(`${seen?.method} ${seen?.url}`).toBe(sends);
    expect(seen?.body === '' ? undefined : JSON.parse(seen?.body ?? '')).toEqual(body);
  });

  it(repeats ? 'is sent again after an unclear failure' : 'is not sent again after an unclear failure', async () => {
    const { server, clock, fleet } = await setUp((response, _seen, index) => {
      if (index === 0) response.destroy();
      else json(response, { data: [], nextCursor: null });
    });
    const state = { isOver: false };
    const outcome = call(fleet)
      .then(
        () => 'answered',
        () => 'failed',
      )
      .finally(() => (state.isOver = true));
    await until(() => state.isOver || (server.seen.length === 1 && clock.nextDelay !== undefined));
    while (!state.isOver && server.seen.length < 2) await clock.advance(100);
    expect(await outcome).toBe(repeats ? 'answered' : 'failed');
    expect(server.seen).toHaveLength(repeats ? 2 : 1);
  });
});

describe('all pages', () => {
  /** Three pages of one item each. */
  const pages: Answer = (response, seen) => {
    const page = Number(new URL(seen.url, 'http://x').searchParams.get('cursor') ?? 1);
    json(response, { data: [page], nextCursor: page < 3 ? String(page + 1) : null });
  };

  it.each([
    ['instances', (fleet: FleetClient) => fleet.instances.listAll({ name: 'a' }), '?name=a&cursor=2'],
    ['events', (fleet: FleetClient) => fleet.instances.allEvents('i', { after: 0, limit: 1 }), '?limit=1&cursor=2'],
    ['usage', (fleet: FleetClient) => fleet.usage.rows({ groupBy: 'key' }), '?groupBy=key&cursor=2'],
  ])('of %s are read, each when it is wanted', async (_name, read, second) => {
    const { server, fleet } = await setUp(pages);
    const items: unknown[] = [];
    for await (const item of read(fleet)) {
      items.push(item);
      expect(server.seen).toHaveLength(items.length);
    }
    expect(items).toEqual([1, 2, 3]);
    expect(server.seen[1]?.url).toContain(second);
  });
});

it('asks for a wait by a Prefer header, and refuses one that the server does not take', async () => {
  const { server, fleet } = await setUp((response) => json(response, { id: 'inst_1' }, 201));
  const request = { name: 'job', productId: 'p', imageUrl: 'i' };
  await fleet.instances.create(request, { waitSeconds: 30, headers: { 'x-mine': '1' } });
  await fleet.instances.create(request);
  expect(server.seen.map(({ headers }) => [headers.prefer, headers['x-mine']])).toEqual([
    ['wait=30', '1'],
    [undefined, undefined],
  ]);
  for (const waitSeconds of [31, -1, 1.5]) {
    await expect(fleet.instances.create(request, { waitSeconds })).rejects.toThrow(InvalidArgumentError);
  }
  expect(server.seen).toHaveLength(2);
});
