import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { V1, call, create, start } from '../cloud-caller.js';

interface ProductBody {
  id: string;
  price: string;
  spotPrice: string;
  regions: string[];
  availableDeploy: boolean;
  inventoryState: string;
}

async function products(simulator: Simulator, query = ''): Promise<ProductBody[]> {
  return (await call(simulator, 'GET', `${V1}/products${query}`)).json.data as ProductBody[];
}

describe('clusters', () => {
  it('have ids that are not the lower-case names', async () => {
    const simulator = await start();
    const { json } = await call(simulator, 'GET', `${V1}/clusters`);
    expect(json.data).toContainEqual({
      id: 'cn-hongkong-1',
      name: 'CN-HK-01 (Hong Kong)',
      availableGpuType: ['RTX 4090 24GB', 'RTX 6000 Ada 48GB'],
      supportNetworkStorage: true,
      supportInstanceNetwork: false,
    });
  });
});

describe('products', () => {
  it('carry prices as decimal strings in 1/100000 USD, and regions by display name', async () => {
    const simulator = await start();
    const all = await products(simulator);
    expect(all).toHaveLength(8);
    expect(all[0]).toMatchObject({ id: '4090.16c62g', price: '35000', spotPrice: '17500' });
    expect(all[0]?.regions).toContain('CN-HK-01 (Hong Kong)');
  });

  it('are filtered', async () => {
    const simulator = await start();
    const ids = async (query: string): Promise<string[]> => (await products(simulator, query)).map(({ id }) => id);
    expect(await ids('?clusterId=as-in-1')).toEqual(['3090.8c48g', 'l40s.12c96g']);
    expect(await ids('?productName=rtx%20509')).toEqual(['5090.16c96g']);
    expect(await ids('?minMemoryPerGpu=240')).toEqual(['h100-sxm.26c240g', 'h200-sxm.26c240g']);
    expect(await ids('?minCpuPerGpu=26&minRootFSSize=6144')).toEqual(['h100-sxm.26c240g', 'h200-sxm.26c240g']);
    expect(await ids('?billingMethod=spot')).not.toContain('h200-sxm.26c240g');
    expect(await ids('?billingMethod=monthly')).not.toContain('3090.8c48g');
    expect((await call(simulator, 'GET', `${V1}/products?gpuNum=9`)).json.message).toContain('gpuNum');
  });

  it('tell how much is in stock', async () => {
    const simulator = await start({ stock: { 'l40s.12c96g': { 'us-ca-6': 4, 'as-in-1': 0 } } });
    const state = async (query: string): Promise<unknown[]> => {
      const [product] = await products(simulator, `?productName=l40s&${query}`);
      return [product?.availableDeploy, product?.inventoryState];
    };
    expect(await state('')).toEqual([true, 'high']);
    expect(await state('clusterId=as-in-1')).toEqual([false, 'none']);
    expect(await state('gpuNum=5')).toEqual([false, 'high']);
    await create(simulator, { productId: 'l40s.12c96g', gpuNum: 4 });
    expect(await state('')).toEqual([false, 'none']);
  });
});

describe('templates', () => {
  it('are listed under a singular key, filtered, and paged', async () => {
    const simulator = await start();
    const list = async (query: string): Promise<string[]> => {
      const { json } = await call(simulator, 'GET', `${V1}/templates${query}`);
      return (json.template as { Id: string }[]).map(({ Id }) => Id);
    };
    expect(await list('')).toEqual(['107672', '107703', '214480']);
    expect(await list('?channel=community,private')).toEqual(['214480']);
    expect(await list('?channel=community&channel=official')).toHaveLength(3);
    expect(await list('?name=VLLM')).toEqual(['107703']);
    expect(await list('?pageSize=2&pageNum=2')).toEqual(['214480']);
  });

  it('are found by id', async () => {
    const simulator = await start();
    const found = await call(simulator, 'GET', `${V1}/template?templateId=107672`);
    expect(found.json.template).toMatchObject({ Id: '107672', channel: 'official' });
    const missing = await call(simulator, 'GET', `${V1}/template?templateId=1`);
    expect([missing.status, missing.json.reason]).toEqual([400, 'TEMPLATE_NOT_FOUND']);
  });
});
