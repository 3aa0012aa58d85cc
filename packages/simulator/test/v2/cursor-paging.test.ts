import { describe, expect, it } from 'vitest';
import { Query } from '../../src/http/query.js';
import { cursorPage, readCursorPage, type CursorAnswer } from '../../src/v2/cursor-paging.js';

interface Entry {
  readonly id: string;
}

function entries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ id: `e${index}` }));
}

function page(from: readonly Entry[], query: Record<string, string>): CursorAnswer<string> {
  return cursorPage(from, readCursorPage(new Query({ query })), ({ id }) => id);
}

describe('pages by cursor', () => {
  it('lead from the first to the last entry, each once', () => {
    const all = entries(5);
    const first = page(all, { limit: '2' });
    expect(first).toMatchObject({ data: ['e0', 'e1'], has_more: true });
    const second = page(all, { limit: '2', cursor: first.next_cursor });
    expect(second).toMatchObject({ data: ['e2', 'e3'], has_more: true });
    const third = page(all, { limit: '2', cursor: second.next_cursor });
    expect(third).toEqual({ data: ['e4'], next_cursor: '', has_more: false });
  });

  it('have a size of their own when told none, or 0', () => {
    expect(page(entries(30), {}).data).toHaveLength(20);
    expect(page(entries(30), { limit: '0', cursor: '' }).data).toHaveLength(20);
    expect(page(entries(20), {})).toMatchObject({ next_cursor: '', has_more: false });
    expect(page([], {})).toEqual({ data: [], next_cursor: '', has_more: false });
  });

  it('do not shift when earlier entries go', () => {
    const all = entries(6);
    const { next_cursor: cursor } = page(all, { limit: '3' });
    expect(page(all.slice(2), { limit: '2', cursor }).data).toEqual(['e3', 'e4']);
  });

  it('go on at the same place when the last entry of a page goes', () => {
    const all = entries(6);
    const { next_cursor: cursor } = page(all, { limit: '3' });
    const left = all.filter(({ id }) => id !== 'e2');
    expect(page(left, { limit: '2', cursor }).data).toEqual(['e3', 'e4']);
  });

  it('refuse a cursor that no list has given, and a limit out of range', () => {
    for (const cursor of ['2', 'MQ', 'OmEx', 'MTph=', '????', 'a'.repeat(1025)]) {
      expect(() => page(entries(3), { cursor })).toThrow(/^cursor: /);
    }
    expect(() => page(entries(3), { limit: '1001' })).toThrow(/^limit: /);
    expect(() => page(entries(3), { limit: '-1' })).toThrow(/^limit: /);
  });
});
