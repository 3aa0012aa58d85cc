import { describe, expect, it } from 'vitest';
import { instanceRoutes } from '../../src/v1/instance-routes.js';
import { DEFAULT_CATALOGUE } from '../../src/world/default-catalogue.js';
import { readDurations } from '../../src/world/durations.js';
import { readQuotas } from '../../src/world/quotas.js';
import { World } from '../../src/world/world.js';
import { CREATE_BODY, V1, act, call, create, detail, start, statusOf, UNTIL_RUNNING, watch } from '../cloud-caller.js';

describe('states of an instance, seen through the API', () => {
  it('goes through every state of a creation', async () => {
    const simulator = await start();
    const id = await create(simulator);
    expect(await watch(simulator, id, 60)).toEqual([
      ['toCreate', 2],
      ['creating', 5],
      ['pulling', 50],
      ['running', 3],
    ]);
  });

  it('stops, starts and restarts', async () => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(UNTIL_RUNNING);

    expect((await act(simulator, 'stop', id)).json).toEqual({ instanceId: id, state: 'toStop' });
    expect(await watch(simulator, id, 12)).toEqual([
      ['toStop', 3],
      ['stopping', 7],
      ['exited', 2],
    ]);
    expect((await act(simulator, 'start', id)).json).toEqual({ instanceId: id, state: 'toStart' });
    expect(await watch(simulator, id, 12)).toEqual([
      ['toStart', 1],
      ['starting', 9],
      ['running', 2],
    ]);
    expect((await act(simulator, 'restart', id)).json).toEqual({ instanceId: id, state: 'toRestart' });
    expect(await watch(simulator, id, 17)).toEqual([
      ['toRestart', 4],
      ['restarting', 11],
      ['running', 2],
    ]);
  });

  it.each([0, 3, 20, UNTIL_RUNNING + 1])('is deleted %i s after its creation, whatever its state', async (after) => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(after);
    expect((await act(simulator, 'delete', id)).status).toBe(200);
    expect(await watch(simulator, id, 76)).toEqual([
      ['toRemove', 6],
      ['removing', 8],
      ['removed', 60],
      ['HTTP 400', 2],
    ]);
    expect((await call(simulator, 'GET', `${V1}/gpu/instances`)).json).toMatchObject({ instances: [], total: 0 });
  });

  it('accepts a second delete without starting over', async () => {
    const simulator = await start();
    const id = await create(simulator);
    await act(simulator, 'delete', id);
    simulator.advance(6);
    expect((await act(simulator, 'delete', id)).json).toEqual({ instanceId: id, state: 'removing' });
    simulator.advance(8);
    expect(await statusOf(simulator, id)).toBe('removed');
  });

  it.each([
    ['start', 0],
    ['stop', 0],
    ['restart', 0],
    ['start', UNTIL_RUNNING],
  ])('refuses %s after %i s', async (action, after) => {
    const simulator = await start();
    const id = await create(simulator);
    simulator.advance(after);
    const before = await statusOf(simulator, id);
    const reply = await act(simulator, action, id);
    expect(reply.status).toBe(400);
    expect(reply.json).toEqual({ code: 400, reason: 'OPERATION_LIMIT', message: 'invalid state change', metadata: {} });
    expect(await statusOf(simulator, id)).toBe(before);
  });

  it('draws durations within their range', async () => {
    const simulator = await start({ durations: { toCreate: [2, 4], creating: [0, 0] } });
    const ids = await Promise.all(Array.from({ length: 30 }, () => create(simulator)));
    const countQueued = async (): Promise<number> =>
      (await Promise.all(ids.map((id) => statusOf(simulator, id)))).filter((status) => status === 'toCreate').length;
    simulator.advance(1.999);
    expect(await countQueued()).toBe(30);
    simulator.advance(1);
    expect(await countQueued()).toBeGreaterThan(0);
    expect(await countQueued()).toBeLessThan(30);
    simulator.advance(1.001);
    expect(await countQueued()).toBe(0);
  });
});

describe('bodies', () => {
  it('shows numbers, times and prices as strings', async () => {
    const simulator = await start({ startTime: 1_700_000_000_000 });
    const id = await create(simulator, {
      gpuNum: 2,
      rootfsSize: 3,
      ports: '8888/http',
      envs: [{ key: 'A', value: 'b' }],
    });
    simulator.advance(UNTIL_RUNNING);
    const { json } = await detail(simulator, id);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(json).toMatchObject({
      id,
      name: 'trainer',
      clusterId: 'us-ca-6',
      clusterName: 'US-CA-06 (California)',
      status: 'running',
      cpuNum: '32',
      memory: '124',
      gpuNum: '2',
      rootfsSize: 10,
      productName: 'RTX 4090 24GB',
      billingMode: 'onDemand',
      endTime: '-1',
      spotStatus: '',
      spotReclaimTime: '0',
      instancePrice: '70000',
      createdAt: '1700000000',
      lastStartedAt: '1700000057',
      lastStoppedAt: '0',
      envs: [{ key: 'A', value: 'b' }],
    });
    const list = await call(simulator, 'GET', `${V1}/gpu/instances`);
    expect(list.json.instances[0]).toMatchObject({ id, gpuNum: '2', portMappings: json.portMappings });
  });

  it('prices a spot instance by the spot price', async () => {
    const simulator = await start();
    const id = await create(simulator, { billingMode: 'spot' });
    expect((await detail(simulator, id)).json).toMatchObject({ spotStatus: 'running', instancePrice: '17500' });
  });

  it('leaves addresses out of the list when told to, never out of the detail', async () => {
    const simulator = await start({ listEndpoints: false });
    const id = await create(simulator, { ports: '80/http' });
    const list = await call(simulator, 'GET', `${V1}/gpu/instances`);
    expect(list.json.instances[0]?.portMappings).toEqual([{ port: 80, type: 'http' }]);
    expect((await detail(simulator, id)).json.portMappings[0]?.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    ['empty', ''],
    ['object', '{}'],
  ] as const)('answers actions with the body form %s', async (actionBody, text) => {
    const simulator = await start({ actionBody });
    const id = await create(simulator);
    const reply = await act(simulator, 'delete', id);
    expect([reply.status, reply.text]).toEqual([200, text]);
    expect(await statusOf(simulator, id)).toBe('toRemove');
  });

  it.each([
    [undefined, 400],
    [404, 404],
  ] as const)('tells a missing instance with the status %s', async (notFoundStatus, expected) => {
    const simulator = await start(notFoundStatus === undefined ? {} : { notFoundStatus });
    const reply = await detail(simulator, '0123456789abcdef');
    expect(reply.status).toBe(expected);
    expect(reply.json).toEqual({
      code: expected,
      reason: 'RESOURCE_NOT_FOUND',
      message: 'instance not found',
      metadata: {},
    });
  });

  it('names a missing instanceId', async () => {
    const simulator = await start();
    const inQuery = await call(simulator, 'GET', `${V1}/gpu/instance`);
    const inBody = await call(simulator, 'POST', `${V1}/gpu/instance/stop`, {});
    for (const reply of [inQuery, inBody]) {
      expect([reply.status, reply.json.reason]).toEqual([400, 'VALIDATOR_PARAM']);
      expect(reply.json.message).toContain('instanceId');
    }
  });
});

describe('stock', () => {
  it('is freed by a stop, taken by a start, freed by a removal', async () => {
    const simulator = await start({ stock: { 'h200-sxm.26c240g': { 'us-ca-6': 1 } } });
    const product = { productId: 'h200-sxm.26c240g' };
    const createUrl = `${V1}/gpu/instance/create`;
    const first = await create(simulator, product);
    const body = { name: 'b', gpuNum: 1, rootfsSize: 10, imageUrl: 'x', kind: 'gpu', ...product };
    const full = await call(simulator, 'POST', createUrl, body);
    expect([full.status, full.json.reason]).toEqual([400, 'INSUFFICIENT_RESOURCE']);

    simulator.advance(UNTIL_RUNNING);
    await act(simulator, 'stop', first);
    simulator.advance(9);
    expect((await call(simulator, 'POST', createUrl, body)).status).toBe(400);
    simulator.advance(1);
    const second = await create(simulator, product);

    const start1 = await act(simulator, 'start', first);
    expect([start1.status, start1.json.reason]).toEqual([400, 'INSUFFICIENT_RESOURCE']);
    expect(await statusOf(simulator, first)).toBe('exited');

    await act(simulator, 'delete', second);
    simulator.advance(14);
    expect((await act(simulator, 'start', first)).status).toBe(200);
  });
});

describe('create', () => {
  it('has its effect at once, and answers when the ports are open', async () => {
    const world = new World({
      seed: 1,
      startMs: 0,
      durations: readDurations({}),
      quotas: readQuotas({}),
      catalogue: DEFAULT_CATALOGUE,
      observer: { down: () => undefined, released: () => undefined },
    });
    let open = (): void => undefined;
    const ports = new Promise<void>((resolve) => (open = resolve));
    const [route] = instanceRoutes({
      world,
      firstPage: 1,
      actionBody: 'full',
      listEndpoints: true,
      endpointOf: () => undefined,
      logAddressOf: () => '',
      openPorts: () => ports,
    });
    const request = { method: 'POST', path: '', params: {}, query: {}, authorization: undefined };
    let isAnswered = false;
    const answer = Promise.resolve(route!.handle({ ...request, bodyText: JSON.stringify(CREATE_BODY) }));
    void answer.then(() => (isAnswered = true));
    expect(world.instances.visibleCount).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    open();
    expect((await answer).status).toBe(200);
  });
});
