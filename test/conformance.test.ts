import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const vectorFiles = readdirSync(join(root, 'conformance'));

/** Names of the vector files that the tests of the packages read. */
function readByTests(): string[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = join(root, 'packages', name, 'test');
    return testsIn(folder).flatMap((file) => {
      const calls = readFileSync(join(folder, file), 'utf8').matchAll(/\bloadVectors\('([^']+)'\)/g);
      return Array.from(calls, ([, vectors]) => vectors ?? '');
    });
  });
}

function testsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
  } catch {
    return []; // The package has no tests of its own.
  }
}

describe('the conformance vectors', () => {
  it('are all read by a test', () => {
    expect([...new Set(readByTests())].sort()).toEqual([...vectorFiles].sort());
  });

  it.each(vectorFiles)('%s says what it holds, and names every case once', (file) => {
    const vectors = JSON.parse(readFileSync(join(root, 'conformance', file), 'utf8')) as Record<string, unknown>;
    const { description, ...lists } = vectors;
    expect(description).not.toHaveLength(0);
    for (const [list, cases] of Object.entries(lists)) {
      const names = (cases as { readonly name: string }[]).map(({ name }) => name);
      expect(names.length, list).toBeGreaterThan(0);
      expect(new Set(names).size, list).toBe(names.length);
      expect(names, list).not.toContain(undefined);
    }
  });
});
