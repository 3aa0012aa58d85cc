import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { allPages, fieldProblem, refusal, send, startAccount, V2 } from '../account-caller.js';
import { V1 } from '../cloud-caller.js';

const ENDPOINT = {
  name: 'llm',
  appName: 'my-app',
  workerConfig: { minNum: 2, maxNum: 4, freeTimeout: 300, maxConcurrent: 8, gpuNum: 1 },
  ports: [{ port: '8000' }],
  policy: { type: 'queue', value: 30 },
  image: { image: 'vllm/vllm-openai:v0.6.3', command: '--port 8000' },
  products: [{ id: 'SL-serverless-3' }],
  rootfsSize: 100,
  volumeMounts: [],
  clusterID: 'us-ca-6',
  envs: [{ key: 'A', value: 'b' }],
  healthy: { path: '/health' },
};

/** The same in v2. */
const IN_V2 = {
  type: 'sync',
  name: 'llm',
  app_name: 'my-app',
  product_id: 'SL-serverless-3',
  image: 'vllm/vllm-openai:v0.6.3',
  command: '--port 8000',
  worker_config: { max_replicas: 4, min_replicas: 2, idle_timeout: 300, max_concurrent_per_worker: 8, gpu_num: 1 },
  policy: { type: 'queue', value: 30 },
  ports: [8000],
  region_id: 'us-ca-6',
  health_check: { path: '/health', port: 8000 },
};

interface EndpointView {
  id: string;
  url: string;
  state: { state: string };
  workers: { id: string; state: { state: string }; healthy: boolean }[];
}

async function createEndpoint(simulator: Simulator, fields: object = {}): Promise<string> {
  const body = { endpoint: { ...ENDPOINT, ...fields } };
  return (await send<{ id: string }>(simulator, 'POST', `${V1}/endpoint/create`, body)).id;
}

async function get(simulator: Simulator, id: string): Promise<EndpointView> {
  return (await send<{ endpoint: EndpointView }>(simulator, 'GET', `${V1}/endpoint?id=${id}`)).endpoint;
}

/** The states of the workers, oldest first. */
async function workers(simulator: Simulator, id: string): Promise<string[]> {
  return (await get(simulator, id)).workers.map(({ state }) => state.state);
}

function update(simulator: Simulator, id: string, fields: object): Promise<unknown> {
  const { workerConfig, ports, policy, image } = ENDPOINT;
  return send(simulator, 'POST', `${V1}/endpoint/update`, { id, workerConfig, ports, policy, image, ...fields });
}

describe('endpoints', () => {
  it('show some numbers as strings', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator);
    expect(await get(simulator, id)).toEqual({
      id,
      name: 'llm',
      appName: 'my-app',
      state: { state: 'creating', error: '', message: '' },
      url: `https://${id}-my-app.runsync.novita.dev`,
      workerConfig: { minNum: 2, maxNum: 4, freeTimeout: '300', maxConcurrent: '8', gpuNum: 1, cudaVersion: '' },
      policy: { type: 'queue', value: '30' },
      image: { image: 'vllm/vllm-openai:v0.6.3', authId: '', command: '--port 8000' },
      rootfsSize: 100,
      volumeMounts: [],
      envs: [{ key: 'A', value: 'b' }],
      ports: [{ port: '8000' }],
      workers: [],
      products: [{ id: 'SL-serverless-3' }],
      healthy: { path: '/health' },
      clusterID: 'us-ca-6',
      log: '',
    });
  });

  it('come up with their workers', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator);
    simulator.advance(5.9);
    expect((await get(simulator, id)).state.state).toBe('creating');
    simulator.advance(0.1);
    expect((await get(simulator, id)).state.state).toBe('serving');
    expect(await workers(simulator, id)).toEqual(['creating', 'creating']);
    simulator.advance(29.9);
    expect(await workers(simulator, id)).toEqual(['creating', 'creating']);
    simulator.advance(0.1);
    expect(await workers(simulator, id)).toEqual(['running', 'running']);
    expect((await get(simulator, id)).workers[0]).toMatchObject({ healthy: true });
  });

  it('add and drop workers, and make them anew for another image', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator);
    simulator.advance(36);
    const ids = (await get(simulator, id)).workers.map((worker) => worker.id);
    const workerConfig = { ...ENDPOINT.workerConfig, minNum: 3 };
    expect(await update(simulator, id, { workerConfig })).toEqual({});
    expect(await workers(simulator, id)).toEqual(['running', 'running', 'creating']);
    await update(simulator, id, { workerConfig: { ...workerConfig, minNum: 1 } });
    expect((await get(simulator, id)).workers.map((worker) => worker.id)).toEqual(ids.slice(0, 1));
    await update(simulator, id, { workerConfig: { ...workerConfig, minNum: 1 }, image: { image: 'vllm/other:2' } });
    expect(await workers(simulator, id)).toEqual(['creating']);
    simulator.advance(30);
    expect(await workers(simulator, id)).toEqual(['running']);
    expect(await get(simulator, id)).toMatchObject({ name: 'llm', envs: ENDPOINT.envs, healthy: { path: '/health' } });
  });

  it('are the same in v2, with numbers as numbers', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator);
    simulator.advance(36);
    const inV2 = await send<{ workers: unknown[] }>(simulator, 'GET', `${V2}/endpoints/${id}`);
    const { envs } = ENDPOINT;
    expect(inV2).toMatchObject({ id, ...IN_V2, envs, status: { status: 'serving', error: '', message: '' } });
    expect(inV2.workers).toMatchObject([{ status: { status: 'running' }, health: true }, {}]);

    const { id: other } = await send<{ id: string }>(simulator, 'POST', `${V2}/endpoints`, {
      ...IN_V2,
      app_name: 'two',
    });
    const { policy, ports, healthy } = ENDPOINT;
    expect(await get(simulator, other)).toMatchObject({
      appName: 'two',
      policy: { ...policy, value: '30' },
      ports,
      healthy,
    });
    expect(
      await send(simulator, 'PUT', `${V2}/endpoints/${other}`, { name: 'new', worker_config: { max_replicas: 9 } }),
    ).toEqual({});
    expect(await get(simulator, other)).toMatchObject({ name: 'new', workerConfig: { minNum: 2, maxNum: 9 } });
    expect(await send(simulator, 'DELETE', `${V2}/endpoints/${other}`)).toEqual({});
    expect(await refusal(simulator, 'GET', `${V2}/endpoints/${other}`)).toBe('400 SERVERLESS_ENDPOINT_NOT_FOUND');
  });

  it('are deleted by their id under the key name', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator);
    const remove = (name: string) => [simulator, 'POST', `${V1}/endpoint/delete`, { name }] as const;
    expect(await refusal(...remove('llm'))).toBe('400 SERVERLESS_ENDPOINT_NOT_FOUND');
    expect(await send(...remove(id))).toEqual({});
    simulator.advance(100);
    expect(await refusal(simulator, 'GET', `${V1}/endpoint?id=${id}`)).toBe('400 SERVERLESS_ENDPOINT_NOT_FOUND');
  });

  it('have app names of their own, by default their ids', async () => {
    const simulator = await startAccount();
    const id = await createEndpoint(simulator, { appName: undefined, name: undefined });
    expect(await get(simulator, id)).toMatchObject({ appName: id, name: id });
    await createEndpoint(simulator);
    const body = { endpoint: ENDPOINT };
    expect(await refusal(simulator, 'POST', `${V1}/endpoint/create`, body)).toBe('400 SERVERLESS_APP_NAME_IS_EXIST');
    expect(await refusal(simulator, 'POST', `${V2}/endpoints`, IN_V2)).toBe('400 SERVERLESS_APP_NAME_IS_EXIST');
  });

  it('keep their storages and registry logins from being deleted', async () => {
    const simulator = await startAccount();
    const storage = { clusterId: 'us-ca-6', storageName: 'models', storageSize: 10 };
    const storageId = await send<string>(simulator, 'POST', `${V1}/networkstorage/create`, storage);
    await send(simulator, 'POST', `${V1}/repository/auth/save`, { name: 'a', username: 'b', password: 'c' });
    const { data } = await send<{ data: { id: string }[] }>(simulator, 'GET', `${V1}/repository/auths`);
    const authId = data[0]!.id;
    const image = { ...ENDPOINT.image, authId };
    const id = await createEndpoint(simulator, {
      image,
      volumeMounts: [{ type: 'network', id: storageId, mountPath: '/models' }],
    });
    const removeStorage = [simulator, 'POST', `${V1}/networkstorage/delete`, { storageId }] as const;
    const removeAuth = [simulator, 'POST', `${V1}/repository/auth/delete`, { id: authId }] as const;
    expect(await refusal(...removeStorage)).toBe('400 NETWORK_STORAGE_IN_USE');
    expect(await refusal(...removeAuth)).toBe('400 IMAGE_AUTH_IN_USE');
    expect(await send(simulator, 'GET', `${V2}/endpoints/${id}`)).toMatchObject({
      registry_auth_id: authId,
      volumes: [{ type: 'network', id: storageId, mount_point: '/models' }],
    });
    await update(simulator, id, { image, volumeMounts: [{ type: 'local', mountPath: '/tmp' }] });
    expect(await get(simulator, id)).toMatchObject({ volumeMounts: [{ type: 'local', size: 30, mountPath: '/tmp' }] });
    expect(await send(...removeStorage)).toEqual({});
    await send(simulator, 'POST', `${V1}/endpoint/delete`, { name: id });
    expect(await send(...removeAuth)).toEqual({});
  });

  it('tell their limits', async () => {
    const simulator = await startAccount();
    const limits = await send<Record<string, unknown>>(simulator, 'GET', `${V1}/endpoint/limit`);
    expect(limits).toMatchObject({ freeRootfsSize: 100, maxWorkerNum: 1000, maxGPUNum: 8 });
    expect(Object.keys(limits)).toHaveLength(19);
  });

  it('come without a wrapper when told to', async () => {
    const simulator = await startAccount({ wrapEndpoint: false });
    const id = await createEndpoint(simulator);
    expect(await send(simulator, 'GET', `${V1}/endpoint?id=${id}`)).toMatchObject({ id, name: 'llm' });
  });

  it.each([
    [{ workerConfig: undefined }, /^endpoint\.workerConfig: /],
    [{ workerConfig: { ...ENDPOINT.workerConfig, minNum: 5 } }, /^endpoint\.workerConfig\.minNum: must be at most 4/],
    [{ workerConfig: { ...ENDPOINT.workerConfig, maxNum: 1001 } }, /^endpoint\.workerConfig\.maxNum: /],
    [{ workerConfig: { ...ENDPOINT.workerConfig, gpuNum: 9 } }, /^endpoint\.workerConfig\.gpuNum: /],
    [{ workerConfig: { ...ENDPOINT.workerConfig, freeTimeout: '300' } }, /^endpoint\.workerConfig\.freeTimeout: /],
    [{ ports: [] }, /^endpoint\.ports: /],
    [{ ports: [{ port: 1 }, { port: 2 }] }, /^endpoint\.ports: /],
    [{ ports: [{ port: 'http' }] }, /^endpoint\.ports\[0\]\.port: /],
    [{ ports: [{ port: 2223 }] }, /reserved/],
    [{ policy: { type: 'queue', value: 0 } }, /^endpoint\.policy\.value: /],
    [{ policy: { type: 'other', value: 1 } }, /^endpoint\.policy\.type: /],
    [{ image: {} }, /^endpoint\.image\.image: /],
    [{ image: { image: 'a/b', authId: 'none' } }, /^400 RESOURCE_NOT_FOUND$/],
    [{ products: [] }, /^endpoint\.products: /],
    [{ products: [{ id: 'SL-serverless-9' }] }, /^400 SERVERLESS_PRODUCT_NOT_FOUND$/],
    [{ products: [{ id: 'SL-serverless-1' }], clusterID: 'eu-frankfurt-1' }, /not offered in eu-frankfurt-1/],
    [{ clusterID: 'nowhere' }, /no cluster nowhere/],
    [{ rootfsSize: 9 }, /^endpoint\.rootfsSize: /],
    [{ healthy: undefined }, /^endpoint\.healthy: /],
    [{ healthy: {} }, /^endpoint\.healthy\.path: /],
    [{ appName: 'My App' }, /^endpoint\.appName: /],
    [{ name: 'x'.repeat(221) }, /^endpoint\.name: /],
    [{ volumeMounts: [{ type: 'local', size: 31, mountPath: '/a' }] }, /^endpoint\.volumeMounts\[0\]\.size: /],
    [{ volumeMounts: [{ type: 'network', id: 'none', mountPath: '/a' }] }, /^400 NETWORK_STORAGE_NOT_FOUND$/],
    [{ volumeMounts: [{ type: 'network', id: 'a', mountPath: '/a' }], clusterID: '' }, /needs a cluster/],
  ])('refuse %o', async (fields, problem) => {
    const simulator = await startAccount();
    const endpoint = { ...ENDPOINT, ...fields };
    expect(await fieldProblem(simulator, 'POST', `${V1}/endpoint/create`, { endpoint })).toMatch(problem);
    expect(await send(simulator, 'GET', `${V2}/endpoints`)).toMatchObject({ data: [] });
  });

  it('refuse in v2 what does not fit', async () => {
    const simulator = await startAccount();
    const problem = (fields: object): Promise<string> =>
      fieldProblem(simulator, 'POST', `${V2}/endpoints`, { ...IN_V2, ...fields });
    expect(await problem({ type: undefined })).toMatch(/^type: /);
    expect(await problem({ image: undefined })).toMatch(/^image: /);
    expect(await problem({ worker_config: {} })).toMatch(/^worker_config\.max_replicas: /);
    expect(await problem({ worker_config: { max_replicas: 1, min_replicas: 2 } })).toMatch(
      /^worker_config\.min_replicas: /,
    );
    expect(await problem({ ports: ['80'] })).toMatch(/^ports\[0\]: /);
    expect(await problem({ policy: { type: 'concurrency', value: -1 } })).toMatch(/^policy\.value: /);
    expect(await problem({ product_id: 'none' })).toBe('400 SERVERLESS_PRODUCT_NOT_FOUND');
    expect(await problem({ volumes: [{ type: 'local' }] })).toMatch(/^volumes\[0\]\.mount_point: /);
  });

  it.each([0, 1] as const)('are listed by pageNum, from %i on, and by cursor', async (firstPage) => {
    const simulator = await startAccount({ firstPage });
    const ids: string[] = [];
    for (const appName of ['one', 'two', 'three'])
      ids.push(await createEndpoint(simulator, { appName, name: appName }));
    const found = async (pageNum: number): Promise<string[]> => {
      const path = `${V1}/endpoints?pageSize=2&pageNum=${pageNum}`;
      return (await send<{ endpoints: { id: string }[] }>(simulator, 'GET', path)).endpoints.map(({ id }) => id);
    };
    expect(await found(firstPage)).toEqual(ids.slice(0, 2));
    expect(await found(firstPage + 1)).toEqual(ids.slice(2));
    expect(await fieldProblem(simulator, 'GET', `${V1}/endpoints?pageSize=2`)).toMatch(/^pageNum: /);
    const pages = await allPages<{ id: string }>(simulator, `${V2}/endpoints`, 2);
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(await send(simulator, 'GET', `${V2}/endpoints?keyword=TWO`)).toMatchObject({ data: [{ id: ids[1] }] });
    expect(await send(simulator, 'GET', `${V2}/endpoints?member_ids=somebody`)).toMatchObject({ data: [] });
  });
});
