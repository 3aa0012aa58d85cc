// `npm run screenshots`: takes the pictures of the dashboard that the README shows, from a fleet on a simulated cloud with
// a fixed seed. Makes the clone ready and needs Chromium, like `npm test`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureChromium } from './browser.mjs';
import { ensureReady, root } from './setup.mjs';

ensureReady();
await ensureChromium();
const { FleetClient } = await import('@novita-fleet/client');
const { startSimulator } = await import('@novita-fleet/simulator');
const { findChromium } = await import('@novita-fleet/testkit');
const { chromium } = await import('playwright-core');

const images = `${root}docs/images/`;
const SIZE = { width: 1280, height: 800 };
/** So long the fleet runs before the pictures are taken, in milliseconds: there is something to see of its cost. */
const SETTLE_MS = 20_000;

const HTTP = { ports: [{ port: 8080, type: 'http' }], probes: [{ type: 'http', port: 8080, path: '/health' }] };
const HOUR_MS = 3_600_000;
const CALIFORNIA = { regions: ['US-CA-06 (California)'] };

/** What is asked for: name, GPU, and whatever makes it different from the others. */
const WISHES = [
  ['llm-serve-1', 'RTX 4090', { ...HTTP, ...CALIFORNIA, gpuNum: 2, maxCost: '40', metadata: { team: 'search' } }],
  ['llm-serve-2', 'RTX 4090', { ...HTTP, ...CALIFORNIA, gpuNum: 2, maxCost: '40', metadata: { team: 'search' } }],
  ['whisper-batch', 'L40S', { ...HTTP, ...CALIFORNIA, deleteAfterMs: 6 * HOUR_MS, metadata: { team: 'audio' } }],
  ['train-lora-17', 'A100', { gpuNum: 4, stopAfterMs: 12 * HOUR_MS, maxCost: '120' }],
  ['train-lora-18', 'A100', { gpuNum: 4, stopAfterMs: 12 * HOUR_MS, imageUrl: 'registry.example/train:large' }],
  ['render-farm-1', 'RTX 3090', { billingMode: 'spot', onReclaim: 'recreate' }],
  ['render-farm-2', 'RTX 3090', { billingMode: 'spot', onReclaim: 'recreate' }],
  ['notebook-anna', 'RTX 4090', { ...CALIFORNIA, idleStopAfterMs: HOUR_MS }],
  ['eval-nightly', 'H100', { ...HTTP, deleteAfterMs: 2 * HOUR_MS }],
  ['old-experiment', 'RTX 4090', { imageUrl: 'registry.example/gone:1' }],
];

const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-screenshots-'));
const closing = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const simulator = await startSimulator({
    seed: 11,
    durations: { toCreate: 0.3, creating: 0.6, pulling: 2, appStart: 1.5, toStop: 0.3, stopping: 0.5 },
    images: {
      'registry.example/train:large': { pullSeconds: 900 },
      'registry.example/gone:1': { failure: 'manifest unknown' },
    },
  });
  closing.push(() => simulator.close());
  const { url, apiKey } = await startServer(simulator);
  const fleet = new FleetClient({ baseUrl: url, apiKey });
  closing.push(() => fleet.close());
  await fleet.webhookEndpoints.create({ url: await startReceiver(200) });
  await fleet.webhookEndpoints.create({ url: await startReceiver(503), eventTypes: ['instance.failed'] });

  const ids = {};
  for (const [name, gpuName, more] of WISHES) {
    const { id } = await fleet.instances.create({ name, gpuName, imageUrl: 'ghcr.io/acme/app:1', ...more });
    ids[name] = id;
  }
  await until(async () => (await fleet.instances.get(ids['llm-serve-1'])).status === 'ready');
  await until(async () => (await fleet.instances.get(ids['notebook-anna'])).status === 'ready');
  await fleet.instances.stop(ids['notebook-anna']);
  await wait(SETTLE_MS);

  const executablePath = findChromium();
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  closing.push(() => browser.close());
  mkdirSync(images, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    const window = await browser.newContext({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
    const page = await window.newPage();
    await page.goto(url);
    await page.getByLabel('API key').fill(apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const take = async (name, path, seen) => {
      await page.goto(url + path);
      await page.getByText(seen).first().waitFor();
      await wait(1_500);
      await page.screenshot({ path: `${images}${name}-${colorScheme}.png` });
      console.log(`docs/images/${name}-${colorScheme}.png`);
    };
    await page.getByText('llm-serve-1').first().waitFor();
    await take('fleet', '/', 'llm-serve-1');
    if (colorScheme === 'dark') continue;
    await take('instance', `/instances/${ids['llm-serve-1']}`, 'llm-serve-1');
    await take('create', '/create', 'RTX');
    await take('webhooks', '/webhooks', '127.0.0.1');
  }
} finally {
  for (const close of closing.reverse()) await close();
}

/** The server as a user starts it, with the key that it shows at its first start. */
async function startServer({ baseUrl, apiKey: cloudKey }) {
  const script = `${root}packages/server/dist/main.js`;
  const child = spawn(process.execPath, [script, '--exit-with-stdin'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NOVITA_API_KEY: cloudKey,
      NOVITA_BASE_URL: baseUrl,
      NOVITA_FLEET_PORT: '0',
      NOVITA_FLEET_DATA_DIR: join(folder, 'data'),
      NOVITA_FLEET_WEBHOOK_ALLOW: '127.0.0.0/8',
      NOVITA_FLEET_SWEEP_FAST_MS: '300',
      NOVITA_FLEET_SWEEP_SLOW_MS: '1000',
      NOVITA_FLEET_REQUESTS_PER_MINUTE: '6000',
      NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '6000',
    },
  });
  const exit = once(child, 'exit');
  closing.push(async () => {
    child.stdin.end();
    await exit;
  });
  const told = {};
  createInterface({ input: child.stderr }).on('line', (line) => (told.apiKey ??= /(nfk_\S+)$/.exec(line)?.[1]));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { msg, url } = JSON.parse(line);
    if (msg === 'listening') told.url = url;
  });
  await until(() => told.apiKey !== undefined && told.url !== undefined);
  return told;
}

async function startReceiver(status) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/webhooks`;
}

/** Waits until something is so, and fails after two minutes. */
async function until(isSo) {
  for (let turn = 0; turn < 1_200; turn += 1) {
    if (await isSo()) return;
    await wait(100);
  }
  throw new Error('waited in vain');
}
