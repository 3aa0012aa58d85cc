import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, exponentialBackoff } from '@novita-fleet/resilience';

describe('exponentialBackoff', () => {
  it('doubles up to the cap', () => {
    const backoff = exponentialBackoff({ baseMs: 1_000, maxMs: 30_000, jitter: 'none' });
    expect([0, 1, 2, 3, 4, 5, 6, 2_000].map(backoff)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('spreads full jitter over the whole delay', () => {
    const at = (value: number) =>
      exponentialBackoff({ baseMs: 100, maxMs: 1_000, jitter: 'full', random: () => value });
    expect(at(0)(3)).toBe(0);
    expect(at(0.5)(3)).toBe(400);
    expect(at(0.999)(9)).toBe(999);
  });

  it('stays within its bounds', () => {
    const options = fc.record({ baseMs: fc.nat(), maxMs: fc.nat(), jitter: fc.constantFrom('full', 'none') });
    fc.assert(
      fc.property(options, fc.nat(5_000), (each, attempt) => {
        const delay = exponentialBackoff(each)(attempt);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(each.maxMs);
      }),
    );
  });

  it('refuses what it does not know', () => {
    const options = { baseMs: 1, maxMs: 1, jitter: 'none', factor: 3 } as const;
    expect(() => exponentialBackoff(options)).toThrow(InvalidArgumentError);
    expect(() => exponentialBackoff({ baseMs: -1, maxMs: 1, jitter: 'none' })).toThrow(/"baseMs" must be a number/);
    expect(() => exponentialBackoff({ baseMs: 1, maxMs: NaN, jitter: 'none' })).toThrow(/maxMs/);
  });
});
