const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const shortDay = `(?:${DAYS.map((day) => day.slice(0, 3)).join('|')})`;
const longDay = `(?:${DAYS.join('|')})`;
const month = `(?<month>${MONTHS.join('|')})`;
const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';

/** The three forms of RFC 9110 section 5.6.7: the present one, that of RFC 850, and that of C's `asctime`. */
const DATE_FORMS = [
  `${shortDay}, (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT`,
  `${longDay}, (?<day>\\d{2})-${month}-(?<shortYear>\\d{2}) ${time} GMT`,
  `${shortDay} ${month} (?<day>\\d{2}| \\d) ${time} (?<year>\\d{4})`,
].map((form) => alone(form));

const SECONDS = alone('[0-9]+');
const MILLISECONDS = alone('[0-9]+(?:\\.[0-9]+)?');

/** Nothing around it but the white space of RFC 9110 section 5.6.3, which is blanks and tabs. */
function alone(pattern: string): RegExp {
  return new RegExp(`^[ \\t]*${pattern}[ \\t]*$`);
}

/**
 * Reads a `Retry-After` header: whole seconds in ASCII digits, or an HTTP date (RFC 9110 sections 10.2.3 and 5.6.7).
 * Both are read strictly: a sign, a fraction, another zone or a day that the calendar lacks make it no value at all.
 * The name of the weekday is not compared with the date.
 *
 * @param value - the header as received.
 * @param nowMs - the present, in milliseconds since 1970, from which a date counts.
 * @returns milliseconds from `nowMs`, at least 0, or undefined when the header is absent or says nothing readable.
 *
 * @example
 * ```ts
 * import { parseRetryAfter } from '@novita-fleet/resilience';
 *
 * const now = Date.UTC(2026, 0, 1);
 * console.log(parseRetryAfter('120', now)); // → 120000
 * console.log(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)); // → 30000
 * console.log(parseRetryAfter('soon', now)); // → undefined
 * ```
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (SECONDS.test(value)) return capped(Number(value) * 1000);
  const dateMs = parseHttpDate(value, nowMs);
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs);
}

/**
 * Reads the `retry-after-ms` header that some gateways send beside or instead of `Retry-After`: milliseconds in ASCII
 * digits, perhaps with a fraction, which is rounded up.
 *
 * @returns milliseconds, or undefined when the header is absent or says nothing readable.
 *
 * @example
 * ```ts
 * import { parseRetryAfterMs } from '@novita-fleet/resilience';
 *
 * console.log(parseRetryAfterMs('1500.2')); // → 1501
 * ```
 */
export function parseRetryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined || !MILLISECONDS.test(value)) return undefined;
  return capped(Math.ceil(Number(value)));
}

/** Headers by lower-case name; a header that came several times is a list. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * How long an answer asks its client to wait: `retry-after-ms` where it is readable, else `retry-after`.
 * Of a header that came several times the longest readable wait counts.
 *
 * @param headers - the headers of the answer, names in lower case.
 * @param nowMs - the present, in milliseconds since 1970.
 * @returns milliseconds, or undefined when the answer does not say.
 *
 * @example
 * ```ts
 * import { readRetryAfter, type HeaderValues } from '@novita-fleet/resilience';
 *
 * const headers: HeaderValues = { 'retry-after': ['2', '5'] };
 * console.log(readRetryAfter(headers, Date.now())); // → 5000
 * ```
 */
export function readRetryAfter(headers: HeaderValues, nowMs: number): number | undefined {
  return (
    longest(headers['retry-after-ms'], parseRetryAfterMs) ??
    longest(headers['retry-after'], (value) => parseRetryAfter(value, nowMs))
  );
}

function longest(
  value: string | readonly string[] | undefined,
  parse: (value: string) => number | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return parse(value);
  const waits = value.map(parse).filter((wait) => wait !== undefined);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function parseHttpDate(text: string, nowMs: number): number | undefined {
  for (const form of DATE_FORMS) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const monthIndex = MONTHS.indexOf(groups.month ?? '');
    const day = Number(groups.day);
    const clockTime = [Number(groups.hour), Number(groups.minute), Number(groups.second)] as const;
    if (groups.shortYear === undefined) return utcTime(Number(groups.year), monthIndex, day, clockTime);
    return utcTimeOfShortYear(Number(groups.shortYear), nowMs, monthIndex, day, clockTime);
  }
  return undefined;
}

type ClockTime = readonly [hour: number, minute: number, second: number];

/** The latest such moment that is not more than 50 years ahead. */
function utcTimeOfShortYear(
  shortYear: number,
  nowMs: number,
  monthIndex: number,
  day: number,
  clockTime: ClockTime,
): number | undefined {
  const now = new Date(nowMs);
  const lastYear = now.getUTCFullYear() + 50;
  const horizonMs = now.setUTCFullYear(lastYear);
  const year = lastYear - ((lastYear - shortYear) % 100);
  const time = utcTime(year, monthIndex, day, clockTime);
  return time !== undefined && time <= horizonMs ? time : utcTime(year - 100, monthIndex, day, clockTime);
}

/** Undefined when the calendar or the clock has no such moment. A leap second (:60) counts as the next minute. */
function utcTime(year: number, monthIndex: number, day: number, clockTime: ClockTime): number | undefined {
  const [hour, minute, second] = clockTime;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, monthIndex, day);
  // A day that the month lacks has become one of the first of the next.
  if (date.getUTCDate() !== day) return undefined;
  return date.setUTCHours(hour, minute, second);
}

function capped(ms: number): number {
  return Math.min(ms, Number.MAX_SAFE_INTEGER);
}
