import { expect, test } from 'vitest';
import { daysIn, lastDays, rangeProblem } from '../../src/costs/usage-range.js';

const NOW = Date.parse('2026-03-02T00:30:00Z');

test('lastDays ends today, in UTC', () => {
  expect(lastDays(1, NOW)).toEqual({ from: '2026-03-02', to: '2026-03-02' });
  expect(lastDays(7, NOW)).toEqual({ from: '2026-02-24', to: '2026-03-02' });
});

test('daysIn has both ends, and the 29th of February in its years', () => {
  expect(daysIn({ from: '2024-02-28', to: '2024-03-01' })).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  expect(daysIn({ from: '2026-03-02', to: '2026-03-01' })).toEqual([]);
  expect(daysIn(lastDays(90, NOW))).toHaveLength(90);
});

test.each([
  ['2026-01-01', '2026-01-01', undefined],
  ['2025-03-02', '2026-03-02', undefined],
  ['2025-03-01', '2026-03-02', 'At most 366 days at once.'],
  ['2026-03-02', '2026-03-01', 'The first day must not be later than the last.'],
  ['', '2026-03-01', 'Give both days.'],
  ['2026-02-31', '2026-03-01', 'Give both days.'],
])('from %s to %s: %s', (from, to, problem) => {
  expect(rangeProblem({ from, to })).toBe(problem);
});
