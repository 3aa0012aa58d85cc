import { expect, it } from 'vitest';
import { nextAttemptIn } from '../../src/delivery/schedule.js';

const middle = () => 0.5;

it('spreads ten retries over about three days', () => {
  const delays = Array.from({ length: 11 }, (_, index) => nextAttemptIn(index + 1, 500, undefined, middle));
  expect(delays.slice(0, 10)).toEqual(
    [5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1_000),
  );
  expect(delays[10]).toBeUndefined();
});

it('jitters by a tenth each way', () => {
  expect(nextAttemptIn(1, undefined, undefined, () => 0)).toBe(4_500);
  expect(nextAttemptIn(1, undefined, undefined, () => 0.999_999)).toBe(5_500);
});

it('waits at least as long as the receiver asks', () => {
  expect(nextAttemptIn(1, 429, 90_000, middle)).toBe(90_000);
  expect(nextAttemptIn(2, 503, 1_000, middle)).toBe(60_000);
});

it.each([301, 400, 404, 410])('waits long after a refusal with %i', (status) => {
  expect(nextAttemptIn(1, status, undefined, middle)).toBe(1_800_000);
  expect(nextAttemptIn(8, status, undefined, middle)).toBeUndefined();
});
