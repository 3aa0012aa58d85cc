import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { QUICK } from '../../server/test/quick-fleet.js';
import { until } from '../../server/test/until.js';
import { startInTerminal } from './command.js';
import { startHome, type Home } from './fleet.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ESCAPE = '\u001b';
const CTRL_C = '\u0003';

let home: Home;

beforeAll(async () => {
  home = await startHome({ simulator: { clock: 'stepped', durations: { ...QUICK, pulling: 300 } } });
});

afterAll(() => home.close());

const terminal = (args: readonly string[], env: Record<string, string> = {}, size = {}) =>
  startInTerminal(args, { env: { ...home.env, ...env }, cwd: home.folder, ...size });

const CREATE = ['create', '--name', 'job', '--product', '4090.16c62g', '--image', 'image'];

/** Moves the cloud on until the instance's image is pulled. */
async function reachPulling(): Promise<void> {
  const before = home.fleet.simulator.summary().instancesCreated;
  await until('the cloud to have it', () => home.fleet.simulator.summary().instancesCreated > before - 1 || undefined);
  home.fleet.simulator.advance(10);
}

it('writes the phases again in place, in colour, and gives the cursor back at Ctrl-C', async () => {
  const running = terminal([...CREATE, '--wait']);
  const [id = ''] = await running.saw(/inst_\w+/);
  await until('the cloud to have it', async () => {
    const { novita } = await home.fleet.client.instances.get(id);
    return novita.instanceId ?? undefined;
  });
  await reachPulling();
  await running.saw(/● starting/);
  running.type(CTRL_C);
  const { code, stdout } = await running.ended;
  expect(code).toBe(130);
  // Up over the lines of before, and clear; the last phase is yellow.
  expect(stdout).toMatch(new RegExp(`${ESCAPE}\\[\\d+A${ESCAPE}\\[J`));
  expect(stdout).toContain(`${ESCAPE}[33m● starting`);
  expect(stdout).toMatch(/✓ pending/);
  expect(stdout).toMatch(/elapsed [\d.]+s {3}cost/);
  expect(stdout.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(stdout.lastIndexOf(`${ESCAPE}[?25l`));
  expect(stdout).toContain('Interrupted; nothing was undone.');
  expect(stdout).toContain(`novita-fleet get ${id} --wait`);
  expect((await home.fleet.client.instances.get(id)).status).toBe('starting');
});

it('uses no colours when NO_COLOR is set', async () => {
  const colourful = await terminal(['ls']).ended;
  const plain = await terminal(['ls'], { NO_COLOR: '1' }).ended;
  expect(colourful.stdout).toContain(`${ESCAPE}[1m`);
  expect(plain.stdout).toContain('ID');
  expect(plain.stdout).not.toContain(ESCAPE);
});

it('leaves columns out where there is no room', async () => {
  const { stdout } = await terminal(['ls'], { NO_COLOR: '1' }, { columns: 60 }).ended;
  const lines = stdout.trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^ID +NAME +STATUS/);
  expect(lines[0]).not.toContain('DEADLINE');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

it('shows a live table until Ctrl-C', async () => {
  const running = terminal(['watch'], { NO_COLOR: '1' });
  await running.saw(/NAME +STATUS/);
  const { id } = await home.fleet.client.instances.create({ name: 'later', productId: '4090.16c62g', imageUrl: 'i' });
  await running.saw(new RegExp(`${id} +later`));
  running.type(CTRL_C);
  expect((await running.ended).code).toBe(130);
});

it('asks before it deletes', async () => {
  const { id } = await home.fleet.client.instances.create({ name: 'kept', productId: '4090.16c62g', imageUrl: 'i' });
  const refused = terminal(['rm', id]);
  await refused.saw(/Delete inst_\w+ with all data\? \[y\/N\]/);
  refused.type('n\r');
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect((await home.fleet.client.instances.get(id)).status).not.toMatch(/delet/);

  const confirmed = terminal(['rm', id]);
  await confirmed.saw(/\[y\/N\]/);
  confirmed.type('y\r');
  expect((await confirmed.ended).code).toBe(0);
  expect((await home.fleet.client.instances.get(id)).status).toMatch(/delet/);

  const interrupted = terminal(['rm', 'inst_1']);
  await interrupted.saw(/\[y\/N\]/);
  interrupted.type(CTRL_C);
  expect((await interrupted.ended).code).toBe(130);
});

it('asks before it has one recreated', async () => {
  const { id } = await home.fleet.client.instances.create({ name: 'kept', productId: '4090.16c62g', imageUrl: 'i' });
  const refused = terminal(['recreate', id]);
  await refused.saw(/Delete inst_\w+ with all data, once another instance has taken its place\? \[y\/N\]/);
  refused.type('n\r');
  expect(await refused.ended).toMatchObject({ code: 1 });
  expect((await home.fleet.client.instances.get(id)).replacedBy).toBeNull();
});

it('shows the key for the dashboard when it is asked to', async () => {
  const { apiKey, server } = home.fleet;
  const quiet = await terminal(['dashboard']).ended;
  expect(quiet.stdout).toContain(server.url);
  expect(quiet.stdout).not.toContain(apiKey);
  const { code, stdout } = await terminal(['dashboard', '--show-key']).ended;
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(apiKey) as string });
});

it('asks for a key without showing it, and keeps it for its owner alone', async () => {
  const config = join(home.folder, 'asked.json');
  const running = terminal(['profile', 'add', 'asked', '--url', 'http://127.0.0.1:1'], { NOVITA_FLEET_CONFIG: config });
  await running.saw(/API key of the server: /);
  running.type('nfk_typed_secret\r');
  const { code, stdout } = await running.ended;
  expect(code).toBe(0);
  expect(stdout).not.toContain('typed_secret');
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(readFileSync(config, 'utf8')).toContain('nfk_typed_secret');
});
