import { afterEach, describe, expect, it } from 'vitest';
import { NovitaApiService, money, type ResourceCallOptions } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json } from '../loopback-server.js';

afterEach(closeAll);

async function service(body: unknown) {
  const made = await harness((response) => json(response, body));
  return { ...made, api: new NovitaApiService(made.client) };
}

describe('clusters', () => {
  it('lists them, with what is missing left out', async () => {
    const raw = {
      id: 'as-sgp-2',
      name: 'AS-SGP-02 (Singapore)',
      availableGpuType: ['4090'],
      supportNetworkStorage: true,
    };
    const { api } = await service({ data: [raw, {}] });
    const [full, empty] = await api.clusters.list();
    expect(full).toEqual({
      id: 'as-sgp-2',
      name: 'AS-SGP-02 (Singapore)',
      gpuTypes: ['4090'],
      supportsNetworkStorage: true,
      supportsInstanceNetwork: false,
    });
    expect(full!.raw).toEqual(raw);
    expect(empty).toMatchObject({ id: '', gpuTypes: [] });
  });
});

describe('products', () => {
  it('lists them with prices as money, from text and numbers', async () => {
    const { api, server } = await service({
      data: [
        { id: 'a', name: 'RTX 4090', price: '67000', spotPrice: '35000', availableDeploy: true, inventoryState: 'low' },
        { id: 'b', price: 35_000, spotPrice: '0', regions: ['US-CA-06 (California)'] },
        { id: 'c' },
      ],
    });
    const [a, b, c] = await api.products.list({ productName: '4090', billingMethod: 'spot' });
    expect(a).toMatchObject({
      price: money(67_000, 5),
      spotPrice: money(35_000, 5),
      available: true,
      inventory: 'low',
    });
    expect(b).toMatchObject({ price: money(35_000, 5), spotPrice: undefined, regions: ['US-CA-06 (California)'] });
    expect(c).toMatchObject({ price: undefined, available: false, regions: [], minRootfsGb: undefined });
    expect(server.seen[0]!.url).toBe('/gpu-instance/openapi/v1/products?productName=4090&billingMethod=spot');
    expect(await failure(api.products.list({ region: 'x' } as never))).toMatchObject({ code: 'invalid_argument' });
  });
});

describe('what the cloud offers', () => {
  it.each<[string, (api: NovitaApiService, options?: ResourceCallOptions) => Promise<unknown>]>([
    ['clusters', (api, options) => api.clusters.list(options)],
    ['products', (api, options) => api.products.list({ gpuNum: 2 }, options)],
    ['CPU products', (api, options) => api.products.listCpu({}, options)],
    ['products of v2', (api, options) => api.v2.products.list({}, options)],
    ['regions of v2', (api, options) => api.v2.regions.list(options)],
  ])('is asked for once by equal reads: %s', async (_what, read) => {
    const { api, server } = await service({ data: [], products: [], regions: [] });
    await Promise.all([read(api), read(api), read(api)]);
    await read(api);
    expect(server.seen).toHaveLength(1);
    await read(api, { catalogue: false });
    expect(server.seen).toHaveLength(2);
  });
});

describe('templates', () => {
  const raw = { Id: '107672', name: 't', ports: [{ type: 'http', ports: [80, '81', 'x'] }], createdAt: '1767225600' };

  it('lists a page from under its singular key', async () => {
    const { api, server } = await service({ template: [raw], total: 1 });
    const page = await api.templates.list({ channel: ['official', 'private'], pageSize: 5 });
    expect(page.items[0]).toMatchObject({ id: '107672', ports: [{ type: 'http', ports: [80, 81] }] });
    expect(page.items[0]!.createdAt).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(server.seen[0]!.url).toBe('/gpu-instance/openapi/v1/templates?pageSize=5&channel=official%2Cprivate');
  });

  it('gets one, or says that the answer has none', async () => {
    const { api } = await service({ template: raw });
    expect((await api.templates.get('107672')).name).toBe('t');
    expect(await failure(api.templates.get(''))).toMatchObject({ argument: 'id' });
    const empty = await service({});
    expect(await failure(empty.api.templates.get('1'))).toMatchObject({ code: 'decode_failed' });
  });
});
