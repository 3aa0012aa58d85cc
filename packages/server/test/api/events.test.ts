import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readEvents, type SseReader } from '../events/sse.js';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { STORES, POSTGRES, temporaryDatabase } from '../stores.js';

async function start(kind: (typeof STORES)[number]): Promise<Fleet> {
  const settings: Record<string, string> =
    kind === POSTGRES ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() } : {};
  return startFleet({ simulator: { stock: 100 }, settings });
}

describe.each(STORES)('the stream of events of a server on $name', (kind) => {
  it('tells what is stored, goes on where a reader was, and ends in good order at a stop', async () => {
    const fleet = await start(kind);
    let isOpen = true;
    onTestFinished(async () => (isOpen ? fleet.close() : undefined));
    const { apiKey } = fleet;
    const live = await readEvents(fleet.server.url, { apiKey });
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    const stored = await fleet.client.instances.events(id);
    const first = await live.reach(stored.length);
    expect(first.map(({ data }) => data)).toEqual(stored);
    expect(first.map(({ event }) => event)).toEqual(stored.map(({ type }) => type));

    const back = await readEvents(fleet.server.url, { apiKey, lastEventId: first[1]!.id, query: '?after=0' });
    expect((await back.reach(stored.length - 2)).map(({ data }) => data)).toEqual(stored.slice(2));
    const all = await readEvents(fleet.server.url, { apiKey, query: '?after=0' });
    expect((await all.reach(stored.length)).map(({ data }) => data)).toEqual(stored);

    isOpen = false;
    await fleet.close();
    expect(await Promise.all([live.end, back.end, all.end])).toEqual(['ended', 'ended', 'ended']);
  });
});

describe('the stream of events', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet({ simulator: { stock: 100 } });
  });
  afterAll(() => fleet.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${fleet.server.url}${path}`, { headers: { authorization: `Bearer ${fleet.apiKey}`, ...headers } });

  const open = async (...args: Parameters<typeof readEvents>): Promise<SseReader> => {
    const reader = await readEvents(...args);
    onTestFinished(() => reader.close());
    return reader;
  };

  it('tells at once where a reader begins that names no position', async () => {
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    const response = await get('/v1/events');
    const reader = response.body!.getReader();
    const first = (await reader.read()) as { value: Uint8Array };
    await reader.cancel();
    const [, position] = /^id: (\d+)\n\n/.exec(Buffer.from(first.value).toString()) ?? [];
    // From there on there is nothing yet; from the position before there is the last event.
    const back = await open(fleet.server.url, { apiKey: fleet.apiKey, query: `?after=${Number(position) - 1}` });
    const [last] = await back.reach(1);
    expect(last).toMatchObject({ id: position, event: 'instance.ready' });
  });

  it('takes filters by instance and type', async () => {
    const [a, b] = await Promise.all([fleet.client.instances.create(REQUEST), fleet.client.instances.create(REQUEST)]);
    await Promise.all([fleet.reach(a.id, 'ready'), fleet.reach(b.id, 'ready')]);
    const query = `?after=0&instanceId=${a.id}&type=instance.ready,instance.creating`;
    const reader = await open(fleet.server.url, { apiKey: fleet.apiKey, query });
    const messages = await reader.reach(2);
    expect(messages.map(({ event }) => event)).toEqual(['instance.creating', 'instance.ready']);
    expect(messages.every(({ data }) => (data as { data: { instanceId: string } }).data.instanceId === a.id)).toBe(
      true,
    );
  });

  it('shows a key without the scope admin the events of its own instances alone', async () => {
    const ask = async (key: string, path: string, body: unknown) => {
      const response = await fetch(fleet.server.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(201);
      return (await response.json()) as { id: string; key: string };
    };
    const { key } = await ask(fleet.apiKey, '/v1/api-keys', { name: 'user', scope: 'write' });
    const theirs = await ask(fleet.apiKey, '/v1/instances', REQUEST);
    const own = await ask(key, '/v1/instances', REQUEST);
    await Promise.all([fleet.reach(theirs.id, 'ready'), fleet.reach(own.id, 'ready')]);
    const stored = await fleet.client.instances.events(own.id);
    const idsIn = async (apiKey: string, count: number): Promise<Set<string>> => {
      const reader = await open(fleet.server.url, { apiKey, query: '?after=0' });
      const messages = await reader.reach(count);
      return new Set(messages.map(({ data }) => (data as { data: { instanceId: string } }).data.instanceId));
    };
    expect(await idsIn(key, stored.length)).toEqual(new Set([own.id]));
    const all = await idsIn(fleet.apiKey, stored.length * 2);
    expect([...all]).toEqual(expect.arrayContaining([own.id, theirs.id]));
  });

  it('tells a reader whose place is no longer there that there is a gap', async () => {
    const reader = await open(fleet.server.url, { apiKey: fleet.apiKey, lastEventId: '999999' });
    const [gap] = await reader.reach(1);
    expect(gap).toMatchObject({ event: 'gap', data: { after: 999999, oldest: 1 } });
    expect(Number(reader.lastId())).toBeLessThan(999999);
  });

  it.each([
    ['?after=-1', {}, 'after'],
    ['?after=1.5', {}, 'after'],
    ['?type=ready', {}, 'type'],
    ['?instance=x', {}, 'instance'],
    ['', { 'last-event-id': 'evt_1' }, 'last-event-id'],
  ])('refuses %s %j', async (query, headers, field) => {
    const response = await get(`/v1/events${query}`, headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
  });

  it('is closed to those without a key', async () => {
    const response = await get('/v1/events', { authorization: '' });
    expect(response.status).toBe(401);
  });
});
