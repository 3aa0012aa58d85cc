import { describe, expect, it } from 'vitest';
import { sleep, systemClock } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';

describe('sleep', () => {
  it('ends at its time', async () => {
    const clock = new FakeClock();
    let over = false;
    void sleep(clock, 100).then(() => (over = true));
    await clock.advance(99);
    expect(over).toBe(false);
    await clock.advance(1);
    expect(over).toBe(true);
  });

  it('ends with the reason of its signal and leaves no timer', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const wait = sleep(clock, 100, controller.signal);
    controller.abort(new Error('enough'));
    await expect(wait).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
    await expect(sleep(clock, 100, controller.signal)).rejects.toThrow('enough');
  });
});

describe('systemClock', () => {
  it('never fires before the time, fractions included', async () => {
    const startedAt = systemClock.monotonic();
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 1.9));
    // Node counts from the start of the loop turn, up to a millisecond ago.
    expect(systemClock.monotonic() - startedAt).toBeGreaterThan(0.9);
  });
});
