import { describe, expect, it } from 'vitest';
import { V1, act, call, create, detail, start, statusOf, UNTIL_RUNNING, watch, type Reply } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

function change(simulator: Simulator, action: string, body: Record<string, unknown>): Promise<Reply> {
  return call(simulator, 'POST', `${V1}/gpu/instance/${action}`, body);
}

/** An instance that runs. */
async function running(simulator: Simulator, fields: Record<string, unknown> = {}): Promise<string> {
  const id = await create(simulator, fields);
  simulator.advance(UNTIL_RUNNING);
  return id;
}

async function exited(simulator: Simulator, fields: Record<string, unknown> = {}): Promise<string> {
  const id = await running(simulator, fields);
  await act(simulator, 'stop', id);
  simulator.advance(10);
  return id;
}

function refusal({ status, json }: Reply): unknown[] {
  return [status, json.reason];
}

const UPGRADE = {
  imageUrl: 'pytorch/pytorch:2.5.0',
  envs: [{ key: 'A', value: 'b' }],
  command: 'serve',
  entrypoint: '/bin/sh',
  save: true,
  networkVolume: { volumeMounts: [] },
};

describe('edit', () => {
  it('changes ports and disk a little later, without another state', async () => {
    const simulator = await start();
    const id = await running(simulator, { ports: '80/http,22/tcp', tools: [{ name: 'Jupyter', port: '8888' }] });
    const old = (await detail(simulator, id)).json.portMappings[0]!.endpoint;
    const ports = [
      { port: 22, type: 'tcp' },
      { port: 9000, type: 'http' },
    ];
    const reply = await change(simulator, 'edit', { instanceId: id, ports, expandRootDisk: 40 });
    expect([reply.status, reply.text]).toEqual([200, '{}']);
    simulator.advance(12.9);
    expect((await detail(simulator, id)).json).toMatchObject({ rootfsSize: 60, portMappings: [{ port: 80 }, {}, {}] });
    simulator.advance(0.1);
    const { json } = await detail(simulator, id);
    expect(json).toMatchObject({ status: 'running', rootfsSize: 100 });
    expect(json.portMappings.map(({ port, type }) => `${port}/${type}`)).toEqual(['22/tcp', '9000/http', '8888/http']);
    expect((await fetch(json.portMappings[1]!.endpoint)).status).toBe(200);
    await expect(fetch(old)).rejects.toThrow();
  });

  it('adds to the disk, or sets its size when told to take it so', async () => {
    const simulator = await start({ expandRootDisk: 'target' });
    const id = await running(simulator);
    expect(refusal(await change(simulator, 'edit', { instanceId: id, expandRootDisk: 59 }))).toEqual([
      400,
      'VALIDATOR_PARAM',
    ]);
    await change(simulator, 'edit', { instanceId: id, expandRootDisk: 70 });
    simulator.advance(13);
    expect((await detail(simulator, id)).json).toMatchObject({ rootfsSize: 70 });
  });

  it.each<[string, Record<string, unknown>]>([
    ['ports', { ports: Array.from({ length: 16 }, (_, index) => ({ port: index + 1, type: 'http' })) }],
    ['ports', { ports: [{ port: 8888, type: 'http' }] }],
    ['ports[0].port', { ports: [{ port: 2223, type: 'http' }] }],
    ['ports[0].type', { ports: [{ port: 80, type: 'udp' }] }],
    ['expandRootDisk', { expandRootDisk: -1 }],
    ['the root disk', { expandRootDisk: 1141 }],
  ])('refuses wrong %s: %j', async (message, body) => {
    const simulator = await start();
    const id = await running(simulator, { tools: [{ name: 'Jupyter', port: '8888' }] });
    const reply = await change(simulator, 'edit', { instanceId: id, ...body });
    expect(refusal(reply)).toEqual([400, 'VALIDATOR_PARAM']);
    expect(reply.json.message).toContain(message);
  });

  it('is for running instances', async () => {
    const simulator = await start();
    const id = await create(simulator);
    expect((await change(simulator, 'edit', { instanceId: id, ports: [] })).json.message).toBe('invalid state change');
  });
});

describe('upgrade', () => {
  it('resets a running instance with the new image', async () => {
    const simulator = await start();
    const id = await running(simulator);
    const reply = await change(simulator, 'upgrade', { instanceId: id, ...UPGRADE });
    expect([reply.status, reply.text]).toEqual([200, '{}']);
    expect(await watch(simulator, id, 19)).toEqual([
      ['toReset', 5],
      ['resetting', 12],
      ['running', 2],
    ]);
    const { imageUrl, envs, command, entrypoint } = UPGRADE;
    expect((await detail(simulator, id)).json).toMatchObject({ imageUrl, envs, command, entrypoint });
  });

  it('starts a stopped one, unless told that this is not possible', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    expect((await change(simulator, 'upgrade', { instanceId: id, ...UPGRADE })).status).toBe(200);
    simulator.advance(17);
    expect(await statusOf(simulator, id)).toBe('running');

    const strict = await start({ upgradeFromExited: false });
    const other = await exited(strict);
    const reply = await change(strict, 'upgrade', { instanceId: other, ...UPGRADE });
    expect(reply.json.message).toBe('invalid state change');
  });

  it('wants every field', async () => {
    const simulator = await start();
    const id = await running(simulator);
    for (const field of Object.keys(UPGRADE)) {
      const body = Object.fromEntries(Object.entries(UPGRADE).filter(([name]) => name !== field));
      const reply = await change(simulator, 'upgrade', { instanceId: id, ...body });
      expect(reply.json.message).toBe(`${field}: is required`);
    }
  });

  it('replaces the mounts', async () => {
    const simulator = await start();
    const body = { clusterId: 'us-ca-6', storageName: 's', storageSize: 20 };
    const storageId = JSON.parse((await call(simulator, 'POST', `${V1}/networkstorage/create`, body)).text) as string;
    const id = await running(simulator, { networkStorages: [{ Id: storageId }] });
    const mounted = { type: 'network', size: 20, id: storageId, mountPath: '/network' };
    expect((await detail(simulator, id)).json).toMatchObject({ volumeMounts: [mounted] });
    const remove = () => call(simulator, 'POST', `${V1}/networkstorage/delete`, { storageId });
    expect(refusal(await remove())).toEqual([400, 'NETWORK_STORAGE_IN_USE']);

    const missing = { volumeMounts: [{ type: 'network', id: 'none', mountPath: '/a' }] };
    const refused = await change(simulator, 'upgrade', { instanceId: id, ...UPGRADE, networkVolume: missing });
    expect(refusal(refused)).toEqual([400, 'NETWORK_STORAGE_NOT_FOUND']);
    await change(simulator, 'upgrade', { instanceId: id, ...UPGRADE });
    expect((await detail(simulator, id)).json).toMatchObject({ volumeMounts: [] });
    expect((await remove()).status).toBe(200);
  });
});

describe('migrate', () => {
  it('moves a stopped instance, which pulls its image again when it is started', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    const reply = await change(simulator, 'migrate', { instanceId: id });
    expect(JSON.parse(reply.text)).toEqual({ jobId: expect.stringMatching(/^[0-9a-z]{16}$/) as string });
    expect(await watch(simulator, id, 44)).toEqual([
      ['migrating', 42],
      ['exited', 2],
    ]);
    await act(simulator, 'start', id);
    expect(await watch(simulator, id, 62)).toEqual([
      ['toStart', 1],
      ['starting', 9],
      ['pulling', 50],
      ['running', 2],
    ]);
  });

  it('can be told to end in running', async () => {
    const simulator = await start({ migrateEndsIn: 'running' });
    const id = await exited(simulator);
    await change(simulator, 'migrate', { instanceId: id });
    simulator.advance(42);
    expect(await statusOf(simulator, id)).toBe('running');
  });

  it('needs a stopped instance and a free node', async () => {
    const productId = 'h200-sxm.26c240g';
    const simulator = await start({ stock: { [productId]: { 'us-ca-6': 1 } } });
    const id = await running(simulator, { productId });
    expect((await change(simulator, 'migrate', { instanceId: id })).json.message).toBe('invalid state change');
    await act(simulator, 'stop', id);
    simulator.advance(10);
    await create(simulator, { productId });
    expect(refusal(await change(simulator, 'migrate', { instanceId: id }))).toEqual([
      400,
      'MIGRATE_INSUFFICIENT_RESOURCE',
    ]);
    expect(await statusOf(simulator, id)).toBe('exited');
  });

  it('is the way out of a full node', async () => {
    const simulator = await start();
    const id = await exited(simulator);
    simulator.instances.setNodeFull(id, { full: true });
    expect(refusal(await act(simulator, 'start', id))).toEqual([400, 'INSUFFICIENT_RESOURCE']);
    await change(simulator, 'migrate', { instanceId: id });
    simulator.advance(42);
    expect((await act(simulator, 'start', id)).status).toBe(200);
  });
});

describe('automatic migration', () => {
  it('moves a running instance whose node breaks down', async () => {
    const simulator = await start();
    const id = await running(simulator);
    const policy = { instanceId: id, autoMigrateOpen: true, autoMigrateSystemDisk: false };
    expect((await change(simulator, 'setAutoMigrate', policy)).text).toBe('{}');
    const { jobId } = simulator.instances.nodeTrouble(id);
    expect(jobId).not.toBeNull();
    expect(await watch(simulator, id, 44)).toEqual([
      ['migrating', 42],
      ['running', 2],
    ]);
    expect(simulator.ledger().jobs).toMatchObject([{ id: jobId, type: 'autoInstanceMigrate', state: 'success' }]);
  });

  it('is left out when switched off: the instance exits with an error, and its node is full', async () => {
    const simulator = await start();
    const id = await running(simulator);
    expect(simulator.instances.nodeTrouble(id)).toEqual({ jobId: null });
    expect((await detail(simulator, id)).json).toMatchObject({
      status: 'exited',
      statusError: { state: 'nodeError', message: 'the node is not available' },
    });
    expect(refusal(await act(simulator, 'start', id))).toEqual([400, 'INSUFFICIENT_RESOURCE']);
  });
});

describe('subscriptions', () => {
  const JANUARY = Date.UTC(2026, 0, 1) / 1000;
  const days = (count: number): number => count * 86_400;

  it('are paid at once, shown by their end, and not deleted while they are paid', async () => {
    const simulator = await start({ balance: 10_000_000 });
    const id = await create(simulator, { month: 1 });
    // 0.35 USD for 720 hours, less 10 percent.
    expect(simulator.ledger().billing).toMatchObject({ balance: 10_000_000 - 2_268_000, charged: 2_268_000 });
    expect((await detail(simulator, id)).json).toMatchObject({
      billingMode: 'monthly',
      endTime: String(JANUARY + days(31)),
      instancePrice: '35000',
    });
    simulator.advance(UNTIL_RUNNING);
    expect(refusal(await act(simulator, 'delete', id))).toEqual([400, 'PREPAID_INSTANCE_NOT_SUPPORT_RELEASE']);
    simulator.advance(days(20));
    expect(simulator.summary()).toMatchObject({ totalCost: 22_680_000, stillBilling: 0 });
  });

  it('are not had without the money', async () => {
    const simulator = await start({ balance: 2_267_999 });
    const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, {
      ...{ name: 'a', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'x', kind: 'gpu', month: 1 },
    });
    expect(refusal(reply)).toEqual([400, 'BALANCE_NOT_ENOUGH']);
    expect(simulator.summary()).toMatchObject({ instancesCreated: 0, totalCost: 0 });
  });

  it('are renewed by hand, not while the instance is created', async () => {
    const simulator = await start();
    const id = await create(simulator, { month: 1 });
    const renew = (month: unknown) => change(simulator, 'renewInstance', { instanceId: id, month });
    expect(refusal(await renew(1))).toEqual([400, 'CREATING_INSTANCE_NOT_SUPPORT_RENEWAL']);
    simulator.advance(UNTIL_RUNNING);
    expect(refusal(await renew(0))).toEqual([400, 'VALIDATOR_PARAM']);
    expect((await renew(2)).text).toBe('{}');
    expect((await detail(simulator, id)).json).toMatchObject({ endTime: String(JANUARY + days(31 + 28 + 31)) });
    expect(simulator.ledger().billing.prepaid.map(({ tradeType, months }) => [tradeType, months])).toEqual([
      ['monthly_new_buy', 1],
      ['monthly_re_buy', 2],
    ]);
  });

  it('renew themselves, or end in a frozen instance that a renewal frees', async () => {
    const simulator = await start();
    const renewed = await create(simulator, { month: 1, autoRenew: true, autoRenewMonth: 3 });
    const ended = await create(simulator, { month: 1 });
    simulator.advance(days(31));
    expect((await detail(simulator, renewed)).json).toMatchObject({
      status: 'running',
      endTime: String(JANUARY + days(31 + 28 + 31 + 30)),
    });
    expect(await statusOf(simulator, ended)).toBe('freezing');
    expect(simulator.summary().stillBilling).toBe(1);
    await change(simulator, 'renewInstance', { instanceId: ended, month: 1 });
    expect(await statusOf(simulator, ended)).toBe('exited');
    expect((await act(simulator, 'start', ended)).status).toBe(200);
  });

  it('can be had later, for pay-as-you-go instances only', async () => {
    const simulator = await start();
    const id = await running(simulator);
    const spot = await running(simulator, { billingMode: 'spot' });
    const convert = (instanceId: string) => change(simulator, 'transToMonthlyInstance', { instanceId, month: 1 });
    expect(refusal(await convert(spot))).toEqual([400, 'UNSUPPORTED_BILLING_MODE']);
    const renewal = await change(simulator, 'renewInstance', { instanceId: id, month: 1 });
    expect(refusal(renewal)).toEqual([400, 'UNSUPPORTED_BILLING_MODE']);
    expect((await convert(id)).status).toBe(200);
    expect(refusal(await convert(id))).toEqual([400, 'UNSUPPORTED_BILLING_MODE']);
    const before = simulator.ledger().instances[0]!.cost;
    simulator.advance(3600);
    expect(simulator.ledger().instances[0]!.cost).toBe(before);
  });

  it('switch automatic renewal for a list of instances, all or none', async () => {
    const simulator = await start();
    const first = await create(simulator, { month: 1 });
    const second = await create(simulator, { month: 1 });
    const other = await create(simulator);
    const set = (instanceIds: unknown[], autoRenew = true) =>
      change(simulator, 'setAutoRenew', { instanceIds, autoRenew, autoRenewMonth: 1 });
    expect(refusal(await set([]))).toEqual([400, 'VALIDATOR_PARAM']);
    expect(refusal(await set([first, other]))).toEqual([400, 'UNSUPPORTED_BILLING_MODE']);
    expect(simulator.ledger().instances[0]?.stillBilling).toBe(false);
    expect((await set([first, second])).text).toBe('{}');
    expect((await set([second], false)).text).toBe('{}');
    simulator.advance(days(31) + 100);
    expect([await statusOf(simulator, first), await statusOf(simulator, second)]).toEqual(['running', 'freezing']);
  });
});

describe('bodies of changes', () => {
  it.each([
    ['empty', ''],
    ['object', '{}'],
  ] as const)('have the form %s', async (actionBody, text) => {
    const simulator = await start({ actionBody });
    const id = await exited(simulator);
    expect((await change(simulator, 'migrate', { instanceId: id })).text).toBe(text);
  });
});
