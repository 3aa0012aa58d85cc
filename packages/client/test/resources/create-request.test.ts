import { afterEach, describe, expect, it } from 'vitest';
import { NovitaApiService, type CreateInstanceRequest } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json } from '../loopback-server.js';

afterEach(closeAll);

const GOOD: CreateInstanceRequest = {
  kind: 'gpu',
  name: 'trainer',
  productId: '4090.16c62g',
  gpuNum: 1,
  rootfsSize: 60,
  imageUrl: 'ghcr.io/me/app:1',
};

const ports = (count: number): string => Array.from({ length: count }, (_, index) => `${3000 + index}/tcp`).join(',');
const tool = (port: string) => ({ name: 'Jupyter', port, type: 'http' });
const env = (key: string, value = 'v') => ({ key, value });

const BAD: readonly (readonly [string, object, string, string])[] = [
  ['9 GPUs', { gpuNum: 9 }, 'gpuNum', 'from 1 to 8, got 9'],
  ['half a GPU', { gpuNum: 0.5 }, 'gpuNum', 'a whole number, got 0.5'],
  ['GPUs as text', { gpuNum: '1' }, 'gpuNum', 'a whole number, got a value of type string'],
  ['a disk of 5 GB', { rootfsSize: 5 }, 'rootfsSize', 'from 10 to 6144, got 5'],
  ['a name of 300 characters', { name: 'x'.repeat(300) }, 'name', 'must have at most 2'],
  ['no image', { imageUrl: '' }, 'imageUrl', 'from 1 to 500 characters, got 0'],
  ['no product', { productId: undefined }, 'productId', 'is missing'],
  ['another kind', { kind: 'tpu' }, 'kind', 'one of gpu, cpu'],
  ['a billing mode that does not exist', { billingMode: 'hourly' }, 'billingMode', 'one of onDemand, monthly, spot'],
  ['a negative term', { month: -1 }, 'month', 'at least 0, got -1'],
  ['a reserved port', { ports: '80/http,2222/tcp' }, 'ports', 'must not hold 2222: 2222, 2223, 2224 are reserved'],
  ['16 ports', { ports: ports(16) }, 'ports', 'at most 15, got 16'],
  [
    '15 ports and a tool',
    { ports: ports(15), tools: [{ name: 'Jupyter', port: '8888', type: 'http' }] },
    'ports',
    'at most 15, got 16',
  ],
  ['port 0', { ports: '0/http' }, 'ports', 'from 1 to 65535, got "0/http"'],
  ['port 65536', { ports: '65536/tcp' }, 'ports', 'from 1 to 65535'],
  ['a port without a protocol', { ports: '80' }, 'ports', 'such as 8888/http or 22/tcp'],
  ['ports as a list', { ports: [80] }, 'ports', 'must be text'],
  ['a reserved port of a tool', { tools: [tool('2224')] }, 'tools[0].port', 'must not be 2224: 2222, 2223, 2224'],
  ['port 0 of a tool', { tools: [tool('80'), tool('0')] }, 'tools[1].port', 'must be a port from 1 to 65535'],
  ['port 65536 of a tool', { tools: [tool('65536')] }, 'tools[0].port', 'must be a port from 1 to 65535'],
  [
    'a term that would be billed monthly',
    { month: 1, billingMode: 'onDemand' },
    'month',
    'billed monthly, not onDemand',
  ],
  ['a term for spot', { month: 1, billingMode: 'spot' }, 'month', 'billed monthly, not spot'],
  ['renewal of what is not monthly', { autoRenew: true }, 'autoRenew', 'unless "billingMode" is monthly'],
  ['renewal of spot', { autoRenew: true, billingMode: 'spot' }, 'autoRenew', 'unless "billingMode" is monthly'],
  ['a renewal term alone', { autoRenewMonth: 2, month: 1 }, 'autoRenewMonth', 'unless "autoRenew" is true'],
  ['a renewal term of 13 months', { autoRenewMonth: 13, month: 1, autoRenew: true }, 'autoRenewMonth', 'from 1 to 12'],
  ['101 variables', { envs: Array.from({ length: 101 }, () => env('A')) }, 'envs', 'at most 100 entries, got 101'],
  ['a long variable', { envs: [env('A'), env('B', 'x'.repeat(4096))] }, 'envs[1].value', 'at most 4095 characters'],
  ['a long command', { command: 'x'.repeat(2048) }, 'command', 'at most 2047 characters, got 2048'],
  ['a field in another spelling', { env: [env('A')] }, 'env', 'is unknown; known: name, productId'],
];

describe('a create call', () => {
  it.each(BAD)('with %s is refused before anything is sent', async (_name, fields, argument, message) => {
    const { client, server } = await harness((response) => json(response, { id: 'x' }));
    const api = new NovitaApiService(client);
    const request = { ...GOOD, ...fields } as CreateInstanceRequest;
    for (const call of [api.instances.create(request), api.createInstance(request)]) {
      const error = await failure(call);
      expect(error).toMatchObject({ code: 'invalid_argument', argument });
      expect((error as Error).message).toContain(message);
    }
    expect(server.seen).toHaveLength(0);
  });

  it('at every limit is sent', async () => {
    const { client, server } = await harness((response) => json(response, { id: 'x' }));
    const api = new NovitaApiService(client);
    const request: CreateInstanceRequest = {
      ...GOOD,
      name: 'x'.repeat(255),
      gpuNum: 8,
      rootfsSize: 6144,
      ports: ` 1/http, 65535/tcp,${ports(12)}`,
      tools: [{ name: 'Jupyter', port: '8888', type: 'http' }],
      envs: Array.from({ length: 100 }, (_, index) => env(`A${index}`)),
      command: 'x'.repeat(2047),
    };
    await api.instances.create(request);
    expect(JSON.parse(server.seen[0]!.body)).toEqual(request);
  });

  it.each<Partial<CreateInstanceRequest>>([
    { billingMode: 'monthly', month: 1, autoRenew: true, autoRenewMonth: 12 },
    { month: 3, autoRenew: true },
    { month: 0, billingMode: 'onDemand', autoRenew: false },
    { billingMode: 'spot' },
    { tools: [{ name: 'Jupyter', port: '65535', type: 'http' }, {}] },
  ])('with the fields %j is sent', async (fields) => {
    const { client, server } = await harness((response) => json(response, { id: 'x' }));
    await new NovitaApiService(client).instances.create({ ...GOOD, ...fields });
    expect(server.seen).toHaveLength(1);
  });

  it.each([undefined, null, 'x', 5, []])(
    'with %j instead of a request is refused with a typed error',
    async (request) => {
      const { client, server } = await harness((response) => json(response, { id: 'x' }));
      const api = new NovitaApiService(client);
      for (const call of [api.instances.create(request as never), api.createInstance(request as never)]) {
        expect(await failure(call)).toMatchObject({ code: 'invalid_argument' });
      }
      expect(server.seen).toHaveLength(0);
    },
  );

  it('with a name that is no text is refused', async () => {
    const { client } = await harness((response) => json(response, { id: 'x' }));
    const request = { ...GOOD, name: 5 } as never;
    expect(await failure(new NovitaApiService(client).createInstance(request))).toMatchObject({ argument: 'name' });
  });

  it('with a misspelt filter of a list is refused too', async () => {
    const { client, server } = await harness((response) => json(response, { instances: [], total: 0 }));
    const api = new NovitaApiService(client);
    expect(await failure(api.instances.list({ page: 2 } as never))).toMatchObject({ argument: 'page' });
    expect(await failure(api.instances.list({ status: 'runing' } as never))).toMatchObject({ argument: 'status' });
    expect(await failure(api.instances.list({ pageSize: -1 }))).toMatchObject({ argument: 'pageSize' });
    expect(server.seen).toHaveLength(0);
  });
});
