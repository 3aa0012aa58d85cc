import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { run } from './command.js';

vi.setConfig({ testTimeout: 120_000 });

/** The files of packages that a run of the command loads, by their names behind the last `packages` or `node_modules`. */
async function loadedBy(args: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-coverage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // Node writes down every script that it has run.
  expect((await run(args, { env: { NODE_V8_COVERAGE: folder } })).code).toBe(0);
  const report = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')) as {
    result: { url: string }[];
  };
  return report.result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
}

// Time is what counts, and depends on the machine: 150 ms are Node's own start and a handful of small files.
it.each([[['--help']], [['create', '--help']], [['--version']]])(
  'loads a few files of its own for %j, and no library',
  async (args) => {
    const loaded = await loadedBy(args);
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.length).toBeLessThanOrEqual(6);
    expect(loaded.filter((url) => !url.includes('/packages/cli/dist/'))).toEqual([]);
  },
);

it('loads no server and no simulator for a command', async () => {
  const loaded = await loadedBy(['create', '--dry-run', '--name', 'a', '--gpu', 'b', '--image', 'c']);
  expect(loaded.filter((url) => /packages\/(?:server|simulator)\//.test(url))).toEqual([]);
});
