import { seededRandom } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/stats/latency-histogram.js';

/** The value below or at which a share of a sorted list lies. */
function exact(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}

describe('LatencyHistogram', () => {
  it('knows nothing before it has counted', () => {
    expect(new LatencyHistogram().summary()).toEqual({
      count: 0,
      p50Ms: undefined,
      p90Ms: undefined,
      p99Ms: undefined,
      maxMs: undefined,
    });
  });

  it('gives a single value back, never more than was measured', () => {
    const histogram = new LatencyHistogram();
    histogram.record(100);
    const { count, p50Ms, p99Ms, maxMs } = histogram.summary();
    expect({ count, maxMs }).toEqual({ count: 1, maxMs: 100 });
    expect(p50Ms).toBe(p99Ms);
    expect(p50Ms).toBeLessThanOrEqual(100);
    expect(p50Ms).toBeGreaterThan(100 / 1.045);
  });

  it.each([
    ['even', (random: () => number) => 1 + random() * 999],
    ['with a long tail', (random: () => number) => 5 / (1 - random())],
    ['of microseconds', (random: () => number) => 0.002 + random() * 0.01],
  ])('is off by at most 4.5 %% for values that are %s', (_name, draw) => {
    const random = seededRandom(7);
    const values = Array.from({ length: 20_000 }, () => draw(random));
    const histogram = new LatencyHistogram();
    for (const value of values) histogram.record(value);
    const sorted = values.sort((a, b) => a - b);
    const { p50Ms, p90Ms, p99Ms, maxMs, count } = histogram.summary();
    for (const [share, told] of [
      [0.5, p50Ms],
      [0.9, p90Ms],
      [0.99, p99Ms],
    ] as const) {
      const ratio = told! / exact(sorted, share);
      expect(ratio, String(share)).toBeGreaterThan(1 / 1.045);
      expect(ratio, String(share)).toBeLessThan(1.045);
    }
    expect({ count, maxMs }).toEqual({ count: 20_000, maxMs: sorted.at(-1) });
  });

  it('counts what it cannot place at the ends: nothing, less than nothing, no number, hours', () => {
    const histogram = new LatencyHistogram();
    for (const value of [0, -5, NaN, 1e-9]) histogram.record(value);
    expect(histogram.summary()).toMatchObject({ count: 4, maxMs: 1e-9, p99Ms: 1e-9 });
    for (let each = 0; each < 100; each++) histogram.record(1e9);
    const { p50Ms, maxMs } = histogram.summary();
    expect(maxMs).toBe(1e9);
    expect(p50Ms).toBeGreaterThan(2 ** 21);
  });
});
