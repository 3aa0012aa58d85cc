import { describe, expect, it } from 'vitest';
import { CREATE_BODY, V1, call, create, detail, start } from '../cloud-caller.js';

const CREATE = `${V1}/gpu/instance/create`;
const many = (count: number): string => Array.from({ length: count }, (_, index) => `${8000 + index}/http`).join(',');

describe('create request', () => {
  it.each<[string, Record<string, unknown>]>([
    ['productId', { productId: undefined }],
    ['productId', { productId: 'no-such-product' }],
    ['gpuNum', { gpuNum: undefined }],
    ['gpuNum', { gpuNum: 0 }],
    ['gpuNum', { gpuNum: 9 }],
    ['gpuNum', { gpuNum: 1.5 }],
    ['gpuNum', { gpuNum: '1' }],
    ['rootfsSize', { rootfsSize: undefined }],
    ['rootfsSize', { rootfsSize: 6145 }],
    ['rootfsSize', { rootfsSize: 1201 }],
    ['imageUrl', { imageUrl: '' }],
    ['imageUrl', { imageUrl: 'x'.repeat(501) }],
    ['kind', { kind: undefined }],
    ['kind', { kind: 'tpu' }],
    ['name', { name: 'x'.repeat(256) }],
    ['command', { command: 'x'.repeat(2048) }],
    ['entrypoint', { entrypoint: 'x'.repeat(2048) }],
    ['clusterId', { clusterId: 'us-ca-06' }],
    ['clusterId', { clusterId: 'as-in-1' }],
    ['ports', { ports: '80' }],
    ['ports', { ports: '80/udp' }],
    ['ports', { ports: '0/http' }],
    ['ports', { ports: '65536/http' }],
    ['ports', { ports: '80/http,80/tcp' }],
    ['ports', { ports: '2222/tcp' }],
    ['ports', { ports: '2224/tcp' }],
    ['ports', { ports: many(16) }],
    ['ports', { ports: many(15), tools: [{ name: 'Jupyter', port: '8888', type: 'http' }] }],
    ['tools[0].name', { tools: [{ name: 'Emacs', port: '1' }] }],
    ['envs', { envs: Array.from({ length: 101 }, () => ({ key: 'A', value: '' })) }],
    ['envs[0].key', { envs: [{ value: 'x' }] }],
    ['envs[1].key', { envs: [{ key: 'A' }, { key: 'x'.repeat(512) }] }],
    ['envs[0].value', { envs: [{ key: 'A', value: 'x'.repeat(4096) }] }],
    ['billingMode', { billingMode: 'hourly' }],
    ['month', { month: -1 }],
    ['autoRenew', { autoRenew: true }],
    ['networkStorages', { networkStorages: Array.from({ length: 31 }, () => ({ Id: 'x' })) }],
  ])('refuses a wrong %s: %j', async (field, change) => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', CREATE, { ...CREATE_BODY, ...change });
    expect([reply.status, reply.json.reason]).toEqual([400, 'VALIDATOR_PARAM']);
    expect(reply.json.message.startsWith(`${field}: `)).toBe(true);
    expect(simulator.summary().instancesCreated).toBe(0);
  });

  it.each<[string, Record<string, unknown>]>([
    ['UNSUPPORTED_BILLING_MODE', { productId: 'h200-sxm.26c240g', billingMode: 'spot' }],
    ['UNSUPPORTED_BILLING_MODE', { productId: '3090.8c48g', month: 1 }],
    ['NETWORK_STORAGE_NOT_FOUND', { networkStorages: [{ Id: 'none' }] }],
    ['NETWORK_NOT_FOUND', { networkId: 'none' }],
  ])('refuses with %s: %j', async (reason, change) => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', CREATE, { ...CREATE_BODY, ...change });
    expect([reply.status, reply.json.reason]).toEqual([400, reason]);
    expect(simulator.summary().instancesCreated).toBe(0);
  });

  it('accepts the largest values, and keys that it does not know', async () => {
    const simulator = await start({ portGateway: false });
    await create(simulator, {
      gpuNum: 8,
      rootfsSize: 1200,
      name: 'x'.repeat(255),
      imageUrl: 'x'.repeat(500),
      ports: many(15),
      command: 'x'.repeat(2047),
      envs: Array.from({ length: 100 }, (_, index) => ({ key: `K${index}`, value: 'x'.repeat(4095) })),
      networkStorages: [],
      networkId: '',
      month: 0,
      env: [],
      unknownKey: 1,
    });
    expect(simulator.summary().instancesCreated).toBe(1);
  });

  it('lets the scheduler choose a cluster with room', async () => {
    const simulator = await start({ stock: { '4090.16c62g': { 'us-ca-6': 1, 'as-sgp-2': 1, 'cn-hongkong-1': 0 } } });
    const clusterOf = async (id: string): Promise<unknown> => (await detail(simulator, id)).json.clusterId;
    expect(await clusterOf(await create(simulator))).toBe('us-ca-6');
    expect(await clusterOf(await create(simulator, { clusterId: '' }))).toBe('as-sgp-2');
    await expect(create(simulator)).rejects.toThrow('INSUFFICIENT_RESOURCE');
  });

  it('does not repeat a text that may be a secret', async () => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', CREATE, { ...CREATE_BODY, imageAuth: `user:${'s3cret'.repeat(2000)}` });
    expect(reply.status).toBe(400);
    expect(reply.text).not.toContain('s3cret');
  });

  it.each(['not json', '[]', '"text"', '{"gpuNum":'])('refuses the body %s', async (body) => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', CREATE, body);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ code: 400, metadata: {} });
  });
});

describe('CPU instances', () => {
  it('have the size of their product, and no GPU', async () => {
    const simulator = await start();
    const body = { name: 'c', productId: 'cpu.16c32g', imageUrl: 'x', kind: 'cpu' };
    const reply = await call(simulator, 'POST', CREATE, body);
    simulator.advance(7 + 3600);
    expect((await call(simulator, 'GET', `${V1}/gpu/instance?instanceId=${reply.json.id}`)).json).toMatchObject({
      kind: 'cpu',
      cpuNum: '16',
      memory: '32',
      gpuNum: '0',
      rootfsSize: 100,
      instancePrice: '20000',
      volumeMounts: [{ type: 'local', size: 50, mountPath: '/workspace' }],
    });
    // 0.2 USD for the hour, and 40 GB at 0.005 USD a day.
    expect(simulator.summary().totalCost).toBe(20_000 + 833);
  });

  it('are sold out with the machines', async () => {
    const simulator = await start();
    simulator.setStock({ productId: 'cpu.4c8g', clusterId: 'us-ca-6', gpus: 1 });
    const body = { productId: 'cpu.4c8g', imageUrl: 'x', kind: 'cpu', clusterId: 'us-ca-6' };
    expect((await call(simulator, 'POST', CREATE, body)).status).toBe(200);
    expect((await call(simulator, 'POST', CREATE, body)).json.reason).toBe('INSUFFICIENT_RESOURCE');
    const { data } = (await call(simulator, 'GET', `${V1}/cpu/products?clusterId=us-ca-6`)).json;
    expect(data).toMatchObject([
      { id: 'cpu.4c8g', cpuNum: 4, memorySize: 8, price: '5000', availableDeploy: false },
      { id: 'cpu.16c32g', availableDeploy: true },
    ]);
    const named = (await call(simulator, 'GET', `${V1}/cpu/products?productName=16%20vcpu`)).json;
    expect(named.data).toHaveLength(1);
    expect((await call(simulator, 'GET', `${V1}/cpu/products?clusterId=as-in-1`)).json.data).toEqual([]);
  });

  it('are not made of GPU products, nor the other way round', async () => {
    const simulator = await start();
    for (const change of [{ kind: 'cpu' }, { productId: 'cpu.4c8g' }]) {
      const reply = await call(simulator, 'POST', CREATE, { ...CREATE_BODY, ...change });
      expect([reply.json.reason, reply.json.message.startsWith('productId: ')]).toEqual(['VALIDATOR_PARAM', true]);
    }
  });
});
