import { describe, expect, it } from 'vitest';
import { LiveRegion } from '../src/live/live-region.js';
import { cut, plain, styled, widthOf } from '../src/output/styles.js';
import { tableLines, type Column } from '../src/output/table.js';

describe('styles', () => {
  it('take no room, and are ended where a text is cut', () => {
    const text = styled('running', 'green', true);
    expect(widthOf(text)).toBe(7);
    expect(cut(text, 7)).toBe(text);
    expect(cut(text, 4)).toBe('\u001b[32mrun\u001b[0m\u001b[0m…');
    expect(cut('plain text', 6)).toBe('plain…');
  });

  it('keep the text of others from rewriting the screen', () => {
    expect(plain('a\u001b[2Jb\nc\u009b')).toBe('a [2Jb c ');
  });
});

interface Row {
  name: string;
  price: string;
  note: string;
}

const COLUMNS: Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'PRICE', text: ({ price }) => price, align: 'right' },
  { title: 'NOTE', text: ({ note }) => note, dispensable: 1 },
];
const ROWS: Row[] = [
  { name: 'a', price: '10.00', note: 'something long' },
  { name: 'bcdef', price: '1', note: '' },
];
const wide = (columns: number) => ({ hasColour: false, columns: () => columns });

describe('a table', () => {
  it('stands in columns, without spaces at the ends of lines', () => {
    expect(tableLines(ROWS, COLUMNS, wide(Infinity))).toEqual([
      'NAME   PRICE  NOTE',
      'a      10.00  something long',
      'bcdef      1',
    ]);
  });

  it('leaves out what it can where there is no room, and cuts the rest', () => {
    expect(tableLines(ROWS, COLUMNS, wide(20))).toEqual(['NAME   PRICE', 'a      10.00', 'bcdef      1']);
    expect(tableLines(ROWS, COLUMNS, wide(8))).toEqual(['NAME   …', 'a      …', 'bcdef  …']);
  });
});

describe('a live region', () => {
  const regionOf = (rows: number) => {
    const written: string[] = [];
    const output = { write: (text: string) => void written.push(text), isTerminal: true, hasColour: false };
    return { written, region: new LiveRegion({ ...output, columns: () => 10, rows: () => rows }) };
  };

  it('goes back over the lines of before', () => {
    const { written, region } = regionOf(10);
    region.draw(['one', 'two']);
    region.draw(['three']);
    region.draw(['three']);
    region.end();
    region.end();
    expect(written).toEqual(['\u001b[?25lone\ntwo\n', '\u001b[2A\u001b[Jthree\n', '\u001b[?25h']);
  });

  it('is never higher or wider than the terminal', () => {
    const { written, region } = regionOf(4);
    region.draw(['one is too long', 'two', 'three', 'four', 'five']);
    expect(written[0]).toBe('\u001b[?25lone is to…\ntwo\n… and 3 m…\n');
  });
});
