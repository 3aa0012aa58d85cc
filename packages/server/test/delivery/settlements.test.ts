import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { Settlements } from '../../src/delivery/settlements.js';
import type { DeliveryAttemptRow } from '../../src/store/schema.js';
import type { PendingDelivery, Settlement } from '../../src/store/deliveries.js';

/** An attempt that ends when the test says so. */
function attemptOf(id: string) {
  const settlement: Settlement = {
    delivery: { id } as PendingDelivery,
    settled: { id, state: 'delivered', attempts: 1, next_at: 0, last_status: 200, last_error: null, finished_at: 0 },
    attempt: { delivery_id: id } as DeliveryAttemptRow,
  };
  let end: (how?: Error) => void = () => undefined;
  const ended = new Promise<Settlement>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve(settlement) : reject(error));
  });
  return { make: () => ended, end };
}

function setUp(options: { writeMs?: number; isBad?: (ids: string[]) => boolean } = {}) {
  const { writeMs = 0, isBad = () => false } = options;
  const clock = new FakeClock();
  const groups: string[][] = [];
  const finished: string[] = [];
  const settlements = new Settlements({
    clock,
    write: async (all) => {
      const ids = all.map(({ settled: { id } }) => id);
      groups.push(ids);
      if (writeMs > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, writeMs));
      if (isBad(ids)) throw new Error(`cannot write ${ids.join(', ')}`);
    },
  });
  /** Begins an attempt; answers how it is to be ended. */
  const begin = (id: string) => {
    const attempt = attemptOf(id);
    const result = settlements.after(attempt.make).then(
      () => void finished.push(id),
      (error: unknown) => void finished.push(`${id}: ${(error as Error).message}`),
    );
    return { end: attempt.end, result };
  };
  return { clock, groups, finished, begin };
}

describe('what came of attempts', () => {
  it('is written at once when no other attempt is under way', async () => {
    const { clock, groups, finished, begin } = setUp();
    begin('a').end();
    await clock.advance(0);
    expect([groups, finished]).toEqual([[['a']], ['a']]);
  });

  it('that end while a write is under way goes together into the next one', async () => {
    const { clock, groups, finished, begin } = setUp({ writeMs: 3 });
    const [a, b, c] = ['a', 'b', 'c'].map(begin);
    a?.end();
    await clock.advance(1);
    b?.end();
    c?.end();
    await clock.advance(1);
    expect([groups, finished]).toEqual([[['a']], []]);
    await clock.advance(4);
    expect([groups, finished]).toEqual([
      [['a'], ['b', 'c']],
      ['a', 'b', 'c'],
    ]);
  });

  it('waits for others as long as four writes take, and no longer than for the last of them', async () => {
    const { clock, groups, begin } = setUp({ writeMs: 1 });
    begin('first').end();
    await clock.advance(1);
    const [a, b, c] = ['a', 'b', 'c'].map(begin);
    a?.end();
    await clock.advance(3);
    b?.end();
    await clock.advance(0);
    expect(groups).toEqual([['first']]);
    await clock.advance(1);
    expect(groups).toEqual([['first'], ['a', 'b']]);
    // It is the last under way: nothing is worth waiting for.
    await clock.advance(1);
    c?.end();
    await clock.advance(0);
    expect(groups).toEqual([['first'], ['a', 'b'], ['c']]);
  });

  it('waits no longer when the attempt that was waited for fails altogether', async () => {
    const { clock, groups, finished, begin } = setUp({ writeMs: 3 });
    begin('first').end();
    await clock.advance(3);
    const [a, b] = ['a', 'b'].map(begin);
    a?.end();
    b?.end(new Error('aborted'));
    await clock.advance(0);
    expect(groups).toEqual([['first'], ['a']]);
    await clock.advance(3);
    expect(finished).toEqual(['first', 'b: aborted', 'a']);
  });

  it('waits a few milliseconds at most, however slow the store is', async () => {
    const { clock, groups, begin } = setUp({ writeMs: 1_000 });
    begin('first').end();
    await clock.advance(1_000);
    const [a] = ['a', 'hangs'].map(begin);
    a?.end();
    await clock.advance(9);
    expect(groups).toHaveLength(1);
    await clock.advance(1);
    expect(groups).toEqual([['first'], ['a']]);
  });

  it('that cannot be written takes no other with it', async () => {
    const { clock, groups, finished, begin } = setUp({ isBad: (ids) => ids.includes('b') });
    const attempts = ['a', 'b', 'c'].map(begin);
    attempts.forEach(({ end }) => end());
    await clock.advance(0);
    expect(groups.at(0)).toContain('a');
    expect(finished.toSorted()).toEqual(['a', 'b: cannot write b', 'c']);
  });
});
