import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesInMarkdown, toJavaScript } from '@novita-fleet/apidoc';
import { startSimulator } from '@novita-fleet/simulator';
import { freePort } from '@novita-fleet/testkit';
import { generateSecret } from '@novita-fleet/webhooks';
import { expect, it, onTestFinished, vi } from 'vitest';

/** Programs are started; how fast the machine is must not matter. */
vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.cache/examples');

async function programsOf(readme: string): Promise<string[]> {
  return examplesInMarkdown(readme, await readFile(join(root, readme), 'utf8')).map(({ code }) => code);
}

interface Program {
  /** Resolves with all that it printed once it has ended well. */
  ended(): Promise<string>;
  /** Resolves with what it has printed once a line like this is among it. */
  printed(line: RegExp): Promise<string>;
}

/** Runs a program of a README as its readers do: compiled, in a process of its own. */
function start(name: string, code: string, env: Record<string, string>): Program {
  const file = join(folder, `${name}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, toJavaScript(code));
  const child = spawn(process.execPath, [file], { env: { PATH: process.env.PATH, ...env } });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(file);
  });
  let output = '';
  let exit: number | null | undefined;
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      changed();
    });
  }
  child.on('close', (status) => {
    exit = status;
    changed();
  });
  const until = (isDone: () => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (isDone()) resolve(output);
        else if (exit !== undefined) reject(new Error(`${name} ended with ${exit}: ${output}`));
      };
      listeners.add(look);
      look();
    });
  return { ended: () => until(() => exit === 0), printed: (line) => until(() => line.test(output)) };
}

it('runs the programs of the client against the simulator', async () => {
  const programs = await programsOf('packages/client/README.md');
  const [tour = '', create = '', second = '', stats = '', telemetry = '', log = '', ...others] = programs;
  expect(others).toEqual([]);
  const simulator = await startSimulator({ clock: 'stepped', seed: 1 });
  onTestFinished(() => simulator.close());
  const env = { NOVITA_BASE_URL: simulator.baseUrl, NOVITA_API_KEY: simulator.apiKey };

  const created = await start('client-create', create, env).ended();
  const [, id = ''] = /^([0-9a-f]{16}) job-17-nf[0-9a-f]{16} false$/m.exec(created) ?? [];
  expect(simulator.summary().instancesCreated).toBe(1);

  simulator.advance(600);
  simulator.instances.stop(id);
  simulator.advance(60);
  const toured = await start('client-tour', tour, env).ended();
  expect(toured).toMatch(/^RTX 4090.* [\d.]+ USD (?:true|false)$/m);
  const starts = simulator.ledger().requests.filter(({ route }) => route.endsWith('/instance/start'));
  expect(starts).toHaveLength(1);

  simulator.advance(600);
  const both = await start('client-v2', second, env).ended();
  expect(both).toMatch(/^RTX 4090.* [\d.]+ USD$/m);
  expect(both).toMatch(new RegExp(`^${id} running undefined postpaid$`, 'm'));

  expect(await start('client-stats', stats, env).ended()).toMatch(/^0 0 0 0 closed 0\n\{\}\nundefined\n/);
  expect(await start('client-telemetry', telemetry, env).ended()).toBe('');
  expect(await start('client-log', log.replace('my-id', id), env).ended()).toMatch(/\[running\] container started\n$/);
});

it('lets the programs of webhooks speak to each other', async () => {
  const [receive = '', send = '', ...others] = await programsOf('packages/webhooks/README.md');
  expect(others).toEqual([]);
  const port = await freePort();
  const secret = generateSecret();

  const receiver = start('webhooks-receive', `${receive.replace('3000', String(port))}console.log('listening');`, {
    WEBHOOK_SECRETS: secret,
  });
  await receiver.printed(/^listening$/m);
  // Loopback has to be opened; the README says so below the program.
  const local = send
    .replace('https://example.com/hook', `http://127.0.0.1:${port}/hook`)
    .replace('new WebhookClient({', "new WebhookClient({ allowAddresses: ['127.0.0.0/8'],");
  await start('webhooks-send', local, { WEBHOOK_SECRET: secret }).ended();
  await receiver.printed(/^instance\.ready inst_1$/m);
});
