import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const version = (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }).version;
let buildDir = '';

/** The sources as JavaScript, so that the command runs as a process of its own without a build before the tests. */
beforeAll(() => {
  mkdirSync(join(packageDir, '.cache'), { recursive: true });
  buildDir = mkdtempSync(join(packageDir, '.cache', 'main-test-'));
  cpSync(join(packageDir, 'package.json'), join(buildDir, 'package.json'));
  const src = join(packageDir, 'src');
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(src, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, verbatimModuleSyntax: true },
    });
    const target = join(buildDir, 'dist', file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
});

afterAll(() => rmSync(buildDir, { recursive: true, force: true }));

interface Finished {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

function run(args: string[]): {
  child: ChildProcessWithoutNullStreams;
  firstLine: Promise<string>;
  done: Promise<Finished>;
} {
  const child = spawn(process.execPath, [join(buildDir, 'dist', 'main.js'), ...args]);
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
      if (stdout.includes('\n')) resolve(stdout.split('\n')[0] ?? '');
    });
  });
  const done = new Promise<Finished>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, firstLine, done };
}

describe('novita-simulator', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then exits cleanly', async (signal) => {
    const { child, firstLine, done } = run(['--json', '--stepped', '--seed', '5']);
    const line = JSON.parse(await firstLine) as { baseUrl: string; apiKey: string; pid: number };
    expect(line.pid).toBe(child.pid);
    const response = await fetch(`${line.baseUrl}/gpu-instance/openapi/v1/clusters`, {
      headers: { authorization: `Bearer ${line.apiKey}` },
    });
    expect(response.status).toBe(200);
    await response.text();
    child.kill(signal);
    expect(await done).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('exits with its standard input when told to', async () => {
    const { child, firstLine, done } = run(['--json', '--exit-with-stdin']);
    await firstLine;
    child.stdin.end();
    expect(await done).toMatchObject({ code: 0, stderr: '' });
  });

  it('says how to use it', async () => {
    const { child, firstLine, done } = run([]);
    const baseUrl = /http:\/\/127\.0\.0\.1:\d+$/.exec(await firstLine)?.[0] ?? 'no address';
    child.kill('SIGTERM');
    const { stdout } = await done;
    expect(stdout).toContain(`NOVITA_BASE_URL=${baseUrl}\n`);
    expect(stdout).toContain('NOVITA_API_KEY=sk_simulator\n');
    expect(stdout).toContain(`${baseUrl}/_simulator/faults`);
  });

  it('gives help and version', async () => {
    expect(await run(['--help']).done).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--port N') as string,
    });
    expect(await run(['--version']).done).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it.each([
    [['--colour'], 'colour'],
    [['--first-page', '3'], '--first-page: firstPage'],
    [['--scenario', '/nowhere.yaml'], '--scenario: scenario'],
    [['--durations', 'pull=1'], 'durations.pull'],
  ])('refuses %j', async (args, named) => {
    const { code, stdout, stderr } = await run(args).done;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});
