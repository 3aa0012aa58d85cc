import { afterEach, describe, expect, it } from 'vitest';
import { WaitTimeoutError, type WaitOptions, type WaitProgress } from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { DETAIL, LIST, SimulatedCloud } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

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
    expect(await cloud.secondsOf(cloud.api.waitForInstance(id, { until: 'running' }))).toBe(0);
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
    const seconds = await cloud.secondsOf(waiting);
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
    expect(await cloud.secondsOf(waiting)).toBe(6);
    expect(await waiting).toMatchObject({ limit: 'startingMs', phase: 'starting' });
  });

  it('may be infinite', async () => {
    cloud = await SimulatedCloud.start({ durations: { pulling: 3_000 } });
    const id = await cloud.create();
    const waiting = cloud.api.waitForInstance(id, { phaseDeadlines: { pullingMs: Infinity } });
    expect(await cloud.secondsOf(waiting)).toBeGreaterThan(3_000);
    await expect(waiting).resolves.toMatchObject({ status: 'running' });
  });

  it('timeoutMs ends the whole wait at its moment, on a fresh look', async () => {
    cloud = await SimulatedCloud.start();
    const id = await cloud.create();
    const waiting = failure(cloud.api.waitForInstance(id, { timeoutMs: 50_000 }));
    expect(await cloud.secondsOf(waiting)).toBe(50);
    expect(await waiting).toMatchObject({ limit: 'timeoutMs', limitMs: 50_000, phase: 'pulling' });
    const lastLook = cloud.simulator.ledger().requests.at(-1)?.time ?? NaN;
    expect(cloud.clock.now() - lastLook).toBe(2_000);
  });
});
