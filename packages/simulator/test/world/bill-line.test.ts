import { describe, expect, it } from 'vitest';
import { BillLine } from '../../src/world/bill-line.js';
import { toPriceUnits, toWalletUnits } from '../../src/world/money.js';

const line = (): BillLine => new BillLine({ category: 'compute', ownerId: 'i', productId: 'p', productName: 'GPU' });

describe('bill line', () => {
  it('counts by the tariff in force, and tells the past', () => {
    const counted = line();
    counted.change(1000, { units: 2, dayPrice: 10 });
    counted.change(1500, { units: 2, dayPrice: 10 });
    counted.change(3000, { units: 1, dayPrice: 7 });
    counted.change(4000, undefined);
    counted.change(9000, { units: 1, dayPrice: 1 });
    expect([500, 1000, 2000, 3000, 3500, 4000, 8000, 9001].map((at) => counted.amountAt(at))).toEqual([
      0n,
      0n,
      20_000n,
      40_000n,
      43_500n,
      47_000n,
      47_000n,
      47_001n,
    ]);
    expect([counted.unitMsAt(3500), counted.unitMsAt(9500)]).toEqual([4500, 5500]);
    expect(counted.runningMsAt(9500)).toBe(3500);
    expect(counted.changes).toHaveLength(4);
  });

  it('does not count units that were paid before', () => {
    const counted = line();
    counted.change(0, { units: 8, dayPrice: 0 });
    expect([counted.unitMsAt(100), counted.amountAt(100), counted.isRunning, counted.rate]).toEqual([0, 0n, true, 0n]);
  });

  it('rounds bills cumulatively: those that follow each other add up', () => {
    const counted = line();
    counted.change(0, { units: 1, dayPrice: 333_333 });
    const hour = 3_600_000;
    const bills = Array.from({ length: 48 }, (_, index) => counted.chargedBetween(index * hour, (index + 1) * hour));
    expect(bills.reduce((sum, bill) => sum + bill, 0)).toBe(66_666);
    expect(new Set(bills)).toEqual(new Set([1388, 1389]));
  });

  it('stays exact where floats are not', () => {
    const counted = line();
    counted.change(0, { units: 8, dayPrice: 350_000 * 24 });
    const tenYears = 315_360_000_001;
    expect(counted.amountAt(tenYears)).toBe(21_192_192_000_067_200_000n);
    expect(toPriceUnits(counted.amountAt(tenYears))).toBe(245_280_000_001);
  });
});

describe('money', () => {
  it('is rounded to prices half up, and to what is charged down', () => {
    const day = 86_400_000n;
    expect([day / 2n - 1n, day / 2n, (3n * day) / 2n].map(toPriceUnits)).toEqual([0, 1, 2]);
    expect([10n * day - 1n, 10n * day].map(toWalletUnits)).toEqual([0, 1]);
  });
});
