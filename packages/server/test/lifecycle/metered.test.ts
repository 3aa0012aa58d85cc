import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, byDay } from '../../src/lifecycle/metered.js';
import { meter, setPrice } from '../../src/lifecycle/meter.js';
import { freshInstance } from './life.js';

const step = fc.oneof(
  fc.record({ kind: fc.constant('phase' as const), phase: fc.constantFrom('pulling', 'running', 'exited', 'removed') }),
  fc.record({ kind: fc.constant('price' as const), price: fc.constantFrom(null, 10, 20) }),
  // What moving on to another place does to the bill.
  fc.record({ kind: fc.constant('moved on' as const) }),
);

describe('the account of a meter', () => {
  it('adds up to what the instance itself has written down, whatever happens to meter and price', () => {
    const steps = fc.array(fc.record({ ms: fc.nat(1_000), does: fc.array(step, { maxLength: 2 }) }), { maxLength: 15 });
    fc.assert(
      fc.property(steps, (life) => {
        let now = 1_000;
        let before = freshInstance('inst_1', now);
        const booked = new Map<number | null, number>();
        const book = (price: number | null, ms: number): void => void booked.set(price, (booked.get(price) ?? 0) + ms);
        for (const { ms, does } of life) {
          now += ms;
          const after = structuredClone(before);
          for (const each of does) {
            if (each.kind === 'phase') meter(after, each.phase, now);
            else if (each.kind === 'price') setPrice(after, each.price, now);
            else if (after.billing.startedAt === null) after.billing.hourlyPrice = null;
          }
          const account = accountOf(before, after);
          if (account !== undefined && account.priced !== null) {
            book(account.priced, booked.get(null) ?? 0);
            booked.delete(null);
          }
          for (const part of account?.closed ?? []) {
            expect(part.from).toBe(before.billing.startedAt);
            expect(part.from + part.ms).toBeLessThanOrEqual(now);
            book(part.hourlyPrice, part.ms);
          }
          before = after;
        }
        const written = new Map<number | null, number>();
        for (const { hourlyPrice, ms } of before.billing.spent) {
          if (ms > 0) written.set(hourlyPrice, (written.get(hourlyPrice) ?? 0) + ms);
        }
        expect(new Map([...booked].filter(([, ms]) => ms > 0))).toEqual(written);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('is cut at midnight', () => {
    const from = Date.UTC(2026, 10, 27, 23, 59, 59, 500);
    expect(byDay({ from, ms: 86_401_000, hourlyPrice: 5 }).map(({ day, ms }) => [day, ms])).toEqual([
      ['2026-11-27', 500],
      ['2026-11-28', 86_400_000],
      ['2026-11-29', 500],
    ]);
    expect(byDay({ from, ms: 0, hourlyPrice: 5 })).toEqual([]);
  });
});
