import type { Query } from '../http/query.js';

/** Whether page numbers begin at 0 or at 1; the live service is not known. With 1, page 0 is page 1. */
export type FirstPage = 0 | 1;

export interface Page {
  readonly pageSize: number;
  /** As it is told back to the caller. */
  readonly pageNum: number;
  /** How many entries lie before the page. */
  readonly offset: number;
}

const DEFAULT_PAGE_SIZE = 10;

/** Name of the parameter with the number of the page; lists differ in it. */
export type PageKey = 'pageNum' | 'pageNo' | 'page';

/** @throws FieldError naming `pageSize` or `pageKey`. A missing value, or a page size of 0, means the default. */
export function readPage(query: Query, firstPage: FirstPage, pageKey: PageKey = 'pageNum'): Page {
  const askedSize = query.integer('pageSize', { max: 1_000_000 }) ?? 0;
  const pageSize = askedSize === 0 ? DEFAULT_PAGE_SIZE : askedSize;
  const asked = query.integer(pageKey, { max: 1_000_000_000 }) ?? firstPage;
  const pageNum = Math.max(asked, firstPage);
  return { pageSize, pageNum, offset: (pageNum - firstPage) * pageSize };
}

/** Collects the entries of one page, and counts all. */
export function takePage<Entry>(entries: Iterable<Entry>, page: Page): { items: Entry[]; total: number } {
  const items: Entry[] = [];
  let total = 0;
  for (const entry of entries) {
    if (total >= page.offset && items.length < page.pageSize) items.push(entry);
    total += 1;
  }
  return { items, total };
}
