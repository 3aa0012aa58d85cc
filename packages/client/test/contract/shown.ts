/**
 * Everything that a result shows to who asks for it: fields, getters of its class, `raw`, secrets. `raw` is not
 * looked into, and what is undefined is left out.
 */
export function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = [...namesOf(value)]
    .map((name): [string, unknown] => [name, value[name as keyof typeof value]])
    .filter(([, item]) => item !== undefined && typeof item !== 'function');
  return Object.fromEntries(entries.map(([name, item]) => [name, name === 'raw' ? item : shown(item)]));
}

function namesOf(value: object): Set<string> {
  const names = new Set<string>();
  for (let each: unknown = value; isOwn(each); each = Object.getPrototypeOf(each) as unknown) {
    for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  }
  return names;
}

function isOwn(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value !== Object.prototype;
}
