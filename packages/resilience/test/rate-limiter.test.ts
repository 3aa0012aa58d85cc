import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { QueueFullError, RateLimiter, type RateLimiterOptions } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';

function make(options: RateLimiterOptions = {}) {
  const clock = new FakeClock();
  const limiter = new RateLimiter({ clock, ...options });
  const granted: { name: string; at: number }[] = [];
  const ask = (name: string, signal?: AbortSignal, deadlineAt?: number): Promise<void> => {
    const slot = limiter.waitForSlot(signal, deadlineAt).then(() => void granted.push({ name, at: clock.monotonic() }));
    slot.catch(() => undefined);
    return slot;
  };
  return { clock, limiter, granted, ask };
}

const ONE_A_SECOND = { requestsPerMinute: 60, burst: 1 };

describe('RateLimiter', () => {
  it('gives the burst at once and then one slot at a time, without drift', async () => {
    const { clock, ask, granted } = make({ requestsPerMinute: 60, burst: 2 });
    for (const name of 'abcd') void ask(name);
    await clock.advance(10_000);
    expect(granted).toEqual([
      { name: 'a', at: 0 },
      { name: 'b', at: 0 },
      { name: 'c', at: 1_000 },
      { name: 'd', at: 2_000 },
    ]);
    expect(clock.pending).toBe(0);
  });

  it('allows 100 a minute and a burst of 20 when nothing else is said', async () => {
    const { clock, ask, granted } = make();
    for (let each = 0; each < 130; each++) void ask(String(each));
    await clock.advance(0);
    expect(granted).toHaveLength(20);
    await clock.advance(60_000);
    expect(granted).toHaveLength(120);
  });

  it('tells how many slots are free: whole tokens, within the concurrency, none while paused', async () => {
    const { clock, limiter } = make({ requestsPerMinute: 60, burst: 3, concurrency: 5 });
    const free = (): number => limiter.getStatus().freeSlots;
    expect(free()).toBe(3);
    for (let each = 0; each < 3; each++) limiter.tryAcquire();
    expect(free()).toBe(0);
    await clock.advance(999);
    expect(free()).toBe(0);
    await clock.advance(1_501);
    expect(free()).toBe(2);
    limiter.pauseFor(1_000);
    expect(free()).toBe(0);
    await clock.advance(1_000);
    expect(free()).toBe(1);
    await clock.advance(10_000);
    expect(free()).toBe(2);
    limiter.release();
    expect(free()).toBe(3);
  });

  it('takes a free slot without a promise or a timer, and none past those who wait', async () => {
    const { clock, limiter, ask } = make(ONE_A_SECOND);
    expect(limiter.tryAcquire()).toBe(true);
    expect(limiter.tryAcquire()).toBe(false);
    expect(clock.pending).toBe(0);
    void ask('first');
    await clock.advance(1_000);
    void ask('second');
    await clock.advance(500);
    expect(limiter.tryAcquire()).toBe(false);
  });

  it('lets nobody past those who wait, though their slot is free and their timer is late', async () => {
    const time = { now: 0 };
    const clock = { now: () => time.now, monotonic: () => time.now, setTimeout: () => ({ cancel: () => undefined }) };
    const limiter = new RateLimiter({ clock, ...ONE_A_SECOND });
    limiter.tryAcquire();
    const first = limiter.waitForSlot();
    time.now = 1_000;
    expect(limiter.tryAcquire()).toBe(false);
    limiter.release();
    await first;
  });

  it('bounds what is in flight and goes on at each release', async () => {
    const { clock, limiter, ask, granted } = make({ requestsPerMinute: Infinity, concurrency: 2 });
    for (const name of 'abcd') void ask(name);
    await clock.advance(60_000);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(limiter.getStatus()).toMatchObject({ inFlight: 2, queueLength: 2 });
    expect(clock.pending).toBe(0);
    limiter.release();
    await clock.advance(0);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('lets a slot that was not used be taken at once', async () => {
    const { clock, limiter, ask, granted } = make({ ...ONE_A_SECOND, concurrency: 1 });
    await ask('a');
    void ask('b');
    limiter.giveBack();
    await clock.advance(0);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('takes an aborted call out of the queue and leaves nothing behind', async () => {
    const { clock, limiter, ask, granted } = make(ONE_A_SECOND);
    const controller = new AbortController();
    await ask('a');
    void ask('b');
    const aborted = ask('c', controller.signal);
    void ask('d');
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(limiter.getStatus().queueLength).toBe(2);
    await clock.advance(5_000);
    expect(granted.slice(1)).toEqual([
      { name: 'b', at: 1_000 },
      { name: 'd', at: 2_000 },
    ]);
    await expect(ask('e', controller.signal)).rejects.toThrow('enough');
  });

  it('leaves no listener after a slot was given, and no timer after the last has left', async () => {
    const { clock, ask } = make(ONE_A_SECOND);
    const controller = new AbortController();
    await ask('a', controller.signal);
    void ask('b', controller.signal);
    await clock.advance(1_000);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    void ask('c', controller.signal);
    controller.abort();
    expect(clock.pending).toBe(0);
  });

  it('refuses the call that finds the queue full', async () => {
    const { limiter, ask } = make({ ...ONE_A_SECOND, maxQueue: 2 });
    for (const name of 'abc') void ask(name);
    const refusal = limiter.waitForSlot();
    await expect(refusal).rejects.toThrow(QueueFullError);
    await expect(refusal).rejects.toMatchObject({ code: 'queue_full', limit: 'maxQueue', retryAfterMs: 3_000 });
  });

  it('refuses at once a call that would wait too long', async () => {
    const { limiter, ask } = make({ ...ONE_A_SECOND, maxWaitMs: 1_500 });
    for (const name of 'ab') void ask(name);
    await expect(limiter.waitForSlot()).rejects.toMatchObject({ limit: 'maxWaitMs', retryAfterMs: 2_000 });
    await expect(limiter.waitForSlot(undefined, 1_200)).rejects.toMatchObject({ limit: 'deadline' });
  });

  it('ends a wait that becomes too long, without losing those behind', async () => {
    const { clock, limiter, ask, granted } = make({ requestsPerMinute: Infinity, concurrency: 1 });
    await ask('a');
    const impatient = ask('b', undefined, 1_000);
    void ask('c');
    await clock.advance(1_000);
    await expect(impatient).rejects.toMatchObject({ limit: 'deadline' });
    limiter.release();
    await clock.advance(0);
    expect(granted.map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it('pauses all, never shortens a pause, and does not burst after it', async () => {
    const { clock, limiter, ask, granted } = make({ requestsPerMinute: 60, burst: 5 });
    limiter.pauseFor(10_000);
    limiter.pauseFor(1_000);
    limiter.pauseUntil(clock.now() + 4_000);
    expect(limiter.getStatus().pausedUntil).toBe(clock.now() + 10_000);
    expect(limiter.tryAcquire()).toBe(false);
    for (const name of 'ab') void ask(name);
    await clock.advance(9_999);
    expect(limiter.getStatus().pausedUntil).toBe(clock.now() + 1);
    await clock.advance(1);
    expect(limiter.getStatus().pausedUntil).toBeUndefined();
    await clock.advance(10_000);
    expect(granted).toEqual([
      { name: 'a', at: 10_000 },
      { name: 'b', at: 11_000 },
    ]);
  });

  it('pauses those who wait already', async () => {
    const { clock, limiter, ask, granted } = make(ONE_A_SECOND);
    for (const name of 'ab') void ask(name);
    limiter.pauseFor(7_000);
    await clock.advance(6_999);
    expect(granted).toHaveLength(1);
    await clock.advance(1);
    expect(granted).toHaveLength(2);
  });

  it('halves its rate at a refusal, once for those that come together, and restores it in quiet', async () => {
    const { clock, limiter } = make({ requestsPerMinute: 80, quietMs: 10_000 });
    const rate = () => limiter.getStatus().requestsPerMinute;
    limiter.slowDown();
    limiter.slowDown();
    expect(rate()).toBe(40);
    await clock.advance(2_000);
    limiter.slowDown();
    expect(rate()).toBe(20);
    await clock.advance(9_999);
    expect(rate()).toBe(20);
    await clock.advance(1);
    expect(rate()).toBe(40);
    await clock.advance(10_000);
    expect(rate()).toBe(80);
    for (let each = 0; each < 9; each++) {
      limiter.slowDown();
      await clock.advance(1_000);
    }
    expect(rate()).toBe(5);
  });

  it('keeps its rate when it is told not to adapt', () => {
    const { limiter } = make({ adaptive: false });
    limiter.slowDown();
    expect(limiter.getStatus().requestsPerMinute).toBe(100);
  });

  it('wakes those who wait when the rate rises again', async () => {
    const { clock, limiter, ask, granted } = make({ requestsPerMinute: 60, burst: 1, quietMs: 1_000 });
    await ask('a');
    for (let each = 0; each < 4; each++) {
      limiter.slowDown();
      await clock.advance(each === 3 ? 0 : 999);
    }
    void ask('b');
    await clock.advance(20_000);
    expect(granted).toHaveLength(2);
  });

  it('sends all away', async () => {
    const { clock, limiter, ask } = make(ONE_A_SECOND);
    await ask('a');
    const waiting = ask('b', new AbortController().signal, 9_999);
    limiter.rejectAll(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    expect(clock.pending).toBe(0);
    expect(limiter.getStatus().queueLength).toBe(0);
  });

  it('makes no token of a slot that nobody holds', () => {
    const { limiter } = make({ ...ONE_A_SECOND, burst: 2 });
    limiter.tryAcquire();
    limiter.release();
    limiter.giveBack();
    expect(limiter.tryAcquire()).toBe(true);
    expect(limiter.tryAcquire()).toBe(false);
  });

  it('looks at no clock for those who wait behind others without a limit', () => {
    const clock = new FakeClock();
    const looks = vi.spyOn(clock, 'monotonic');
    const limiter = new RateLimiter({ clock, ...ONE_A_SECOND });
    limiter.tryAcquire();
    void limiter.waitForSlot();
    looks.mockClear();
    for (let each = 0; each < 10; each++) void limiter.waitForSlot();
    expect(looks).not.toHaveBeenCalled();
  });

  it('gives a slot that comes due at the very deadline, and tells of the end at most 10 ms late', async () => {
    const { clock, ask, granted } = make({ ...ONE_A_SECOND, concurrency: 1 });
    await ask('a');
    const late = ask('b', undefined, 1_003);
    await clock.advance(1_009);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    await expect(late).rejects.toMatchObject({ limit: 'deadline', retryAfterMs: 0 });

    const other = make(ONE_A_SECOND);
    other.limiter.tryAcquire();
    void other.ask('c', undefined, 1_000);
    await other.clock.advance(1_000);
    expect(other.granted).toEqual([{ name: 'c', at: 1_000 }]);
    expect(granted).toHaveLength(1);
  });

  it.each([NaN, 'soon' as unknown as number])('refuses %s as a time', (time) => {
    const { limiter } = make(ONE_A_SECOND);
    limiter.tryAcquire();
    expect(() => limiter.pauseFor(time)).toThrow(/"delayMs" must be a number/);
    expect(() => limiter.pauseUntil(time)).toThrow(/"epochMs" must be a number/);
    expect(() => limiter.waitForSlot(undefined, time)).toThrow(/"deadlineAt" must be a number/);
    expect(limiter.getStatus()).toMatchObject({ pausedUntil: undefined, queueLength: 0 });
  });

  it('pauses without end, until somebody sends all away', async () => {
    const { clock, limiter, ask, granted } = make();
    limiter.pauseFor(Infinity);
    const waiting = ask('a');
    await clock.advance(10 ** 9);
    expect(granted).toEqual([]);
    expect(limiter.getStatus().pausedUntil).toBe(Infinity);
    limiter.rejectAll(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
  });

  it('tells when a slot is free while a pause ends before the next token is made', async () => {
    const { clock, limiter } = make({ ...ONE_A_SECOND, maxQueue: 0 });
    await clock.advance(100);
    limiter.tryAcquire();
    limiter.pauseFor(400);
    await expect(limiter.waitForSlot()).rejects.toMatchObject({ retryAfterMs: 1_000 });
    limiter.pauseFor(3_000);
    await expect(limiter.waitForSlot()).rejects.toMatchObject({ retryAfterMs: 3_000 });
  });

  it('forgets the deadlines of those who got their slot', async () => {
    const { clock, ask, granted } = make({ ...ONE_A_SECOND, burst: 1 });
    for (const [name, deadlineAt] of [
      ['a', 5_000],
      ['b', 5_000],
      ['c', 9_000],
    ] as const)
      void ask(name, undefined, deadlineAt);
    await clock.advance(5_000);
    expect(granted).toHaveLength(3);
    expect(clock.pending).toBe(0);
  });

  it('does not set its timer anew at each release', async () => {
    const { clock, limiter, ask } = make({ requestsPerMinute: 60, burst: 3 });
    for (const name of 'abcde') void ask(name);
    await clock.advance(0);
    const timers = vi.spyOn(clock, 'setTimeout');
    for (let each = 0; each < 3; each++) limiter.release();
    expect(timers).not.toHaveBeenCalled();
    expect(clock.pending).toBe(1);
  });

  it.each([
    ['requestsPerMinute', 0],
    ['burst', 0.5],
    ['concurrency', 0],
    ['concurrency', 1.5],
    ['maxQueue', -1],
    ['maxQueue', 1.5],
    ['maxWaitMs', -1],
    ['quietMs', 0.5],
    ['quietMs', Infinity],
  ] as const)('refuses the %s %s', (argument, value) => {
    expect(() => new RateLimiter({ [argument]: value })).toThrow(expect.objectContaining({ argument }));
  });

  it('refuses options it does not know', () => {
    const misspelt = () => new RateLimiter({ brust: 1 } as RateLimiterOptions);
    expect(misspelt).toThrow(/^RateLimiter: unknown option "brust"; known: requestsPerMinute, burst, /);
  });
});
