import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICE_SCALE, addMoney, compareMoney, costOf, formatMoney, money, parseMoney } from '@novita-fleet/client';

const HOUR = 3_600_000;

describe('money', () => {
  it('is refused unless it is exact', () => {
    expect(() => money(0.5, 2)).toThrow(/"amount"/);
    expect(() => money(2 ** 53, 2)).toThrow(/"amount"/);
    expect(() => money(1, -1)).toThrow(/"scale"/);
    expect(money(-5, 2)).toEqual({ amount: -5, scale: 2, currency: 'USD' });
  });

  it('is read from digits and numbers alone', () => {
    expect(parseMoney('67000', PRICE_SCALE)).toEqual({ amount: 67_000, scale: 5, currency: 'USD' });
    expect(parseMoney(35_000, PRICE_SCALE)?.amount).toBe(35_000);
    for (const value of ['', '0.67', '1e3', 'x', ' 1', 1.5, NaN, null, undefined, {}, '9'.repeat(30)]) {
      expect(parseMoney(value, PRICE_SCALE)).toBeUndefined();
    }
  });

  it('is shown with its places', () => {
    expect([67_000, 100_000, 5, 0, -67_000, 123_456_789].map((amount) => formatMoney(money(amount, 5)))).toEqual([
      '0.67 USD',
      '1.00 USD',
      '0.00005 USD',
      '0.00 USD',
      '-0.67 USD',
      '1234.56789 USD',
    ]);
    expect(formatMoney(money(7, 0))).toBe('7.00 USD');
  });

  it('is added and compared over scales', () => {
    expect(addMoney(money(1, 0), money(67_000, 5))).toEqual(money(167_000, 5));
    expect(compareMoney(money(1, 0), money(100_000, 5))).toBe(0);
    expect(compareMoney(money(1, 2), money(2, 2))).toBe(-1);
    expect(compareMoney(money(1, 1), money(9, 2))).toBe(1);
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 0), money(1, 0))).toThrow(/safe integers/);
  });
});

describe('costOf', () => {
  it('is exact and rounds half up', () => {
    const price = money(67_000, PRICE_SCALE);
    expect(costOf(price, 0).amount).toBe(0);
    expect(costOf(price, HOUR)).toEqual(price);
    expect(costOf(money(1, 5), HOUR / 2).amount).toBe(1);
    expect(costOf(money(1, 5), HOUR / 2 - 1).amount).toBe(0);
    expect(costOf(money(-1, 5), HOUR / 2).amount).toBe(0);
    expect(costOf(money(9_007_199_254, 5), 1_000 * HOUR).amount).toBe(9_007_199_254_000);
    expect(() => costOf(price, -1)).toThrow(/"durationMs"/);
    expect(() => costOf(price, 0.5)).toThrow(/"durationMs"/);
  });

  it('is within half a unit of the true cost, and adds up', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(1_000 * HOUR), (amount, durationMs) => {
        const cost = BigInt(costOf(money(amount, 5), durationMs).amount);
        const error = cost * BigInt(HOUR) - BigInt(amount) * BigInt(durationMs);
        expect(2n * error <= BigInt(HOUR) && 2n * error > -BigInt(HOUR)).toBe(true);
      }),
    );
  });
});
