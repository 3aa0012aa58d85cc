import { FieldError, type Fields } from '../fields.js';

/** @returns the ids of a list, none when it is absent. @throws FieldError when it is not a list of ids. */
export function readIds(fields: Fields, name: string): string[] {
  return (fields.list(name) ?? []).map((id, index) => {
    if (typeof id !== 'string' || id === '' || id.length > 255) {
      throw new FieldError(`${name}[${index}]`, 'must be an id of 1 to 255 characters');
    }
    return id;
  });
}

/** @returns at least one id. @throws FieldError when the list is missing, empty or not of ids. */
export function readRequiredIds(fields: Fields, name: string): string[] {
  const ids = readIds(fields, name);
  if (ids.length === 0) throw new FieldError(name, 'must have at least one entry');
  return ids;
}
