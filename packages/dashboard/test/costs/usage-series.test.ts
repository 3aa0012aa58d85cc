import { describe, expect, test } from 'vitest';
import { costShares, dailyCosts, perMilleOf, type UsageRow } from '../../src/costs/usage-series.js';

const usd = (amount: number, scale = 5) => ({ amount, scale, currency: 'USD' as const });
const row = (given: Partial<UsageRow>): UsageRow => ({
  ...{ day: null, owner: null, instanceId: null, hours: 1, meteredMs: 3_600_000, unpricedMs: 0, cost: usd(1) },
  ...given,
});

describe('dailyCosts', () => {
  test('has every day of the range, and nothing for days without a row', () => {
    const rows = [row({ day: '2026-02-28', cost: usd(7) }), row({ day: '2026-03-02', cost: usd(9), unpricedMs: 5 })];
    expect(dailyCosts(rows, { from: '2026-02-27', to: '2026-03-02' })).toEqual([
      { day: '2026-02-27', cost: usd(0), meteredMs: 0, unpricedMs: 0 },
      { day: '2026-02-28', cost: usd(7), meteredMs: 3_600_000, unpricedMs: 0 },
      { day: '2026-03-01', cost: usd(0), meteredMs: 0, unpricedMs: 0 },
      { day: '2026-03-02', cost: usd(9), meteredMs: 3_600_000, unpricedMs: 5 },
    ]);
  });

  test('has zeros of the same scale when nothing ran', () => {
    expect(dailyCosts([], { from: '2026-01-01', to: '2026-01-01' })[0]?.cost).toEqual(usd(0));
  });
});

describe('costShares', () => {
  test('puts the dearest first, with its part of the total', () => {
    const rows = [
      row({ instanceId: 'a', cost: usd(1) }),
      row({ instanceId: 'b', cost: usd(2) }),
      row({ instanceId: 'd', cost: usd(0) }),
      row({ instanceId: 'c', cost: usd(0), meteredMs: 9_000_000 }),
    ];
    const shares = costShares(rows, usd(3), 'instanceId');
    expect(shares.map(({ id, perMille }) => [id, perMille])).toEqual([
      ['b', 667],
      ['a', 333],
      ['c', 0],
      ['d', 0],
    ]);
  });
});

describe('perMilleOf', () => {
  test('divides whole numbers, of different scales too', () => {
    expect(perMilleOf(usd(1, 2), usd(10_000, 5))).toBe(100);
    expect(perMilleOf(usd(1), usd(0))).toBe(0);
    // As floats, both would be rounded before they are divided.
    expect(perMilleOf(usd(Number.MAX_SAFE_INTEGER, 0), usd(Number.MAX_SAFE_INTEGER, 0))).toBe(1_000);
    expect(perMilleOf(usd(1, 0), usd(2_000, 0))).toBe(1);
  });
});
