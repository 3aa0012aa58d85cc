import { FieldError } from '../fields.js';
import type { Query } from '../http/query.js';

/** The parameters `cursor` and `limit` of every v2 list. */
export interface CursorPage {
  readonly limit: number;
  /** The last entry of the page before; `undefined` for the first page. */
  readonly after: Bookmark | undefined;
}

/** An entry of a list, and where it was. */
interface Bookmark {
  readonly position: number;
  readonly id: string;
}

/** The answer of every v2 list. */
export interface CursorAnswer<Item> {
  data: Item[];
  /** Empty at the end. */
  next_cursor: string;
  has_more: boolean;
}

/** The size of the live service is not published. */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

/** @throws FieldError naming `limit` or `cursor`. A missing limit, or 0, means the default. */
export function readCursorPage(query: Query): CursorPage {
  const limit = query.integer('limit', { max: MAX_LIMIT }) ?? 0;
  const cursor = query.text('cursor', { maxLength: 1024 });
  return {
    limit: limit === 0 ? DEFAULT_LIMIT : limit,
    after: cursor === undefined ? undefined : readCursor(cursor),
  };
}

/** Takes one page of the entries, and shows each of them by `view`. */
export function cursorPage<Entry extends { readonly id: string }, Item>(
  entries: Iterable<Entry>,
  { limit, after }: CursorPage,
  view: (entry: Entry) => Item,
): CursorAnswer<Item> {
  const all = [...entries];
  const start = after === undefined ? 0 : startAfter(all, after);
  const end = start + limit;
  const last = all[end - 1];
  const hasMore = end < all.length && last !== undefined;
  return {
    data: all.slice(start, end).map(view),
    next_cursor: hasMore ? toCursor({ position: end - 1, id: last.id }) : '',
    has_more: hasMore,
  };
}

/** Entries that come or go meanwhile do not shift the pages. Once the marked one itself has gone, its place counts. */
function startAfter(entries: readonly { readonly id: string }[], { position, id }: Bookmark): number {
  const index = entries.findIndex((entry) => entry.id === id);
  return index === -1 ? position : index + 1;
}

function toCursor({ position, id }: Bookmark): string {
  return Buffer.from(`${position}:${id}`).toString('base64url');
}

function readCursor(cursor: string): Bookmark {
  const [, position = '', id = ''] = /^(\d{1,9}):(.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const bookmark = { position: Number(position), id };
  if (id === '' || toCursor(bookmark) !== cursor) throw new FieldError('cursor', 'is not one that a list has given');
  return bookmark;
}
