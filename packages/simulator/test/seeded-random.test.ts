import { describe, expect, it } from 'vitest';
import { seededRandom } from '../src/seeded-random.js';

describe('seeded random', () => {
  it('repeats by seed and name', () => {
    const draw = (seed: number, name: string): string => seededRandom(seed, name).hex(32);
    expect(draw(1, 'a')).toBe(draw(1, 'a'));
    expect(new Set([draw(1, 'a'), draw(2, 'a'), draw(1, 'b'), draw(0, ''), draw(-1, 'a')]).size).toBe(5);
    expect(draw(1, 'a')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('spreads evenly, ends included', () => {
    const random = seededRandom(9, 'dice');
    const counts = new Map<number, number>();
    for (let index = 0; index < 60_000; index++) {
      const face = random.integer(1, 6);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('gives ten thousand ids without a double', () => {
    const random = seededRandom(1, 'ids');
    expect(new Set(Array.from({ length: 10_000 }, () => random.hex(16))).size).toBe(10_000);
  });
});
