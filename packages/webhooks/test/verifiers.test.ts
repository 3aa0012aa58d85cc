import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { freePort } from '@novita-fleet/testkit';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebhookDeliveryError } from '../src/index.js';
import { generateSecret, WebhookClient } from '../src/index.js';
import { listen } from './listen.js';
import { anEvent } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

const GUIDE = new URL('../../../docs/receive-webhooks.md', import.meta.url);

function aClient(secret: string | readonly string[]): WebhookClient {
  const client = new WebhookClient({ secret, allowAddresses: ['127.0.0.0/8'] });
  onTestFinished(() => client.close());
  return client;
}

const EVENT = anEvent({ data: { ...anEvent().data, name: 'ü€😀 & <b>' } });

describe.each([
  ['standardwebhooks', (secret: string) => new StandardWebhook(secret)],
  ['svix', (secret: string) => new SvixWebhook(secret)],
])('what is delivered over HTTP is verified by %s', (_, make) => {
  async function start(secret: string) {
    const events: unknown[] = [];
    const { url } = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        try {
          events.push(make(secret).verify(Buffer.concat(chunks), req.headers as Record<string, string>));
          res.writeHead(200).end();
        } catch {
          res.writeHead(401).end();
        }
      });
    });
    return { url, events };
  }

  it('by the secret', async () => {
    const secret = generateSecret();
    const { url, events } = await start(secret);
    await aClient(secret).sendWebhook({ url, payload: EVENT }, 0);
    expect(events).toEqual([EVENT]);
  });

  it('during a rotation by either secret, and by no other', async () => {
    const [now, before] = [generateSecret(), generateSecret()];
    for (const secret of [now, before]) {
      const { url } = await start(secret);
      expect((await aClient([now, before]).sendWebhook({ url, payload: EVENT }, 0)).status).toBe(200);
    }
    const { url } = await start(generateSecret());
    const error = await thrownBy(() => aClient([now, before]).sendWebhook({ url, payload: EVENT }, 0));
    expect((error as WebhookDeliveryError).status).toBe(401);
  });
});

/** Resolves once somebody listens. */
async function connectable(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      new Promise<boolean>((resolve) => socket.on('error', () => resolve(false))),
    ]);
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('is verified by the Python of the guide, which needs nothing but its standard library', async () => {
  const script = /```python\n([^`]+)```/.exec(readFileSync(GUIDE, 'utf8'))?.[1] ?? '';
  expect(script.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(15);
  expect(spawnSync('python3', ['--version']).error, 'Python 3 is needed').toBeUndefined();
  const [secret, port] = [generateSecret(), await freePort()];
  const env = { PATH: process.env.PATH, WEBHOOK_SECRET: secret };
  const child = spawn('python3', ['-I', '-c', script, String(port)], { env, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await connectable(port);
  const request = { url: `http://127.0.0.1:${port}/`, payload: EVENT };
  expect((await aClient(secret).sendWebhook(request, 0)).status).toBe(200);
  expect((await aClient([generateSecret(), secret]).sendWebhook(request, 0)).status).toBe(200);
  const error = await thrownBy(() => aClient(generateSecret()).sendWebhook(request, 0));
  expect((error as WebhookDeliveryError).status).toBe(401);
});
