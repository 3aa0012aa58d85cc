import { DecodeError } from '../errors/transport-errors.js';
import { readText } from './loose-values.js';

/**
 * @param value - the id in the answer to a create call.
 * @param what - kind of what was created, for the message.
 * @throws DecodeError when there is none. The call has taken effect all the same.
 */
export function readNewId(value: unknown, what: string): string {
  const id = readText(value);
  if (id !== undefined) return id;
  throw new DecodeError(`The answer to the create call carries no id; the ${what} may exist`, 200);
}

/**
 * @returns what a get call has found, unchanged.
 * @throws DecodeError when it has no id, so that it is nothing that was asked for.
 */
export function checkFound<Item extends { readonly id: string }>(item: Item, what: string): Item {
  if (item.id !== '') return item;
  throw new DecodeError(`The answer to the get call carries no ${what}`, 200);
}
