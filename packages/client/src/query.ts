import { InvalidArgumentError } from '@novita-fleet/resilience';

/** What a parameter in a query may be; undefined leaves it out. */
export type QueryValue = string | number | boolean | undefined;

/** Query by name. An undefined value is left out; a list repeats the name. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

/**
 * The target with the query behind what it has already.
 *
 * @throws InvalidArgumentError naming the parameter that cannot be sent.
 */
export function appendQuery(target: string, query: Query): string {
  let whole = target;
  let separator = target.includes('?') ? '&' : '?';
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly QueryValue[]) : [value as QueryValue];
    for (const each of values) {
      if (each === undefined) continue;
      whole += `${separator}${encodePart(name, name)}=${encodePart(name, each)}`;
      separator = '&';
    }
  }
  return whole;
}

function encodePart(name: string, value: string | number | boolean): string {
  const shaped: unknown = value;
  const fits = typeof shaped === 'string' || typeof shaped === 'boolean' || Number.isFinite(shaped);
  try {
    if (fits) return encodeURIComponent(value);
  } catch {
    // Half of a surrogate pair.
  }
  throw new InvalidArgumentError(`query.${name}`, `"query.${name}" must be text, a finite number or a boolean`);
}
