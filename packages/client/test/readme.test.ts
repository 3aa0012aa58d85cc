import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NovitaApiService } from '@novita-fleet/client';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const api = new NovitaApiService({ request: () => Promise.reject(new Error('not called')) });

it.each([
  ['first', api, /^\| `(\w+)` +\| (`.*) \|$/gm, 12],
  ['second', api.v2, /^\| `v2\.(\w+)` +\| (`.*) \|$/gm, 9],
] as const)('lists the resources of the %s generation with all their methods', (_name, generation, row, count) => {
  const resources = Object.keys(generation).filter((name) => name !== 'v2');
  expect(resources).toHaveLength(count);
  const rows = [...readme.matchAll(row)];
  for (const [, resource = '', cell = ''] of rows) {
    const told = Array.from(cell.matchAll(/`(\w+)`/g), ([, method]) => method);
    const prototype = Object.getPrototypeOf(Reflect.get(generation, resource)) as object;
    const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    expect([resource, ...told.sort()]).toEqual([resource, ...methods.sort()]);
  }
  expect(rows.map(([, resource]) => resource).sort()).toEqual(resources.sort());
});
