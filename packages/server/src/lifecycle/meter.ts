import type { CloudPhase } from '@novita-fleet/client';
import type { Instance, Spent } from './instance.js';

export const MS_PER_HOUR = 3_600_000n;

/** The meter of the cloud runs from `pulling` until the stop has taken (Novita page gpu-instance-pricing). */
export function meter({ billing }: Instance, phase: CloudPhase, now: number): void {
  const stands = phase === 'exited' || phase === 'removed' || phase === 'frozen';
  if (stands) close(billing, now);
  else if (billing.startedAt === null && phase !== 'queued' && phase !== 'unknown') {
    // An instance that is stopped or removed before it was pulled has cost nothing yet.
    if (phase !== 'stopping' && phase !== 'removing') billing.startedAt = now;
  }
}

/** Takes the price that the cloud shows; what was billed before a change keeps its own. */
export function setPrice({ billing }: Instance, hourlyPrice: number | null, now: number): void {
  if (hourlyPrice === null || hourlyPrice === billing.hourlyPrice) return;
  if (billing.hourlyPrice === null) {
    // The time before the cloud told the price was billed at it, too.
    for (const part of billing.spent) part.hourlyPrice ??= hourlyPrice;
  } else if (billing.startedAt !== null) {
    close(billing, now);
    billing.startedAt = now;
  }
  billing.hourlyPrice = hourlyPrice;
}

function close(billing: Instance['billing'], now: number): void {
  if (billing.startedAt === null) return;
  const ms = Math.max(now - billing.startedAt, 0);
  billing.startedAt = null;
  const { hourlyPrice } = billing;
  const same = billing.spent.find((part) => part.hourlyPrice === hourlyPrice);
  if (same === undefined) billing.spent.push({ hourlyPrice, ms });
  else same.ms += ms;
}

/** Compute time by price until `now`, the running one included. */
export function spentUntil({ billing }: Instance, now: number): Spent[] {
  if (billing.startedAt === null) return billing.spent;
  return [...billing.spent, { hourlyPrice: billing.hourlyPrice, ms: Math.max(now - billing.startedAt, 0) }];
}

/** Cost in 1/100000 USD times milliseconds of an hour: exact, beyond the safe integers. */
export function exactCost(parts: readonly Spent[]): bigint {
  return parts.reduce((sum, { hourlyPrice, ms }) => sum + BigInt(hourlyPrice ?? 0) * BigInt(ms), 0n);
}

/** A part of a budget: `[4n, 5n]` is four fifths. */
export type Part = readonly [numerator: bigint, denominator: bigint];

/** Whether `part` of `maxCost` (1/100000 USD) is used up. */
export function isUsed(instance: Instance, maxCost: number, part: Part, now: number): boolean {
  return exactCost(spentUntil(instance, now)) * part[1] >= BigInt(maxCost) * MS_PER_HOUR * part[0];
}

/** When `part` will be used up if nothing changes, in milliseconds since 1970, or null while the meter stands. */
export function usedUpAt(instance: Instance, maxCost: number, part: Part, now: number): number | null {
  const { hourlyPrice, startedAt } = instance.billing;
  if (startedAt === null || hourlyPrice === null || hourlyPrice <= 0) return null;
  const price = BigInt(hourlyPrice) * part[1];
  const left = BigInt(maxCost) * MS_PER_HOUR * part[0] - exactCost(spentUntil(instance, now)) * part[1];
  return left <= 0n ? now : now + Number((left + price - 1n) / price);
}
