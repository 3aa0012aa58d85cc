// One instance, from a request to a verified signed webhook: simulator, server and receiver as separate processes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FleetClient, formatMoney, money } from '@novita-fleet/client';
import { generateSecret } from '@novita-fleet/webhooks';
import { Processes } from './processes.js';
import { Received } from './received.js';
import { Timeline } from './timeline.js';
import { until } from './wait.js';

const HELP = `npm run demo [-- --keep]

Starts a simulated Novita cloud, the fleet server and a webhook receiver on this machine, and takes one
instance from a request to a verified signed webhook. Needs no account and costs nothing.

  --keep   leave everything running afterwards, and print the address and the key to use
`;

/** How long each step takes in the simulated cloud, in seconds: quick enough to watch. */
const DURATIONS = [
  ...['toCreate=0.4', 'creating=0.8', 'pulling=2.5', 'appStart=1.6'],
  ...['toStop=0.4', 'stopping=0.8', 'toRemove=0.3', 'removing=0.6'],
].join(',');

interface Summary {
  instancesCreated: number;
  stillBilling: number;
  totalCost: number;
}

/** The command of one of our packages. */
function program(packageName: string): string {
  return fileURLToPath(new URL('main.js', import.meta.resolve(packageName)));
}

async function startSimulator(processes: Processes): Promise<{ baseUrl: string; apiKey: string }> {
  let told: { baseUrl: string; apiKey: string } | undefined;
  const args = ['--json', '--port', '0', '--seed', '7', '--durations', DURATIONS, '--exit-with-stdin'];
  processes.start('simulator', program('@novita-fleet/simulator'), args, {}, (line, from) => {
    if (from === 'stdout') told ??= JSON.parse(line) as { baseUrl: string; apiKey: string };
  });
  return until('the simulator to start', processes, () => told);
}

async function startReceiver(processes: Processes, secret: string): Promise<{ url: string; received: Received }> {
  const received = new Received();
  const script = fileURLToPath(new URL('receiver.js', import.meta.url));
  processes.start('receiver', script, [], { WEBHOOK_SECRET: secret }, (line, from) => {
    if (from === 'stdout') received.take(line);
  });
  const port = await until('the receiver to start', processes, () => received.port);
  return { url: `http://127.0.0.1:${port}/webhooks`, received };
}

async function startServer(
  processes: Processes,
  cloud: { baseUrl: string; apiKey: string },
  folder: string,
): Promise<{ url: string; apiKey: string }> {
  let url: string | undefined;
  let apiKey: string | undefined;
  const env = {
    NOVITA_API_KEY: cloud.apiKey,
    NOVITA_BASE_URL: cloud.baseUrl,
    NOVITA_FLEET_PORT: '0',
    NOVITA_FLEET_DATA_DIR: folder,
    NOVITA_FLEET_SWEEP_FAST_MS: '200',
    NOVITA_FLEET_REQUESTS_PER_MINUTE: '3000',
    // Webhooks to this machine are refused unless they are allowed.
    NOVITA_FLEET_WEBHOOK_ALLOW: '127.0.0.0/8',
  };
  processes.start('server', program('@novita-fleet/server'), ['--exit-with-stdin'], env, (line, from) => {
    if (from === 'stderr') apiKey ??= /(nfk_\S+)$/.exec(line)?.[1];
    else url ??= (JSON.parse(line) as { msg: string; url?: string }).url;
  });
  return until('the server to start', processes, () => {
    return url !== undefined && apiKey !== undefined ? { url, apiKey } : undefined;
  });
}

async function run(processes: Processes, folder: string, keep: boolean): Promise<void> {
  console.log('Novita Fleet: one instance, from a request to a verified signed webhook\n');
  const cloud = await startSimulator(processes);
  console.log(`   simulator  ${cloud.baseUrl}  a Novita cloud on this machine, free of charge`);
  const secret = generateSecret();
  const { url: hook, received } = await startReceiver(processes, secret);
  console.log(`   receiver   ${hook}  verifies what it gets`);
  const server = await startServer(processes, cloud, folder);
  console.log(`   server     ${server.url}  its data is in ${folder}\n`);

  const fleet = new FleetClient({ baseUrl: server.url, apiKey: server.apiKey });
  await fleet.webhookEndpoints.create({ url: hook, secret });
  const instance = await fleet.instances.create({
    name: 'demo',
    productId: '4090.16c62g',
    imageUrl: 'docker.io/library/demo:latest',
    ports: [{ port: 8080, type: 'http' }],
    probes: [{ type: 'http', port: 8080, path: '/', intervalMs: 300 }],
  });
  console.log(
    `1. POST /v1/instances answered 201: ${instance.id} is ${instance.status}. It is ready when port 8080 answers.\n`,
  );
  const timeline = new Timeline(fleet, processes);
  const ready = await timeline.follow(instance.id, 'ready');
  console.log(`\n   It answers at ${ready.endpoints[0]?.url ?? '(no address)'}\n`);

  const request = await until('the webhook', processes, () => received.requestOf('instance.ready'));
  console.log('2. The webhook, as received:\n');
  console.log('   POST /webhooks');
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.includes('webhook') || name === 'content-type') console.log(`   ${name}: ${value}`);
  }
  console.log(`\n   ${request.body.toString()}\n`);
  if (request.status !== 200) throw new Error(`The receiver refused the webhook with ${request.status}.`);
  console.log('   signature verified: the receiver answered 200\n');

  const forged = Buffer.from(request.body.toString().replace('"ready"', '"READY"'));
  const { 'content-type': type = '', ...headers } = request.headers;
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => name.includes('webhook')));
  const answer = await fetch(hook, { method: 'POST', headers: { ...signed, 'content-type': type }, body: forged });
  await answer.arrayBuffer();
  if (answer.status !== 401) throw new Error(`The receiver took a tampered copy: it answered ${answer.status}.`);
  console.log('3. A tampered copy of it ("ready" changed to "READY") is refused with 401\n');

  if (keep) {
    await keepRunning(server, processes);
    return;
  }

  console.log('4. Stop and delete\n');
  await fleet.instances.stop(instance.id);
  await timeline.follow(instance.id, 'stopped');
  await fleet.instances.delete(instance.id);
  const deleted = await timeline.follow(instance.id, 'deleted');
  await until('the last webhook', processes, () => (received.events.length >= deleted.sequence ? true : undefined));
  const numbers = received.events.map(({ sequence }) => sequence);
  const inOrder = numbers.every((number, index) => number === index + 1);
  if (!inOrder) throw new Error(`The webhooks came as ${numbers.join(', ')}.`);
  console.log(`\n   ${numbers.length} webhooks received, each once and in order (1 to ${numbers.length})\n`);

  const summary = (await (await fetch(`${cloud.baseUrl}/_simulator/summary`)).json()) as Summary;
  console.log('5. What the simulator counted\n');
  console.log(`   instances created: ${summary.instancesCreated}`);
  console.log(`   still billing: ${summary.stillBilling}`);
  console.log(`   billed: ${formatMoney(money(summary.totalCost, 5))} of fake money\n`);
  if (summary.instancesCreated !== 1 || summary.stillBilling !== 0) throw new Error('One and none were expected.');
  await fleet.close();
}

async function keepRunning(server: { url: string; apiKey: string }, processes: Processes): Promise<void> {
  console.log(`Everything keeps running until you press Ctrl-C. The instance stays, too.

   address  ${server.url}
   API key  ${server.apiKey}

The address, opened in a browser, is the dashboard: sign in with the key. Or from a terminal:

   curl -H "Authorization: Bearer ${server.apiKey}" ${server.url}/v1/instances
`);
  await processes.failure;
}

const { values } = parseArgs({ options: { keep: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(HELP);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-demo-'));
  const processes = new Processes();
  const cleanUp = async (): Promise<void> => {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = new Promise<number>((resolve) => {
    process.on('SIGINT', () => resolve(130));
    process.on('SIGTERM', () => resolve(143));
  });
  const finished = run(processes, folder, values.keep === true).then(
    () => 0,
    (error: unknown) => {
      console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
      return 1;
    },
  );
  const code = await Promise.race([finished, interrupted]);
  await cleanUp();
  if (code === 0) console.log('Done.');
  else if (code > 1) console.error('\nInterrupted; everything is stopped.');
  process.exit(code);
}
