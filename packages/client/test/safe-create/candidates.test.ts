import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  BalanceNotEnoughError,
  CreateRefusedError,
  CreateUnclearError,
  InsufficientResourceError,
  type CreateCandidate,
  type SafeCreateProgress,
} from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { CREATE, LIST, REQUEST, SimulatedCloud } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

const BASE = { kind: 'gpu', name: 'job', rootfsSize: 60, imageUrl: 'image' } as const;
const CANDIDATES: readonly CreateCandidate[] = [
  { productId: '3090.8c48g', gpuNum: 1, billingMode: 'spot' },
  { productId: '3090.8c48g', gpuNum: 1, clusterId: 'as-in-1' },
  { productId: '4090.16c62g', gpuNum: 2, clusterId: 'us-ca-6' },
];

/** What was ever created, by product and place. */
function made(): [string, string, string, number][] {
  return cloud.simulator
    .ledger()
    .instances.map(({ productId, clusterId, billingMode, units }) => [productId, clusterId, billingMode, units]);
}

describe('candidates of a safe create', () => {
  it('are tried in turn while there is no capacity', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 2 });
    const progress: SafeCreateProgress[] = [];
    const created = await cloud.until(
      cloud.api.createInstance(BASE, { candidates: CANDIDATES, onProgress: (step) => progress.push(step) }),
    );
    expect(created).toMatchObject({ name: 'job-nfm1', attempts: 3, adopted: false });
    expect(created.tries).toEqual([
      { candidate: CANDIDATES[0], outcome: 'refused', reason: 'INSUFFICIENT_RESOURCE', attempts: 1 },
      { candidate: CANDIDATES[1], outcome: 'refused', reason: 'INSUFFICIENT_RESOURCE', attempts: 1 },
      { candidate: CANDIDATES[2], outcome: 'created', reason: undefined, attempts: 1 },
    ]);
    expect(made()).toEqual([['4090.16c62g', 'us-ca-6', 'onDemand', 2]]);
    expect(progress.map(({ step, attempt, candidate }) => [step, attempt, candidate])).toEqual(
      CANDIDATES.map((candidate, index) => ['send', index + 1, candidate]),
    );
  });

  it('are left for one that the cloud knows, is sold so and is in stock', async () => {
    cloud = await SimulatedCloud.start({ stock: { '4090.16c62g': { 'us-ca-6': 0, 'as-sgp-2': 8 } } });
    const candidates: CreateCandidate[] = [
      { productId: 'no.such' },
      { clusterId: 'no-such' },
      { clusterId: 'eu-frankfurt-1' },
      { productId: 'h200-sxm.26c240g', billingMode: 'spot' },
      { clusterId: 'us-ca-6' },
      { clusterId: 'as-sgp-2' },
    ];
    const { tries } = await cloud.until(cloud.api.createInstance(REQUEST, { candidates }));
    expect(tries.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['refused', 'VALIDATOR_PARAM'],
      ['refused', 'VALIDATOR_PARAM'],
      ['refused', 'VALIDATOR_PARAM'],
      ['refused', 'UNSUPPORTED_BILLING_MODE'],
      ['refused', 'INSUFFICIENT_RESOURCE'],
      ['created', undefined],
    ]);
    expect(made()).toEqual([['4090.16c62g', 'as-sgp-2', 'onDemand', 1]]);
  });

  it('end in an error that tells all tries, and no secret', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE });
    const envs = [{ key: 'TOKEN', value: 'hush-hush' }];
    const candidates = CANDIDATES.map((candidate) => ({ ...candidate, envs }));
    const error = await failure(cloud.until(cloud.api.createInstance(BASE, { candidates, marker: 'x1' })));
    expect(error).toBeInstanceOf(CreateRefusedError);
    const { tries, marker, cause, code } = error as CreateRefusedError;
    expect([code, marker]).toEqual(['create_refused', 'job-x1']);
    expect(cause).toBeInstanceOf(InsufficientResourceError);
    expect(tries.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      CANDIDATES.map(() => ['refused', 'INSUFFICIENT_RESOURCE']),
    );
    expect(JSON.stringify(error)).not.toContain('hush');
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      marker: 'job-x1',
      tries: [{ outcome: 'refused' }, {}, {}],
    });
    expect(made()).toEqual([]);
  });

  it.each([
    ['no money', { kind: 'balance_not_enough', route: CREATE }, BalanceNotEnoughError],
    ['a key that is not accepted', { kind: 'status', route: CREATE, status: 401, reason: 'UNAUTHORIZED' }, Error],
    ['a key without the right', { kind: 'status', route: CREATE, status: 403, reason: 'FORBIDDEN' }, Error],
    ['an image that is not there', { kind: 'status', route: CREATE, status: 400, reason: 'IMAGE_NOT_FOUND' }, Error],
  ] as const)('are not tried any more after %s', async (_what, fault, errorClass) => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 1 });
    cloud.simulator.faults.add(fault);
    const error = await failure(cloud.until(cloud.api.createInstance(BASE, { candidates: CANDIDATES })));
    expect(error).toBeInstanceOf(CreateRefusedError);
    expect((error as CreateRefusedError).cause).toBeInstanceOf(errorClass);
    expect((error as CreateRefusedError).tries).toHaveLength(2);
    expect(cloud.requests(CREATE)).toBe(2);
  });

  it('wait until an unclear answer is settled: what was made is adopted', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 1 });
    cloud.simulator.faults.add({ kind: 'reset_after', route: CREATE, count: 1 });
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 12 });
    const created = await cloud.until(cloud.api.createInstance(BASE, { candidates: CANDIDATES }));
    expect(created.adopted).toBe(true);
    expect(created.tries.map(({ outcome, reason, attempts }) => [outcome, reason, attempts])).toEqual([
      ['refused', 'INSUFFICIENT_RESOURCE', 1],
      ['adopted', 'connection_failed', 1],
    ]);
    expect(made()).toEqual([['3090.8c48g', 'as-in-1', 'onDemand', 1]]);
    expect(cloud.simulator.ledger().instances[0]?.id).toBe(created.id);
  });

  it('wait until an unclear answer is settled: the same one is sent again before the next', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'reset_before', route: CREATE, count: 1 });
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 1 });
    const created = await cloud.until(cloud.api.createInstance(BASE, { candidates: CANDIDATES }));
    expect(created).toMatchObject({ attempts: 3, adopted: false });
    expect(created.tries.map(({ outcome, attempts }) => [outcome, attempts])).toEqual([
      ['refused', 2],
      ['created', 1],
    ]);
    expect(made()).toHaveLength(1);
  });

  it('are named when it is not known whether one was created', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 1 });
    cloud.simulator.faults.add({ kind: 'reset_after', route: CREATE, count: 1 });
    cloud.simulator.faults.add({ kind: 'status', route: LIST, status: 503 });
    const error = await failure(
      cloud.until(cloud.api.createInstance(BASE, { candidates: CANDIDATES, searchLimitMs: 20_000, marker: 'x1' })),
    );
    expect(error).toBeInstanceOf(CreateUnclearError);
    expect(error).toMatchObject({ marker: 'job-x1', attempts: 2 });
    expect((error as CreateUnclearError).tries.map(({ outcome }) => outcome)).toEqual(['refused', 'unclear']);
    expect(inspect(error)).toContain('job-x1');
  });

  it('are not begun after an abort', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE });
    const abort = new AbortController();
    const options = {
      candidates: CANDIDATES,
      signal: abort.signal,
      onProgress: ({ attempt }: SafeCreateProgress) => {
        if (attempt === 2) abort.abort();
      },
    };
    expect(await failure(cloud.until(cloud.api.createInstance(BASE, options)))).toBeInstanceOf(AbortedError);
    expect(cloud.requests(CREATE)).toBe(1);
  });

  it.each<[string, unknown]>([
    ['candidates', []],
    ['candidates', 'x'],
    ['candidates[0]', [null]],
    ['candidates[1].productId', [{ productId: 'a', gpuNum: 1 }, { gpuNum: 1 }]],
    ['candidates[0].gpuNum', [{ productId: 'a', gpuNum: 9 }]],
    ['candidates[0].name', [{ productId: 'a', gpuNum: 1, name: 'other' }]],
    ['candidates[0].kind', [{ productId: 'a', gpuNum: 1, kind: 'cpu' }]],
    ['candidates[0].gpus', [{ productId: 'a', gpuNum: 1, gpus: 1 }]],
  ])('are refused before any request: %s', async (argument, candidates) => {
    cloud = await SimulatedCloud.start();
    const error = await failure(cloud.api.createInstance(BASE, { candidates: candidates as CreateCandidate[] }));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });
});
