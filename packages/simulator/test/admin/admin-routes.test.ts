import { describe, expect, it } from 'vitest';
import { CREATE_BODY, V1, call, create, detail, start, statusOf, UNTIL_RUNNING } from '../cloud-caller.js';

const ADMIN = '/_simulator';

describe('admin routes', () => {
  it('need no key', async () => {
    const simulator = await start();
    for (const path of ['ledger', 'summary', 'clock', 'faults']) {
      expect((await call(simulator, 'GET', `${ADMIN}/${path}`, undefined, {})).status).toBe(200);
    }
  });

  it('move a stepped clock', async () => {
    const simulator = await start({ startTime: 1000 });
    expect((await call(simulator, 'GET', `${ADMIN}/clock`)).json).toEqual({ mode: 'stepped', speed: 0, now: 1000 });
    const moved = await call(simulator, 'POST', `${ADMIN}/clock/advance`, { seconds: 2.5 });
    expect(moved.json).toEqual({ mode: 'stepped', speed: 0, now: 3500 });
  });

  it('do not move a clock that runs', async () => {
    const simulator = await start({ clock: 'real', speed: 60, startTime: 1000, timeSource: () => 0 });
    expect(simulator.clock()).toEqual({ mode: 'accelerated', speed: 60, now: 1000 });
    const reply = await call(simulator, 'POST', `${ADMIN}/clock/advance`, { seconds: 1 });
    expect([reply.status, reply.json.message]).toEqual([400, expect.stringContaining('accelerated')]);
    expect(() => simulator.advance(1)).toThrow('accelerated');
  });

  it.each([
    ['clock/advance', { seconds: 1, minutes: 1 }, 'minutes'],
    ['clock/advance', { seconds: -1 }, 'seconds'],
    ['clock/advance', { seconds: '1' }, 'seconds'],
    ['clock/advance', {}, 'seconds'],
    ['instances/ID/vanish', { now: true }, 'now'],
    ['instances/ID/stop', { force: true }, 'force'],
    ['instances/ID/fail', { state: 'x', message: 'y', code: 1 }, 'code'],
    ['instances/ID/fail', { state: 'x' }, 'message'],
    ['faults', { kind: 'latency', ms: 1, seconds: 2 }, 'seconds'],
    ['faults', { kind: 'latency' }, 'ms'],
    ['faults', { kind: 'earthquake' }, 'earthquake'],
    ['faults', {}, 'kind'],
    ['faults', { kind: 'reset_before', count: 0 }, 'count'],
    ['faults', { kind: 'reset_before', probability: 2 }, 'probability'],
    ['faults', { kind: 'reset_before', status: 500 }, 'status'],
    ['faults', { kind: 'reset_before', route: 'GET /nowhere' }, 'route'],
    ['faults', { kind: 'status', status: 99 }, 'status'],
    ['faults', { kind: 'status', status: 500, body: 'xml' }, 'body'],
    ['faults', [], 'fault'],
  ])('refuse %s with %j, naming %s', async (path, body, named) => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(UNTIL_RUNNING);
    const reply = await call(simulator, 'POST', `${ADMIN}/${path.replace('ID', id)}`, body);
    expect([reply.status, reply.json.reason]).toEqual([400, 'VALIDATOR_PARAM']);
    expect(reply.json.message).toContain(named);
    expect(await statusOf(simulator, id)).toBe('running');
    expect(simulator.faults.list()).toEqual([]);
    expect(simulator.clock().now).toBe(Date.UTC(2026, 0, 1) + UNTIL_RUNNING * 1000);
  });

  it('let an instance vanish: not there, not listed, not billed, its GPUs free', async () => {
    const simulator = await start({ stock: 1 });
    const id = await create(simulator, { clusterId: 'us-ca-6' });
    simulator.advance(17);
    expect((await call(simulator, 'POST', `${ADMIN}/instances/${id}/vanish`)).status).toBe(200);
    expect((await detail(simulator, id)).status).toBe(400);
    expect((await call(simulator, 'GET', `${V1}/gpu/instances`)).json.total).toBe(0);
    simulator.advance(100);
    expect(simulator.ledger().instances[0]).toMatchObject({
      state: 'vanished',
      billedSeconds: 10,
      stillBilling: false,
    });
    await create(simulator, { clusterId: 'us-ca-6' });
  });

  it('let an instance fail, and a start clears the error', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(17);
    const error = { state: 'pullFailed', message: 'no such image' };
    expect((await call(simulator, 'POST', `${ADMIN}/instances/${id}/fail`, error)).status).toBe(200);
    simulator.advance(100);
    expect((await detail(simulator, id)).json).toMatchObject({ status: 'exited', statusError: error });
    expect(simulator.ledger().instances[0]).toMatchObject({ billedSeconds: 10, stillBilling: false });
    await call(simulator, 'POST', `${V1}/gpu/instance/start`, { instanceId: id });
    expect((await detail(simulator, id)).json.statusError).toEqual({ state: '', message: '' });
  });

  it('stop an instance from outside', async () => {
    const simulator = await start();
    const id = await create(simulator);
    expect((await call(simulator, 'POST', `${ADMIN}/instances/${id}/stop`)).status).toBe(400);
    simulator.advance(UNTIL_RUNNING);
    expect((await call(simulator, 'POST', `${ADMIN}/instances/${id}/stop`)).status).toBe(200);
    simulator.advance(10);
    expect(await statusOf(simulator, id)).toBe('exited');
  });

  it('answer 404 for what is not there', async () => {
    const simulator = await start();
    for (const [method, path] of [
      ['POST', 'instances/none/vanish'],
      ['DELETE', 'faults/fault-9'],
      ['GET', 'nothing'],
    ] as const) {
      expect((await call(simulator, method, `${ADMIN}/${path}`)).status).toBe(404);
    }
  });

  it('do the same as the methods of the simulator', async () => {
    const simulator = await start();
    const id = (await call(simulator, 'POST', `${V1}/gpu/instance/create`, CREATE_BODY)).json.id;
    simulator.advance(UNTIL_RUNNING);
    simulator.instances.stop(id);
    expect(await statusOf(simulator, id)).toBe('toStop');
    simulator.instances.fail(id, { state: 'a', message: 'b' });
    expect(await statusOf(simulator, id)).toBe('exited');
    simulator.instances.vanish(id);
    expect(await statusOf(simulator, id)).toBe('HTTP 400');
    expect(() => simulator.instances.vanish(id)).toThrow('instance not found');
  });
});
