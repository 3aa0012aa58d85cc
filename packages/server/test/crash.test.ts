import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetClient, type FleetInstance } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { describe, expect, it } from 'vitest';
import { MOMENTS } from './crash-moments.js';
import { QUICK, REQUEST, SETTINGS } from './fleet.js';
import { startReceivingEnd } from './receiving-end.js';
import { ServerProcess } from './server-process.js';
import { until } from './until.js';

/** One run: the demo's flow, with the server killed at one moment and started again on the same folder. */
async function run(killAt: string, delayMs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-crash-'));
  const simulator = await startSimulator({ durations: QUICK });
  const receiver = await startReceivingEnd();
  const server = await ServerProcess.start({
    ...SETTINGS,
    NOVITA_FLEET_DATA_DIR: folder,
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  });
  let back: Promise<void> | undefined;
  const die = async (): Promise<void> => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    await server.kill();
    await server.restart();
  };
  const reached = (moment: string): void => {
    if (moment === killAt) back ??= die();
  };
  const count = new Map<string, number>();
  const counted = (what: string): void => {
    count.set(what, (count.get(what) ?? 0) + 1);
    reached(`${what} ${count.get(what) ?? 0}`);
  };
  simulator.on('request', ({ route, phase }) => counted(`${route} ${phase}`));
  receiver.onArrival = () => counted('webhook');
  const client = new FleetClient({
    baseUrl: server.url,
    apiKey: server.apiKey,
    // A dead server is noticed at once and asked again at once: `persist` is the only one that waits.
    maxRetries: 0,
    circuitBreaker: { failureThreshold: Number.MAX_SAFE_INTEGER },
    rateLimit: { requestsPerMinute: 1_000_000 },
  });
  /** A caller that does not give up: it repeats the same call until it is answered. */
  const persist = <T>(call: () => Promise<T>, name = ''): Promise<T> =>
    until('an answer', () => {
      const answer = call().catch((error: unknown) => (isOutage(error) ? undefined : Promise.reject(asError(error))));
      reached(`call ${name}`);
      return answer;
    });
  const reach = (id: string, status: FleetInstance['status']): Promise<FleetInstance> =>
    until(`${status} after ${killAt}`, async () => {
      const instance = await persist(() => client.instances.get(id));
      return instance.status === status ? instance : undefined;
    });
  try {
    const hook = { url: receiver.url, secret: receiver.secret };
    await persist(() => client.webhookEndpoints.create(hook, { idempotencyKey: 'hook' }), 'register');
    const { id } = await persist(() => client.instances.create(REQUEST, { idempotencyKey: 'instance' }), 'create');
    await reach(id, 'ready');
    await persist(() => client.instances.stop(id), 'stop');
    await reach(id, 'stopped');
    await persist(() => client.instances.delete(id), 'delete');
    const { sequence } = await reach(id, 'deleted');
    await until('the last webhook', () => (receiver.events.length >= sequence ? true : undefined));
    expect(back, 'the moment came').toBeDefined();
    await back;
    const events = await persist(() => client.instances.events(id));
    return { summary: simulator.summary(), sequence, events, received: [...receiver.events] };
  } finally {
    await back?.catch(() => undefined);
    await client.close();
    await server.kill();
    await receiver.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function isOutage(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'connection_failed' || code === 'server_error' || code === 'decode_failed';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

describe.concurrent('the server, killed and started again,', () => {
  it.each(MOMENTS)(
    'makes one instance and loses or repeats no event: run %s',
    { timeout: 120_000 },
    async (_name, { what, delayMs }) => {
      const { summary, sequence, events, received } = await run(what, delayMs);
      expect(summary).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
      expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: sequence }, (_, index) => index + 1));
      expect(received).toEqual(events);
    },
  );
});
