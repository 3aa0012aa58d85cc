import type { Money, Schemas } from '../api/schemas.js';
import { compareMoney, usd } from '../money/money.js';
import { daysIn, type UsageRange } from './usage-range.js';

export type UsageRow = Schemas['Usage']['data'][number];

/** What one day cost. */
export interface DayCost {
  readonly day: string;
  readonly cost: Money;
  readonly meteredMs: number;
  readonly unpricedMs: number;
}

/** A row for every day of the range; days on which nothing ran cost nothing. */
export function dailyCosts(rows: readonly UsageRow[], range: UsageRange): DayCost[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return daysIn(range).map((day) => {
    const { cost, meteredMs, unpricedMs } = byDay.get(day) ?? { cost: usd(0), meteredMs: 0, unpricedMs: 0 };
    return { day, cost, meteredMs, unpricedMs };
  });
}

/** What an instance or a key cost, and its part of the whole. */
export interface CostShare {
  readonly id: string;
  readonly cost: Money;
  readonly meteredMs: number;
  readonly unpricedMs: number;
  /** Thousandths of the total, rounded half up; 0 when the total is 0. */
  readonly perMille: number;
}

/** The rows with their part of the total, the dearest first. @param by - what the rows are sums of. */
export function costShares(rows: readonly UsageRow[], total: Money, by: 'instanceId' | 'owner'): CostShare[] {
  return rows
    .map(({ cost, meteredMs, unpricedMs, ...row }) => ({
      ...{ id: row[by] ?? '', cost, meteredMs, unpricedMs },
      perMille: perMilleOf(cost, total),
    }))
    .toSorted((a, b) => compareMoney(b.cost, a.cost) || b.meteredMs - a.meteredMs || a.id.localeCompare(b.id));
}

/** Thousandths that a part is of a whole, by whole numbers: amounts may be beyond what a float divides exactly. */
export function perMilleOf(part: Money, whole: Money): number {
  const scale = Math.max(part.scale, whole.scale);
  const [a, b] = [atScale(part, scale), atScale(whole, scale)];
  return b === 0n ? 0 : Number((2_000n * a + b) / (2n * b));
}

function atScale({ amount, scale }: Money, wanted: number): bigint {
  return BigInt(amount) * 10n ** BigInt(wanted - scale);
}
