import type { SortKey } from './fleet-order.js';

interface Column {
  readonly key: SortKey;
  readonly title: string;
  readonly isNumber: boolean;
}

/** The columns of the table, from left to right. */
export const COLUMNS: readonly Column[] = [
  { key: 'status', title: 'Status', isNumber: false },
  { key: 'name', title: 'Name', isNumber: false },
  { key: 'gpu', title: 'GPU', isNumber: false },
  { key: 'region', title: 'Region', isNumber: false },
  { key: 'age', title: 'Age', isNumber: true },
  { key: 'price', title: 'Per hour', isNumber: true },
  { key: 'cost', title: 'So far', isNumber: true },
  { key: 'deadline', title: 'Deadline', isNumber: true },
];
