import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/seeded-random.js';
import { EventQueue } from '../../src/world/event-queue.js';

describe('event queue', () => {
  it('gives events in the order of time, then of scheduling', () => {
    const random = seededRandom(3, 'test');
    const queue = new EventQueue();
    const expected: { at: number; index: number }[] = [];
    const seen: number[] = [];
    for (let index = 0; index < 2000; index++) {
      const at = random.integer(0, 50);
      expected.push({ at, index });
      queue.schedule(at, () => seen.push(index));
    }
    expected.sort((a, b) => a.at - b.at || a.index - b.index);
    while (queue.nextAt() !== undefined) queue.take()?.();
    expect(seen).toEqual(expected.map(({ index }) => index));
  });

  it('is empty at the end', () => {
    const queue = new EventQueue();
    queue.schedule(1, () => undefined);
    queue.take();
    expect([queue.size, queue.nextAt(), queue.take()]).toEqual([0, undefined, undefined]);
  });
});
