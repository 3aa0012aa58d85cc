import { describe, expect, test } from 'vitest';
import { costEstimate, type Offer } from '../../src/create/cost-estimate.js';
import type { CreateRequest } from '../../src/create/create-request.js';
import { product } from './product-fixture.js';

const offer: Offer = {
  onDemand: [
    product({ id: 'a', name: 'RTX 4090 24GB', price: 67_000, regions: ['EU-1'] }),
    product({ id: 'b', name: 'RTX 4090 24GB', price: 35_000, available: false }),
    product({ id: 'c', name: 'H100', price: 250_000 }),
    product({ id: 'd', name: 'A100', price: null }),
  ],
  spot: [product({ id: 's', name: 'RTX 4090 24GB', price: 33_333, billingMode: 'spot' })],
};
const estimate = (request: Partial<CreateRequest>) => costEstimate({ name: 'n', ...request }, offer);

describe('costEstimate', () => {
  test('takes the price of a product for all of its GPUs, whether it is in stock or not', () => {
    expect(estimate({ productId: 'a' }).perHour).toEqual({ amount: 67_000, scale: 5, currency: 'USD' });
    expect(estimate({ productId: 'b', gpuNum: 8 }).perHour?.amount).toBe(280_000);
  });

  test('takes the cheapest that has the name, is available, in a region and below the cap', () => {
    expect(estimate({ gpuName: '4090' }).perHour?.amount).toBe(67_000);
    expect(estimate({ gpuName: 'rtx', billingMode: 'spot' }).perHour?.amount).toBe(33_333);
    expect(estimate({ gpuName: '4090', regions: ['EU-1'] }).perHour?.amount).toBe(67_000);
    expect(estimate({ gpuName: '4090', regions: ['US-1'] }).perHour).toBeUndefined();
    expect(estimate({ gpuName: '4090', maxHourlyPrice: '0.67' }).perHour?.amount).toBe(67_000);
    expect(estimate({ gpuName: '4090', maxHourlyPrice: '0.66999' }).perHour).toBeUndefined();
  });

  test('knows no price where the cloud tells none, nothing fits or nothing is named', () => {
    for (const request of [{ productId: 'd' }, { productId: 'x' }, { gpuName: 'B200' }, {}]) {
      expect(estimate(request).perHour).toBeUndefined();
    }
    expect(
      costEstimate({ name: 'n', productId: 'a' }, { onDemand: undefined, spot: undefined }).perHour,
    ).toBeUndefined();
  });

  test('takes the first place of the plan that has a price, and tells the dearest', () => {
    const { perHour, mostPerHour } = estimate({
      gpuName: 'B200',
      fallback: [{ gpuName: '4090' }, { productId: 'c' }, { gpuName: '4090', billingMode: 'spot' }],
    });
    expect([perHour?.amount, mostPerHour?.amount]).toEqual([67_000, 250_000]);
  });

  test('ends by what comes first', () => {
    const hour = 3_600_000;
    const ends = (request: Partial<CreateRequest>) => {
      const { end, untilEnd } = estimate({ productId: 'c', ...request });
      return [end?.by, end?.afterMs, untilEnd?.amount];
    };
    expect(ends({})).toEqual([undefined, undefined, undefined]);
    expect(ends({ stopAfterMs: 2 * hour })).toEqual(['stopAfter', 2 * hour, 500_000]);
    expect(ends({ stopAfterMs: 2 * hour, deleteAfterMs: hour })).toEqual(['deleteAfter', hour, 250_000]);
    expect(ends({ stopAfterMs: 2 * hour, maxCost: '2.5' })).toEqual(['maxCost', hour, 250_000]);
    expect(ends({ stopAfterMs: NaN, maxCost: 'x' })).toEqual([undefined, undefined, undefined]);
  });

  test('rounds half up, in whole numbers', () => {
    // 33,333 an hour for one and a half minutes is 833.325, for 54 seconds 499.995.
    const at = (stopAfterMs: number) => estimate({ productId: 's', billingMode: 'spot', stopAfterMs }).untilEnd?.amount;
    expect([at(90_000), at(54_000)]).toEqual([833, 500]);
  });
});
