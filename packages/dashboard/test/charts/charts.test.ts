import { expect, it } from 'vitest';
import { linePath, nearest } from '../../src/charts/line-path.js';
import { isLabelShown, roundedUp } from '../../src/charts/scale.js';

it.each([
  [0, 1],
  [0.03, 0.05],
  [1, 1],
  [3.2, 5],
  [51, 100],
  [200, 200],
])('rounds %d up to %d', (value, rounded) => {
  expect(roundedUp(value)).toBeCloseTo(rounded, 9);
});

it('shows the last label and as many before it as fit', () => {
  const shown = Array.from({ length: 30 }, (_, index) => index).filter((index) => isLabelShown(index, 30, 8));
  expect(shown).toEqual([1, 5, 9, 13, 17, 21, 25, 29]);
});

it('draws lines into a box of 100 by 100, cut where nothing was measured, and kept inside', () => {
  const points = [
    { at: 0, value: 0 },
    { at: 10, value: 50 },
    { at: 100, value: 120 },
  ];
  expect(linePath(points, 0, 100, 100, 20)).toBe('M0.00 100.00L10.00 50.00M100.00 0.00');
  expect(linePath([], 0, 100, 100, 20)).toBe('');
});

it('finds the point nearest to a time', () => {
  const points = [
    { at: 0, value: 1 },
    { at: 10, value: 2 },
  ];
  expect(nearest(points, 6)?.value).toBe(2);
  expect(nearest([], 6)).toBeUndefined();
});
