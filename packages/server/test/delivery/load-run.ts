import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { generateSecret, verifyWebhook } from '@novita-fleet/webhooks';
import { expect } from 'vitest';
import { freshInstance } from '../lifecycle/life.js';
import { POSTGRES, temporaryDatabase, type StoreKind } from '../stores.js';
import { temporaryFolder, type OnFinished } from '../temporary-store.js';
import { until } from '../until.js';

const SCRIPT = fileURLToPath(new URL('sender-process.mjs', import.meta.url));

/** How an endpoint answers. */
type Manner = 'healthy' | 'failing' | 'slow' | 'busy';

const SLOW_MS = 40;
/** Of so many requests, one is answered with 429. */
const BUSY_EVERY = 50;

interface Endpoint {
  readonly id: string;
  readonly manner: Manner;
  readonly address: string;
  /** By instance, the sequence numbers in the order of their arrival, those that were not accepted left out. */
  readonly arrived: Map<string, number[]>;
  /** Milliseconds from each event to its first arrival. */
  readonly latencies: number[];
  requests: number;
}

async function startEndpoint(id: string, manner: Manner, secret: string, onFinished: OnFinished): Promise<Endpoint> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const endpoint: Endpoint = { id, manner, address, arrived: new Map(), latencies: [], requests: 0 };
  const accept = (req: IncomingMessage, res: ServerResponse, body: Buffer): void => {
    const { event } = verifyWebhook({ body, headers: req.headers, secrets: secret });
    const { instanceId } = event.data;
    const seen = endpoint.arrived.get(instanceId) ?? [];
    if (!seen.includes(event.sequence)) endpoint.latencies.push(Date.now() - Date.parse(event.timestamp));
    expect(event.id).toBe(`evt_${instanceId}_${event.sequence}`);
    seen.push(event.sequence);
    endpoint.arrived.set(instanceId, seen);
    res.writeHead(200).end();
  };
  server.on('request', (req, res) => {
    endpoint.requests += 1;
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      if (manner === 'failing') res.writeHead(500).end();
      else if (manner === 'busy' && endpoint.requests % BUSY_EVERY === 1)
        res.writeHead(429, { 'retry-after': '1' }).end();
      else if (manner === 'slow') setTimeout(() => accept(req, res, body), SLOW_MS);
      else accept(req, res, body);
    });
  });
  onFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return endpoint;
}

export interface LoadPlan {
  readonly instances: number;
  /** Events of each instance. */
  readonly events: number;
  /** Events a second, in all. */
  readonly perSecond: number;
  /** How often the process is killed while it works. */
  readonly kills: number;
  readonly manners: readonly Manner[];
}

/**
 * Lets events happen and be sent while the process is killed now and then; checks that every endpoint that takes events
 * got each of them, in order of its instance, and some twice at most as the same event.
 *
 * @param onFinished - of the context of the test: the function of that name in vitest may mean another one that runs beside.
 * @returns milliseconds from an event to its arrival at the first healthy endpoint, in order.
 */
export async function loadRun(kind: StoreKind, plan: LoadPlan, onFinished: OnFinished): Promise<number[]> {
  const { instances, events, kills, manners } = plan;
  const secret = generateSecret();
  const endpoints: Endpoint[] = [];
  for (const [index, manner] of manners.entries()) {
    endpoints.push(await startEndpoint(`whe_${index}`, manner, secret, onFinished));
  }
  const taking = endpoints.filter(({ manner }) => manner !== 'failing');
  const total = instances * events;
  const argument = JSON.stringify({
    ...{
      folder: temporaryFolder(onFinished),
      url: kind === POSTGRES ? await temporaryDatabase(onFinished) : '',
      secret,
      events,
    },
    endpoints: endpoints.map(({ id, address }) => ({ id, address })),
    instances: { count: instances, template: freshInstance('inst_0', Date.now()) },
    perSecond: plan.perSecond,
  });
  let child: ChildProcess | undefined;
  /** Those that were killed on purpose. */
  const killed = new Set<ChildProcess>();
  let published = false;
  const complaints: string[] = [];
  const check = (): void => {
    if (complaints.length > 0) throw new Error(complaints.join(''));
  };
  const start = async (): Promise<void> => {
    const started = fork(SCRIPT, [argument], { execArgv: [], silent: true });
    child = started;
    started.stderr?.on('data', (text: Buffer) => complaints.push(text.toString()));
    started.on('message', (message) => (published ||= 'published' in (message as object)));
    started.on('exit', (code, signal) => {
      if (!killed.has(started)) complaints.push(`ended by itself with ${code ?? signal}`);
    });
    await Promise.race([once(started, 'message'), once(started, 'exit')]);
    check();
  };
  const kill = async (): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    killed.add(child);
    child.kill('SIGKILL');
    await exit;
  };
  onFinished(kill);
  const arrived = ({ latencies }: Endpoint): number => latencies.length;
  await start();
  for (let round = 1; round <= kills; round += 1) {
    // Moments of progress, not of time: however fast the machine is, they come while events and deliveries are under way.
    const goal = Math.floor((total * round) / (kills + 1));
    await until(`event ${goal}`, () => (check(), arrived(endpoints[0]!) >= goal || undefined), 600_000);
    await kill();
    await start();
  }
  await until(
    'all events',
    () => (check(), published && taking.every((each) => arrived(each) === total)) || undefined,
    600_000,
  );
  await kill();

  const repeated = { count: 0 };
  for (const { id, arrived: byInstance } of taking) {
    expect(byInstance.size, id).toBe(instances);
    for (const [instanceId, sequences] of byInstance) {
      let highest = 0;
      for (const sequence of sequences) {
        // Once more only what was under way when the process was killed: the one that came last.
        if (sequence === highest) repeated.count += 1;
        else expect(sequence, `${id} ${instanceId}: ${sequences.join(' ')}`).toBe((highest += 1));
      }
      expect(highest).toBe(events);
    }
  }
  expect(repeated.count).toBeLessThanOrEqual(kills * 16 * taking.length);
  if (manners.includes('failing')) {
    expect(endpoints.find(({ manner }) => manner === 'failing')?.requests).toBeGreaterThan(0);
  }
  return endpoints[0]!.latencies.toSorted((a, b) => a - b);
}
