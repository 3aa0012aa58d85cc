import { describe, expect, it } from 'vitest';
import { addMonths, cycleEnd, cycleStart } from '../../src/world/calendar.js';

const ms = (text: string): number => Date.parse(text);

describe('months', () => {
  it.each([
    ['2026-01-15T10:20:30.400Z', 1, '2026-02-15T10:20:30.400Z'],
    ['2026-01-31T23:00:00Z', 1, '2026-02-28T23:00:00Z'],
    ['2028-01-31T00:00:00Z', 1, '2028-02-29T00:00:00Z'],
    ['2026-11-30T00:00:00Z', 3, '2027-02-28T00:00:00Z'],
    ['2026-12-31T00:00:00Z', 12, '2027-12-31T00:00:00Z'],
  ])('%s and %i more is %s', (from, months, to) => {
    expect(addMonths(ms(from), months)).toBe(ms(to));
  });
});

describe('cycles of bills', () => {
  it.each([
    ['Hour', '2026-03-05T13:00:00Z', '2026-03-05T14:00:00Z'],
    ['Day', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z'],
    ['Week', '2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z'],
    ['Month', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
  ] as const)('%s', (cycle, start, end) => {
    expect(cycleStart(ms('2026-03-05T13:59:59.999Z'), cycle)).toBe(ms(start));
    expect(cycleStart(ms(start), cycle)).toBe(ms(start));
    expect(cycleEnd(ms(start), cycle)).toBe(ms(end));
  });

  it('begin before 1970-01-05 as well', () => {
    expect(cycleStart(0, 'Week')).toBe(ms('1969-12-29T00:00:00Z'));
  });
});
