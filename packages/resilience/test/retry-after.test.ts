import { describe, expect, it } from 'vitest';
import { parseRetryAfter, parseRetryAfterMs, readRetryAfter } from '@novita-fleet/resilience';

const NOW = Date.UTC(2026, 0, 1);

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
    ['Thu Jan  1 00:00:30 2026', 30_000],
    ['Thu, 01 Jan 2026 00:00:60 GMT', 60_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
  ])('reads %s', (value, ms) => expect(parseRetryAfter(value, NOW)).toBe(ms));

  it.each([
    undefined,
    '',
    ' ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '٣',
    '1 s',
    'soon',
    'Thu, 01 Jan 2026 00:00:30 UTC',
    'Thu, 01 Jan 2026 00:00:30',
    'thu, 01 jan 2026 00:00:30 gmt',
    'Thu, 1 Jan 2026 00:00:30 GMT',
    'Thu, 31 Feb 2026 00:00:30 GMT',
    'Thu, 01 Jan 2026 24:00:00 GMT',
    'Thu, 01 Jan 2026 00:00:61 GMT',
    'Thu, 01-Jan-26 00:00:30 GMT',
    'Thu Jan 1 00:00:30 2026',
    '2026-01-01T00:00:30Z',
  ])('refuses %s', (value) => expect(parseRetryAfter(value, NOW)).toBeUndefined());

  it('takes a two-digit year more than 50 years ahead for a past one', () => {
    expect(parseRetryAfter('Friday, 01-Jan-77 00:00:00 GMT', NOW)).toBe(0);
    expect(parseRetryAfter('Wednesday, 01-Jan-75 00:00:00 GMT', NOW)).toBe(Date.UTC(2075, 0, 1) - NOW);
  });
});

describe('readRetryAfter', () => {
  it('prefers milliseconds', () => {
    expect(readRetryAfter({ 'retry-after-ms': '1500.2', 'retry-after': '9' }, NOW)).toBe(1_501);
    expect(readRetryAfter({ 'retry-after-ms': 'x', 'retry-after': '9' }, NOW)).toBe(9_000);
    expect(readRetryAfter({}, NOW)).toBeUndefined();
  });

  it('takes the longest of several headers', () => {
    expect(readRetryAfter({ 'retry-after': ['3', 'x', '5'] }, NOW)).toBe(5_000);
    expect(readRetryAfter({ 'retry-after': ['x'] }, NOW)).toBeUndefined();
  });

  it.each(['-1', '', '1,5', '1e3', undefined])('refuses %s milliseconds', (value) =>
    expect(parseRetryAfterMs(value)).toBeUndefined(),
  );
});
