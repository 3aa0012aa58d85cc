import type { ServerResponse } from 'node:http';
import { seededRandom } from '@novita-fleet/testkit';
import type { FaultSpec } from '@novita-fleet/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  CreateUnclearError,
  InsufficientResourceError,
  NovitaApiService,
  type CreateInstancesOptions,
  type CreateResult,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until } from '../loopback-server.js';
import { CREATE, LIST, REQUEST, SimulatedCloud } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

const requestsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...REQUEST, name: `job-${index}` }));

/** What exists in the cloud under a name. */
function named(name: string): string[] {
  const gone = ['toRemove', 'removing', 'removed', 'gone'];
  const all = cloud.simulator.ledger().instances;
  return all.filter((instance) => instance.name === name && !gone.includes(instance.state)).map(({ id }) => id);
}

describe('createInstances', () => {
  it('answers one result for each request, in their order', async () => {
    cloud = await SimulatedCloud.start();
    const requests = requestsOf(10);
    const results = await cloud.until(cloud.api.createInstances(requests));
    expect(results).toHaveLength(10);
    for (const [index, result] of results.entries()) {
      expect(result).toMatchObject({ ok: true, request: requests[index], instance: { attempts: 1 } });
      if (result.ok) expect(named(result.instance.name)).toEqual([result.instance.id]);
    }
  });

  it('has nothing to do for no requests', async () => {
    cloud = await SimulatedCloud.start();
    expect(await cloud.api.createInstances([])).toEqual([]);
  });

  it.each([1, 3, undefined])('has as many under way as it may, and no more: %s', async (concurrency) => {
    cloud = await SimulatedCloud.start();
    const held: ServerResponse[] = [];
    const { client, server } = await harness((response) => held.push(response));
    const api = new NovitaApiService(client);
    const creating = api.createInstances(requestsOf(7), concurrency === undefined ? {} : { concurrency });
    const most = concurrency ?? 4;
    for (let answered = 0; answered < 7; answered += 1) {
      await until(() => server.seen.length === Math.min(7, answered + most));
      for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(server.seen).toHaveLength(Math.min(7, answered + most));
      json(held[answered]!, { id: `i${answered}` });
    }
    expect((await creating).map(({ ok }) => ok)).toEqual(Array.from({ length: 7 }, () => true));
    await closeAll();
  });

  it('goes on after a refusal, and says what was refused', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 2 });
    const results = await cloud.until(cloud.api.createInstances(requestsOf(5), { concurrency: 1 }));
    expect(results.map(({ ok }) => ok)).toEqual([false, false, true, true, true]);
    const [first] = results;
    expect(first).toMatchObject({ ok: false, outcome: 'refused', marker: 'job-0-nfm1' });
    expect(first).toHaveProperty('error', expect.any(InsufficientResourceError));
  });

  it('tries candidates for each request', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 3 });
    const candidates = [{ clusterId: 'us-ca-6' }, { clusterId: 'as-sgp-2' }, { clusterId: 'cn-hongkong-1' }];
    const results = await cloud.until(cloud.api.createInstances(requestsOf(2), { concurrency: 1, candidates }));
    expect(results).toMatchObject([
      { ok: false, outcome: 'refused', error: { code: 'create_refused', tries: [{}, {}, {}] } },
      { ok: true, instance: { tries: [{ candidate: { clusterId: 'us-ca-6' }, outcome: 'created' }] } },
    ]);
  });

  it('tells each result as soon as it is known, whatever the callback does', async () => {
    cloud = await SimulatedCloud.start();
    const told: [number, CreateResult][] = [];
    const results = await cloud.until(
      cloud.api.createInstances(requestsOf(6), {
        onResult: (result, index) => {
          told.push([index, result]);
          throw new Error('a mistake');
        },
      }),
    );
    expect(told.map(([index]) => index).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const [index, result] of told) expect(results[index]).toBe(result);
  });

  it('loses no id and no marker when it is aborted in the middle', async () => {
    cloud = await SimulatedCloud.start();
    cloud.simulator.faults.add({ kind: 'status', route: LIST, status: 503 });
    const abort = new AbortController();
    let known = 0;
    const creating = cloud.api.createInstances(requestsOf(10), {
      concurrency: 2,
      signal: abort.signal,
      onResult: () => {
        known += 1;
        // From now on answers are lost, and what they made cannot be found.
        if (known === 4) cloud.simulator.faults.add({ kind: 'reset_after', route: CREATE });
      },
    });
    await cloud.pass(5);
    abort.abort();
    const results = await cloud.until(creating);
    expect(results).toHaveLength(10);
    expect(results.map((result) => (result.ok ? 'created' : result.outcome))).toEqual([
      ...['created', 'created', 'created', 'created', 'unclear', 'unclear'],
      ...['not_begun', 'not_begun', 'not_begun', 'not_begun'],
    ]);
    for (const result of results) {
      const name = result.ok ? result.instance.name : result.marker;
      const ids = named(name);
      if (result.ok) expect(ids).toEqual([result.instance.id]);
      else if (result.outcome === 'unclear') {
        expect(result.error).toBeInstanceOf(CreateUnclearError);
        expect(ids).toHaveLength(1);
      } else {
        expect(result.error).toBeInstanceOf(AbortedError);
        expect(ids).toHaveLength(0);
      }
    }
    expect(cloud.simulator.summary().instancesCreated).toBe(6);
  });

  it('has begun nothing when it is aborted before', async () => {
    cloud = await SimulatedCloud.start();
    const results = await cloud.api.createInstances(requestsOf(3), { signal: AbortSignal.abort() });
    expect(results).toMatchObject(Array.from({ length: 3 }, () => ({ ok: false, outcome: 'not_begun' })));
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });

  it('makes exactly one instance for each request under losses, resets and refusals, and knows every id', async () => {
    cloud = await SimulatedCloud.start();
    const random = seededRandom(11);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    for (let faults = 0; faults < 60; faults += 1) {
      const kind = pick<FaultSpec>([
        { kind: 'reset_before' },
        { kind: 'reset_after' },
        { kind: 'status', status: 502, body: 'html' },
        { kind: 'lost_answer_status', status: 504 },
        { kind: 'bad_body', form: 'not_json' },
        { kind: 'insufficient_resource' },
      ]);
      cloud.simulator.faults.add({ ...kind, route: CREATE, count: 1, probability: 0.4 });
    }
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 10 });
    const candidates = [{}, { clusterId: 'as-sgp-2' }, { productId: '3090.8c48g' }, { productId: '5090.16c96g' }];
    const results = await cloud.until(cloud.api.createInstances(requestsOf(60), { candidates, concurrency: 8 }));
    const outcomes = { created: 0, adopted: 0, failed: 0, fellBack: 0 };
    for (const result of results) {
      if (!result.ok) {
        outcomes.failed += 1;
        if (result.outcome === 'refused') expect(named(result.marker)).toEqual([]);
        continue;
      }
      const { instance } = result;
      expect(named(instance.name)).toEqual([instance.id]);
      outcomes[instance.adopted ? 'adopted' : 'created'] += 1;
      if (instance.tries.length > 1) outcomes.fellBack += 1;
    }
    const ids = results.flatMap((result) => (result.ok ? [result.instance.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    // Nothing exists that no result tells of.
    const told = results.map((result) => (result.ok ? result.instance.name : result.marker));
    for (const { name } of cloud.simulator.ledger().instances) expect(told).toContain(name);
    // The run must have met what it is about.
    expect(outcomes.adopted).toBeGreaterThan(5);
    expect(outcomes.fellBack).toBeGreaterThan(2);
    expect(outcomes.created).toBeGreaterThan(20);
  });

  it.each<[string, unknown[], CreateInstancesOptions | object]>([
    ['concurrency', [], { concurrency: 0 }],
    ['concurrency', [], { concurrency: 65 }],
    ['marker', [], { marker: 'x' }],
    ['requests[2].gpuNum', [REQUEST, REQUEST, { ...REQUEST, gpuNum: 9 }], {}],
    ['requests[1].name', [REQUEST, { ...REQUEST, name: 'n'.repeat(252) }], {}],
    ['requests[0].kind', [null], {}],
    ['settleMs', [REQUEST], { settleMs: -1 }],
  ])('refuses %s before any request', async (argument, requests, options) => {
    cloud = await SimulatedCloud.start();
    const error = await failure(cloud.api.createInstances(requests as (typeof REQUEST)[], options));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });
});
