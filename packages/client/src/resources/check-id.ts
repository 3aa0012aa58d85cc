import { InvalidArgumentError } from '@novita-fleet/resilience';

/**
 * @param what - kind of the object, for the message.
 * @returns the id, unchanged.
 * @throws InvalidArgumentError when it is no text or empty: an empty id in a path would name the list.
 */
export function checkId(id: string, what: string): string {
  const text: unknown = id;
  if (typeof text === 'string' && text !== '') return text;
  throw new InvalidArgumentError('id', `"id" must be the id of ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`);
}
