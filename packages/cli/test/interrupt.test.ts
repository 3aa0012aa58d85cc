import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { run, start } from './command.js';
import { QUICK } from '../../server/test/quick-fleet.js';
import { until } from '../../server/test/until.js';
import { startHome, type Home } from './fleet.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: Home;

beforeAll(async () => {
  // The image takes until the test says that it is there.
  home = await startHome({ simulator: { clock: 'stepped', durations: { ...QUICK, pulling: 300 } } });
});

afterAll(() => home.close());

const CREATE = ['create', '--name', 'job', '--product', '4090.16c62g', '--image', 'image'];

it('leaves an instance as it is when the wait is interrupted, says what it costs, and resumes by its id', async () => {
  const options = { env: home.env, cwd: home.folder };
  const waiting = start([...CREATE, '--wait'], options);
  const [id = ''] = await waiting.saw(/inst_\w+/);
  await until('the cloud to have it', () => home.fleet.simulator.summary().instancesCreated === 1 || undefined);
  home.fleet.simulator.advance(10);
  await waiting.saw(/starting  \(cloud: pulling\)/);
  waiting.kill('SIGINT');
  const { code, stdout, stderr } = await waiting.ended;
  expect({ code, stdout }).toEqual({ code: 130, stdout: `${id}\n` });
  expect(stderr).toContain('Interrupted; nothing was undone.');
  expect(stderr).toMatch(new RegExp(`${id} goes on: it is starting, costs 0.35 USD an hour and has cost [\\d.]+ USD`));
  expect(stderr).toContain(`novita-fleet get ${id} --wait`);
  expect(stderr).toContain(`novita-fleet rm ${id}`);
  expect(home.fleet.simulator.summary().instancesCreated).toBe(1);

  const resumed = start(['get', id, '--wait', '-o', 'json'], options);
  await resumed.saw(/starting/);
  home.fleet.simulator.advance(600);
  const end = await resumed.ended;
  expect(end.code).toBe(0);
  expect(JSON.parse(end.stdout)).toMatchObject({ id, status: 'ready' });
});

it('waits for the answer of a create that is interrupted, so that no instance is left unknown', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  // Stands before the server and holds its answer back.
  const gate = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const onward = request(new URL(url, home.env.NOVITA_FLEET_URL), { method, headers }, (answer) => {
      arrive();
      void held.then(() => answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers)));
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    gate.closeAllConnections();
    gate.close();
  });
  const NOVITA_FLEET_URL = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  const asking = start([...CREATE, '--wait'], { env: { ...home.env, NOVITA_FLEET_URL }, cwd: home.folder });
  await arrived;
  asking.kill('SIGINT');
  await asking.saw(/Waiting for the answer/);
  release();
  const { code, stdout, stderr } = await asking.ended;
  expect(code).toBe(130);
  const id = /^(inst_\w+)\n$/.exec(stdout)?.[1] ?? '';
  expect(stderr).toContain(`${id} had been asked for and goes on`);
  expect((await run(['get', id, '-o', 'name'], { env: home.env })).stdout).toBe(`${id}\n`);
});

it('ends at once at the second interrupt, and says how to find out', async () => {
  const gate = createServer(() => arrive());
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    gate.closeAllConnections();
    gate.close();
  });
  const NOVITA_FLEET_URL = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  const asking = start(CREATE, { env: { ...home.env, NOVITA_FLEET_URL }, cwd: home.folder });
  await arrived;
  asking.kill('SIGINT');
  await asking.saw(/Waiting for the answer/);
  asking.kill('SIGINT');
  const { code, stderr } = await asking.ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(/--idempotency-key [\w-]{36}/);
});

it.each([
  ['watch', /inst_\w+ +/],
  ['events', /inst_\w+/],
])('ends %s with 130', async (command, line) => {
  const following = start([command, ...(command === 'events' ? ['--after', '0'] : [])], { env: home.env });
  await following.saw(line);
  following.kill('SIGINT');
  expect((await following.ended).code).toBe(130);
});
