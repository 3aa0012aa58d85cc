import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { until } from '../../server/test/until.js';
import { run, start } from './command.js';
import { startHome, type Home } from './fleet.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: Home;

beforeAll(async () => {
  home = await startHome();
});

afterAll(() => home.close());

const cli = (args: readonly string[], env: Record<string, string> = {}) => run(args, { env: { ...home.env, ...env } });

it('registers, lists, tests, rotates, looks at deliveries and sends them once more', async () => {
  const { receiver } = home.fleet;
  const added = await cli(['webhooks', 'add', receiver.url, '--type', 'instance.ready']);
  expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whsec_\S+\n$/) as string });
  const [, id = ''] = /(whe_\w+) gets what happens/.exec(added.stderr) ?? [];
  expect((await cli(['webhooks', 'ls'])).stdout).toMatch(
    new RegExp(`^${id} +${receiver.url} +instance.ready +on`, 'm'),
  );

  // The receiver knows another secret, and so refuses.
  const tested = await cli(['webhooks', 'test', id]);
  expect(tested.code).toBe(1);
  expect(tested.stdout).toMatch(/^status +dead$/m);
  expect(tested.stdout).toContain('401');

  const rotated = await cli(['webhooks', 'rotate', id, '--now', '-o', 'json']);
  expect(JSON.parse(rotated.stdout)).toMatchObject({
    id,
    oldSecretUntil: null,
    secret: expect.stringMatching(/^whsec_/) as string,
  });
  expect(JSON.parse(rotated.stdout)).not.toMatchObject({ secret: added.stdout.trim() });

  const dead = JSON.parse((await cli(['webhooks', 'deliveries', '--status', 'dead', '-o', 'json'])).stdout) as {
    id: string;
  }[];
  expect(dead).toHaveLength(1);
  const [{ id: delivery }] = dead as [{ id: string }];
  expect((await cli(['webhooks', 'deliveries', delivery])).stdout).toMatch(/^ +1 +\S+Z +\d+ ms +.*401/m);
  const before = receiver.arrivals.length;
  expect(await cli(['webhooks', 'replay', delivery, '-o', 'name'])).toMatchObject({ code: 0, stdout: `${delivery}\n` });
  await until('it to arrive once more', () => receiver.arrivals.length > before || undefined);
  expect(await cli(['webhooks', 'replay'])).toMatchObject({ code: 2 });
  expect(await cli(['webhooks', 'test', 'whe_none'])).toMatchObject({ code: 3 });
});

it('enables an endpoint that was disabled, and forgets one', async () => {
  const { receiver, client } = home.fleet;
  const { id } = await client.webhookEndpoints.create({ url: receiver.url });
  await client.webhookEndpoints.change(id, { enabled: false });
  expect((await cli(['webhooks', 'ls'])).stdout).toMatch(new RegExp(`^${id} .* off \\(user\\)`, 'm'));
  const enabled = await cli(['webhooks', 'enable', id]);
  expect(enabled).toMatchObject({ code: 0, stdout: `${id} gets events again; 0 that waited are being sent.\n` });
  expect((await client.webhookEndpoints.get(id)).enabled).toBe(true);
  expect(JSON.parse((await cli(['webhooks', 'enable', id, '-o', 'json'])).stdout)).toMatchObject({ id, enabled: true });
  expect(await cli(['webhooks', 'rm', id])).toMatchObject({
    code: 0,
    stdout: `${id} gets no more events, and what was sent to it is forgotten.\n`,
  });
  expect((await client.webhookEndpoints.list()).map((each) => each.id)).not.toContain(id);
  for (const word of ['enable', 'rm']) expect(await cli(['webhooks', word, id])).toMatchObject({ code: 3 });
});

it('forwards events to a program on this machine, signed, and tells what it refuses', async () => {
  const { receiver } = home.fleet;
  await home.instance('ready');
  const listen = ['webhooks', 'listen', '--forward-to', receiver.url, '--after', '0', '--count', '2'];
  const good = await cli(listen, { NOVITA_WEBHOOK_SECRET: receiver.secret });
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toMatch(/^instance\.pending +evt_\w+ +200 in \d+ ms\ninstance\.creating +evt_\w+ +200 in/);
  expect(receiver.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['instance.pending', 'instance.creating']),
  );

  const bad = await cli(listen);
  expect(bad.code).toBe(1);
  expect(bad.stderr).toMatch(/^Signed with the secret of this run: whsec_\S+\n$/);
  expect(bad.stdout).toMatch(/^instance\.pending .*401/m);
});

it('forwards to nothing but this machine', async () => {
  const listen = ['webhooks', 'listen', '--forward-to', 'http://10.0.0.1/hook', '--after', '0', '--count', '1'];
  const { code, stderr } = await start(listen, { env: home.env }).ended;
  expect(code).toBe(1);
  expect(stderr).toContain('10.0.0.1');
});
