// Runs in a folder into which the packed tarballs were installed. Loads every entry point that it is told, lets the
// parts work together, and prints as JSON what came of it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { FleetClient, NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { generateSecret, signWebhook, verifyWebhook } from '@novita-fleet/webhooks';

// The commands say `#!/usr/bin/env node`; that has to be the Node which runs this.
const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
const command = (name) => join(import.meta.dirname, 'node_modules/.bin', name);

async function loadAll(entryPoints) {
  const loaded = [];
  for (const specifier of entryPoints) {
    await import(specifier);
    loaded.push(specifier);
  }
  return loaded;
}

async function createInstance(simulator) {
  const client = new NovitaClient({ baseUrl: simulator.baseUrl, apiKey: simulator.apiKey, env: {} });
  const novita = new NovitaApiService(client);
  const products = await novita.products.list();
  const productId = products.find(({ available }) => available).id;
  const { id } = await novita.createInstance({
    kind: 'gpu',
    name: 'packed',
    productId,
    gpuNum: 1,
    rootfsSize: 60,
    imageUrl: 'ghcr.io/me/app:1',
  });
  const { status } = await novita.instances.get(id);
  await client.close();
  return status;
}

function checkWebhook() {
  const secret = generateSecret();
  const event = { id: 'evt_1', type: 'instance.ready', timestamp: new Date().toISOString(), sequence: 1, data: {} };
  const body = Buffer.from(JSON.stringify(event));
  const headers = signWebhook({ id: event.id, timestamp: Math.floor(Date.now() / 1000), body, secrets: [secret] });
  return verifyWebhook({ body, headers, secrets: secret }).event.type;
}

/** The first line of the help of a command. */
function help(name) {
  const { status, stdout, stderr } = spawnSync(command(name), ['--help'], { env, encoding: 'utf8' });
  return status === 0 ? stdout.split('\n', 1)[0] : stderr;
}

/** Starts server and simulator with the one command, and lets it stop. */
async function runUp() {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-packed-up-'));
  const up = spawn(command('novita-fleet'), ['up', '--simulate', '--port', '0'], {
    env: { ...env, HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(up, 'exit');
  const [address] = await Promise.race([once(up.stdout, 'data'), exit]);
  up.kill('SIGINT');
  const [code] = await exit;
  rmSync(folder, { recursive: true, force: true });
  return { isUp: /^http:\/\/127\.0\.0\.1:\d+\n$/.test(String(address)), code };
}

/** Starts the server against the simulator, asks it whether it can work, and lets it stop. */
async function runServer(simulator) {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-packed-server-'));
  const server = spawn(command('novita-fleet-server'), ['--exit-with-stdin'], {
    env: {
      ...env,
      NOVITA_API_KEY: simulator.apiKey,
      NOVITA_BASE_URL: simulator.baseUrl,
      NOVITA_FLEET_PORT: '0',
      NOVITA_FLEET_DATA_DIR: folder,
    },
  });
  const ended = once(server, 'exit');
  try {
    const [apiKey, baseUrl] = await Promise.race([
      Promise.all([firstMatch(server.stderr, /(nfk_\S+)/), firstMatch(server.stdout, /"url":"([^"]+)"/)]),
      ended.then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
    ]);
    const fleet = new FleetClient({ baseUrl, apiKey, env: {} });
    const { ok } = await fleet.healthCheck();
    const { data } = await fleet.instances.list();
    const dashboard = await openDashboard(baseUrl);
    await fleet.close();
    server.stdin.end();
    const [code] = await ended;
    return { ok, instances: data.length, dashboard, code };
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page of the dashboard, and whether every file is there that it names. */
async function openDashboard(baseUrl) {
  const page = await fetch(baseUrl);
  const names = [...(await page.text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, name]) => name);
  const statuses = await Promise.all(names.map(async (name) => (await fetch(baseUrl + name)).status));
  return { page: page.status, files: names.length > 0 && statuses.every((status) => status === 200) };
}

async function firstMatch(stream, pattern) {
  for await (const line of createInterface({ input: stream })) {
    const match = pattern.exec(line);
    if (match === null) continue;
    // What comes later must not fill the pipe.
    stream.resume();
    return match[1];
  }
  throw new Error(`no line like ${pattern}`);
}

const simulator = await startSimulator({ clock: 'stepped', seed: 1 });
const report = {
  node: Number(process.versions.node.split('.')[0]),
  loaded: await loadAll(process.argv.slice(2)),
  instance: await createInstance(simulator),
  instancesCreated: simulator.summary().instancesCreated,
  webhook: checkWebhook(),
  help: [help('novita-simulator'), help('novita-fleet-server'), help('novita-fleet')],
  server: await runServer(simulator),
  up: await runUp(),
};
await simulator.close();
console.log(JSON.stringify(report));
