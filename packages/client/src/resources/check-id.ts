import { InvalidArgumentError } from '@novita-fleet/resilience';

/**
 * @param what - kind of the object, for the message.
 * @returns the id, unchanged.
 * @throws InvalidArgumentError when it is no text, empty, or dots: in a path such an id would name the list, or what is
 * above it.
 */
export function checkId(id: string, what: string): string {
  const text: unknown = id;
  if (typeof text === 'string' && !/^\.{0,2}$/.test(text)) return text;
  throw new InvalidArgumentError('id', `"id" must be the id of ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`);
}
