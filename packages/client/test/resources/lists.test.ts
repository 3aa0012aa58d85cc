import { describe, expect, it } from 'vitest';
import { DecodeError } from '@novita-fleet/client';
import { readList, readPage } from '../../src/resources/lists.js';

const idOf = ({ id }: Readonly<Record<string, unknown>>): unknown => id;

describe('readPage', () => {
  it.each([
    [
      { data: [{ id: 1 }, null, 'x', { id: 2 }], total: '7' },
      { items: [1, 2], total: 7 },
    ],
    [{ data: [] }, { items: [], total: undefined }],
    [{ data: null }, { items: [], total: undefined }],
    [{ total: 0 }, { items: [], total: 0 }],
    [
      { data: {}, total: 0 },
      { items: [], total: 0 },
    ],
  ])('reads %j', (answer, page) => {
    expect(readPage(answer, 'data', idOf)).toEqual(page);
    expect(readList(answer, 'data', idOf)).toEqual(page.items);
  });

  it.each([{}, null, undefined, 'text', [], { data: {} }, { data: null, total: 3 }, { other: [], total: 3 }])(
    'does not take %j for an empty list',
    (answer) => {
      expect(() => readPage(answer, 'data', idOf)).toThrow(DecodeError);
      expect(() => readList(answer, 'data', idOf)).toThrow('`data`');
    },
  );
});
