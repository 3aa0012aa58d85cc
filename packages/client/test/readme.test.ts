import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NovitaApiService } from '@novita-fleet/client';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('lists the resources with all their methods', () => {
  const api = new NovitaApiService({ request: () => Promise.reject(new Error('not called')) });
  // The second generation is told of below its own heading.
  const resources = Object.keys(api).filter((name) => name !== 'v2');
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| (`.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(10);
  for (const [, resource = '', cell = ''] of rows) {
    const told = Array.from(cell.matchAll(/`(\w+)`/g), ([, method]) => method);
    const prototype = Object.getPrototypeOf(Reflect.get(api, resource)) as object;
    const methods = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    expect([resource, ...told.sort()]).toEqual([resource, ...methods.sort()]);
  }
  expect(rows.map(([, resource]) => resource).sort()).toEqual(resources.sort());
});
