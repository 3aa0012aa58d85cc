import type { Output } from '../terminal.js';
import { cut, plain, styled, widthOf, type Style } from './styles.js';

/** A column of a table of rows of one kind. */
export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  /** Numbers are easier to compare when they end in one line. */
  readonly align?: 'right';
  style?(row: Row): Style | undefined;
  /** Left out first where there is no room: the higher the sooner. Without it the column stays. */
  readonly dispensable?: number;
}

const GAP = '  ';

/**
 * The lines of a table. In a terminal it fits into its width: columns are left out, then lines are cut. Elsewhere
 * everything is there, so that programs can read it.
 */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  output: Pick<Output, 'hasColour' | 'columns'>,
): string[] {
  const width = output.columns();
  const all = columns.map((column) => {
    const cells = rows.map((row) => plain(column.text(row)));
    return { column, cells, width: Math.max(widthOf(column.title), ...cells.map(widthOf)) };
  });
  const shown = fitting(all, width);
  const lineOf = (cells: readonly string[]): string => cut(cells.join(GAP).trimEnd(), width);
  const pad = (text: string, size: number, align: 'right' | undefined): string => {
    const space = ' '.repeat(Math.max(0, size - widthOf(text)));
    return align === 'right' ? space + text : text + space;
  };
  const head = shown.map(({ column, width: size }) =>
    styled(pad(column.title, size, column.align), 'bold', output.hasColour),
  );
  const body = rows.map((row, index) =>
    lineOf(
      shown.map(({ column, cells, width: size }) =>
        styled(pad(cells[index] ?? '', size, column.align), column.style?.(row), output.hasColour),
      ),
    ),
  );
  return [lineOf(head), ...body];
}

interface Measured<Row> {
  readonly column: Column<Row>;
  readonly cells: readonly string[];
  readonly width: number;
}

function fitting<Row>(all: readonly Measured<Row>[], width: number): readonly Measured<Row>[] {
  let shown = all;
  const total = (): number => shown.reduce((sum, each) => sum + each.width + GAP.length, -GAP.length);
  while (total() > width) {
    const rank = Math.max(0, ...shown.map(({ column }) => column.dispensable ?? 0));
    if (rank === 0) break;
    shown = shown.filter(({ column }) => column.dispensable !== rank);
  }
  return shown;
}
