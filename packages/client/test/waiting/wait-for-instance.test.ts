import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  ClientClosedError,
  InstanceFailedError,
  UnauthorizedError,
  WaitTimeoutError,
  type WaitOptions,
  type WaitProgress,
} from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { DETAIL, LIST, SimulatedCloud, V1 } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

/** Seconds that a promise takes to settle. */
async function secondsOf(promise: Promise<unknown>): Promise<number> {
  const beganAt = cloud.clock.now();
  await cloud.until(promise.catch(() => undefined));
  return (cloud.clock.now() - beganAt) / 1_000;
}

/** Kinds and details of what a wait told, each repetition once. */
function noted(told: readonly WaitProgress[]): string[] {
  const lines = told.map((progress) => {
    if (progress.kind === 'phase') return `${progress.phase} (${progress.status})`;
    return progress.kind === 'probe' ? `${progress.probe.type}: ${progress.detail}` : progress.kind;
  });
  return lines.filter((line, index) => line !== lines[index - 1]);
}

describe('waiting until an instance is up', () => {
  it('answers it as it runs, and tells the phases on the way', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const told: WaitProgress[] = [];
    const instance = await cloud.until(
      cloud.api.waitForInstance(id, { onProgress: (progress) => told.push(progress) }),
    );
    expect(instance).toMatchObject({ id, status: 'running' });
    expect(noted(told)).toEqual(['queued (toCreate)', 'pulling (pulling)']);
  });

  it('looks at once, by one call, when the instance is up already', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    await cloud.pass(100);
    expect(await secondsOf(cloud.api.waitForInstance(id, { until: 'running' }))).toBe(0);
    expect([cloud.requests(DETAIL), cloud.requests(LIST)]).toEqual([1, 0]);
  });

  it('does not need to see any state in between', async () => {
    cloud = await SimulatedCloud.start({ durations: { toCreate: 0, creating: 0, pulling: 0 } });
    const id = await cloud.create();
    expect(await cloud.until(cloud.api.waitForInstance(id))).toMatchObject({ status: 'running' });
  });

  it.each([
    [{ type: 'http', port: 8080 } as const, ['http: HTTP 502 instead of 200', 'http: HTTP 200']],
    [{ type: 'ssh' } as const, ['ssh: no SSH version', 'ssh: SSH-2.0-OpenSSH_9.6']],
    [{ type: 'tcp', port: 9000 } as const, ['tcp: closed at once', 'tcp: connected']],
  ])('is ready when its probe passes: %j', async (probe, details) => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ ports: '8080/http,22/tcp,9000/tcp' });
    const told: WaitProgress[] = [];
    const waiting = cloud.api.waitForInstance(id, { probes: [probe], onProgress: (progress) => told.push(progress) });
    await cloud.until(waiting);
    expect(noted(told)).toEqual(['queued (toCreate)', 'pulling (pulling)', 'probing (running)', ...details]);
    const [ledger] = cloud.simulator.ledger().instances;
    const runningAt = ledger?.states.find(({ state }) => state === 'running')?.time ?? NaN;
    expect(cloud.clock.now() - runningAt).toBeGreaterThanOrEqual(20_000);
  });

  it('tries the probes one after the other', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ ports: '8080/http,22/tcp' });
    const told: WaitProgress[] = [];
    const probes: WaitOptions['probes'] = [
      { type: 'ssh' },
      { type: 'http', port: 8080, path: '/health?x=1', expectBody: id },
    ];
    await cloud.until(cloud.api.waitForInstance(id, { probes, onProgress: (progress) => told.push(progress) }));
    expect(noted(told).slice(-3)).toEqual(['ssh: no SSH version', 'ssh: SSH-2.0-OpenSSH_9.6', 'http: HTTP 200']);
  });

  it('asks by id for addresses that lists leave out', async () => {
    cloud = await SimulatedCloud.start({ listEndpoints: false });
    const ids = [await cloud.create({ ports: '8080/http' }), await cloud.create({ ports: '22/tcp' })];
    await cloud.until(
      Promise.all([
        cloud.api.waitForInstance(ids[0]!, { probes: [{ type: 'http', port: 8080 }] }),
        cloud.api.waitForInstance(ids[1]!, { probes: [{ type: 'ssh', port: 22 }] }),
      ]),
    );
    expect(cloud.requests(DETAIL)).toBeLessThan(10);
    expect(cloud.requests(LIST)).toBeGreaterThan(5);
  });

  it('probes anew after a restart', async () => {
    cloud = await SimulatedCloud.start({ durations: { toCreate: 1, creating: 1, pulling: 1, appStart: 5 } });
    const id = await cloud.create({ ports: '22/tcp,8080/http' });
    const told: WaitProgress[] = [];
    const waiting = cloud.api.waitForInstance(id, {
      probes: [{ type: 'ssh' }, { type: 'http', port: 8080, path: '/', expectStatus: 404 }],
      onProgress: (progress) => told.push(progress),
      timeoutMs: 60_000,
    });
    const passedSsh = () => told.filter((each) => each.kind === 'probe' && each.passed).length;
    waiting.catch(() => undefined);
    await cloud.pass(15);
    expect(passedSsh()).toBe(1);
    await cloud.api.instances.restart(id);
    await failure(cloud.until(waiting));
    expect(passedSsh()).toBe(2);
  });
});

describe('waiting until an instance is down', () => {
  it('waits for the stop, and for the end of a deletion', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    await cloud.until(cloud.api.waitForInstance(id));
    await cloud.api.instances.stop(id);
    expect(await cloud.until(cloud.api.waitForInstance(id, { until: 'stopped' }))).toMatchObject({ status: 'exited' });
    await cloud.api.instances.delete(id);
    expect(await cloud.until(cloud.api.waitForInstance(id, { until: 'deleted' }))).toMatchObject({ status: 'removed' });
  });

  it('takes an instance that list and look do not know for deleted, at once', async () => {
    cloud = await SimulatedCloud.start();
    const waiting = cloud.api.waitForInstance('0123456789abcdef', { until: 'deleted' });
    const beganAt = cloud.clock.now();
    expect((await cloud.until(waiting)).toJSON()).toMatchObject({ id: '0123456789abcdef', status: 'removed' });
    expect(cloud.clock.now()).toBe(beganAt);
    expect([cloud.requests(DETAIL), cloud.requests(LIST)]).toEqual([1, 1]);
  });

  it('does not become stopped when it is deleted', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const waiting = cloud.api.waitForInstance(id, { until: 'stopped' });
    await cloud.pass(10);
    await cloud.api.instances.delete(id);
    expect(await failure(cloud.until(waiting))).toMatchObject({ reason: 'removed', until: 'stopped' });
  });
});

describe('an instance that fails', () => {
  it('ends the wait with the error of the cloud, and every status seen with its time', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const beganAt = cloud.clock.now();
    const waiting = failure(cloud.api.waitForInstance(id));
    await cloud.pass(20);
    cloud.simulator.instances.fail(id, { state: 'ErrImagePull', message: 'no such image at https://me:pw@registry' });
    const error = await cloud.until(waiting);
    expect(error).toBeInstanceOf(InstanceFailedError);
    const { history, ...rest } = error as InstanceFailedError;
    expect(rest).toMatchObject({ code: 'instance_failed', instanceId: id, reason: 'status_error', phase: 'exited' });
    expect(history.map(({ status, phase }) => [status, phase])).toEqual([
      ['toCreate', 'queued'],
      ['creating', 'queued'],
      ['pulling', 'pulling'],
      ['exited', 'exited'],
    ]);
    const times = history.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBe(beganAt);
    expect(times.at(-1)).toBeGreaterThan(beganAt + 20_000);
    expect((error as Error).message).toContain('ErrImagePull');
    expect(inspect(error) + JSON.stringify(error)).not.toContain('pw');
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      instanceId: id,
      phase: 'exited',
      reason: 'status_error',
    });
  });

  it('has failed when it exits while its probes are tried', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ ports: '8080/http' });
    const waiting = failure(cloud.api.waitForInstance(id, { probes: [{ type: 'http', port: 8080 }] }));
    await cloud.pass(70);
    cloud.simulator.instances.stop(id);
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'exited', phase: 'exited' });
  });

  it('has failed when it is stopped already and nobody starts it, and has not when somebody did', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    await cloud.until(cloud.api.waitForInstance(id));
    cloud.simulator.instances.stop(id);
    await cloud.pass(20);
    expect(await failure(cloud.until(cloud.api.waitForInstance(id)))).toMatchObject({ reason: 'exited' });
    await cloud.api.instances.start(id);
    // The list is still that of the time before the start.
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 8 });
    const both = Promise.all([cloud.api.waitForInstance(id), cloud.api.waitForInstance(await cloud.create())]);
    expect((await cloud.until(both)).map(({ status }) => status)).toEqual(['running', 'running']);
  });

  it('has failed when the spot instance is taken back', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ billingMode: 'spot', ports: '8080/http' });
    const probes: WaitOptions['probes'] = [{ type: 'http', port: 8080, expectStatus: 404 }];
    const waiting = failure(cloud.api.waitForInstance(id, { probes }));
    await cloud.pass(80);
    cloud.simulator.instances.reclaim(id, { noticeSeconds: 30 });
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'reclaimed' });
    expect(cloud.simulator.ledger().instances[0]?.states.map(({ state }) => state)).toContain('toStop');
  });

  it('goes on after the notice that a spot instance will be taken back', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create({ billingMode: 'spot' });
    await cloud.pass(80);
    cloud.simulator.instances.reclaim(id, { noticeSeconds: 3_600 });
    expect(await cloud.until(cloud.api.waitForInstance(id))).toMatchObject({ spotStatus: 'notified' });
  });

  it('has failed when it is deleted', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const waiting = failure(cloud.api.waitForInstance(id));
    await cloud.pass(5);
    await cloud.api.instances.delete(id);
    expect(await cloud.until(waiting)).toMatchObject({ reason: 'removed', phase: 'removing' });
  });

  it.each([1, 2])('is gone when list and look agree that it has vanished, of %i', async (count) => {
    cloud = await SimulatedCloud.start();
    const ids = await Promise.all(Array.from({ length: count }, () => cloud.create()));
    const waits = ids.map((id) => failure(cloud.api.waitForInstance(id, { until: 'stopped' })));
    await cloud.pass(10);
    for (const id of ids) cloud.simulator.instances.vanish(id);
    for (const error of await cloud.until(Promise.all(waits))) {
      expect(error).toMatchObject({ code: 'instance_failed', reason: 'vanished', phase: 'pulling' });
    }
    // What one look has missed is asked of the other at once.
    const { requests } = cloud.simulator.ledger();
    const last = (route: string) => requests.findLast((request) => request.route === route)?.time;
    expect(last(LIST)).toBe(last(DETAIL));
  });

  it('is missed for 30 seconds when it was never seen, because lists may lag', async () => {
    cloud = await SimulatedCloud.start();
    const error = failure(cloud.api.waitForInstance('0123456789abcdef'));
    const seconds = await secondsOf(error);
    expect(seconds).toBeGreaterThanOrEqual(30);
    expect(seconds).toBeLessThan(65);
    expect(await error).toMatchObject({ reason: 'vanished', phase: 'unknown', history: [] });
  });

  it('is not gone while only a list misses it', async () => {
    cloud = await SimulatedCloud.start();
    const ids = [await cloud.create(), await cloud.create()];
    cloud.simulator.faults.add({ kind: 'stale_list', seconds: 45 });
    const instances = await cloud.until(Promise.all(ids.map((id) => cloud.api.waitForInstance(id))));
    expect(instances.map(({ status }) => status)).toEqual(['running', 'running']);
  });
});

describe('deadlines', () => {
  it.each([
    ['queuedMs', 'queued', { creating: 10_000 }, 0],
    ['pullingMs', 'pulling', { pulling: 10_000 }, 7],
    ['probingMs', 'probing', { appStart: 10_000 }, 67],
  ] as const)('%s ends a wait that stays in its phase', async (limit, phase, durations, begins) => {
    cloud = await SimulatedCloud.start({
      durations: { toCreate: 2, creating: 5, pulling: 60, ...durations },
    });
    const id = await cloud.create({ ports: '8080/http' });
    const waiting = failure(
      cloud.api.waitForInstance(id, {
        probes: [{ type: 'http', port: 8080 }],
        phaseDeadlines: { [limit]: 90_000 },
        maxPollMs: 1_000,
      }),
    );
    const seconds = await secondsOf(waiting);
    expect(seconds).toBeGreaterThanOrEqual(begins + 90);
    expect(seconds).toBeLessThan(begins + 92);
    const error = await waiting;
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error).toMatchObject({ code: 'wait_timeout', instanceId: id, limit, limitMs: 90_000, phase });
    expect((error as WaitTimeoutError).history.at(-1)?.at).toBeInstanceOf(Date);
    if (phase === 'probing') expect((error as Error).message).toContain('HTTP 502 instead of 200');
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ instanceId: id, limit, phase });
  });

  it('startingMs ends a wait for a start', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    await cloud.until(cloud.api.waitForInstance(id));
    cloud.simulator.instances.stop(id);
    await cloud.pass(20);
    await cloud.api.instances.start(id);
    const waiting = failure(cloud.api.waitForInstance(id, { phaseDeadlines: { startingMs: 6_000 } }));
    expect(await secondsOf(waiting)).toBe(6);
    expect(await waiting).toMatchObject({ limit: 'startingMs', phase: 'starting' });
  });

  it('may be infinite', async () => {
    cloud = await SimulatedCloud.start({ durations: { pulling: 3_000 } });
    const id = await cloud.create();
    const waiting = cloud.api.waitForInstance(id, { phaseDeadlines: { pullingMs: Infinity } });
    expect(await secondsOf(waiting)).toBeGreaterThan(3_000);
    await expect(waiting).resolves.toMatchObject({ status: 'running' });
  });

  it('timeoutMs ends the whole wait at its moment, on a fresh look', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const waiting = failure(cloud.api.waitForInstance(id, { timeoutMs: 50_000 }));
    expect(await secondsOf(waiting)).toBe(50);
    expect(await waiting).toMatchObject({ limit: 'timeoutMs', limitMs: 50_000, phase: 'pulling' });
    const lastLook = cloud.simulator.ledger().requests.at(-1)?.time ?? NaN;
    expect(cloud.clock.now() - lastLook).toBe(2_000);
  });
});

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
    expect(await secondsOf(waiting)).toBe(60);
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
