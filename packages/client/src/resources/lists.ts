import { DecodeError } from '../errors/transport-errors.js';
import { readNumber, readObject, readObjects, type Loose } from './loose-values.js';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** How many items there are on all pages, where the answer says so. */
  readonly total: number | undefined;
}

/**
 * Reads an answer that holds a list.
 *
 * @param key - the field with the list: `instances`.
 * @throws DecodeError when the answer carries no list: taken for an empty one it would make everything vanish.
 */
export function readPage<Item>(answer: unknown, key: string, itemOf: (raw: Loose) => Item): Page<Item> {
  const body = readObject(answer);
  const list = body[key];
  const total = readNumber(body.total);
  // Some servers write an empty list as null, or leave it out beside a total of 0.
  const isList = Array.isArray(list) || total === 0 || (list === null && total === undefined);
  if (!isList) throw new DecodeError(`The answer to the list call carries no \`${key}\``, 200);
  return { items: readObjects(list).map(itemOf), total };
}

/** Reads an answer that holds a whole list; see `readPage`. */
export function readList<Item>(answer: unknown, key: string, itemOf: (raw: Loose) => Item): Item[] {
  return [...readPage(answer, key, itemOf).items];
}
