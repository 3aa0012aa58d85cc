import { BadRequestError, NotFoundError } from '../errors/status-errors.js';
import type { Page } from './lists.js';

/** Number of the first page, as far as it is known. */
export type PageBase = 'unknown' | 0 | 1;

export interface PageWalk<Item> {
  readonly readPage: (pageNum: number) => Promise<Page<Item>>;
  /** What tells an item from all others; empty when nothing does. */
  readonly idOf: (item: Item) => string;
  readonly base: PageBase;
  /** Told when the walk has found out the number of the first page. */
  readonly learn: (base: PageBase) => void;
}

/** One list in pages, which may be walked again and again: the number of its first page is found out once. */
export class PagedList {
  #base: PageBase;

  /** @param base - number of the first page, where the documentation tells it. */
  constructor(base: PageBase = 'unknown') {
    this.#base = base;
  }

  /** All items of all pages; see `listEverything`. */
  walk<Item extends { readonly id: string }>(
    readPage: PageWalk<Item>['readPage'],
    idOf: PageWalk<Item>['idOf'] = ({ id }) => id,
  ): AsyncGenerator<Item, void, undefined> {
    return listEverything(this.#walk(readPage, idOf));
  }

  /** The same a page at a time; see `listEveryPage`. */
  walkPages<Item extends { readonly id: string }>(
    readPage: PageWalk<Item>['readPage'],
  ): AsyncGenerator<readonly Item[], void, undefined> {
    return listEveryPage(this.#walk(readPage, ({ id }) => id));
  }

  #walk<Item>(readPage: PageWalk<Item>['readPage'], idOf: PageWalk<Item>['idOf']): PageWalk<Item> {
    const learn = (base: PageBase): void => {
      this.#base = base;
    };
    return { readPage, idOf, base: this.#base, learn };
  }
}

/** Reads all pages of a list and gives each item once; see `listEveryPage`. */
export async function* listEverything<Item>(walk: PageWalk<Item>): AsyncGenerator<Item, void, undefined> {
  for await (const items of listEveryPage(walk)) yield* items;
}

/**
 * Reads all pages of a list whose first page is 0 or 1, nobody knows which, and gives of each page the items that no
 * page before it had. For thousands of them this is many times as fast as one by one: each step of a generator that is
 * awaited takes several turns of the queue.
 *
 * Unless the base is known the walk begins with page 1, which is right for one of them and skips a page for the other.
 * That shows at the end: the pages from 1 on then held fewer items than `total`, so page 0 is read too. A page
 * without a new item ends the walk, so that it ends on a server that ignores the page number.
 */
async function* listEveryPage<Item>(walk: PageWalk<Item>): AsyncGenerator<readonly Item[], void, undefined> {
  const { idOf } = walk;
  const seen = new Set<string>();
  let largestTotal: number | undefined;
  for (let pageNum = walk.base === 0 ? 0 : 1; ; pageNum++) {
    const { items, total } = await walk.readPage(pageNum);
    const fresh = items.filter((item) => isNew(idOf(item), seen));
    if (fresh.length > 0) yield fresh;
    if (total !== undefined) largestTotal = Math.max(total, largestTotal ?? 0);
    // Items without an id cannot be told from others; a page of nothing else would be read without end.
    const hasNews = fresh.some((item) => idOf(item) !== '');
    if (!hasNews || (total !== undefined && seen.size >= total)) break;
  }
  if (walk.base !== 'unknown') return;
  if (largestTotal !== undefined && seen.size >= largestTotal) {
    if (seen.size > 0) walk.learn(1);
    return;
  }
  const zeroth = await readPageZero(walk);
  const fresh = zeroth.filter((item) => isNew(idOf(item), seen));
  if (fresh.length > 0) yield fresh;
  // A page 0 that repeats page 1, with perhaps an item created since, is another name of page 1.
  const isFirst = fresh.length === zeroth.length && fresh.some((item) => idOf(item) !== '');
  if (isFirst) walk.learn(0);
  else if (seen.size > 0) walk.learn(1);
}

async function readPageZero<Item>(walk: PageWalk<Item>): Promise<readonly Item[]> {
  try {
    return (await walk.readPage(0)).items;
  } catch (error) {
    if (error instanceof BadRequestError || error instanceof NotFoundError) return [];
    throw error;
  }
}

/** Also remembers the id. An item without one cannot be told from others and counts as new. */
function isNew(id: string, seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  if (id !== '') seen.add(id);
  return true;
}
