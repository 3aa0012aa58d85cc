import { expect, it } from 'vitest';
import { compareMoney, costOf, formatMoney, sumOf, usd } from '../../src/money/money.js';

it('adds exactly, at the finest scale', () => {
  expect(sumOf([usd(10, 2), null, usd(1, 5)])).toEqual(usd(10_001, 5));
  expect(sumOf([usd(1, 5), usd(1, 7)])).toEqual(usd(101, 7));
  // A tenth a million times over would not be so exact as a float.
  expect(sumOf(Array.from({ length: 100_000 }, () => usd(10_000)))).toEqual(usd(1_000_000_000));
  expect(sumOf([])).toEqual(usd(0));
});

it('rounds what an hourly price makes half up', () => {
  expect(costOf(usd(67_000), 90 * 60_000)).toEqual(usd(100_500));
  expect(costOf(usd(1), 1_800_000)).toEqual(usd(1));
  expect(costOf(usd(1), 1_799_999)).toEqual(usd(0));
  expect(costOf(usd(1), -5)).toEqual(usd(0));
});

it('compares over scales, what is unknown first', () => {
  expect(compareMoney(usd(10, 2), usd(10_000, 5))).toBe(0);
  expect(compareMoney(usd(1, 2), usd(10_000, 5))).toBeLessThan(0);
  expect(compareMoney(null, usd(0))).toBeLessThan(0);
  expect(compareMoney(null, null)).toBe(0);
});

it.each([
  [usd(67_000), '$0.67'],
  [usd(17_500), '$0.175'],
  [usd(1), '$0.00'],
  [usd(15), '$0.0002'],
  [usd(123_456_789), '$1,234.57'],
  [usd(0), '$0.00'],
  [usd(12_345, 4), '$1.23'],
])('writes %o as %s', (money, text) => {
  expect(formatMoney(money)).toBe(text);
});

it('writes as many places as a column asks for', () => {
  expect(formatMoney(usd(17_500), 2)).toBe('$0.18');
});
