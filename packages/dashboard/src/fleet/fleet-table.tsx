import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLocation } from 'wouter';
import type { Row } from '../live/row.js';
import { useMedia } from '../ui/use-media.js';
import { COLUMNS } from './columns.js';
import type { FleetView } from './fleet-filter.js';
import type { SortKey } from './fleet-order.js';
import { FleetRow } from './fleet-row.js';
import type { ProductNames } from './place-of.js';

/** Heights of a row and of a card with the space below it, in pixels; the style sheet has the same. */
const ROW_PX = 58;
const CARD_PX = 138;
/** Rows beyond the edges of the window that are kept ready. */
const OVERSCAN = 6;
/** Rows of a page for the keys that turn one. */
const PAGE = 10;

interface FleetTableProps {
  readonly rows: readonly Row[];
  readonly names: ProductNames;
  readonly view: FleetView;
  readonly onSort: (key: SortKey) => void;
}

/** The instances. Only the rows in the window are there, however many there are; arrow keys go from one to the next. */
export function FleetTable({ rows, names, view, onSort }: FleetTableProps) {
  const isPhone = useMedia('(max-width: 45rem)');
  const [, navigate] = useLocation();
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [stop, setStop] = useState<string | null>(null);
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), [isPhone, rows.length]);

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? CARD_PX : ROW_PX),
    overscan: OVERSCAN,
    scrollMargin: top,
    // Rows may come a moment after the scrolling, which itself must not wait for them.
    useFlushSync: false,
    getItemKey: (index) => rows[index]?.instance.id ?? index,
    // Keeps the row that has the focus clear of header and lower bar.
    scrollPaddingStart: 120,
    scrollPaddingEnd: 90,
  });
  useEffect(() => virtual.measure(), [virtual, isPhone]);

  const items = virtual.getVirtualItems();
  const stopIndex = rows.findIndex(({ instance }) => instance.id === stop);
  const tabIndex = items.some(({ index }) => index === stopIndex) ? stopIndex : (items[0]?.index ?? 0);

  // The row to go to may have to be drawn first.
  useEffect(() => {
    if (wanted.current === null) return;
    const link = body.current?.querySelector<HTMLElement>(`a[data-index="${wanted.current}"]`);
    if (link === null || link === undefined) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent) {
    const from = (event.target as HTMLElement).dataset.index;
    if (from === undefined) return;
    const to = target(event.key, Number(from), rows.length);
    if (to === null) return;
    event.preventDefault();
    wanted.current = to;
    setStop(rows[to]?.instance.id ?? null);
    virtual.scrollToIndex(to);
  }

  function onClick(event: MouseEvent) {
    const element = event.target as HTMLElement;
    const id = element.closest<HTMLElement>('[data-id]')?.dataset.id;
    // Who selects text does not want to leave, and who holds a key wants a tab of its own.
    if (id === undefined || getSelection()?.isCollapsed === false) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(`/instances/${encodeURIComponent(id)}`);
  }

  return (
    <div className="fleet-table" role="table" aria-label="Instances" aria-rowcount={rows.length + 1}>
      <div className="fleet-head" role="row" aria-rowindex={1}>
        {COLUMNS.map(({ key, title, isNumber }) => {
          const isSorted = view.sort === key;
          return (
            <span
              key={key}
              role="columnheader"
              className={isNumber ? 'fleet-number' : undefined}
              aria-sort={!isSorted ? 'none' : view.isDescending ? 'descending' : 'ascending'}
            >
              <button type="button" onClick={() => onSort(key)}>
                {title}
                <span aria-hidden="true" className="fleet-arrow">
                  {!isSorted ? '' : view.isDescending ? '↓' : '↑'}
                </span>
              </button>
            </span>
          );
        })}
      </div>
      <div
        ref={body}
        className="fleet-body"
        role="rowgroup"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={({ target: { dataset } }) => setStop(rows[Number(dataset.index)]?.instance.id ?? null)}
      >
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <FleetRow
                key={key}
                row={row}
                names={names}
                index={index}
                start={start - top}
                isStop={index === tabIndex}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** Where a key goes to from a row; null when it goes nowhere. */
function target(key: string, from: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
  const to = key === 'Home' ? 0 : key === 'End' ? count - 1 : from + (steps[key] ?? Number.NaN);
  return Number.isNaN(to) ? null : Math.min(Math.max(to, 0), count - 1);
}
