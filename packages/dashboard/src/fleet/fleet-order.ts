import type { Row } from '../live/row.js';
import { costSoFar } from '../live/running-cost.js';
import type { Money } from '../api/schemas.js';
import { STATUS_ORDER } from './status-order.js';
import { gpuOf, regionOf, type ProductNames } from './place-of.js';

/** The columns, by which the table can be sorted. */
export const SORT_KEYS = ['status', 'name', 'gpu', 'region', 'age', 'price', 'cost', 'deadline'] as const;

export type SortKey = (typeof SORT_KEYS)[number];

const COLLATOR = new Intl.Collator('en', { numeric: true });

/** Behind all that have a value. */
const LAST = Number.POSITIVE_INFINITY;

/**
 * Sorts rows; equal ones are newest first, and what has no value comes last in either direction.
 *
 * @param now - milliseconds since 1970, for the cost so far.
 */
export function sorted(
  rows: readonly Row[],
  key: SortKey,
  isDescending: boolean,
  names: ProductNames,
  now: number,
): Row[] {
  const valueOf = valueBy(key, names, now);
  // The values are worked out once for each row, not for each comparison.
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    const order = compare(a.value, b.value, sign);
    return order !== 0 ? order : newestFirst(a.row, b.row);
  });
  return keyed.map(({ row }) => row);
}

function valueBy(key: SortKey, names: ProductNames, now: number): (row: Row) => string | number {
  switch (key) {
    case 'status':
      return ({ instance }) => STATUS_ORDER.indexOf(instance.status);
    case 'name':
      return ({ instance }) => instance.name;
    case 'gpu':
      return ({ instance }) => gpuOf(instance, names);
    case 'region':
      return ({ instance }) => regionOf(instance) ?? LAST;
    case 'age':
      // The youngest has the least age.
      return ({ instance }) => -Date.parse(instance.createdAt);
    case 'price':
      return ({ instance }) => numberOf(instance.cost.perHour);
    case 'cost':
      return (row) => numberOf(costSoFar(row, now));
    case 'deadline':
      return ({ instance }) => (instance.nextDeadline === null ? LAST : Date.parse(instance.nextDeadline));
  }
}

function compare(a: string | number, b: string | number, sign: number): number {
  if (a === LAST || b === LAST) return Number(a === LAST) - Number(b === LAST);
  if (typeof a === 'string' && typeof b === 'string') return sign * COLLATOR.compare(a, b);
  return sign * (Number(a) - Number(b));
}

function numberOf(money: Money | null): number {
  return money === null ? LAST : money.amount / 10 ** money.scale;
}

function newestFirst(a: Row, b: Row): number {
  if (a.instance.createdAt !== b.instance.createdAt) return a.instance.createdAt < b.instance.createdAt ? 1 : -1;
  return a.instance.id < b.instance.id ? -1 : 1;
}
