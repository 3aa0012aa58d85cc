import { expect, test } from 'vitest';
import { budgetStand } from '../../src/costs/budget-stand.js';
import { usd } from '../../src/money/money.js';

test.each([
  [0, 0, 'ok'],
  [79_900, 799, 'ok'],
  [80_000, 800, 'most'],
  // Rounded to all of it, and still not used up.
  [99_999, 1_000, 'most'],
  [100_000, 1_000, 'used'],
  [150_000, 1_500, 'used'],
] as const)('%i of 100000 is %i thousandths: %s', (amount, perMille, level) => {
  expect(budgetStand(usd(amount), usd(100_000))).toEqual({ perMille, level });
});
