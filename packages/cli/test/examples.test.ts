import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SPECS } from '../src/all-specs.js';
import { COMMAND, Running, run } from './command.js';
import { startHome, type Home } from './fleet.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: Home;

beforeAll(async () => {
  home = await startHome();
  const { folder } = home;
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin/novita-fleet');
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${COMMAND} "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'job.yaml'), 'gpuName: "4090"\nimageUrl: image\n');
  writeFileSync(join(folder, 'key.txt'), 'nfk_a_key\n');
});

afterAll(() => home.close());

/** What stands in an example for things of the reader. */
async function filledIn(line: string): Promise<string> {
  let text = line.replace('http://127.0.0.1:3000/webhooks', home.fleet.receiver.url);
  if (text.includes('inst_86gmzk8h5g5hqkc7')) {
    const { id } = await home.instance(text.startsWith('novita-fleet start') ? 'stopped' : 'ready');
    text = text.replaceAll('inst_86gmzk8h5g5hqkc7', id);
  }
  if (/(?:whe|dlv)_86gmzk8h5g5hqkc7/.test(text)) {
    const { receiver, client } = home.fleet;
    const { id } = await client.webhookEndpoints.create({ url: receiver.url, secret: receiver.secret });
    const delivery = await client.webhookEndpoints.test(id);
    text = text.replace('whe_86gmzk8h5g5hqkc7', id).replace('dlv_86gmzk8h5g5hqkc7', delivery.id);
  }
  if (text.includes('key_86gmzk8h5g5hqkc7')) {
    const { id } = await home.fleet.client.apiKeys.create({ name: 'old', scope: 'read' });
    text = text.replace('key_86gmzk8h5g5hqkc7', id);
  }
  return text;
}

/** Runs a line as a person would, in a shell. Servers are stopped once they are up. */
async function runLine(line: string): Promise<{ code: number | null; stderr: string }> {
  const { env, folder, fleet } = home;
  const shell = new Running('sh', ['-c', `exec ${await filledIn(line)}`], {
    env: {
      ...env,
      PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`,
      NOVITA_WEBHOOK_SECRET: fleet.receiver.secret,
      TMPDIR: folder,
    },
    cwd: folder,
  });
  if (line.startsWith('novita-fleet up')) {
    await shell.saw(/Ctrl-C stops it/);
    shell.kill('SIGINT');
    const { code, stderr } = await shell.ended;
    return { code: code === 130 ? 0 : code, stderr };
  }
  return shell.ended;
}

// In the order of the help: a profile is added before it is used and forgotten.
describe.each(SPECS)('the help of $name', ({ name, examples }) => {
  it('shows every example', async () => {
    const { code, stdout } = await run([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(stdout).toContain(`  ${example}\n`);
  });

  it.each([...examples])('works: %s', async (example) => {
    expect(example).toMatch(new RegExp(`^novita-fleet ${name}(?: |$)`));
    const { code, stderr } = await runLine(example);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });
});

it('lists every command in the general help, whose example works', async () => {
  const { stdout } = await run(['--help']);
  const listed = [...stdout.matchAll(/^ {2}(\S.*?) {2,}(\S.*)$/gm)].map(([, name, summary]) => [name, summary]);
  expect(listed.sort()).toEqual(SPECS.map(({ name, summary }) => [name, summary]).sort());
  const example = /^Example:\n {2}(.*)$/m.exec(stdout)?.[1] ?? '';
  expect(await runLine(example)).toMatchObject({ code: 0 });
});

it.each(['webhooks', 'keys', 'profile'])('shows the commands of %s', async (word) => {
  const { code, stdout } = await run([word]);
  expect(code).toBe(0);
  for (const { name } of SPECS) expect(stdout.includes(`  ${name} `)).toBe(name.startsWith(`${word} `));
});

describe('docs/cli.md', () => {
  const guide = readFileSync(fileURLToPath(new URL('../../../docs/cli.md', import.meta.url)), 'utf8');

  it('names every command', () => {
    expect(SPECS.map(({ name }) => name).filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  const lines = [...guide.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.trimEnd().split('\n'));

  it('shows how it is used', () => expect(lines.length).toBeGreaterThan(10));

  it.each(lines.filter((line) => line.startsWith('novita-fleet')))('works: %s', async (line) => {
    const { code, stderr } = await runLine(line);
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });
});
