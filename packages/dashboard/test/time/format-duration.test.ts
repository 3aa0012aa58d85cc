import { expect, it } from 'vitest';
import { formatDuration } from '../../src/time/format-duration.js';

it.each([
  [-5, '0s'],
  [999, '0s'],
  [12_345, '12s'],
  [65_000, '1m 5s'],
  [3_600_000, '1h'],
  [3_605_000, '1h'],
  [3_900_000, '1h 5m'],
  [183_600_000, '2d 3h'],
])('writes %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
