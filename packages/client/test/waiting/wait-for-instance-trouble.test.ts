import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  ClientClosedError,
  UnauthorizedError,
  type WaitOptions,
  type WaitProgress,
} from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { DETAIL, LIST, SimulatedCloud, V1 } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

describe('trouble on the way to the cloud', () => {
  it('is told and does not end a wait', async () => {
    cloud = await SimulatedCloud.start({}, { maxRetries: 0 });
    const ids = [await cloud.create(), await cloud.create()];
    cloud.simulator.faults.add({ kind: 'status', route: LIST, status: 503, count: 4 });
    cloud.simulator.faults.add({ kind: 'bad_body', route: LIST, form: 'not_json', count: 1 });
    const told: WaitProgress[] = [];
    const waits = ids.map((id) => cloud.api.waitForInstance(id, { onProgress: (progress) => told.push(progress) }));
    await cloud.until(Promise.all(waits));
    const errors = told.flatMap((progress) => (progress.kind === 'look_failed' ? [progress.error] : []));
    expect(errors.map((error) => (error as { code?: string }).code)).toEqual([
      ...Array.from({ length: 8 }, () => 'server_error'),
      ...Array.from({ length: 2 }, () => 'decode_failed'),
    ]);
  });

  it('keeps deadlines', async () => {
    cloud = await SimulatedCloud.start({}, { maxRetries: 0 });
    const id = await cloud.create();
    cloud.simulator.faults.add({ kind: 'reset_before', route: '*' });
    const waiting = failure(cloud.api.waitForInstance(id, { timeoutMs: 60_000 }));
    expect(await cloud.secondsOf(waiting)).toBe(60);
    expect(await waiting).toMatchObject({ code: 'wait_timeout', history: [], phase: 'unknown' });
  });

  it('waits for as long as the cloud asks', async () => {
    cloud = await SimulatedCloud.start({}, { maxRetryAfterMs: 1_000 });
    const id = await cloud.create();
    const before = cloud.requests(DETAIL);
    cloud.simulator.faults.add({ kind: 'status', route: DETAIL, status: 503, retryAfter: '300', count: 1 });
    const waiting = cloud.api.waitForInstance(id);
    await cloud.pass(299);
    expect(cloud.requests(DETAIL) - before).toBe(1);
    await cloud.until(waiting);
    expect(cloud.requests(DETAIL) - before).toBe(2);
  });

  it('ends all waits when the key is refused', async () => {
    cloud = await SimulatedCloud.start();
    const ids = [await cloud.create(), await cloud.create()];
    cloud.simulator.faults.add({ kind: 'status', route: LIST, status: 401, reason: 'UNAUTHORIZED' });
    const errors = await cloud.until(Promise.all(ids.map((id) => failure(cloud.api.waitForInstance(id)))));
    for (const error of errors) expect(error).toBeInstanceOf(UnauthorizedError);
    await cloud.client.close();
    expect(cloud.clock.pending).toBe(0);
  });

  it('ends a wait when the edge refuses it', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    cloud.simulator.faults.add({ kind: 'edge_block', route: `GET ${V1}/*` });
    expect(await failure(cloud.until(cloud.api.waitForInstance(id)))).toMatchObject({ code: 'forbidden' });
  });

  it('ends a wait when the client is closed', async () => {
    cloud = await SimulatedCloud.start();
    const waiting = failure(cloud.api.waitForInstance(await cloud.create()));
    await cloud.pass(1);
    await cloud.client.close();
    expect(await cloud.until(waiting)).toBeInstanceOf(ClientClosedError);
  });
});

describe('the end of a wait', () => {
  it('comes at once with an abort, and leaves no timer and no listener', async () => {
    cloud = await SimulatedCloud.start();
    const ids = await Promise.all(Array.from({ length: 20 }, () => cloud.create({ ports: '8080/http' })));
    const abort = new AbortController();
    const probes: WaitOptions['probes'] = [{ type: 'http', port: 8080, expectStatus: 404 }];
    const waits = ids.map((id) => failure(cloud.api.waitForInstance(id, { signal: abort.signal, probes })));
    await cloud.pass(100);
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
    expect(cloud.clock.pending).toBeGreaterThan(0);
    abort.abort(new Error('enough'));
    for (const error of await cloud.until(Promise.all(waits))) {
      expect(error).toBeInstanceOf(AbortedError);
      expect((error as AbortedError).cause).toMatchObject({ message: 'enough' });
    }
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
    // The client has a timer of its own until it is closed.
    await cloud.client.close();
    expect(cloud.clock.pending).toBe(0);
  });

  it('is there before any request when the signal is aborted already', async () => {
    cloud = await SimulatedCloud.start();
    const error = await failure(cloud.api.waitForInstance('a', { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortedError);
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });

  it('can be made from inside a callback, and what a callback throws ends that wait alone', async () => {
    cloud = await SimulatedCloud.start();
    const ids = [await cloud.create(), await cloud.create(), await cloud.create()];
    const abort = new AbortController();
    const mistake = new RangeError('a mistake');
    const [aborted, thrown, good] = await cloud.until(
      Promise.all([
        failure(cloud.api.waitForInstance(ids[0]!, { signal: abort.signal, onProgress: () => abort.abort() })),
        failure(
          cloud.api.waitForInstance(ids[1]!, {
            onProgress: () => {
              throw mistake;
            },
          }),
        ),
        cloud.api.waitForInstance(ids[2]!),
      ]),
    );
    expect(aborted).toBeInstanceOf(AbortedError);
    expect(thrown).toBe(mistake);
    expect(good).toMatchObject({ status: 'running' });
  });
});

it.each<[string, unknown]>([
  ['untill', { untill: 'ready' }],
  ['until', { until: 'gone' }],
  ['timeoutMs', { timeoutMs: -1 }],
  ['timeoutMs', { timeoutMs: NaN }],
  ['maxPollMs', { maxPollMs: 999 }],
  ['maxPollMs', { maxPollMs: Infinity }],
  ['phaseDeadlines.pullingMs', { phaseDeadlines: { pullingMs: 0 } }],
  ['phaseDeadlines.pulling', { phaseDeadlines: { pulling: 1 } }],
  ['probes', { probes: {} }],
  ['probes', { until: 'running', probes: [{ type: 'ssh' }] }],
  ['probes[0].type', { probes: [{ type: 'udp', port: 1 }] }],
  ['probes[0].type', { probes: [null] }],
  ['probes[0].port', { probes: [{ type: 'tcp' }] }],
  ['probes[1].port', { probes: [{ type: 'ssh' }, { type: 'http', port: 65_536 }] }],
  ['probes[0].path', { probes: [{ type: 'http', port: 80, path: 'health' }] }],
  ['probes[0].path', { probes: [{ type: 'tcp', port: 80, path: '/' }] }],
  ['probes[0].expectStatus', { probes: [{ type: 'http', port: 80, expectStatus: 99 }] }],
  ['probes[0].expectBody', { probes: [{ type: 'http', port: 80, expectBody: '' }] }],
  ['probes[0].headers.x', { probes: [{ type: 'http', port: 80, headers: { x: 'a\r\nb: secret' } }] }],
  ['probes[0].intervalMs', { probes: [{ type: 'ssh', intervalMs: 0 }] }],
  ['probes[0].timeoutMs', { probes: [{ type: 'ssh', timeoutMs: '1' }] }],
])('refuses %s before any request: %j', async (argument, options) => {
  cloud = await SimulatedCloud.start();
  const error = await failure(cloud.api.waitForInstance('a', options as WaitOptions));
  expect(error).toMatchObject({ code: 'invalid_argument', argument });
  expect((error as Error).message).toContain(argument.split('.').at(-1));
  expect(inspect(error)).not.toContain('secret');
  expect(cloud.simulator.ledger().requestsTotal).toBe(0);
});

it('refuses an id that is none', async () => {
  cloud = await SimulatedCloud.start();
  expect(await failure(cloud.api.waitForInstance(''))).toMatchObject({ argument: 'id' });
});
