import { FleetClient, type FleetInstance } from '@novita-fleet/client';
import { startSimulator, type FaultSpec } from '@novita-fleet/simulator';
import { expect } from 'vitest';
import { QUICK, REQUEST, SETTINGS } from './quick-fleet.js';
import { startReceivingEnd } from './receiving-end.js';
import { ServerProcess } from './server-process.js';
import { POSTGRES, temporaryDatabase, type StoreKind } from './stores.js';
import { temporaryFolder, type OnFinished } from './temporary-store.js';
import { until as untilWithin } from './until.js';

/** On a busy machine, starts of the server take most of a run: only a run that hangs is to end by this. */
const until = <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> =>
  untilWithin(what, look, 240_000);

/** A moment at which the server is killed. */
export interface Moment {
  /** What has just happened, such as `webhook 3`; see crash-moments.ts. */
  readonly what: string;
  /** Milliseconds after it. */
  readonly delayMs: number;
}

/** What goes wrong in a run. */
export interface CrashPlan {
  /** Moments of the flow at which the server is killed; each must come. */
  readonly kills?: readonly Moment[];
  /** Kills by time: milliseconds that the server runs before each, as long as the flow lasts. */
  readonly gapsMs?: readonly number[];
  /** After each of the first kills: milliseconds after which the next start is killed, too, mostly before it listens. */
  readonly startGapsMs?: readonly number[];
  readonly faults?: readonly FaultSpec[];
  /** Seed of the faults. */
  readonly seed?: number;
}

/**
 * One run: the demo's flow, with the server killed at certain moments and each time started again on the same store.
 * Checks that there was one instance, that nothing bills at the end, and that every event came, once and in order.
 *
 * @param onFinished - of the context of the test: such runs go side by side.
 * @returns how often the server was killed.
 */
export async function crashRun(kind: StoreKind, plan: CrashPlan, onFinished: OnFinished): Promise<number> {
  const { kills = [], gapsMs = [], startGapsMs = [], faults = [], seed = 1 } = plan;
  const env = {
    ...SETTINGS,
    NOVITA_FLEET_DATA_DIR: temporaryFolder(onFinished),
    ...(kind === POSTGRES
      ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase(onFinished), NOVITA_FLEET_LEASE_MS: '1000' }
      : {}),
  };
  const simulator = await startSimulator({ durations: QUICK, seed });
  for (const fault of faults) simulator.faults.add(fault);
  const receiver = await startReceivingEnd();
  const server = await ServerProcess.start({
    ...env,
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  });
  const waiting = [...kills];
  const startGaps = [...startGapsMs];
  let back: Promise<void> | undefined;
  let killed = 0;
  let failed: Error | undefined;
  const die = async (delayMs: number): Promise<void> => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const startGapMs = startGaps.shift();
    killed += 1;
    await server.kill();
    if (startGapMs !== undefined) {
      killed += 1;
      await server.startAndKill(startGapMs);
    }
    await server.restart().catch((error: unknown) => (failed = asError(error)));
  };
  let over = false;
  const dieByTime = async (): Promise<void> => {
    for (const gapMs of gapsMs) if (!over) await die(gapMs);
  };
  const reached = (moment: string): void => {
    const index = waiting.findIndex(({ what }) => what === moment);
    const [kill] = index === -1 ? [] : waiting.splice(index, 1);
    if (kill !== undefined) back = (back ?? Promise.resolve()).then(() => die(kill.delayMs));
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
      if (failed !== undefined) throw failed;
      const answer = call().catch((error: unknown) => (isOutage(error) ? undefined : Promise.reject(asError(error))));
      reached(`call ${name}`);
      return answer;
    });
  const reach = (id: string, status: FleetInstance['status']): Promise<FleetInstance> =>
    until(`${status} with ${JSON.stringify(plan)}`, async () => {
      const instance = await persist(() => client.instances.get(id));
      return instance.status === status ? instance : undefined;
    });
  if (gapsMs.length > 0) back = dieByTime();
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
    over = true;
    expect(waiting, 'moments that did not come').toEqual([]);
    await back;
    const events = await persist(() => client.instances.events(id));
    expect(simulator.summary()).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: sequence }, (_, index) => index + 1));
    expect(receiver.events).toEqual(events);
    return killed;
  } finally {
    over = true;
    await back;
    await client.close();
    await server.kill();
    await receiver.close();
    await simulator.close();
  }
}

function isOutage(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'connection_failed' || code === 'server_error' || code === 'decode_failed';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
