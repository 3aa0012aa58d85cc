import { afterEach, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from './fleet.js';
import { QUICK, REQUEST } from './quick-fleet.js';
import { until } from './until.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';
const V1 = '/gpu-instance/openapi/v1';

let fleet: Fleet;

afterEach(() => fleet.close());

async function refusal(promise: Promise<unknown>): Promise<{ field: string | undefined; message: string }[]> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason as { fieldProblems: { field: string | undefined; message: string }[] },
  );
  return error?.fieldProblems ?? [];
}

describe('a plan', () => {
  it('goes on to the next cluster and the next candidate when there is no room', async () => {
    fleet = await startFleet({ simulator: { stock: { '4090.16c62g': { 'us-ca-6': 0, 'as-sgp-2': 0 } } } });
    const { id } = await fleet.client.instances.create({
      ...REQUEST,
      regions: ['US-CA-06', 'as-sgp-2'],
      fallback: [{ gpuName: 'A100', maxHourlyPrice: '0.00001' }, { productId: '4090.16c62g' }],
    });
    const ready = await fleet.reach(id, 'ready');
    expect(ready.tries.map(({ candidate, place, cause }) => [candidate, place?.clusterId, cause.code])).toEqual([
      [0, 'us-ca-6', 'create_rejected'],
      [0, 'as-sgp-2', 'create_rejected'],
      [1, undefined, 'no_product'],
    ]);
    expect(ready.place).toEqual({ productId: '4090.16c62g', clusterId: null, billingMode: 'onDemand' });
    const types = (await fleet.client.instances.events(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'instance.moved_on')).toHaveLength(3);
    expect(fleet.simulator.summary().instancesCreated).toBe(1);
  });

  it('removes what fails before it ran, and runs at the next place', async () => {
    fleet = await startFleet({ simulator: { images: { image: { pullSeconds: 1_000 } } } });
    const { id } = await fleet.client.instances.create({ ...REQUEST, fallback: [{ productId: '4090.16c62g' }] });
    const { novita } = await fleet.reach(id, 'starting');
    fleet.simulator.instances.fail(novita.instanceId ?? '', { state: 'NodeLost', message: 'the node is gone' });
    const second = await until('the second try', async () => {
      const instance = await fleet.client.instances.get(id);
      const isSecond = instance.novita.instanceId !== null && instance.novita.instanceId !== novita.instanceId;
      return isSecond ? instance : undefined;
    });
    expect(second.novita.name).toMatch(/-2$/);
    expect(second.tries).toMatchObject([
      { candidate: 0, cause: { message: expect.stringContaining('NodeLost') as string } },
    ]);
    const states = fleet.simulator.ledger().instances.map(({ state, stillBilling }) => [state, stillBilling]);
    expect(states[0]?.[1]).toBe(false);
  });

  it.each([
    ['region', { regions: ['US-CA-06', 'US-CA-60'] }, 'regions[1]', 'US-CA-06'],
    ['product', { productId: '4090.16c62' }, 'productId', '4090.16c62g'],
    ['GPU', { productId: undefined, gpuName: '4091' }, 'gpuName', '4090'],
    ['product of a fallback', { fallback: [{ productId: 'x' }] }, 'fallback[0].productId', 'There is no such product'],
    ['registry credential', { imageAuthId: 'x' }, 'imageAuthId', 'no such registry credential'],
    ['network', { networkId: 'x' }, 'networkId', 'no such network'],
    ['storage', { networkStorages: [{ id: 'x' }] }, 'networkStorages[0].id', 'no such network storage'],
    ['template', { templateId: 'x' }, 'templateId', 'no such template'],
  ])('with a %s that does not exist is refused before anything is spent', async (_what, change, field, message) => {
    fleet = await startFleet();
    const problems = await refusal(fleet.client.instances.create({ ...REQUEST, ...change } as typeof REQUEST));
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]?.message).toContain(message);
    expect((await fleet.client.instances.list()).data).toEqual([]);
    expect(fleet.simulator.summary().requests[CREATE]).toBeUndefined();
  });

  it('takes from a template what the request leaves out', async () => {
    fleet = await startFleet();
    const list = await fetch(`${fleet.simulator.baseUrl}${V1}/templates?pageNum=1&pageSize=1`, {
      headers: { authorization: `Bearer ${fleet.simulator.apiKey}` },
    });
    const { template } = (await list.json()) as { template: { Id: string; image: string; rootfsSize: number }[] };
    const { Id, image, rootfsSize } = template[0]!;
    const { id, spec } = await fleet.client.instances.create({ name: 'job', productId: '4090.16c62g', templateId: Id });
    expect(spec).toMatchObject({ imageUrl: image, rootfsSize });
    await fleet.reach(id, 'ready');
  });
});

describe('a stopped instance', () => {
  it('is started again, restarted, and started in vain on a full node without being lost', async () => {
    fleet = await startFleet();
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'ready');
    const act = (action: string) =>
      fleet.client.request<{ status: string }>({ method: 'POST', path: `/v1/instances/${id}/${action}` });
    await act('restart');
    await until('the restart', async () => {
      const types = (await fleet.client.instances.events(id)).map(({ type }) => type);
      return types.lastIndexOf('instance.ready') > 5 ? true : undefined;
    });
    await fleet.client.instances.stop(id);
    await fleet.reach(id, 'stopped');
    fleet.simulator.instances.setNodeFull(novita.instanceId ?? '', { full: true });
    await act('start');
    const kept = await until('the refusal', async () => {
      const instance = await fleet.client.instances.get(id);
      return instance.cause?.code === 'no_capacity' ? instance : undefined;
    });
    expect(kept).toMatchObject({ status: 'stopped', novita: { released: false } });
    fleet.simulator.instances.setNodeFull(novita.instanceId ?? '', { full: false });
    await act('start');
    await fleet.reach(id, 'ready');
    expect(fleet.simulator.summary().instancesCreated).toBe(1);
  });

  it('is recreated elsewhere on request: the new one first', async () => {
    fleet = await startFleet();
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    const recreate = () =>
      fleet.client.request<{ id: string; replaces: string }>({ method: 'POST', path: `/v1/instances/${id}/recreate` });
    const [first, second] = await Promise.all([recreate(), recreate()]);
    expect(first).toMatchObject({ replaces: id });
    expect(second.id).toBe(first.id);
    await fleet.reach(first.id, 'ready');
    expect((await fleet.reach(id, 'deleted')).replacedBy).toBe(first.id);
    expect(fleet.simulator.summary().instancesCreated).toBe(2);
  });
});

it('tells of a spot notice, and replaces what was reclaimed', async () => {
  fleet = await startFleet();
  const { id } = await fleet.client.instances.create({ ...REQUEST, billingMode: 'spot', onReclaim: 'recreate' });
  const { novita } = await fleet.reach(id, 'ready');
  fleet.simulator.instances.reclaim(novita.instanceId ?? '', { noticeSeconds: 0.5 });
  const { replacedBy } = await fleet.reach(id, 'deleted');
  await fleet.reach(replacedBy ?? '', 'ready');
  const types = (await fleet.client.instances.events(id)).map(({ type }) => type);
  expect(types.filter((type) => /notice|reclaimed|replaced/.test(type))).toEqual([
    'instance.spot_notice',
    'instance.reclaimed',
    'instance.replaced',
  ]);
});

it('asks tcp and ssh probes, too', async () => {
  fleet = await startFleet({ simulator: { durations: { ...QUICK } } });
  const { id } = await fleet.client.instances.create({
    ...REQUEST,
    ports: [
      { port: 22, type: 'tcp' },
      { port: 9000, type: 'tcp' },
    ],
    probes: [
      { type: 'ssh', port: 22, intervalMs: 100 },
      { type: 'tcp', port: 9000, intervalMs: 100 },
    ],
  });
  expect((await fleet.reach(id, 'ready')).probe).toBe('connected');
});

it('refuses what an ended instance cannot take', async () => {
  fleet = await startFleet();
  const { id } = await fleet.client.instances.create(REQUEST);
  await fleet.client.instances.delete(id);
  await fleet.reach(id, 'deleted');
  const call = (method: 'PATCH' | 'POST', path: string, body?: unknown) =>
    fleet.client.request({ method, path: `/v1/instances/${id}${path}`, body });
  await expect(call('PATCH', '', { stopAfterMs: 5_000 })).rejects.toMatchObject({ status: 409 });
  for (const action of ['start', 'restart', 'stop']) {
    await expect(call('POST', `/${action}`)).rejects.toMatchObject({ status: 409, reason: 'invalid_state' });
  }
});
