import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter, parseRetryAfterMs, readRetryAfter } from '@novita-fleet/resilience';
import { runs } from './runs.js';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const YEAR_MS = 365.25 * 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');
const clockTime = (at: Date): string =>
  [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map((each) => two(each)).join(':');
const weekday = (at: Date): string => DAYS[at.getUTCDay()]!;
const month = (at: Date): string => MONTHS[at.getUTCMonth()]!;

/** The three forms of RFC 9110, section 5.6.7, as a server writes them. */
const written = {
  imf: (at: Date) =>
    `${weekday(at).slice(0, 3)}, ${two(at.getUTCDate())} ${month(at)} ${String(at.getUTCFullYear()).padStart(4, '0')} ${clockTime(at)} GMT`,
  rfc850: (at: Date) =>
    `${weekday(at)}, ${two(at.getUTCDate())}-${month(at)}-${two(at.getUTCFullYear() % 100)} ${clockTime(at)} GMT`,
  asctime: (at: Date) =>
    `${weekday(at).slice(0, 3)} ${month(at)} ${String(at.getUTCDate()).padStart(2)} ${clockTime(at)} ${String(at.getUTCFullYear()).padStart(4, '0')}`,
};

/** Whole seconds of the years 1600 to 9999. */
const moment = fc
  .integer({ min: Date.UTC(1600, 0) / 1_000, max: Date.UTC(9999, 11, 31) / 1_000 })
  .map((seconds) => seconds * 1_000);
const present = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2200, 0) });
const latin1 = fc.string({ unit: fc.nat(0xff).map((code) => String.fromCharCode(code)) });
const space = fc.constantFrom('', ' ', '\t', '  ');

const isWait = (value: number | undefined): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0));

describe('Retry-After, whatever is received', () => {
  it.each(['imf', 'asctime'] as const)('reads back every moment written in the form %s', (form) => {
    fc.assert(
      fc.property(moment, present, space, space, (at, now, before, after) => {
        const text = before + written[form](new Date(at)) + after;
        expect(parseRetryAfter(text, now)).toBe(Math.max(0, at - now));
      }),
      runs(1_000),
    );
  });

  it('reads back every moment of the 49 years on either side written with two digits of the year', () => {
    const distance = fc.integer({ min: -49 * YEAR_MS, max: 49 * YEAR_MS });
    fc.assert(
      fc.property(present, distance, (now, away) => {
        const at = Math.floor((now + away) / 1_000) * 1_000;
        expect(parseRetryAfter(written.rfc850(new Date(at)), now)).toBe(Math.max(0, at - now));
      }),
      runs(1_000),
    );
  });

  it('never takes two digits of a year for more than 50 years ahead', () => {
    fc.assert(
      fc.property(moment, present, (at, now) => {
        const wait = parseRetryAfter(written.rfc850(new Date(at)), now);
        const horizon = new Date(now).setUTCFullYear(new Date(now).getUTCFullYear() + 50);
        if (wait !== undefined) expect(now + wait).toBeLessThanOrEqual(horizon);
      }),
      runs(1_000),
    );
  });

  it('reads seconds and milliseconds back, capped at the safe integers', () => {
    const digits = fc.stringMatching(/^[0-9]{1,30}$/);
    fc.assert(
      fc.property(digits, fc.stringMatching(/^(\.[0-9]{1,5})?$/), present, space, (whole, fraction, now, around) => {
        const value = BigInt(whole);
        const cap = BigInt(Number.MAX_SAFE_INTEGER);
        const expected = (exact: bigint): number => Number(exact > cap ? cap : exact);
        expect(parseRetryAfter(around + whole + around, now)).toBe(expected(value * 1_000n));
        const up = /[1-9]/.test(fraction) && value < 2n ** 40n ? 1n : 0n;
        expect(parseRetryAfterMs(around + whole + fraction + around)).toBe(expected(value + up));
      }),
      runs(1_000),
    );
  });

  it('finds nothing in what is neither a number nor a date', () => {
    // Made of the same pieces, so that much of it is nearly right.
    const piece = fc.constantFrom(
      ...['Thu', 'Thursday', 'Jan', 'Feb', 'GMT', 'UTC', ',', ' ', '-', '+', ':', '.', 'e', '0x', '\u00a0', '٣', '\n'],
      ...['1', '01', '31', '2026', '26', '00:00:30', '24:00:00', '23:59:60', '12:60:00'],
    );
    const nearly = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const readable = /^[ \t]*(?:[0-9]+|[A-Za-z]{3,9},? .*[0-9]{2}:[0-9]{2}:[0-9]{2}.*)[ \t]*$/;
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string(), latin1), present, (text, now) => {
        const wait = parseRetryAfter(text, now);
        expect(isWait(wait)).toBe(true);
        if (!readable.test(text)) expect(wait).toBeUndefined();
        const ms = parseRetryAfterMs(text);
        expect(isWait(ms)).toBe(true);
        if (!/^[ \t]*[0-9]+(?:\.[0-9]+)?[ \t]*$/.test(text)) expect(ms).toBeUndefined();
      }),
      runs(1_000),
    );
  });

  it('finds nothing in a date with one character changed, left out or put in, unless that is a date again', () => {
    const change = fc.record({
      at: fc.nat(30),
      kind: fc.constantFrom('replace', 'remove', 'insert'),
      character: fc.constantFrom('0', '3', '6', '9', ' ', ',', ':', '-', '+', 'a', 'G', 'Z', '\u00a0'),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('imf' as const, 'rfc850' as const, 'asctime' as const),
        moment,
        present,
        change,
        (form, at, now, edit) => {
          const text = written[form](new Date(at));
          const from = edit.at % text.length;
          const changed =
            text.slice(0, from) +
            (edit.kind === 'remove' ? '' : edit.character) +
            text.slice(from + (edit.kind === 'insert' ? 0 : 1));
          const wait = parseRetryAfter(changed, now);
          expect(isWait(wait)).toBe(true);
          if (changed.trim() === text) return;
          // Only a digit in the place of a digit (or of the blank before a day) can make another date.
          const mayBeDate = edit.kind === 'replace' && /[0-9 ]/.test(edit.character) && /[0-9 ]/.test(text[from]!);
          if (!mayBeDate) expect(wait, changed).toBeUndefined();
        },
      ),
      runs(1_000),
    );
  });

  it('takes the longest readable wait of any number of headers, milliseconds first', () => {
    const header = fc.oneof(
      fc.nat(100_000).map(String),
      fc.constantFrom('x', '', '-1', '1.5', 'Thu, 01 Jan 2026 00:00:30 GMT', 'Thu, 01 Jan 1970 00:00:30 GMT'),
    );
    const headers = fc.oneof(fc.constant(undefined), header, fc.array(header, { maxLength: 4 }));
    const longest = (value: string | readonly string[] | undefined, parse: (each: string) => number | undefined) =>
      [value ?? []]
        .flat()
        .map(parse)
        .reduce((most, each) => (most === undefined || (each !== undefined && each > most) ? each : most), undefined);
    fc.assert(
      fc.property(headers, headers, present, (ms, seconds, now) => {
        const expected = longest(ms, parseRetryAfterMs) ?? longest(seconds, (each) => parseRetryAfter(each, now));
        expect(readRetryAfter({ 'retry-after-ms': ms, 'retry-after': seconds }, now)).toBe(expected);
      }),
      runs(500),
    );
  });
});
