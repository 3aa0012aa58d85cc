import { parse } from 'node:querystring';
import { z } from 'zod';

/**
 * Reads a query. A name that comes several times becomes a list, and `name[key]=value` an entry of an object, as OpenAPI
 * has it for `deepObject`.
 */
export function parseQuery(text: string): Record<string, unknown> {
  const query = new Map<string, unknown>();
  for (const [name, value] of Object.entries(parse(text))) {
    const [, outer, inner] = /^(\w+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined) {
      query.set(name, value);
      continue;
    }
    const entries = query.get(outer);
    const before = entries instanceof Map ? (entries as Map<string, unknown>) : new Map<string, unknown>();
    query.set(outer, before.set(inner, value));
  }
  // By entries, so that no name of a user is taken for one of an object's own, such as `__proto__`.
  return Object.fromEntries(
    [...query].map(([name, value]) => [name, value instanceof Map ? Object.fromEntries(value) : value]),
  );
}

/** Makes a list of what came once where the schema asks for a list: a query cannot tell the two apart. */
export function withLists(query: unknown, schema: z.ZodType): unknown {
  if (!(schema instanceof z.ZodObject) || typeof query !== 'object' || query === null) return query;
  const entries = Object.entries(query).map(([name, value]: [string, unknown]) => {
    const field: unknown = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    const isWrapped = field instanceof z.ZodOptional || field instanceof z.ZodDefault;
    const inner = isWrapped ? field.unwrap() : field;
    return [name, inner instanceof z.ZodArray && typeof value === 'string' ? [value] : value];
  });
  return Object.fromEntries(entries) as unknown;
}
