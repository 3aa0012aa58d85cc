import type { Money } from '../api/schemas.js';
import { compareMoney } from '../money/money.js';
import { perMilleOf } from './usage-series.js';

/** How much of a budget is used. */
export interface BudgetStand {
  /** Thousandths, above 1,000 when more was used than was meant. */
  readonly perMille: number;
  /** `most`: four fifths, at which the server warns; `used`: all of it, at which it stops. */
  readonly level: 'ok' | 'most' | 'used';
}

/** How much of a budget is used. */
export function budgetStand(used: Money, maxCost: Money): BudgetStand {
  const perMille = perMilleOf(used, maxCost);
  if (compareMoney(used, maxCost) >= 0) return { perMille, level: 'used' };
  return { perMille, level: perMille >= 800 ? 'most' : 'ok' };
}
