const DAY_MS = 86_400_000;

/** The longest time that the server adds up, in days. */
const MAX_DAYS = 366;

/** Days in UTC, both included, such as `2026-11-27`. */
export interface UsageRange {
  readonly from: string;
  readonly to: string;
}

/** The day of a time in UTC. @param now - milliseconds since 1970. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** The last `days` days, today included. @param now - milliseconds since 1970. */
export function lastDays(days: number, now: number): UsageRange {
  return { from: dayOf(now - (days - 1) * DAY_MS), to: dayOf(now) };
}

/** Every day of a range, in order. */
export function daysIn({ from, to }: UsageRange): string[] {
  const first = Date.parse(from);
  const count = Math.round((Date.parse(to) - first) / DAY_MS) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => dayOf(first + index * DAY_MS));
}

/** What is wrong with a range that was typed; undefined when the server takes it. */
export function rangeProblem({ from, to }: UsageRange): string | undefined {
  if (!isDay(from) || !isDay(to)) return 'Give both days.';
  if (from > to) return 'The first day must not be later than the last.';
  if (daysIn({ from, to }).length > MAX_DAYS) return `At most ${MAX_DAYS} days at once.`;
  return undefined;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  // A day such as 31 February would be read as one of March.
  return !Number.isNaN(time) && dayOf(time) === text;
}
