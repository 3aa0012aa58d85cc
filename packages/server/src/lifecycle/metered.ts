import type { Instance } from './instance.js';

/** Compute time at one price. */
export interface Metered {
  /** When it began, in milliseconds since 1970. */
  from: number;
  ms: number;
  /** 1/100000 USD an hour; null while the cloud has not told it. */
  hourlyPrice: number | null;
}

/** What a step in the life of an instance did to its bill. */
export interface Account {
  /** Time whose meter has stopped. */
  closed: Metered[];
  /** The price that time without one has got afterwards; null when nothing changed. */
  priced: number | null;
}

/** Compares the meter of an instance before and after a decision; undefined when it did not change. */
export function accountOf({ billing: before }: Instance, { billing: after }: Instance): Account | undefined {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  // By price, because the same price may be written down twice.
  const grown = new Map<number | null, number>();
  const add = (price: number | null, ms: number): void => void grown.set(price, (grown.get(price) ?? 0) + ms);
  for (const { hourlyPrice, ms } of after.spent) add(hourlyPrice, ms);
  for (const { hourlyPrice, ms } of before.spent) add(hourlyPrice, -ms);
  // Time without a price has shrunk only because it got one: the only price that grew, for until then there was none.
  const unpricedMs = -(grown.get(null) ?? 0);
  const price = unpricedMs > 0 ? [...grown].find(([, ms]) => ms > 0)?.[0] : null;
  const priced = price ?? null;
  if (priced !== null) add(priced, -unpricedMs);
  const from = before.startedAt;
  const closed = [...grown].flatMap(([hourlyPrice, ms]) =>
    from !== null && ms > 0 ? [{ from, ms, hourlyPrice }] : [],
  );
  return { closed, priced };
}

const DAY_MS = 24 * 60 * 60_000;

/** The same time, cut at midnight UTC. */
export function byDay({ from, ms, hourlyPrice }: Metered): (Metered & { day: string })[] {
  const parts: (Metered & { day: string })[] = [];
  for (let at = from; at < from + ms;) {
    const next = Math.min((Math.floor(at / DAY_MS) + 1) * DAY_MS, from + ms);
    parts.push({ from: at, ms: next - at, hourlyPrice, day: dayOf(at) });
    at = next;
  }
  return parts;
}

/** The day in UTC, such as `2026-11-27`. @param at - milliseconds since 1970. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
