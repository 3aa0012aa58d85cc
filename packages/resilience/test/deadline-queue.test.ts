import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { DeadlineQueue } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';

function listener(clock: FakeClock) {
  return {
    firedAt: undefined as number | undefined,
    onDeadline() {
      this.firedAt = clock.monotonic();
    },
  };
}

describe('DeadlineQueue', () => {
  it('has one timer for any number of deadlines', () => {
    const clock = new FakeClock();
    const queue = new DeadlineQueue(clock);
    for (let each = 0; each < 1_000; each++) queue.add(30_000 + each, listener(clock));
    expect(clock.pending).toBe(1);
    queue.close();
    expect(clock.pending).toBe(0);
  });

  it('sets its timer anew only for an earlier bucket, and in the background', () => {
    const clock = new FakeClock();
    const timers = vi.spyOn(clock, 'setTimeout');
    const queue = new DeadlineQueue(clock);
    for (let each = 1; each <= 10; each++) queue.add(1_000 + each, listener(clock));
    queue.add(5_000, listener(clock));
    expect(timers.mock.calls).toEqual([[expect.any(Function), 1_010, true]]);
    queue.add(1_000, listener(clock));
    expect(timers).toHaveBeenCalledTimes(2);
    expect(clock.pending).toBe(1);
  });

  it('tells deadlines that are late in their order', () => {
    const time = { now: 0 };
    const due: (() => void)[] = [];
    const clock = {
      now: () => time.now,
      monotonic: () => time.now,
      setTimeout: (callback: () => void) => {
        due.push(callback);
        return { cancel: () => void due.splice(due.indexOf(callback), 1) };
      },
    };
    const queue = new DeadlineQueue(clock);
    const told: number[] = [];
    for (const at of [300, 100, 900, 200]) queue.add(at, { onDeadline: () => void told.push(at) });
    time.now = 500;
    due[0]?.();
    expect(told).toEqual([100, 200, 300]);
    expect(due).toHaveLength(1);
  });

  it('forgets a bucket once it is empty', async () => {
    const clock = new FakeClock();
    const queue = new DeadlineQueue(clock);
    const near = listener(clock);
    const far = listener(clock);
    const stays = listener(clock);
    queue.remove(queue.add(1_000, near), near);
    const bucket = queue.add(9_000, far);
    queue.add(9_000, stays);
    queue.remove(bucket, far);
    queue.remove(bucket, stays);
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('goes to rest once everything is removed and the timer has been', async () => {
    const clock = new FakeClock();
    const queue = new DeadlineQueue(clock);
    for (let each = 0; each < 100; each++) {
      const one = listener(clock);
      queue.remove(queue.add(clock.monotonic() + 1_000, one), one);
    }
    expect(clock.pending).toBe(1);
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('fires each deadline once, never early, at most one bucket late, and none that was removed', async () => {
    const entries = fc.array(fc.record({ at: fc.integer({ min: 0, max: 5_000 }), removed: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const clock = new FakeClock();
        const queue = new DeadlineQueue(clock);
        const listeners = all.map(() => listener(clock));
        const buckets = all.map(({ at }, index) => queue.add(at, listeners[index]!));
        all.forEach(({ removed }, index) => {
          if (removed) queue.remove(buckets[index]!, listeners[index]!);
        });
        await clock.advance(6_000);
        all.forEach(({ at, removed }, index) => {
          const { firedAt } = listeners[index]!;
          if (removed) {
            expect(firedAt).toBeUndefined();
            return;
          }
          expect(firedAt).toBeGreaterThanOrEqual(at);
          expect(firedAt).toBeLessThan(at + 10);
        });
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('takes a deadline that is added by one that fires', async () => {
    const clock = new FakeClock();
    const queue = new DeadlineQueue(clock);
    const second = listener(clock);
    queue.add(100, { onDeadline: () => void queue.add(200, second) });
    queue.add(5_000, listener(clock));
    await clock.advance(250);
    expect(second.firedAt).toBe(200);
    expect(clock.pending).toBe(1);
  });
});
