import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapApiError, type ApiError } from '@novita-fleet/client';
import type { Page } from '../../src/resources/lists.js';
import { listEverything, type PageBase } from '../../src/resources/page-walk.js';

interface Item {
  readonly id: string;
}

interface ServerShape {
  readonly count: number;
  readonly base: 0 | 1;
  readonly pageSize: number;
  readonly withTotal: boolean;
  /** What a server whose first page is 1 says to page 0. */
  readonly pageZero: 'refuse' | 'empty' | 'first';
}

function makeServer(shape: ServerShape) {
  const asked: number[] = [];
  const readPage = async (pageNum: number): Promise<Page<Item>> => {
    asked.push(pageNum);
    const total = shape.withTotal ? shape.count : undefined;
    let page = pageNum - shape.base;
    if (page < 0) {
      if (shape.pageZero === 'refuse') throw refusal();
      if (shape.pageZero === 'empty') return { items: [], total };
      page = 0;
    }
    const from = page * shape.pageSize;
    const size = Math.max(0, Math.min(shape.pageSize, shape.count - from));
    return { items: Array.from({ length: size }, (_, index) => ({ id: `i${from + index}` })), total };
  };
  return { asked, readPage };
}

function refusal(): ApiError {
  const about = { method: 'GET', path: '/x', retryAfterMs: undefined, correlationId: 'c', attempts: 1 };
  return mapApiError({ ...about, status: 400, headers: {}, body: {} });
}

async function walk(server: ReturnType<typeof makeServer>, base: PageBase = 'unknown') {
  const ids: string[] = [];
  let learnt: PageBase = base;
  const learn = (found: PageBase): void => {
    learnt = found;
  };
  for await (const { id } of listEverything({ readPage: server.readPage, idOf: (item) => item.id, base, learn }))
    ids.push(id);
  return { ids, learnt };
}

describe('listEverything', () => {
  it('finds every item once, whatever the server, and again once it has learnt', async () => {
    const shapes = fc.record({
      count: fc.nat(40),
      base: fc.constantFrom(0 as const, 1 as const),
      pageSize: fc.integer({ min: 1, max: 10 }),
      withTotal: fc.boolean(),
      pageZero: fc.constantFrom('refuse' as const, 'empty' as const, 'first' as const),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const expected = Array.from({ length: shape.count }, (_, index) => `i${index}`).sort();
        const first = await walk(makeServer(shape));
        expect([...first.ids].sort()).toEqual(expected);
        if (first.learnt !== 'unknown') expect(first.learnt).toBe(shape.base);
        if (shape.count > 0) expect(first.learnt).not.toBe('unknown');
        const second = await walk(makeServer(shape), first.learnt);
        expect([...second.ids].sort()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('costs as many calls as there are pages once the base is known', async () => {
    for (const base of [0, 1] as const) {
      const server = makeServer({ count: 1_000, base, pageSize: 100, withTotal: true, pageZero: 'refuse' });
      await walk(server, base);
      expect(server.asked).toHaveLength(10);
    }
    const unknown = makeServer({ count: 1_000, base: 1, pageSize: 100, withTotal: true, pageZero: 'refuse' });
    await walk(unknown);
    expect(unknown.asked).toHaveLength(10);
  });

  it('ends on a server that ignores the page number, and on one that counts wrongly', async () => {
    const asked: number[] = [];
    const readPage = async (pageNum: number) => {
      asked.push(pageNum);
      return { items: [{ id: 'a' }, { id: 'b' }], total: 99 };
    };
    expect((await walk({ asked, readPage })).ids).toEqual(['a', 'b']);
    expect(asked).toEqual([1, 2, 0]);
  });

  it('goes on when the server gives smaller pages than asked for', async () => {
    const server = makeServer({ count: 95, base: 1, pageSize: 50, withTotal: true, pageZero: 'first' });
    expect((await walk(server)).ids).toHaveLength(95);
  });
});
