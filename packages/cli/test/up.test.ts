import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { until } from '../../server/test/until.js';
import { run, start, startInTerminal, type Running } from './command.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let env: Record<string, string>;
let running: Running;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'novita-fleet-up-test-'));
  env = { HOME: folder, TMPDIR: folder };
});

afterEach(async () => {
  running.kill('SIGTERM');
  await running.ended;
  rmSync(folder, { recursive: true, force: true });
});

const config = () => join(folder, '.config/novita-fleet/config.json');

/** Ids of the processes whose parent this is. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text
    .split(' ')
    .filter((each) => each.trim() !== '')
    .map(Number);
}

const hasEnded = (pid: number): boolean => {
  try {
    // Ended and not yet waited for counts as ended.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return true;
  }
};

it('runs a fleet on a simulated cloud that other commands use at once, and leaves nothing behind', async () => {
  running = start(['up', '--simulate', '--port', '0'], { env });
  const [url = ''] = await running.saw(/^http:\/\/127\.0\.0\.1:\d+$/m);
  await running.saw(/Ctrl-C stops it/);
  expect(running.stderr).toContain(`server     ${url}`);
  expect(running.stderr).toContain(`dashboard  ${url}`);
  // It is saved, so it is not shown.
  expect(running.stdout + running.stderr).not.toContain('nfk_');
  const [, shows = ''] = await running.saw(/shown by: novita-fleet (dashboard --show-key)\n/);
  const inTerminal = await startInTerminal(shows.split(' '), { env }).ended;
  const [key = ''] = /nfk_\S+/.exec(inTerminal.stdout) ?? [];
  const signedIn = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: key }),
  });
  expect(await signedIn.json()).toMatchObject({ name: 'first key', scope: 'admin' });
  expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i);
  const [, data = ''] = await running.saw(/data +(\S+)/);
  expect(existsSync(data)).toBe(true);
  expect(statSync(config()).mode & 0o777).toBe(0o600);

  // The very command that it advises.
  const [, advised = ''] = await running.saw(/novita-fleet (create .*)/);
  const created = await run(advised.replace('--wait', '--dry-run').split(' '), { env });
  expect(created).toMatchObject({ code: 0 });
  expect((await run(['ls', '-o', 'json'], { env })).stdout).toBe('[]\n');
  expect((await run(['products', '--gpu', '4090', '-o', 'name'], { env })).stdout).toContain('4090.16c62g\n');

  const programs = childrenOf(running.pid);
  expect(programs).toHaveLength(2);
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  expect(programs.filter((pid) => !hasEnded(pid))).toEqual([]);
  expect(existsSync(data)).toBe(false);
  expect(JSON.parse(readFileSync(config(), 'utf8'))).toEqual({ profiles: {} });
});

it('keeps data and profile of a folder of its own, and leaves the current profile alone', async () => {
  await run(['profile', 'add', 'work', '--url', 'http://127.0.0.1:1'], { env, input: 'nfk_a_key' });
  const data = join(folder, 'data');
  running = start(['up', '--simulate', '--port', '0', '--data', data], { env });
  await running.saw(/Ctrl-C stops it/);
  expect(running.stderr).toContain('novita-fleet watch --profile simulator');
  expect(running.stderr).toContain('novita-fleet dashboard --profile simulator --show-key');
  running.kill('SIGTERM');
  expect((await running.ended).code).toBe(143);
  expect(existsSync(join(data, 'fleet.db'))).toBe(true);
  expect(JSON.parse(readFileSync(config(), 'utf8'))).toMatchObject({ current: 'work', profiles: { simulator: {} } });
});

it('shows a new key where it is not saved', async () => {
  running = start(['up', '--simulate', '--port', '0', '--no-save'], { env });
  await running.saw(/Ctrl-C stops it/);
  expect(running.stderr).toMatch(/API key +nfk_\S+ {2}\(shown only now\)/);
  expect(existsSync(config())).toBe(false);
});

it('takes its programs with it when it is killed', async () => {
  running = start(['up', '--simulate', '--port', '0'], { env });
  await running.saw(/Ctrl-C stops it/);
  const programs = childrenOf(running.pid);
  running.kill('SIGKILL');
  await running.ended;
  await until('the programs to end', () => programs.every(hasEnded) || undefined);
});

it('says why the server cannot start, and stops the rest', async () => {
  running = start(['up', '--simulate', '--port', '0'], { env: { ...env, NOVITA_FLEET_SWEEP_FAST_MS: 'often' } });
  const { code, stderr } = await running.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('NOVITA_FLEET_SWEEP_FAST_MS: Must be a whole number.');
});
