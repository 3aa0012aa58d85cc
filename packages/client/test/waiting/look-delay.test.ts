import { expect, it } from 'vitest';
import { lookDelayMs } from '../../src/waiting/look-delay.js';

it('doubles from a second to the longest, and leaves a quarter to chance', () => {
  const delays = (random: number) => Array.from({ length: 8 }, (_, looks) => lookDelayMs(looks, 30_000, () => random));
  expect(delays(0)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(delays(0.9999)).toEqual([751, 1_501, 3_001, 6_001, 12_001, 22_501, 22_501, 22_501]);
  expect(lookDelayMs(1_000_000, 5_000, () => 0)).toBe(5_000);
});
