import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@novita-fleet/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { run } from './command.js';
import { startHome, type Home } from './fleet.js';

/** Processes are started; how fast the machine is must not matter. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: Home;

beforeAll(async () => {
  home = await startHome();
});

afterAll(() => home.close());

const cli = (args: readonly string[], env: Record<string, string> = {}, input = '') =>
  run(args, { env: { ...home.env, ...env }, cwd: home.folder, input });

const CREATE = ['create', '--name', 'job', '--product', '4090.16c62g', '--image', 'image'];

describe('novita-fleet create in a pipe', () => {
  it('writes the id, and nothing else', async () => {
    const { code, stdout, stderr } = await cli(CREATE);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^inst_\w+\n$/);
    expect(await home.fleet.client.instances.get(stdout.trim())).toMatchObject({ name: 'job' });
  });

  it('waits until the probe passes, with a line for each phase on standard error', async () => {
    const { code, stdout, stderr } = await cli([...CREATE, '--port', '8080', '--probe', 'http:8080/', '--wait']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^inst_\w+\n$/);
    const id = stdout.trim();
    expect(await home.fleet.client.instances.get(id)).toMatchObject({ status: 'ready', probe: 'HTTP 200' });
    expect(stderr).toMatch(new RegExp(`^ *[\\d.]+s  ${id}  ready .* cost [\\d.]+ USD$`, 'm'));
    expect(stderr).toMatch(/^port 8080: http:\/\//m);
    // Nothing for a terminal.
    expect(stderr).not.toContain('\u001b');
  });

  it('reads a file, and lets options go before it', async () => {
    writeFileSync(
      join(home.folder, 'job.yaml'),
      'name: from-file\ngpuName: "4090"\nimageUrl: image\nmetadata: { team: a }\n',
    );
    const { code, stdout } = await cli(['create', '-f', 'job.yaml', '--product', '4090.16c62g', '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'from-file',
      metadata: { team: 'a' },
      spec: { plan: [{ productId: '4090.16c62g', gpuName: null }] },
    });
  });

  it('shows the request of every option without sending it', async () => {
    const { stdout, code } = await cli(
      [
        ...[
          'create',
          '--dry-run',
          '-n',
          'all',
          '-g',
          '4090',
          '--image',
          'i',
          '--gpus',
          '2',
          '--region',
          'a',
          '--region',
          'b',
        ],
        ...[
          '--spot',
          '--max-price',
          '0.67',
          '--disk',
          '80',
          '--cuda',
          '12.4',
          '--env',
          'MODE=train',
          '--env',
          'HF_TOKEN',
        ],
        ...['--port', '8080', '--port', '22/tcp', '--probe', 'http:8080/health', '--probe', 'ssh:22', '--label', 'a=b'],
        ...[
          '--stop-after',
          '2h',
          '--delete-after',
          '1d',
          '--idle-stop-after',
          '30m',
          '--max-cost',
          '5',
          '--on-reclaim',
          'recreate',
        ],
      ],
      { HF_TOKEN: 'hf_secret' },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{ name: 'all', gpuName: '4090', imageUrl: 'i', gpuNum: 2, regions: ['a', 'b'], billingMode: 'spot' },
      ...{ maxHourlyPrice: '0.67', rootfsSize: 80, minCudaVersion: '12.4' },
      envs: [
        { key: 'MODE', value: 'train' },
        { key: 'HF_TOKEN', value: 'hf_secret' },
      ],
      ports: [
        { port: 8080, type: 'http' },
        { port: 22, type: 'tcp' },
      ],
      probes: [
        { type: 'http', port: 8080, path: '/health' },
        { type: 'ssh', port: 22 },
      ],
      ...{ metadata: { a: 'b' }, stopAfterMs: 7_200_000, deleteAfterMs: 86_400_000, idleStopAfterMs: 1_800_000 },
      ...{ maxCost: '5', onReclaim: 'recreate' },
    });
  });

  it('gets the same instance for the same idempotency key', async () => {
    const args = [...CREATE, '--idempotency-key', 'once'];
    const [first, second] = [await cli(args), await cli(args)];
    expect(second.stdout).toBe(first.stdout);
  });

  it('asks the cloud itself, and removes it there', async () => {
    const args = ['create', '--cloud', '--name', 'direct', '--gpu', '4090', '--image', 'image', '--port', '80'];
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^direct-\w+ was created\.\n$/) as string,
    });
    const id = stdout.trim();
    expect((await cli(['ls', '--cloud'])).stdout).toMatch(new RegExp(`^${id} +direct-`, 'm'));
    expect(await cli(['rm', id, '--cloud', '--yes'])).toMatchObject({ code: 0, stdout: `${id} rm\n` });
  });
});

describe('exit codes', () => {
  it.each([
    ['no such command', ['lss'], 'Did you mean: novita-fleet ls'],
    ['an unknown option', ['ls', '--stauts', 'ready'], 'Did you mean --status?'],
    ['a value out of range', ['ls', '--limit', '0'], '--limit must be a whole number from 1'],
    ['an unknown choice', ['ls', '-o', 'xml'], '--output must be one of table, json, yaml, name'],
    ['a missing operand', ['get'], 'ID is missing'],
    ['too many operands', ['get', 'a', 'b'], 'It takes ID and no more'],
    ['a key on the command line', ['ls', '--api-key', 'nfk_secret'], 'A secret does not belong on the command line'],
    ['a secret among variables', ['create', '--env', 'HF_TOKEN=hf_secret'], 'looks like a secret'],
    [
      'what the server refuses',
      ['create', '--name', 'no name!', '--gpu', '4090', '--image', 'i'],
      'name: Must consist of',
    ],
    ['a delete that nobody can confirm', ['rm', 'inst_1'], 'add --yes'],
  ])('are 2 for %s', async (_what, args, text) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('secret"');
    expect(stderr).not.toMatch(/(?:nfk|hf)_secret/);
  });

  it('are 3 for what is not there', async () => {
    expect(await cli(['get', 'inst_none'])).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('inst_none') as string,
    });
    expect(await cli(['stop', 'inst_none'])).toMatchObject({ code: 3 });
  });

  it('are 4 for a key that is missing or refused', async () => {
    expect(await cli(['ls'], { NOVITA_FLEET_API_KEY: 'nfk_x_wrong' })).toMatchObject({ code: 4 });
    const without = await cli(['ls'], { NOVITA_FLEET_API_KEY: '' });
    expect(without).toMatchObject({ code: 4, stderr: expect.stringContaining('NOVITA_FLEET_API_KEY') as string });
  });

  it('are 5 when the time is over, with how to go on', async () => {
    const { id } = await home.fleet.client.instances.create({ name: 'slow', productId: '4090.16c62g', imageUrl: 'i' });
    const { code, stderr } = await cli(['get', id, '--wait', '--until', 'stopped', '--timeout', '1ms']);
    expect(code).toBe(5);
    expect(stderr).toContain(`novita-fleet get ${id} --wait --until stopped`);
  });

  it('are 1 when no server answers', async () => {
    const { code, stderr } = await cli(['ls'], { NOVITA_FLEET_URL: `http://127.0.0.1:${await freePort()}` });
    expect(code).toBe(1);
    expect(stderr).toContain('novita-fleet doctor');
  });

  it('are 1 when an instance will never be what is waited for', async () => {
    const { id } = await home.instance('ready');
    await home.fleet.client.instances.delete(id);
    await home.fleet.reach(id, 'deleted');
    const { code, stderr } = await cli(['get', id, '--wait']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${id} is deleted and will not be ready`);
  });

  it('are those of the first failure, and the others are carried out', async () => {
    const { id } = await home.instance('ready');
    const { code, stdout } = await cli(['stop', 'inst_none', id]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: `${id} stopping\n` });
  });
});

describe('forms of output', () => {
  it('show the same instance as a table, JSON, YAML and a name', async () => {
    const { id } = await home.instance('ready');
    const table = (await cli(['ls', '--status', 'ready'])).stdout;
    expect(table.split('\n')[0]).toMatch(/^ID +NAME +STATUS +GPU +REGION +AGE +AN HOUR +COST +DEADLINE$/);
    expect(table).toMatch(new RegExp(`^${id} +job +ready +4090`, 'm'));
    const [first] = JSON.parse((await cli(['ls', '-o', 'json', '--limit', '1'])).stdout) as { id: string }[];
    expect(first?.id).toBe(id);
    expect((parse((await cli(['get', id, '-o', 'yaml'])).stdout) as { id: string }).id).toBe(id);
    expect((await cli(['get', id, '-o', 'name'])).stdout).toBe(`${id}\n`);
  });

  it('list prices in USD, sorted', async () => {
    const { stdout } = await cli(['products', '-o', 'json']);
    const direct = await cli(['products', '-o', 'json', '--cloud']);
    expect(JSON.parse(direct.stdout)).toEqual(JSON.parse(stdout));
    const prices = (JSON.parse(stdout) as { price: { amount: number } | null }[]).flatMap(
      ({ price }) => price?.amount ?? [],
    );
    expect(prices.length).toBeGreaterThan(3);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    const reversed = await cli(['products', '--reverse', '-o', 'name']);
    expect(reversed.stdout.split('\n').slice(0, -1)).toEqual(
      (await cli(['products', '-o', 'name'])).stdout.split('\n').slice(0, -1).reverse(),
    );
    expect((await cli(['products', '--gpu', '4090'])).stdout).toMatch(
      /^4090\.16c62g +RTX 4090 24GB +0\.35 USD +0\.175 USD/m,
    );
  });

  it('sum up what things cost', async () => {
    await home.instance('ready');
    const { stdout } = await cli(['cost', '--running', '-o', 'json']);
    const sum = JSON.parse(stdout) as {
      perHour: { amount: number };
      instances: { cost: { perHour: { amount: number } } }[];
    };
    expect(sum.perHour.amount).toBe(sum.instances.reduce((all, { cost }) => all + cost.perHour.amount, 0));
    expect((await cli(['cost'])).stdout).toMatch(/^TOTAL .* USD$/m);
    expect((await cli(['cost', '--by', 'instance'])).stdout).toMatch(
      /^INSTANCE +HOURS +COST\n(?:inst_\w+ .*\n)+TOTAL .* USD\n$/,
    );
    expect((await cli(['cost', '--cloud'])).stdout).toMatch(/^can be spent +[\d.]+ USD$/m);
  });
});

describe('profiles', () => {
  const bare = (args: readonly string[], config: string, input = '') =>
    run(args, { env: { HOME: home.folder, NOVITA_FLEET_CONFIG: join(home.folder, config) }, cwd: home.folder, input });

  it('keep a key that was read from standard input, and show it to nobody', async () => {
    const { env } = home;
    const added = await bare(
      ['profile', 'add', 'work', '--url', env.NOVITA_FLEET_URL ?? ''],
      'a.json',
      `${env.NOVITA_FLEET_API_KEY}\n`,
    );
    expect(added).toMatchObject({ code: 0, stdout: '' });
    expect((await bare(['ls'], 'a.json')).code).toBe(0);
    const listed = await bare(['profile', 'ls', '-o', 'json'], 'a.json');
    expect(JSON.parse(listed.stdout)).toEqual([
      { name: 'work', current: true, server: env.NOVITA_FLEET_URL, cloud: null },
    ]);
    expect(listed.stdout + added.stderr).not.toContain(env.NOVITA_FLEET_API_KEY);
  });

  it('send a key to no other server than its own', async () => {
    await bare(['profile', 'add', 'work', '--url', 'http://127.0.0.1:1'], 'b.json', 'nfk_a_key');
    const { code, stderr } = await bare(['ls', '--url', home.env.NOVITA_FLEET_URL ?? ''], 'b.json');
    expect(code).toBe(4);
    expect(stderr).toContain('belongs to http://127.0.0.1:1');
  });

  it('are not read from a file that others can read', async () => {
    await bare(['profile', 'add', 'work', '--url', 'http://127.0.0.1:1'], 'c.json', 'nfk_a_key');
    chmodSync(join(home.folder, 'c.json'), 0o644);
    const { code, stderr } = await bare(['ls'], 'c.json');
    expect(code).toBe(4);
    expect(stderr).toContain('chmod 600');
  });

  it('are chosen, switched and forgotten', async () => {
    mkdirSync(join(home.folder, 'sub'), { recursive: true });
    for (const name of ['one', 'two'])
      await bare(['profile', 'add', name, '--url', `http://127.0.0.1:${name.length}`], 'd.json', 'nfk_a_key');
    expect((await bare(['profile', 'use', 'two'], 'd.json')).stderr).toContain('two is the current profile');
    expect(await bare(['profile', 'rm', 'one'], 'd.json')).toMatchObject({ code: 0 });
    expect((await bare(['profile', 'ls', '-o', 'name'], 'd.json')).stdout).toBe('two\n');
    expect(await bare(['ls', '--profile', 'one'], 'd.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Profiles: two') as string,
    });
  });
});

describe('API keys of the server', () => {
  it('are made, changed, listed and revoked', async () => {
    const added = await cli(['keys', 'add', 'ci', '--scope', 'read', '--max-cost', '50']);
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^nfk_\S+\n$/) as string });
    const [id = ''] = /key_\w+/.exec(added.stderr) ?? [];
    const changed = await cli(['keys', 'change', id, '--name', 'nightly', '--max-cost', '80.5']);
    expect(changed.code).toBe(0);
    expect(changed.stdout).toMatch(new RegExp(`^${id} +nightly +read +80\\.50? USD`, 'm'));
    const free = JSON.parse((await cli(['keys', 'change', id, '--no-max-cost', '-o', 'json'])).stdout) as unknown;
    expect(free).toMatchObject([{ id, name: 'nightly', maxCost: null }]);
    expect((await cli(['keys', 'rm', id])).code).toBe(0);
    expect((await cli(['keys', 'ls'])).stdout).toMatch(new RegExp(`^${id} .*revoked`, 'm'));
    expect(await cli(['keys', 'change', 'key_none', '--name', 'x'])).toMatchObject({ code: 3 });
    expect(await cli(['keys', 'change', id])).toMatchObject({ code: 2 });
    expect(await cli(['keys', 'change', id, '--max-cost', '1', '--no-max-cost'])).toMatchObject({ code: 2 });
  });
});

describe('novita-fleet recreate in a pipe', () => {
  it('writes the id of the instance that takes the place of the other', async () => {
    const { id } = await home.instance('ready');
    expect(await cli(['recreate', id])).toMatchObject({ code: 2, stdout: '' });
    const { code, stdout, stderr } = await cli(['recreate', id, '--yes', '--wait']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^inst_\w+\n$/);
    const made = stdout.trim();
    expect(made).not.toBe(id);
    expect(stderr).toContain(`${made} takes the place of ${id}.`);
    expect(await home.fleet.client.instances.get(made)).toMatchObject({ status: 'ready', replaces: id });
    await home.fleet.reach(id, 'deleted');
    // Asked twice it is the same one.
    expect((await cli(['recreate', id, '-y', '-o', 'json'])).stdout).toContain(`"id": "${made}"`);
    expect(await cli(['recreate', 'inst_none', '--yes'])).toMatchObject({ code: 3 });
    expect(await cli(['recreate', id, '--yes', '--timeout', '1m'])).toMatchObject({ code: 2 });
  });
});

describe('novita-fleet dashboard in a pipe', () => {
  it('writes the address, says whose key signs in, and shows no key', async () => {
    const url = home.fleet.server.url;
    const { code, stdout, stderr } = await cli(['dashboard']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${url}\n` });
    expect(stderr).toContain('the API key of the environment');
    const asked = await cli(['dashboard', '--show-key']);
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr + stderr).not.toContain('nfk_');
    expect(await cli(['dashboard'], { NOVITA_FLEET_API_KEY: '' })).toMatchObject({ code: 4 });
  });
});

it('finds nothing wrong with this fleet, and says what is wrong with another', async () => {
  const good = await cli(['doctor', '-o', 'json']);
  expect(good.code).toBe(0);
  const results = JSON.parse(good.stdout) as { check: string; result: string }[];
  expect(results.map(({ check, result }) => `${check}: ${result}`)).toEqual([
    ...['command: ok', 'config file: ok', 'key of the server: ok', 'server: ok', 'clock: ok', 'rights: ok'],
    ...['key of Novita: ok', 'Novita: ok'],
  ]);
  const bad = await cli(['doctor'], { NOVITA_FLEET_API_KEY: 'nfk_x_wrong' });
  expect(bad.code).toBe(1);
  expect(bad.stdout).toMatch(/^rights +wrong/m);
});
