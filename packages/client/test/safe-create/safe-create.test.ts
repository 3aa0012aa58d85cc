import { startSimulator, type FaultSpec, type Simulator } from '@novita-fleet/simulator';
import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import {
  AbortedError,
  CreateUnclearError,
  InsufficientResourceError,
  NovitaApiService,
  NovitaClient,
  type CreatedInstance,
} from '@novita-fleet/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../client-harness.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';
const LIST = 'GET /gpu-instance/openapi/v1/gpu/instances';
const REQUEST = {
  kind: 'gpu',
  name: 'job',
  productId: '4090.16c62g',
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'i',
} as const;

let simulator: Simulator;
let clock: FakeClock;
let client: NovitaClient;
let api: NovitaApiService;
let markers = 0;

beforeAll(async () => {
  simulator = await startSimulator({ clock: 'stepped', stock: 1_000_000 });
});

afterAll(async () => {
  await client.close();
  await simulator.close();
});

beforeEach(async () => {
  simulator.faults.clear();
  clock = new FakeClock();
  const { baseUrl, apiKey } = simulator;
  const rateLimit = { requestsPerMinute: Infinity };
  const circuitBreaker = { failureThreshold: 1_000 };
  client = new NovitaClient({ baseUrl, apiKey, clock, random: () => 0, rateLimit, circuitBreaker, env: {} });
  api = new NovitaApiService(client, { clock, newMarker: () => `m${(markers += 1)}` });
});

/** Lets time pass while something waits for it. Both ends of each connection are in this process and need only turns. */
async function passTime<T>(promise: Promise<T>): Promise<T> {
  const state = { isSettled: false };
  const done = promise.finally(() => (state.isSettled = true));
  done.catch(() => undefined);
  while (!state.isSettled) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const ms = Math.min(clock.nextDelay ?? 0, 500);
    // The cloud's time passes with ours, so that what lags behind there catches up.
    simulator.advance(ms / 1_000);
    await clock.advance(ms);
  }
  return done;
}

function named(name: string): string[] {
  return simulator
    .ledger()
    .instances.filter((instance) => instance.name === name && !['toRemove', 'removing'].includes(instance.state))
    .map(({ id }) => id);
}

describe('createInstance', () => {
  it('answers with the id and the marked name', async () => {
    const created = await passTime(api.createInstance(REQUEST, { marker: 'abc' }));
    expect(created).toMatchObject({ name: 'job-abc', attempts: 1, adopted: false, duplicates: [] });
    expect(named('job-abc')).toEqual([created.id]);
  });

  it('throws a refusal as it is', async () => {
    simulator.faults.add({ kind: 'status', route: CREATE, status: 400, reason: 'INSUFFICIENT_RESOURCE' });
    expect(await failure(passTime(api.createInstance(REQUEST)))).toBeInstanceOf(InsufficientResourceError);
  });

  it('refuses what cannot be a name, before any request', async () => {
    const before = simulator.ledger().requestsTotal;
    expect(await failure(api.createInstance({ ...REQUEST, name: 'n'.repeat(254) }))).toMatchObject({
      argument: 'name',
    });
    expect(await failure(api.createInstance(REQUEST, { marker: 'a b' }))).toMatchObject({ argument: 'marker' });
    expect(await failure(api.createInstance(REQUEST, { settle: 1 } as never))).toMatchObject({
      code: 'invalid_argument',
    });
    expect(simulator.ledger().requestsTotal).toBe(before);
  });

  it('names what may exist when it is aborted', async () => {
    simulator.faults.add({ kind: 'reset_after', route: CREATE, count: 1 });
    simulator.faults.add({ kind: 'status', route: LIST, status: 503 });
    const abort = new AbortController();
    const steps: string[] = [];
    const creating = api.createInstance(REQUEST, {
      marker: 'gone',
      signal: abort.signal,
      onProgress: ({ step }) => {
        steps.push(step);
        if (steps.length === 3) abort.abort();
      },
    });
    const error = await failure(passTime(creating));
    expect(error).toBeInstanceOf(CreateUnclearError);
    expect(error).toMatchObject({ marker: 'job-gone', attempts: 1, code: 'create_unclear' });
    expect(steps.slice(0, 2)).toEqual(['send', 'search']);
  });

  it('creates nothing when it is aborted before', async () => {
    const error = await failure(api.createInstance(REQUEST, { marker: 'never', signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(named('job-never')).toEqual([]);
  });

  it('keeps the older of two and deletes the other', async () => {
    const older = await api.instances.create({ ...REQUEST, name: 'job-two' });
    simulator.advance(2);
    const younger = await api.instances.create({ ...REQUEST, name: 'job-two' });
    simulator.faults.add({ kind: 'reset_before', route: CREATE, count: 1 });
    const created = await passTime(api.createInstance(REQUEST, { marker: 'two' }));
    expect(created).toMatchObject({ id: older.id, adopted: true, duplicates: [{ id: younger.id, deleted: true }] });
    expect(named('job-two')).toEqual([older.id]);
  });
});

/** Faults of one run: most hit the create call, some the search. */
function drawFaults(seed: number): FaultSpec[] {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const onCreate = (): FaultSpec =>
    pick<FaultSpec>([
      { kind: 'reset_before' },
      { kind: 'reset_after' },
      { kind: 'status', status: pick([408, 500, 502, 503]), body: pick(['json', 'html', 'truncated'] as const) },
      { kind: 'lost_answer_status', status: pick([408, 500, 502, 504]), body: pick(['json', 'html'] as const) },
      { kind: 'status', status: 429, retryAfter: '1' },
      { kind: 'bad_body', form: pick(['truncated', 'not_json', 'gzip_garbage'] as const) },
    ]);
  const onList = (): FaultSpec =>
    pick<FaultSpec>([
      { kind: 'reset_before' },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429 },
      { kind: 'bad_body', form: 'truncated' },
    ]);
  // For less than the settling time, new instances are in no list.
  const lag = 1 + random() * 25;
  return [
    ...(random() < 0.5 ? [{ kind: 'stale_list', seconds: lag, route: LIST } as const] : []),
    ...Array.from({ length: Math.floor(random() * 3) }, () => ({ ...onCreate(), route: CREATE, count: 1 })),
    ...Array.from({ length: Math.floor(random() * 3) }, () => ({ ...onList(), route: LIST, count: 1 })),
  ];
}

it(
  'leaves exactly one instance in each of 1,000 seeded runs of losses, resets and refusals',
  { timeout: 120_000 },
  async () => {
    const outcomes = { adopted: 0, sentTwice: 0 };
    for (let seed = 1; seed <= 1_000; seed += 1) {
      simulator.faults.clear();
      for (const fault of drawFaults(seed)) simulator.faults.add(fault);
      const marker = `run${seed}`;
      const created: CreatedInstance = await passTime(api.createInstance(REQUEST, { marker }));
      expect(named(`job-${marker}`), `run ${seed}`).toEqual([created.id]);
      if (created.adopted) outcomes.adopted += 1;
      if (created.attempts > 1) outcomes.sentTwice += 1;
    }
    // The runs must have met what they are about.
    expect(outcomes.adopted).toBeGreaterThan(100);
    expect(outcomes.sentTwice).toBeGreaterThan(50);
  },
);
