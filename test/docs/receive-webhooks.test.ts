import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { examplesInMarkdown, toJavaScript } from '@novita-fleet/apidoc';
import { freePort } from '@novita-fleet/testkit';
import { generateSecret } from '@novita-fleet/webhooks';
import { TestWebhooks } from '@novita-fleet/webhooks/testing';
import { expect, it, onTestFinished, vi } from 'vitest';

/** Programs are started; how fast the machine is must not matter. */
vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.cache/examples');
const guide = 'docs/receive-webhooks.md';
const examples = examplesInMarkdown(guide, readFileSync(join(root, guide), 'utf8')).map(({ code }) => code);

/** The program that imports a module of ours, as a file. */
function program(subpath: string): string {
  const code = examples.find((each) => each.includes(`from '@novita-fleet/webhooks/${subpath}'`));
  if (code === undefined) throw new Error(`the guide has no program for ${subpath}`);
  const file = join(folder, `receive-${subpath}.mjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, toJavaScript(code));
  onTestFinished(() => rmSync(file));
  return file;
}

async function connectable(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isThere = await Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<boolean>((resolve) => socket.on('error', () => resolve(false))),
  ]);
  socket.destroy();
  return isThere;
}

it.each(['express', 'fastify', 'hono', 'node'])('the program for %s receives', async (subpath) => {
  const [secret, port] = [generateSecret(), await freePort()];
  const env = { PATH: process.env.PATH, WEBHOOK_SECRETS: `${generateSecret()},${secret}`, PORT: String(port) };
  const child = spawn(process.execPath, [program(subpath)], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  while (!(await connectable(port))) {
    if (child.exitCode !== null) throw new Error(`it ended: ${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const webhooks = new TestWebhooks({ secret });
  const send = async (request: ReturnType<TestWebhooks['good']>) =>
    (await fetch(`http://127.0.0.1:${port}/hook`, request)).status;
  const good = webhooks.good();
  expect([await send(good), await send(good), await send(webhooks.tampered()), await send(webhooks.stale())]).toEqual([
    ...[200, 200, 401, 401],
  ]);
  await vi.waitFor(() => expect(printed).toBe('inst_test is ready\n'), { timeout: 60_000 });
});

it('the program for the Fetch API receives', async () => {
  const secret = generateSecret();
  vi.stubEnv('WEBHOOK_SECRETS', secret);
  onTestFinished(() => void vi.unstubAllEnvs());
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  const { POST } = (await import(pathToFileURL(program('fetch')).href)) as { POST: (r: Request) => Promise<Response> };
  const webhooks = new TestWebhooks({ secret });
  const { body, headers, method } = webhooks.good();
  expect((await POST(new Request('http://localhost/hook', { method, headers, body }))).status).toBe(200);
  expect(log).toHaveBeenCalledExactlyOnceWith('inst_test is ready');
  expect((await POST(new Request('http://localhost/hook', webhooks.forged()))).status).toBe(401);
});
