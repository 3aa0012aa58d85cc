import { DecodeError } from '../errors/transport-errors.js';

/** One page of a list that is read with cursors. */
export interface CursorPage<Item> {
  readonly items: readonly Item[];
  /** The `cursor` with which the next page is asked for; undefined on the last page. */
  readonly nextCursor: string | undefined;
  /** Whether more items follow. */
  readonly hasMore: boolean;
}

/** How many pages in a row may bring nothing new: some filters leave pages empty, a broken server does so without end. */
const MAX_IDLE_PAGES = 10;

/**
 * Reads all pages of a list with cursors, and gives each item once. A cursor that was followed before ends the walk, so
 * that it ends on a server that ignores cursors.
 *
 * @param readPage - told where the page begins; nothing for the first one.
 * @throws DecodeError when the server says that there is more and does not say where, or only sends what was seen
 * before: an end that looks complete and is not would make the rest vanish.
 */
export async function* listByCursor<Item extends { readonly id: string }>(
  readPage: (place: { readonly cursor?: string }) => Promise<CursorPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  const followed = new Set<string>();
  let idlePages = 0;
  let place: { readonly cursor?: string } = {};
  for (;;) {
    const { items, nextCursor, hasMore } = await readPage(place);
    idlePages++;
    for (const item of items) {
      // Items without an id cannot be told from others and count as new.
      if (item.id !== '' && seen.has(item.id)) continue;
      seen.add(item.id);
      idlePages = 0;
      yield item;
    }
    if (!hasMore) return;
    if (nextCursor === undefined) throw new DecodeError('The list says that there is more and gives no cursor', 200);
    if (followed.has(nextCursor)) return;
    if (idlePages === MAX_IDLE_PAGES) {
      throw new DecodeError(`The list has no end: ${MAX_IDLE_PAGES} pages in a row brought nothing new`, 200);
    }
    followed.add(nextCursor);
    place = { cursor: nextCursor };
  }
}
