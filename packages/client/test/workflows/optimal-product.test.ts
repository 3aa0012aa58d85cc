import { afterEach, describe, expect, it } from 'vitest';
import type { CreateRefusedError } from '@novita-fleet/client';
import { formatMoney, money, NoProductError, type OptimalProduct, type ProductCriteria } from '@novita-fleet/client';
import { failure } from '../client-harness.js';
import { CREATE, SimulatedCloud, V1 } from '../simulated-cloud.js';

let cloud: SimulatedCloud;

afterEach(() => cloud.close());

const shown = ({ product, cluster, hourlyPrice }: OptimalProduct | OptimalProduct['alternatives'][number]) =>
  `${product.id} ${cluster?.id ?? '-'} ${formatMoney(hourlyPrice)}`;

describe('getOptimalProduct', () => {
  it('answers the cheapest product with the name, and the alternatives', async () => {
    cloud = await SimulatedCloud.start();
    const best = await cloud.api.getOptimalProduct({ gpuName: '90' });
    expect(shown(best)).toBe('3090.8c48g - 0.21 USD');
    expect(best.alternatives.map(shown)).toEqual(['4090.16c62g - 0.35 USD', '5090.16c96g - 0.67 USD']);
    expect(cloud.simulator.summary().requests).toEqual({ [`GET ${V1}/products`]: 1 });
  });

  it.each([['US-CA-06 (California)'], ['US-CA-06'], ['us-ca-6']])(
    'joins the region %s to its cluster',
    async (region) => {
      cloud = await SimulatedCloud.start();
      const best = await cloud.api.getOptimalProduct({ region, billingMode: 'spot' });
      expect(shown(best)).toBe('4090.16c62g us-ca-6 0.175 USD');
      expect(best.cluster).toMatchObject({ id: 'us-ca-6', name: 'US-CA-06 (California)' });
    },
  );

  it('knows what is in stock in each region', async () => {
    const stock = { '4090.16c62g': { 'us-ca-6': 7, 'as-sgp-2': 8 } };
    cloud = await SimulatedCloud.start({ stock });
    const region = ['us-ca-6', 'as-sgp-2'];
    const best = await cloud.api.getOptimalProduct({ gpuName: '4090', region, gpuNum: 8 });
    expect(shown(best)).toBe('4090.16c62g as-sgp-2 2.80 USD');
    expect(best.alternatives).toEqual([]);
  });

  it('finds what a subscription costs', async () => {
    cloud = await SimulatedCloud.start();
    const best = await cloud.api.getOptimalProduct({ gpuName: '4090', billingMode: 'monthly', months: 12 });
    expect(best).toMatchObject({ billingMode: 'monthly', months: 12 });
    // 0.35 less 25 percent.
    expect(formatMoney(best.hourlyPrice)).toBe('0.2625 USD');
  });

  it('takes a limit as money or as text', async () => {
    cloud = await SimulatedCloud.start();
    const limits = ['0.67', money(67_000, 5)];
    for (const maxHourlyPrice of limits) {
      const { alternatives } = await cloud.api.getOptimalProduct({ maxHourlyPrice });
      expect(alternatives.map(({ product }) => product.id)).toEqual(['4090.16c62g', 'l40s.12c96g', '5090.16c96g']);
    }
  });

  it.each<[ProductCriteria, string, string[]]>([
    [{ gpuName: '4909' }, 'gpuName', ['RTX 4090 24GB', 'A100 SXM 80GB', 'H100 SXM 80GB']],
    [{ region: 'us-ca-7' }, 'region', ['US-CA-06 (California)']],
    [{ gpuName: 'H200', region: 'as-in-1' }, 'region', ['US-CA-06 (California)']],
    [{ gpuName: 'H200', billingMode: 'spot' }, 'billingMode', ['onDemand', 'monthly']],
    [{ gpuName: 'H100', maxHourlyPrice: '2.55' }, 'maxHourlyPrice', ['2.56 USD']],
  ])('says what leaves nothing: %j', async (criteria, criterion, near) => {
    cloud = await SimulatedCloud.start();
    const error = await failure(cloud.api.getOptimalProduct(criteria));
    expect(error).toBeInstanceOf(NoProductError);
    const told = error as NoProductError;
    expect(told).toMatchObject({ code: 'no_product', criterion });
    expect(told.near.slice(0, near.length)).toEqual(near);
    expect(told.message).toContain(near[0]);
    expect(JSON.parse(JSON.stringify(told))).toMatchObject({ code: 'no_product', criterion, near: told.near });
  });

  it('says that nothing is in stock, and what is', async () => {
    cloud = await SimulatedCloud.start({
      stock: { '4090.16c62g': { 'us-ca-6': 0, 'as-sgp-2': 0, 'cn-hongkong-1': 0 } },
    });
    const error = await failure(cloud.api.getOptimalProduct({ gpuName: '4090' }));
    expect(error).toMatchObject({ criterion: 'stock' });
    expect((error as NoProductError).near[0]).toBe('RTX 3090 24GB');
  });

  it.each<[string, unknown]>([
    ['gpu', { gpu: '4090' }],
    ['gpuName', { gpuName: ' ' }],
    ['gpuName', { gpuName: 4090 }],
    ['region', { region: [''] }],
    ['region', { region: 7 }],
    ['billingMode', { billingMode: 'postpaid' }],
    ['months', { months: 1 }],
    ['months', { billingMode: 'monthly', months: 0 }],
    ['maxHourlyPrice', { maxHourlyPrice: 0.67 }],
    ['maxHourlyPrice', { maxHourlyPrice: '0,67' }],
    ['maxHourlyPrice', { maxHourlyPrice: '-1' }],
    ['maxHourlyPrice', { maxHourlyPrice: { amount: -1, scale: 0 } }],
    ['amount', { maxHourlyPrice: { amount: 0.5, scale: 0 } }],
    ['gpuNum', { gpuNum: 9 }],
    ['minInventory', { minInventory: 'none' }],
  ])('refuses %s before any request: %j', async (argument, criteria) => {
    cloud = await SimulatedCloud.start();
    for (const asking of [
      cloud.api.getOptimalProduct(criteria as ProductCriteria),
      cloud.api.planCandidates([{}, criteria as ProductCriteria]),
    ]) {
      expect(await failure(asking)).toMatchObject({ code: 'invalid_argument', argument });
    }
    expect(cloud.simulator.ledger().requestsTotal).toBe(0);
  });
});

describe('planCandidates', () => {
  it('plans offers of several wishes, the first wish first, each candidate once', async () => {
    cloud = await SimulatedCloud.start();
    const region = ['us-ca-6', 'as-sgp-2'];
    const plan = await cloud.api.planCandidates([
      { gpuName: '4090', region, billingMode: 'spot' },
      { gpuName: 'no such' },
      { gpuName: '4090', region: 'us-ca-6', billingMode: 'spot', gpuNum: 1 },
      { gpuName: '4090', billingMode: 'monthly', months: 3, gpuNum: 2 },
    ]);
    expect(plan).toEqual([
      { productId: '4090.16c62g', billingMode: 'spot', gpuNum: 1, clusterId: 'us-ca-6' },
      { productId: '4090.16c62g', billingMode: 'spot', gpuNum: 1, clusterId: 'as-sgp-2' },
      { productId: '4090.16c62g', billingMode: 'monthly', gpuNum: 2, month: 3 },
    ]);
  });

  it('has a limit, and tells of the first wish when nothing is left', async () => {
    cloud = await SimulatedCloud.start();
    expect(await cloud.api.planCandidates({}, { limit: 2 })).toHaveLength(2);
    const error = await failure(cloud.api.planCandidates([{ gpuName: 'zz' }, { region: 'y' }]));
    expect(error).toMatchObject({ code: 'no_product', criterion: 'gpuName' });
    expect(await failure(cloud.api.planCandidates([]))).toMatchObject({ argument: 'criteria' });
    expect(await failure(cloud.api.planCandidates({}, { limit: 0 }))).toMatchObject({ argument: 'limit' });
    expect(await failure(cloud.api.planCandidates({}, { most: 1 } as object))).toMatchObject({ argument: 'most' });
  });

  it('makes a plan that createInstance carries out', async () => {
    cloud = await SimulatedCloud.start();
    const candidates = await cloud.api.planCandidates([
      { gpuName: '4090', region: ['us-ca-6', 'as-sgp-2'], billingMode: 'spot' },
      { gpuName: '4090', billingMode: 'monthly' },
    ]);
    const request = { kind: 'gpu', name: 'job', rootfsSize: 60, imageUrl: 'image' } as const;
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE, count: 2 });
    const { id, tries } = await cloud.until(cloud.api.createInstance(request, { candidates }));
    expect(tries.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'created']);
    expect(await cloud.api.instances.get(id)).toMatchObject({ billingMode: 'monthly', productId: '4090.16c62g' });
    cloud.simulator.faults.add({ kind: 'insufficient_resource', route: CREATE });
    const refused = await failure(cloud.until(cloud.api.createInstance(request, { candidates })));
    expect((refused as CreateRefusedError).tries).toHaveLength(3);
  });
});
