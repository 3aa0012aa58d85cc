import { expect, it } from 'vitest';
import { formatDuration } from '../../src/time/format-duration.js';
import { parseDuration } from '../../src/time/parse-duration.js';

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

it.each([
  ['90s', 90_000],
  ['1h 30m', 5_400_000],
  ['2d', 172_800_000],
  ['0.5h', 1_800_000],
  ['', null],
  ['90', null],
  ['h', null],
  ['1h x', null],
])('reads %s as %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
