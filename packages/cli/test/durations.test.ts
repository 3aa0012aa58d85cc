import { expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../src/durations.js';

it.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

it.each(['', '5', 'h', '-5s', '5 s', '5w', '1h30'])('refuses %j', (text) =>
  expect(parseDuration(text)).toBeUndefined(),
);

it.each([
  [-5, '0.0s'],
  [1_234, '1.2s'],
  [12_999, '12s'],
  [60_000, '1m'],
  [65_000, '1m 5s'],
  [3_600_000, '1h'],
  [3_605_000, '1h'],
  [93_600_000, '1d 2h'],
])('writes %d ms', (ms, text) => expect(formatDuration(ms)).toBe(text));
