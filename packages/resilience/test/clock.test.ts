import { getEventListeners } from 'node:events';
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
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('does not begin when its signal is aborted already', async () => {
    const clock = new FakeClock();
    await expect(sleep(clock, 100, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(clock.pending).toBe(0);
  });

  it('leaves no listener on its signal', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const wait = sleep(clock, 100, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(100);
    await wait;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

/** How many timers keep the process alive. */
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('systemClock', () => {
  it('never fires before the time, fractions included', async () => {
    const startedAt = systemClock.monotonic();
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 1.9));
    // Node counts from the start of the loop turn, up to a millisecond ago.
    expect(systemClock.monotonic() - startedAt).toBeGreaterThan(0.9);
  });

  it('tells the time of day, and a time that only goes on', () => {
    const between = (source: () => number, read: () => number): void => {
      const before = source();
      const value = read();
      expect(value).toBeGreaterThanOrEqual(before);
      expect(value).toBeLessThanOrEqual(source());
    };
    between(Date.now, () => systemClock.now());
    between(
      () => performance.now(),
      () => systemClock.monotonic(),
    );
  });

  it('keeps the process alive for a timer, and not for one in the background', () => {
    const before = timers();
    const front = systemClock.setTimeout(() => undefined, 60_000);
    expect(timers()).toBe(before + 1);
    const back = systemClock.setTimeout(() => undefined, 60_000, true);
    expect(timers()).toBe(before + 1);
    front.cancel();
    back.cancel();
    expect(timers()).toBe(before);
  });

  it('fires neither a timer that was taken back nor, at once, one that is longer than Node can count', async () => {
    const fired: string[] = [];
    systemClock.setTimeout(() => fired.push('taken back'), 0).cancel();
    const long = systemClock.setTimeout(() => fired.push('long'), 2 ** 31);
    const endless = systemClock.setTimeout(() => fired.push('endless'), Infinity);
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, -5));
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 5));
    expect(fired).toEqual([]);
    long.cancel();
    endless.cancel();
  });
});
