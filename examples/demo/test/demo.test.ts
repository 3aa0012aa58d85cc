import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const demo = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Run {
  code: number | null;
  output: string;
}

/** Runs the demo as a user does. `onOutput` may send it signals. */
function run(
  args: string[],
  onOutput: (output: string, kill: (signal: NodeJS.Signals) => void, pid: number) => void = () => undefined,
) {
  return new Promise<Run>((resolve) => {
    const child = spawn(process.execPath, [demo, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (text: string): void => {
      output += text;
      onOutput(output, (signal) => void child.kill(signal), child.pid ?? 0);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('exit', (code) => resolve({ code, output }));
  });
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Kills the process below the demo whose command line holds `name`. */
function killPart(demoPid: number, name: string): void {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of stdout.split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/);
    if (Number(parent) === demoPid && line.includes(name)) process.kill(Number(pid), 'SIGKILL');
  }
}

function addresses(output: string): string[] {
  return [...new Set([...output.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url))];
}

describe.concurrent('the demo', { timeout: 60_000 }, () => {
  it('takes one instance from a request to a verified webhook and leaves nothing behind', async () => {
    const { code, output } = await run([]);
    expect(code, output).toBe(0);
    const phases = [...output.matchAll(/^ {3}\d+\.\d\d s +(\w+) /gm)].map(([, phase]) => phase ?? '');
    expect([...new Set(phases)]).toEqual(
      expect.arrayContaining([
        'creating',
        'starting',
        'running',
        'ready',
        'stopping',
        'stopped',
        'deleting',
        'deleted',
      ]),
    );
    expect(output).toMatch(/^ {3}\d+\.\d\d s +starting +pulling +0\.\d+ USD$/m);
    expect(output).toMatch(/^ {3}\d+\.\d\d s +ready +running +0\.\d{3,} USD +probe: HTTP 200$/m);
    expect(output).toMatch(/^ {3}webhook-signature: v1,\S{44}$/m);
    expect(output).toMatch(/^ {3}x-webhook-signature: sha256=[0-9a-f]{64}$/m);
    expect(output).toContain('signature verified');
    expect(output).toContain('is refused with 401');
    expect(output).toMatch(/^ {3}instances created: 1$/m);
    expect(output).toMatch(/^ {3}still billing: 0$/m);
    for (const url of addresses(output)) expect(await answers(url)).toBe(false);
  });

  it('keeps running when told to, at the address and with the key that it prints', async () => {
    let seen: Promise<{ status: number; body: { data: { status: string }[] } }> | undefined;
    const { code, output } = await run(['--keep'], (text, kill) => {
      const [, url = '', key = ''] = /address {2}(\S+)\n +API key {2}(\S+)\n/.exec(text) ?? [];
      if (seen !== undefined || key === '') return;
      seen = fetch(`${url}/v1/instances`, { headers: { authorization: `Bearer ${key}` } }).then(async (response) => ({
        status: response.status,
        body: (await response.json()) as { data: { status: string }[] },
      }));
      void seen.then(() => kill('SIGINT'));
    });
    expect(await seen).toMatchObject({ status: 200, body: { data: [{ status: 'ready' }] } });
    expect(code).toBe(130);
    for (const url of addresses(output)) expect(await answers(url)).toBe(false);
  });

  it.each(['simulator', 'server', 'receiver'])(
    'says why it fails when the %s dies, and stops the rest',
    async (part) => {
      const { code, output } = await run([], (text, _kill, pid) => {
        if (text.includes('time       phase')) killPart(pid, part === 'receiver' ? 'receiver.js' : `packages/${part}/`);
      });
      expect(code, output).toBe(1);
      expect(output).toContain(`The demo failed: The ${part} ended unexpectedly (SIGKILL).`);
      expect(output).not.toMatch(/nfk_/);
      for (const url of addresses(output)) expect(await answers(url)).toBe(false);
    },
  );

  it('refuses an option that it does not know', async () => {
    const { code, output } = await run(['--kepp']);
    expect(code).not.toBe(0);
    expect(output).toContain('--kepp');
  });
});
