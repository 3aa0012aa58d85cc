import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationText, parseDuration } from '../../src/time/duration-text.js';

test('a duration is read back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 365 * 86_400_000 }), (ms) => parseDuration(durationText(ms)) === ms),
    { seed: 1 },
  );
});

test.each([
  ['90s', 90_000],
  ['1h 30m', 5_400_000],
  ['1.5H', 5_400_000],
  ['2d', 172_800_000],
  ['0.5h', 1_800_000],
  ['250ms', 250],
])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(['', '90', 'h', '1h x', '-1h', '1 hour', '1e3s', '1.s'])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
