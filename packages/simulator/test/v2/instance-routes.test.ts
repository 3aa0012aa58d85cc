import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { CREATE_BODY, UNTIL_RUNNING, act, call, create, detail, start, statusOf, type Reply } from '../cloud-caller.js';

const INSTANCES = '/gpus/v2/instances';

const BODY = {
  name: 'second',
  product_id: CREATE_BODY.productId,
  image: 'library/python:3.12',
  billing: { mode: 'postpaid' },
  resource: { rootfs_size_gb: 60, gpu_num: 2 },
};

interface V2Body {
  id: string;
  status: { status: string; error: string; message: string };
  billing: { mode: string; prepaid?: { months: number; end_time: number; auto_renew: unknown } };
  ports: { port: number; protocol: string; endpoint: string }[];
  tools: { log: { instance_endpoint: string; system_endpoint: string }; web_terminal: { enabled: boolean } };
  data: (V2Body & { name: string; pricing: Record<string, unknown> })[];
  next_cursor: string;
  has_more: boolean;
  last_started_at: number;
  last_stopped_at: number;
  resource_specs: Record<string, unknown>;
  region: string;
  auto_migrate: unknown;
}

function v2(reply: Reply): V2Body {
  return reply.json as unknown as V2Body;
}

async function show(simulator: Simulator, id: string): Promise<V2Body> {
  return v2(await call(simulator, 'GET', `${INSTANCES}/${id}`));
}

function put(simulator: Simulator, id: string, action: string, body?: unknown): Promise<Reply> {
  return call(simulator, 'PUT', `${INSTANCES}/${id}/${action}`, body);
}

async function createV2(simulator: Simulator, fields: Record<string, unknown> = {}): Promise<string> {
  const reply = await call(simulator, 'POST', INSTANCES, { ...BODY, ...fields });
  expect(reply.status, reply.text).toBe(200);
  return reply.json.id;
}

describe('the same instance in v1 and v2', () => {
  it('is shown by each in its own spelling', async () => {
    const simulator = await start({ portGateway: false });
    const id = await create(simulator, { ports: '8000/http', envs: [{ key: 'A', value: '1' }] });
    simulator.advance(UNTIL_RUNNING);
    const { json } = await detail(simulator, id);
    const shown = await show(simulator, id);
    const seconds = Math.floor(simulator.clock().now / 1000);
    expect(json).toMatchObject({ status: 'running', cpuNum: '16', lastStartedAt: String(seconds), lastStoppedAt: '0' });
    expect(shown).toMatchObject({
      id,
      status: { status: 'running', error: '', message: '' },
      billing: { mode: 'postpaid' },
      resource_specs: { rootfs_size_gb: 60, gpu_num: 1, cpu_num: 16, memory_gb: 62 },
      region: json.clusterId,
      last_started_at: seconds,
      last_stopped_at: 0,
    });
    expect(shown.ports).toEqual([{ port: 8000, protocol: 'http', endpoint: json.portMappings[0]?.endpoint }]);
  });

  it('has its two log addresses swapped in v2', async () => {
    const simulator = await start();
    const id = await create(simulator);
    const { connectComponentLog: log } = (await detail(simulator, id)).json as unknown as {
      connectComponentLog: { systemLogAddress: string; instanceLogAddress: string };
    };
    expect(log.systemLogAddress).not.toBe(log.instanceLogAddress);
    expect((await show(simulator, id)).tools.log).toEqual({
      instance_endpoint: log.systemLogAddress,
      system_endpoint: log.instanceLogAddress,
    });
  });

  it('can be created by one and deleted by the other', async () => {
    const simulator = await start();
    const first = await createV2(simulator);
    const second = await create(simulator);
    expect(await statusOf(simulator, first)).toBe('toCreate');
    expect((await act(simulator, 'delete', first)).status).toBe(200);
    const deleted = await call(simulator, 'DELETE', `${INSTANCES}/${second}`);
    expect([deleted.status, deleted.text]).toEqual([200, '{}']);
    expect((await show(simulator, first)).status.status).toBe('toRemove');
    expect(await statusOf(simulator, second)).toBe('toRemove');
  });

  it('tells of a failure in its status object', async () => {
    const simulator = await start();
    const id = await createV2(simulator);
    simulator.instances.fail(id, { state: 'imagePullFailed', message: 'no such image' });
    expect((await show(simulator, id)).status).toEqual({
      status: 'exited',
      error: 'imagePullFailed',
      message: 'no such image',
    });
  });
});

describe('actions by PUT', () => {
  it('stop, start and restart, refused in the wrong state', async () => {
    const simulator = await start();
    const id = await createV2(simulator);
    expect((await put(simulator, id, 'stop')).json).toMatchObject({ code: 400, message: 'invalid state change' });
    simulator.advance(UNTIL_RUNNING);
    expect((await put(simulator, id, 'restart')).text).toBe('{}');
    simulator.advance(100);
    await put(simulator, id, 'stop', {});
    simulator.advance(100);
    expect((await show(simulator, id)).status.status).toBe('exited');
    await put(simulator, id, 'start');
    expect((await show(simulator, id)).status.status).toBe('toStart');
  });

  it('migrate, upgrade, ports, disk and web terminal', async () => {
    const simulator = await start();
    const id = await createV2(simulator, { tools: { jupyter: { enabled: true } } });
    simulator.advance(UNTIL_RUNNING);
    expect((await put(simulator, id, 'ports', { ports: [{ port: 9000, protocol: 'tcp' }] })).text).toBe('{}');
    expect((await put(simulator, id, 'rootfs-expand', { rootfs_size_expand_gb: 5 })).text).toBe('{}');
    expect((await put(simulator, id, 'web-terminal', { enable: true })).text).toBe('{}');
    expect((await put(simulator, id, 'auto-migrate', { auto_migrate: { enabled: true } })).text).toBe('{}');
    simulator.advance(600);
    const shown = await show(simulator, id);
    expect(shown.ports.map(({ port, protocol }) => [port, protocol])).toEqual([
      [9000, 'tcp'],
      [8888, 'http'],
    ]);
    expect(shown).toMatchObject({
      resource_specs: { rootfs_size_gb: 65, gpu_num: 2 },
      tools: { web_terminal: { enabled: true } },
      auto_migrate: { enabled: true, include_system_disk: false },
    });
    expect((await put(simulator, id, 'upgrade', { image: 'library/node:22' })).text).toBe('{}');
    expect((await show(simulator, id)).status.status).toBe('toReset');
    simulator.advance(600);
    await put(simulator, id, 'stop');
    simulator.advance(100);
    expect((await put(simulator, id, 'migrate', { save_data: true })).text).toBe('{}');
    expect((await show(simulator, id)).status.status).toBe('migrating');
  });

  it('renew, auto-renew and billing-mode', async () => {
    const simulator = await start();
    const id = await createV2(simulator);
    simulator.advance(UNTIL_RUNNING);
    expect((await put(simulator, id, 'renew', { months: 1 })).json.reason).toBe('UNSUPPORTED_BILLING_MODE');
    expect((await put(simulator, id, 'billing-mode', { type: 'spot' })).json.reason).toBe('UNSUPPORTED_BILLING_MODE');
    expect((await put(simulator, id, 'billing-mode', { type: 'prepaid', months: 1 })).text).toBe('{}');
    const before = (await show(simulator, id)).billing;
    expect(before).toMatchObject({ mode: 'prepaid', prepaid: { auto_renew: { enabled: false } } });
    expect((await put(simulator, id, 'auto-renew', { auto_renew: { enabled: true, months: 3 } })).text).toBe('{}');
    expect((await put(simulator, id, 'renew', { months: 1 })).text).toBe('{}');
    const { prepaid } = (await show(simulator, id)).billing;
    expect(prepaid?.auto_renew).toEqual({ enabled: true, months: 3, status: 'active' });
    expect(prepaid!.end_time - before.prepaid!.end_time).toBeGreaterThan(27 * 86_400);
  });

  it('of nobody are 400, or 404 by the switch', async () => {
    const simulator = await start();
    expect((await put(simulator, 'nobody', 'start')).status).toBe(400);
    const strict = await start({ notFoundStatus: 404 });
    expect((await put(strict, 'nobody', 'start')).status).toBe(404);
  });
});

describe('create in v2', () => {
  it.each([
    [{ name: undefined }, 'name'],
    [{ product_id: 'none' }, 'product_id'],
    [{ billing: {} }, 'billing.mode'],
    [{ billing: { mode: 'monthly' } }, 'billing.mode'],
    [{ resource: { rootfs_size_gb: 60 } }, 'resource.gpu_num'],
    [{ resource: { rootfs_size_gb: 60, gpu_num: 9 } }, 'resource.gpu_num'],
    [{ resource: { rootfs_size_gb: 6000, gpu_num: 1 } }, 'resource.rootfs_size_gb'],
    [{ ports: [{ port: 80, protocol: 'udp' }] }, 'ports[0].protocol'],
    [{ ports: [{ port: 2222, protocol: 'tcp' }] }, 'ports'],
    [{ candidate_regions: ['mars'] }, 'candidate_regions'],
    [{ auto_migrate: {} }, 'auto_migrate.enabled'],
    [{ volumes: [{ type: 'network', id: 'x' }] }, 'volumes[0].mount_point'],
  ])('refuses %j', async (fields, named) => {
    const simulator = await start();
    const { status, json } = await call(simulator, 'POST', INSTANCES, { ...BODY, ...fields });
    expect([status, json.reason]).toEqual([400, 'VALIDATOR_PARAM']);
    expect(json.message.startsWith(`${named}: `), json.message).toBe(true);
    expect(simulator.summary().instancesCreated).toBe(0);
  });

  it('takes the first candidate region with room', async () => {
    const simulator = await start({ stock: { '4090.16c62g': { 'us-ca-6': 0, 'as-sgp-2': 8 } } });
    const id = await createV2(simulator, { candidate_regions: ['us-ca-6', 'as-sgp-2'] });
    expect((await show(simulator, id)).region).toBe('as-sgp-2');
    const full = await call(simulator, 'POST', INSTANCES, { ...BODY, candidate_regions: ['us-ca-6'] });
    expect(full.json.reason).toBe('INSUFFICIENT_RESOURCE');
  });

  it('makes prepaid, spot and CPU instances', async () => {
    const simulator = await start();
    const prepaid = await createV2(simulator, {
      billing: { mode: 'prepaid', prepaid: { months: 1, auto_renew: { enabled: true, months: 2 } } },
    });
    expect((await show(simulator, prepaid)).billing).toMatchObject({
      mode: 'prepaid',
      prepaid: { months: 1, auto_renew: { enabled: true, months: 2 } },
    });
    const spot = await createV2(simulator, { billing: { mode: 'spot' } });
    expect((await detail(simulator, spot)).json).toMatchObject({ billingMode: 'spot', spotStatus: 'running' });
    const cpu = { type: 'cpu', product_id: 'cpu.4c8g', resource: { rootfs_size_gb: 20, gpu_num: 0 } };
    const id = await createV2(simulator, cpu);
    expect((await show(simulator, id)).resource_specs).toMatchObject({ gpu_num: 0, cpu_num: 4, gpu_ids: [] });
  });
});

describe('lists of v2', () => {
  it('page by cursor, and filter', async () => {
    const simulator = await start();
    for (const name of ['a1', 'a2', 'b1']) await createV2(simulator, { name });
    await createV2(simulator, { name: 'spot', billing: { mode: 'spot' } });
    const list = async (query: string): Promise<V2Body> => v2(await call(simulator, 'GET', `${INSTANCES}?${query}`));
    const first = await list('limit=3');
    expect([first.data.map(({ name }) => name), first.has_more]).toEqual([['a1', 'a2', 'b1'], true]);
    const second = await list(`limit=3&cursor=${first.next_cursor}`);
    expect([second.data.map(({ name }) => name), second.has_more]).toEqual([['spot'], false]);
    expect((await list('name=A')).data.length).toBe(2);
    expect((await list('billing_mode=spot')).data.length).toBe(1);
    expect((await list('status=running')).data.length).toBe(0);
    expect((await list('regions=as-in-1,us-ca-6')).data.length).toBe(4);
    expect((await list('regions=as-in-1')).data.length).toBe(0);
  });

  it('can be stale', async () => {
    const simulator = await start();
    await createV2(simulator);
    simulator.advance(1);
    simulator.faults.add({ kind: 'stale_list', seconds: 5 });
    expect(v2(await call(simulator, 'GET', INSTANCES)).data).toEqual([]);
  });

  it('give prices with their precision', async () => {
    const pricing = async (simulator: Simulator): Promise<Record<string, unknown> | undefined> =>
      v2(await call(simulator, 'GET', '/gpus/v2/products?type=gpu&category=instance')).data[0]?.pricing;
    expect(await pricing(await start())).toMatchObject({
      precision: 3,
      postpaid: { final_price: 350, unit: 'hour' },
      spot: { final_price: 175 },
    });
    expect(await pricing(await start({ pricePrecision: 5 }))).toMatchObject({
      precision: 5,
      postpaid: { final_price: 35_000 },
    });
  });

  it('of products need a category', async () => {
    const simulator = await start();
    expect((await call(simulator, 'GET', '/gpus/v2/products?type=gpu')).status).toBe(400);
    const cheap = await call(simulator, 'GET', '/gpus/v2/products?category=instance&limit=1&billing_method=spot');
    expect(v2(cheap).data.length).toBe(1);
  });

  it('of jobs have states of their own', async () => {
    const simulator = await start();
    const instanceId = await create(simulator);
    simulator.advance(UNTIL_RUNNING);
    await act(simulator, 'stop', instanceId);
    simulator.advance(100);
    const body = { instance_id: instanceId, image: 'registry.example/a:1' };
    const { job_id: id } = (await call(simulator, 'POST', '/gpus/v2/jobs/save-image', body)).json as unknown as {
      job_id: string;
    };
    simulator.advance(5000);
    const shown = v2(await call(simulator, 'GET', `/gpus/v2/jobs/${id}`));
    expect(shown.status).toEqual({ status: 'Succeeded', error: '', message: '' });
    expect(v2(await call(simulator, 'GET', '/gpus/v2/jobs?type=saveImage')).data.map((job) => job.id)).toEqual([id]);
    const stopped = await call(simulator, 'POST', `/gpus/v2/jobs/${id}/stop`);
    expect(stopped.status).toBe(400);
  });
});
