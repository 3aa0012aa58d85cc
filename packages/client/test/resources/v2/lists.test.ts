import { afterEach, describe, expect, it } from 'vitest';
import { DecodeError, type NovitaV2 } from '@novita-fleet/client';
import { closeAll, failure } from '../../client-harness.js';
import { json } from '../../loopback-server.js';
import { v2Service } from './v2-service.js';

afterEach(closeAll);

const LISTS = ['instances', 'templates', 'networks', 'jobs', 'images', 'prewarmTasks', 'endpoints'] as const;

async function idsOf(items: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

/** A call of every list that there is. */
function everyList(v2: NovitaV2): (() => Promise<unknown>)[] {
  return [...LISTS.map((name) => () => v2[name].list()), () => v2.products.list(), () => v2.regions.list()];
}

describe('a list of v2', () => {
  it('without its data is no answer, and never taken for an empty one', async () => {
    for (const body of [{}, { data: {} }, { data: 'none' }, { items: [] }, 'ok', null, []]) {
      const { v2 } = await v2Service(body);
      for (const list of everyList(v2)) expect(await failure(list())).toBeInstanceOf(DecodeError);
    }
    const { v2 } = await v2Service((response) => response.end());
    for (const list of everyList(v2)) expect(await failure(list())).toBeInstanceOf(DecodeError);
    for (const name of LISTS) expect(await failure(idsOf(v2[name].listAll()))).toBeInstanceOf(DecodeError);
  });

  it('may write an empty list as null', async () => {
    const { v2 } = await v2Service({ data: null });
    for (const name of LISTS) expect((await v2[name].list()).items).toEqual([]);
    expect(await v2.regions.list()).toEqual([]);
  });

  it('gives a page and the way to the next one', async () => {
    const { v2, server } = await v2Service({ data: [{ id: 'a' }], next_cursor: 'c/1', has_more: true });
    const page = await v2.templates.list({ limit: 1, name: 'a b' });
    expect(page).toMatchObject({ items: [{ id: 'a' }], nextCursor: 'c/1', hasMore: true });
    await v2.templates.list({ cursor: page.nextCursor! });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/gpus/v2/templates?limit=1&name=a%20b',
      '/gpus/v2/templates?limit=100&cursor=c%2F1',
    ]);
  });

  it.each([
    [{ next_cursor: '', has_more: false }, undefined, false],
    [{}, undefined, false],
    [{ next_cursor: 'c' }, 'c', true],
    [{ next_cursor: 'c', has_more: null }, 'c', true],
    [{ next_cursor: 'c', has_more: false }, undefined, false],
    [{ has_more: true }, undefined, true],
    [{ next_cursor: 7, has_more: true }, '7', true],
  ])('that ends in %j goes on at %j: %j', async (end, nextCursor, hasMore) => {
    const { v2 } = await v2Service({ data: [], ...end });
    expect(await v2.jobs.list()).toEqual({ items: [], nextCursor, hasMore });
  });

  it.each(LISTS)('is walked from page to page: %s', async (name) => {
    const { v2, server } = await v2Service((response, { url }) => {
      const cursor = new URL(url, 'http://x').searchParams.get('cursor');
      const id = { null: 'a', c1: 'b', c2: 'c' }[String(cursor)];
      const next = { null: 'c1', c1: 'c2' }[String(cursor)] ?? '';
      json(response, { data: [{ id }], next_cursor: next, has_more: next !== '' });
    });
    expect(await idsOf(v2[name].listAll())).toEqual(['a', 'b', 'c']);
    const queries = server.seen.map(({ url }) => url.split('?')[1]);
    expect(queries).toEqual(['limit=100', 'limit=100&cursor=c1', 'limit=100&cursor=c2']);
    server.seen.length = 0;
    expect(await idsOf(v2[name].listAll({ limit: 7 }))).toEqual(['a', 'b', 'c']);
    expect(server.seen[0]!.url).toContain('?limit=7');
  });

  it('is asked for nothing that the cloud would ignore', async () => {
    const { v2, server } = await v2Service({ data: [] });
    for (const name of LISTS) {
      expect(await failure(v2[name].list({ page: 2 } as never))).toMatchObject({ argument: 'page' });
      expect(await failure(v2[name].list({ limit: 1001 }))).toMatchObject({ argument: 'limit' });
      expect(await failure(v2[name].list({ cursor: 'c'.repeat(1025) }))).toMatchObject({ argument: 'cursor' });
    }
    expect(await failure(v2.instances.list({ billing_mode: 'onDemand' as never }))).toMatchObject({
      code: 'invalid_argument',
      argument: 'billing_mode',
    });
    expect(await failure(v2.products.list({ cursor: 'c' } as never))).toMatchObject({ argument: 'cursor' });
    expect(await failure(v2.products.list({ type: 'tpu' as never }))).toMatchObject({ argument: 'type' });
    expect(server.seen).toHaveLength(0);
  });

  it('ends its walk at once when it is aborted', async () => {
    const controller = new AbortController();
    const { v2, server } = await v2Service((response, _seen, index) =>
      json(response, { data: [{ id: `i${index}` }], next_cursor: `c${index}`, has_more: true }),
    );
    const walk = v2.instances.listAll({}, { signal: controller.signal });
    expect((await walk.next()).value).toMatchObject({ id: 'i0' });
    controller.abort();
    expect(await failure(walk.next())).toMatchObject({ code: 'aborted' });
    expect(server.seen).toHaveLength(1);
  });
});
