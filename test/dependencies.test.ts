import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const packages = readdirSync(join(root, 'packages'));

let tree: string;

/** A workspace with our rules and packages, and next to no code. */
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'novita-fleet-deps-'));
  mkdirSync(join(tree, 'node_modules/@novita-fleet'), { recursive: true });
  for (const name of ['dependency-cruiser.config.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, name), join(tree, name));
  }
  for (const folder of ['openapi', ...packages.map((name) => `packages/${name}`)]) {
    write(`${folder}/package.json`, readFileSync(join(root, folder, 'package.json'), 'utf8'));
    write(`${folder}/src/index.ts`, 'export const here = 1;\n');
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string };
    symlinkSync(join(tree, folder), join(tree, 'node_modules', name));
  }
  write('openapi/src/novita.gen.ts', 'export const code = 1;\nexport interface Cloud { id: string }\n');
  write(
    'packages/server/src/lifecycle/instance.ts',
    'export const code = 1;\nexport interface Instance { id: string }\n',
  );
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function check(): { passes: boolean; output: string } {
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [command, '--config', 'dependency-cruiser.config.cjs', 'openapi', 'packages'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
  return { passes: status === 0, output: stdout + stderr };
}

describe('the dependency check', () => {
  it('passes what is allowed', () => {
    write('packages/client/src/a.ts', "export { here } from '@novita-fleet/resilience';\n");
    write(
      'packages/simulator/src/a.ts',
      "import type { Cloud } from '@novita-fleet/openapi/novita';\nexport type A = Cloud;\n",
    );
    write(
      'packages/server/src/lifecycle/decide.ts',
      "import type { Instance } from './instance.js';\nexport type A = Instance;\n",
    );
    expect(check()).toMatchObject({ passes: true });
  });

  it.each([
    ['simulator', 'client', 'simulator-needs'],
    ['simulator', 'resilience', 'simulator-needs'],
    ['resilience', 'client', 'resilience-needs-nothing'],
    ['webhooks', 'client', 'webhooks-needs'],
    ['client', 'server', 'client-needs'],
    ['server', 'simulator', 'server-needs'],
    ['cli', 'server', 'cli-needs'],
    ['cli', 'simulator', 'cli-needs'],
    ['client', 'testkit', 'testkit-is-for-tests'],
    ['apidoc', 'resilience', 'apidoc-needs-nothing'],
    ['client', 'apidoc', 'apidoc-is-for-development'],
  ])('fails when %s imports %s', (from, to, rule) => {
    write(`packages/${from}/src/a.ts`, `export { here } from '@novita-fleet/${to}';\n`);
    const { passes, output } = check();
    expect(output).toContain(rule);
    expect(passes).toBe(false);
  });

  it('fails when the simulator takes code from the description of the cloud', () => {
    write('packages/simulator/src/a.ts', "export { code } from '@novita-fleet/openapi/novita';\n");
    expect(check()).toMatchObject({
      passes: false,
      output: expect.stringContaining('simulator-needs-types-only') as string,
    });
  });

  it('fails when the life of an instance imports anything but its own and types', () => {
    write('packages/server/src/ids.ts', 'export const code = 1;\n');
    write('packages/server/src/lifecycle/decide.ts', "export { code } from '../ids.js';\n");
    expect(check()).toMatchObject({ passes: false, output: expect.stringContaining('decide-is-pure') as string });
  });

  it('fails when a package is entered through the back door', () => {
    write('packages/client/src/b.ts', "export { here } from '../../resilience/src/secret.js';\n");
    write('packages/resilience/src/secret.ts', 'export const here = 1;\n');
    expect(check()).toMatchObject({ passes: false, output: expect.stringContaining('public-doors-only') as string });
  });
});
