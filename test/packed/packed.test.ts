import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync, cpSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nodeOf } from './other-node.js';
import { install, packAll, publishedFolders, type Tarball } from './tarballs.js';

/** How long npm and a compiler may take on a slow machine and network, in milliseconds. */
const PATIENCE_MS = 300_000;

vi.setConfig({ testTimeout: PATIENCE_MS });

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = await publishedFolders();

let folder: string;
let tarballs: readonly Tarball[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'novita-fleet-packed-'));
  tarballs = await packAll(folder);
  await install(consumer(), tarballs);
}, PATIENCE_MS);

afterAll(() => rm(folder, { recursive: true, force: true }), PATIENCE_MS);

function consumer(): string {
  return join(folder, 'consumer');
}

function tarballOf(packageFolder: string): Tarball {
  const { name } = JSON.parse(readFileSync(join(root, packageFolder, 'package.json'), 'utf8')) as { name: string };
  const tarball = tarballs.find((each) => each.name === name);
  if (tarball === undefined) throw new Error(`${name} was not packed`);
  return tarball;
}

describe.each(folders)('the tarball of %s', (packageFolder) => {
  it('passes publint', async () => {
    const bytes = await readFile(tarballOf(packageFolder).file);
    const tarball = Uint8Array.from(bytes).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, level: 'suggestion', strict: true });
    expect(messages.map((message) => formatMessage(message, pkg as Record<string, unknown>, { color: false }))).toEqual(
      [],
    );
  });

  it('has the right types wherever ES modules are loaded', async () => {
    const { file, entryPoints } = tarballOf(packageFolder);
    // The command line is a program alone, the dashboard files for a browser.
    if (entryPoints.length === 0) return;
    const result = await checkPackage(createPackageFromTarballData(await readFile(file)));
    expect(result.types).not.toBe(false);
    // The profile `esm-only` of the command: neither CommonJS nor the resolution of Node 10 is promised.
    const problems = 'problems' in result ? result.problems : [];
    const other = ['node10', 'node16-cjs'];
    expect(
      problems.filter((problem) => !('resolutionKind' in problem && other.includes(problem.resolutionKind))),
    ).toEqual([]);
  });

  it('holds what a user needs and nothing that only we need', () => {
    const { contents } = tarballOf(packageFolder);
    expect(contents).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    expect(contents.filter((path) => /(?:^|\/)test\/|\.test\.|tsbuildinfo|^tsconfig/.test(path))).toEqual([]);
  });

  it('has source maps whose sources are in it', () => {
    const { name, contents } = tarballOf(packageFolder);
    // What the browser gets is written by Vite, without maps.
    if (packageFolder === 'packages/dashboard') return;
    const installed = join(consumer(), 'node_modules', name);
    const maps = contents.filter((path) => path.endsWith('.map'));
    const missing = maps.flatMap((path) => {
      const { sources } = JSON.parse(readFileSync(join(installed, path), 'utf8')) as { sources: string[] };
      return sources
        .map((source) => join(dirname(path), source))
        .filter((source) => !existsSync(join(installed, source)));
    });
    expect(maps.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });
});

describe.concurrent('the tarballs, installed together in an empty folder', () => {
  it.each([20, 22] as const)('work on Node %i', async (major) => {
    const entryPoints = tarballs.flatMap((tarball) => tarball.entryPoints);
    const program = join(consumer(), `smoke-${major}.mjs`);
    cpSync(join(root, 'test/packed/smoke.mjs'), program);
    const { stdout } = await run(await nodeOf(major), [program, ...entryPoints], {
      cwd: consumer(),
      timeout: PATIENCE_MS,
    });
    expect(JSON.parse(stdout)).toEqual({
      node: major,
      loaded: entryPoints,
      instance: 'toCreate',
      instancesCreated: 1,
      webhook: 'instance.ready',
      help: [
        expect.stringMatching(/^novita-simulator/),
        expect.stringMatching(/^novita-fleet-server/),
        expect.stringMatching(/^novita-fleet /),
      ],
      server: { ok: true, instances: 0, dashboard: { page: 200, files: true }, code: 0 },
      up: { isUp: true, code: 130 },
    });
  });

  it('compile in a strict project that checks all declarations', async () => {
    const entryPoints = tarballs.flatMap((tarball) => tarball.entryPoints);
    const imports = entryPoints.map((specifier, index) => `import * as part${index} from '${specifier}';`);
    const uses = entryPoints.map((_, index) => `console.log(part${index});`);
    writeFileSync(join(consumer(), 'everything.ts'), [...imports, ...uses, ''].join('\n'));
    const compilerOptions = {
      ...{ target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', types: ['node'] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      ...{ skipLibCheck: false, noEmit: true },
    };
    writeFileSync(join(consumer(), 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['everything.ts'] }));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [compiler, '-p', consumer(), '--pretty', 'false']).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(stdout).toBe('');
  });
});

it('packs everything that can be published', () => {
  const scoped = readdirSync(join(consumer(), 'node_modules/@novita-fleet')).map((name) => `@novita-fleet/${name}`);
  expect([...scoped, 'novita-fleet'].sort()).toEqual(tarballs.map(({ name }) => name).sort());
});
