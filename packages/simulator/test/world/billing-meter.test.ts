import { describe, expect, it } from 'vitest';
import { BillingMeter, toPriceUnits } from '../../src/world/billing-meter.js';

describe('billing meter', () => {
  it('counts only while it runs', () => {
    const meter = new BillingMeter(3_600_000);
    meter.run(1000);
    meter.run(1500);
    expect(meter.amount(2000)).toBe(3_600_000n * 1000n);
    meter.pause(3000);
    meter.pause(9000);
    expect([meter.isRunning, meter.billedMs(10_000)]).toEqual([false, 2000]);
    meter.run(20_000);
    expect(meter.billedMs(20_001)).toBe(2001);
  });

  it('stays exact where floats are not', () => {
    const meter = new BillingMeter(2_800_000);
    meter.run(0);
    const tenYears = 315_360_000_001;
    expect(meter.amount(tenYears)).toBe(883_008_000_002_800_000n);
    expect(toPriceUnits(meter.amount(tenYears))).toBe(245_280_000_001);
  });

  it('rounds half a unit up', () => {
    expect([1_799_999n, 1_800_000n, 5_399_999n, 5_400_000n].map(toPriceUnits)).toEqual([0, 1, 1, 2]);
  });
});
