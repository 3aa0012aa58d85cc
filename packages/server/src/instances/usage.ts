import type { Clock } from '@novita-fleet/resilience';
import { byDay } from '../lifecycle/metered.js';
import { MS_PER_HOUR } from '../lifecycle/meter.js';
import { listRunningMeters, sumUsage, type UsageGroup, type UsageQuery } from '../store/usage.js';
import type { Store } from '../store/store.js';

/** What was used, summed up. What the sum was not made by is null. */
export interface UsageSum {
  day: string | null;
  instanceId: string | null;
  owner: string | null;
  /** Milliseconds in which a meter ran. */
  meteredMs: number;
  /** The part of it whose price the cloud has not told yet. */
  unpricedMs: number;
  /** Cost in 1/100000 USD times milliseconds of an hour: exact. */
  exactCost: bigint;
}

/** Sums up what was used on some days, what runs now included; in the order of day, key and instance. */
export async function usageBetween(
  store: Store,
  query: UsageQuery,
  groups: readonly UsageGroup[],
  clock: Clock,
): Promise<UsageSum[]> {
  const sums = new Map<string, UsageSum>();
  const add = (day: string, owner: string, instance: string, hourlyPrice: number | null, ms: number): void => {
    const named = (group: UsageGroup, value: string): string | null => (groups.includes(group) ? value : null);
    const parts = { day: named('day', day), owner: named('key', owner), instanceId: named('instance', instance) };
    const name = Object.values(parts).join(' ');
    const sum = sums.get(name) ?? { ...parts, meteredMs: 0, unpricedMs: 0, exactCost: 0n };
    sum.meteredMs += ms;
    if (hourlyPrice === null) sum.unpricedMs += ms;
    sum.exactCost += BigInt(hourlyPrice ?? 0) * BigInt(ms);
    sums.set(name, sum);
  };
  // One state for both: a meter that stops in between would count twice or not at all.
  await store.snapshot(async (db) => {
    for (const row of await sumUsage(db, query, groups)) {
      add(row.day, row.owner, row.instance_id, row.hourly_price, row.ms);
    }
    const now = clock.now();
    for (const { id, owner, hourlyPrice, since } of await listRunningMeters(db, query)) {
      for (const { day, ms } of byDay({ from: since, ms: Math.max(now - since, 0), hourlyPrice })) {
        if (day >= query.from && day <= query.to) add(day, owner, id, hourlyPrice, ms);
      }
    }
  });
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** The cost in 1/100000 USD, rounded half up. */
export function roundCost(exact: bigint): number {
  return Number((2n * exact + MS_PER_HOUR) / (2n * MS_PER_HOUR));
}
