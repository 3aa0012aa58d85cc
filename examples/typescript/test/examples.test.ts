import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSimulator, type Simulator, type SimulatorOptions } from '@novita-fleet/simulator';
import { afterEach, describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const V1 = '/gpu-instance/openapi/v1/gpu/instance';

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

/** Runs an example, as a user would after `npm run build`, against a cloud that is quick. */
async function run(program: string, options: SimulatorOptions = {}, prepare?: (cloud: Simulator) => void) {
  const cloud = await startSimulator({ speed: 200, ...options });
  simulator = cloud;
  prepare?.(cloud);
  const child = spawn(process.execPath, [`${folder}dist/${program}.js`], {
    env: { ...process.env, NOVITA_API_KEY: cloud.apiKey, NOVITA_BASE_URL: cloud.baseUrl, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output, errors, summary: cloud.summary(), cloud };
}

describe('the examples', { timeout: 60_000 }, () => {
  it('are all told in their README', () => {
    const readme = readFileSync(`${folder}README.md`, 'utf8');
    const told = [...readme.matchAll(/^\| `([\w-]+\.ts)` /gm)].map(([, name]) => name);
    expect(told.sort()).toEqual(readdirSync(`${folder}src`).sort());
  });

  it('tour: looks at everything and creates nothing', async () => {
    const { code, output, errors, summary } = await run('tour');
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toContain('health: ok\ncircuit breaker: closed, queue: 0');
    expect(output).toContain('RTX 4090 24GB (4090.16c62g): 0.35 USD an hour, in ');
    expect(output).toContain('the cheapest 4090 on the spot market: RTX 4090 24GB for 0.175 USD an hour');
    expect(output).toMatch(/official templates:\n {2}\S/);
    expect(output).toContain('an expected error: not_found after 1 attempt');
    expect(output).toMatch(/three calls at once: 5 clusters, \d+ products of v2\nbalance: \d+\.\d+ USD/);
    expect(output).toMatch(/a raw call: 200, \d+ bytes, application\/json/);
    expect(output).toMatch(/\d+ calls, 0 retries/);
    expect(summary.instancesCreated).toBe(0);
  });

  it('create-safely: falls back, and finds the instance whose answer was lost', async () => {
    const route = `POST ${V1}/create`;
    const { code, output, errors, summary } = await run('create-safely', {}, ({ faults }) => {
      faults.add({ kind: 'insufficient_resource', route, count: 1 });
      faults.add({ kind: 'reset_after', route, count: 1 });
    });
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toContain('spot in us-ca-6: refused (INSUFFICIENT_RESOURCE)');
    expect(output).toContain('found again after a lost answer');
    expect(output).toMatch(/ready at http:\/\/127\.0\.0\.1:\d+\n/);
    expect(output).toMatch(/deleted\n$/);
    expect(summary).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
  });

  it('create-many: creates ten, each once, though answers get lost', async () => {
    const { code, output, errors, summary } = await run('create-many', {}, ({ faults }) => {
      faults.add({ kind: 'lost_answer_status', status: 502, route: `POST ${V1}/create`, count: 2 });
    });
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toContain('10 of 10 created');
    expect(output).toMatch(/all are running\nall are deleted\n$/);
    expect(summary).toMatchObject({ instancesCreated: 10, stillBilling: 0 });
  });

  it('monitor: tells the phases, and the end when the port answers', async () => {
    const { code, output, errors, summary } = await run('monitor');
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/ready: http:\/\/127\.0\.0\.1:\d+\ndeleted\n$/);
    expect(summary.instancesCreated).toBe(1);
  });

  it('follow-logs: prints lines and never the address', async () => {
    const { code, output, errors, summary } = await run('follow-logs');
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^\| .+\n/);
    expect(output).toMatch(/\d+ lines\n$/);
    expect(output).not.toContain('token');
    expect(summary.instancesCreated).toBe(1);
  });
});
