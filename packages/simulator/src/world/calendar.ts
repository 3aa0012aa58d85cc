/**
 * The same day and time of a later month in UTC, or the last day of that month when it is shorter.
 *
 * @param ms - milliseconds since 1970.
 */
export function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** How long one bill is. */
export type BillCycle = 'Hour' | 'Day' | 'Week' | 'Month';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1970-01-05, the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;

/** Beginning of the cycle that `ms` lies in: full hours, days, weeks from Monday, and months of UTC. */
export function cycleStart(ms: number, cycle: BillCycle): number {
  switch (cycle) {
    case 'Hour':
      return ms - (ms % HOUR_MS);
    case 'Day':
      return ms - (ms % DAY_MS);
    case 'Week':
      return ms - ((((ms - FIRST_MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
    case 'Month': {
      const date = new Date(ms);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    }
  }
}

/** End of a cycle that begins at `start`. */
export function cycleEnd(start: number, cycle: BillCycle): number {
  switch (cycle) {
    case 'Hour':
      return start + HOUR_MS;
    case 'Day':
      return start + DAY_MS;
    case 'Week':
      return start + WEEK_MS;
    case 'Month':
      return addMonths(start, 1);
  }
}
