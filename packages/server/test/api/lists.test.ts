import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { call, newKey } from './call.js';

let fleet: Fleet;
/** In the order in which they were asked for. */
const ids: string[] = [];

beforeAll(async () => {
  fleet = await startFleet({ simulator: { stock: 100 } });
  for (const [name, metadata] of [
    ['alpha-1', { team: 'blue' }],
    ['alpha-2', { team: 'blue', __proto__x: '1' }],
    ['beta-1', { team: 'red' }],
  ] as const) {
    const { id } = await fleet.client.instances.create({ ...REQUEST, name, metadata });
    ids.push(id);
    await fleet.reach(id, 'ready');
  }
  await fleet.client.instances.stop(ids[1]!);
  await fleet.reach(ids[1]!, 'stopped');
});

afterAll(() => fleet.close());

const get = (path: string, headers: Record<string, string> = {}) => call(fleet, 'GET', path, { headers });

async function found(query: string): Promise<number[]> {
  const { status, body } = await get(`/v1/instances?${query}`);
  expect(status).toBe(200);
  return (body.data as { id: string }[]).map(({ id }) => ids.indexOf(id));
}

describe('the list of instances', () => {
  it('takes every filter over HTTP', async () => {
    expect(await found('status=ready&status=stopped')).toEqual([2, 1, 0]);
    expect(await found('status=stopped')).toEqual([1]);
    expect(await found('name=alpha')).toEqual([1, 0]);
    expect(await found(`id=${ids[1]}`)).toEqual([1]);
    expect(await found(`id=${ids[0]}&id=${ids[2]}&id=inst_gone&limit=1000`)).toEqual([2, 0]);
    expect(await found(`id=${ids[0]}&id=${ids[2]}&name=alpha`)).toEqual([0]);
    expect(await found('metadata[team]=blue&status=ready')).toEqual([0]);
    expect(await found('metadata%5Bteam%5D=blue&metadata[__proto__x]=1')).toEqual([1]);
    const { createdAt } = await fleet.client.instances.get(ids[1]!);
    expect(await found(`createdAfter=${createdAt}`)).toEqual([2, 1]);
    expect(await found(`createdBefore=${createdAt}`)).toEqual([0]);
  });

  it.each([
    ['status=gone', 'status[0]'],
    ['status=ready&status=gone', 'status[1]'],
    ['name=a%20b', 'name'],
    ['metadata=x', 'metadata'],
    ['metadata[]=x', 'metadata.'],
    ['metadata[a]=x&metadata[a]=y', 'metadata.a'],
    ['createdAfter=yesterday', 'createdAfter'],
    ['owner[a]=1', 'owner'],
    ['__proto__[a]=1', '__proto__'],
    ['limit=1001', 'limit'],
    ['id=a%20b', 'id[0]'],
    ['id=', 'id[0]'],
    [Array.from({ length: 201 }, (_, index) => `id=inst_${index}`).join('&'), 'id'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await get(`/v1/instances?${query}`);
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ field }] } });
  });

  it('takes a cursor for the same filters only', async () => {
    const first = await get('/v1/instances?limit=1&name=alpha');
    const cursor = String(first.body.nextCursor);
    expect(await found(`limit=5&name=alpha&cursor=${cursor}`)).toEqual([0]);
    for (const query of [`cursor=${cursor}`, `name=beta&cursor=${cursor}`, `name=alpha&cursor=${cursor.slice(2)}`]) {
      const answer = await get(`/v1/instances?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
    }
    expect((await get('/v1/instances?name=alpha&limit=2')).body.nextCursor).toBeNull();
  });
});

describe('events', () => {
  it('come page by page', async () => {
    const path = `/v1/instances/${ids[0]}/events`;
    const all = (await get(path)).body;
    expect(all.nextCursor).toBeNull();
    const seen: unknown[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await get(`${path}?limit=2${cursor}`);
      seen.push(...(body.data as unknown[]));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor as string}`;
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(all.data);
    const other = await get(`/v1/instances/${ids[1]}/events?${cursor.slice(1)}`);
    expect(other).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
    expect(await get(`${path}?after=1${cursor}`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'after' }] },
    });
  });
});

describe('an ETag', () => {
  it('spares an unchanged answer, and changes with what is shown', async () => {
    for (const path of [
      '/v1/instances',
      '/v1/instances?limit=1',
      `/v1/instances/${ids[2]}`,
      `/v1/instances/${ids[2]}/events`,
      '/v1/webhook-endpoints',
    ]) {
      const first = await get(path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^W\/".+"$/);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      for (const match of [etag, etag.slice(2), `"x", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': match });
        expect([path, match, again.status, again.headers.get('etag')]).toEqual([path, match, 304, etag]);
      }
      expect((await get(path, { 'if-none-match': '"x"' })).status).toBe(200);
    }
  });

  it('stays while only the cost grows, and changes with the instance', async () => {
    const path = `/v1/instances/${ids[2]}`;
    const soFar = ({ body }: Awaited<ReturnType<typeof get>>) => JSON.stringify(body.cost);
    const first = await get(path);
    let later = await get(path);
    while (soFar(later) === soFar(first)) later = await get(path);
    expect(later.headers.get('etag')).toBe(first.headers.get('etag'));
    await fleet.client.request({ method: 'PATCH', path, body: { metadata: { team: 'green' } } });
    const changed = await get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(first.headers.get('etag'));
    expect(await found('metadata[team]=green')).toEqual([2]);
    expect(await found('metadata[team]=red')).toEqual([]);
  });

  it('of one key tells another key nothing', async () => {
    const { key } = await newKey(fleet, { scope: 'read' });
    const { headers } = await get(`/v1/instances/${ids[0]}`);
    const answer = await call(fleet, 'GET', `/v1/instances/${ids[0]}`, {
      key,
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(answer.status).toBe(404);
  });

  it('is not on what answers without a key', async () => {
    expect((await call(fleet, 'GET', '/healthz', { key: null })).headers.get('etag')).toBeNull();
  });
});
