import { DecodeError } from '../../errors/transport-errors.js';
import type { CursorPage } from '../cursor-walk.js';
import { readBoolean, readObject, readObjects, readText, type Loose } from '../loose-values.js';

/** How many items the pages have that are asked for here; the default of the cloud is not published. */
export const PAGE_SIZE = 100;

/**
 * Reads the answer of a list without pages.
 *
 * @param what - what it lists, for the message: `regions`.
 * @throws DecodeError when it carries no list: taken for an empty one it would make everything vanish.
 */
export function readList<Item>(answer: unknown, what: string, itemOf: (raw: Loose) => Item): Item[] {
  const { data } = readObject(answer);
  // An empty list is null in the JSON of some servers.
  if (Array.isArray(data) || data === null) return readObjects(data).map(itemOf);
  throw new DecodeError(`The list of ${what} carries no \`data\``, 200);
}

/**
 * Reads one page of a list: `{ data, next_cursor, has_more }`. Without `has_more`, a cursor means that there is more.
 *
 * @throws DecodeError when it carries no list.
 */
export function readCursorPage<Item>(answer: unknown, what: string, itemOf: (raw: Loose) => Item): CursorPage<Item> {
  const items = readList(answer, what, itemOf);
  const body = readObject(answer);
  const cursor = readText(body.next_cursor);
  const hasMore = readBoolean(body.has_more) ?? cursor !== undefined;
  return { items, nextCursor: hasMore ? cursor : undefined, hasMore };
}
