import { describe, expect, it, vi } from 'vitest';
import { RetryBudget, exponentialBackoff, retry, type RetryOptions } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';

const backoff = exponentialBackoff({ baseMs: 1_000, maxMs: 30_000, jitter: 'none' });

/** Starts a retried operation that fails `failures` times, and notes when each attempt began. */
function start(failures: number, options: Partial<RetryOptions> = {}) {
  const clock = new FakeClock();
  const begun: number[] = [];
  const operation = vi.fn((attempt: number) => {
    begun.push(clock.monotonic());
    return attempt < failures ? Promise.reject(new Error(`failure ${attempt}`)) : Promise.resolve(attempt);
  });
  const result = retry(operation, { maxRetries: 3, backoff, clock, ...options });
  result.catch(() => undefined);
  return { clock, begun, operation, result };
}

describe('retry', () => {
  it('waits the backoff between attempts', async () => {
    const { clock, begun, result } = start(3);
    await clock.advance(60_000);
    await expect(result).resolves.toBe(3);
    expect(begun).toEqual([0, 1_000, 3_000, 7_000]);
    expect(clock.pending).toBe(0);
  });

  it('throws the last error when the retries are used up', async () => {
    const onGiveUp = vi.fn((error: unknown) => error);
    const { clock, operation, result } = start(9, { onGiveUp });
    await clock.advance(60_000);
    await expect(result).rejects.toThrow('failure 3');
    expect(operation).toHaveBeenCalledTimes(4);
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'retries_exhausted', 3);
  });

  it('waits exactly what the decision names', async () => {
    const { clock, begun, result } = start(1, { decide: () => ({ retry: true, delayMs: 12_345 }) });
    await clock.advance(12_344);
    expect(begun).toEqual([0]);
    await clock.advance(1);
    await expect(result).resolves.toBe(1);
    expect(begun).toEqual([0, 12_345]);
  });

  it('waits on when a timer fires early', async () => {
    const early = new FakeClock();
    const clock = {
      now: () => early.now(),
      monotonic: () => early.monotonic(),
      setTimeout: (callback: () => void, delayMs: number) =>
        early.setTimeout(callback, delayMs > 10 ? delayMs - 1 : delayMs),
    };
    const { begun, result } = startOn(early, clock);
    await early.advance(5_000);
    await result;
    expect(begun[1]).toBeGreaterThanOrEqual(1_000);
  });

  it('does not repeat what the decision ends', async () => {
    const onGiveUp = vi.fn((error: unknown) => error);
    const { operation, result } = start(9, { decide: () => ({ retry: false }), onGiveUp });
    await expect(result).rejects.toThrow('failure 0');
    expect(operation).toHaveBeenCalledTimes(1);
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'not_retryable', 0);
  });

  it('throws what is made of the last failure', async () => {
    const onGiveUp = (error: unknown) => new Error('gave up', { cause: error });
    const { result } = start(9, { maxRetries: 0, onGiveUp });
    await expect(result).rejects.toMatchObject({ message: 'gave up', cause: { message: 'failure 0' } });
  });

  it('does not wait for what would never come before the deadline', async () => {
    const onGiveUp = vi.fn((error: unknown) => error);
    const { result } = start(9, { backoff: () => Infinity, deadlineAt: 10 ** 12, onGiveUp });
    await expect(result).rejects.toThrow('failure 0');
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'deadline', 0);
  });

  it('ends at once when the next attempt would not begin before the deadline', async () => {
    const onGiveUp = vi.fn((error: unknown) => error);
    const { clock, begun, result } = start(9, { deadlineAt: 3_000, onGiveUp });
    await clock.advance(1_000);
    await expect(result).rejects.toThrow('failure 1');
    expect(begun).toEqual([0, 1_000]);
    expect(onGiveUp).toHaveBeenCalledWith(expect.any(Error), 'deadline', 1);
    expect(clock.pending).toBe(0);
  });

  it('begins nothing when the signal is aborted already, and repeats nothing when it is aborted meanwhile', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const before = start(0, { signal });
    await expect(before.result).rejects.toThrow('enough');
    expect(before.operation).not.toHaveBeenCalled();

    const controller = new AbortController();
    const decide = vi.fn(() => ({ retry: true }) as const);
    const operation = vi.fn(() => {
      controller.abort(new Error('enough'));
      return Promise.reject(new Error('failure'));
    });
    const meanwhile = retry(operation, { maxRetries: 3, backoff, signal: controller.signal, decide });
    await expect(meanwhile).rejects.toThrow('failure');
    expect(operation).toHaveBeenCalledTimes(1);
    expect(decide).not.toHaveBeenCalled();
  });

  it('ends when a wait lasted beyond the deadline', async () => {
    const late = new FakeClock();
    const clock = {
      now: () => late.now(),
      monotonic: () => late.monotonic(),
      setTimeout: (callback: () => void, delayMs: number) => late.setTimeout(callback, delayMs + 4_000),
    };
    const onGiveUp = vi.fn((error: unknown) => error);
    const { begun, result } = startOn(late, clock, { deadlineAt: 5_000, onGiveUp });
    result.catch(() => undefined);
    await late.advance(5_000);
    await expect(result).rejects.toThrow('failure');
    expect(begun).toEqual([0]);
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'deadline', 0);
  });

  it('leaves the waiting to its caller when told so', async () => {
    const { signal } = new AbortController();
    const waits: unknown[] = [];
    const clock = new FakeClock();
    const { result } = start(2, {
      clock,
      signal,
      decide: (_error, attempt) => ({ retry: true, delayMs: attempt * 700 }),
      wait: (...args) => {
        waits.push(args);
        return clock.advance(args[0]);
      },
    });
    await expect(result).resolves.toBe(2);
    expect(waits).toEqual([[700, signal]]);
  });

  it('tells of each repetition before it waits', async () => {
    const onRetry = vi.fn();
    const { clock, result } = start(2, { onRetry, decide: (_error, attempt) => ({ retry: true, delayMs: attempt }) });
    await clock.advance(10);
    await result;
    expect(onRetry.mock.calls).toEqual([
      [expect.objectContaining({ message: 'failure 0' }), 0, 0],
      [expect.objectContaining({ message: 'failure 1' }), 1, 1],
    ]);
  });

  it.each([
    ['maxRetries', { maxRetries: NaN }],
    ['maxRetries', { maxRetries: 1.5 }],
    ['maxRetries', { maxRetries: -1 }],
    ['deadlineAt', { deadlineAt: NaN }],
    ['delayMs', { backoff: () => NaN }],
    ['delayMs', { decide: () => ({ retry: true, delayMs: -1 }) as const }],
  ])('refuses a wrong %s: %o', async (argument, options) => {
    const { result } = start(1, options);
    await expect(result).rejects.toMatchObject({ code: 'invalid_argument', argument });
  });

  it('refuses options it does not know', async () => {
    const { operation, result } = start(0, { maxRetry: 1 } as Partial<RetryOptions>);
    await expect(result).rejects.toThrow(/^retry: unknown option "maxRetry"; known: maxRetries, /);
    expect(operation).not.toHaveBeenCalled();
  });

  it('takes limits that are none', async () => {
    const { clock, result } = start(5, { maxRetries: Infinity, deadlineAt: Infinity, backoff: () => 0 });
    await clock.advance(0);
    await expect(result).resolves.toBe(5);
    await expect(start(0, { deadlineAt: -1 }).result).resolves.toBe(0);
  });

  it('ends a wait when the signal is aborted', async () => {
    const controller = new AbortController();
    const { clock, operation, result } = start(9, { signal: controller.signal });
    await clock.advance(500);
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    expect(operation).toHaveBeenCalledTimes(1);
    expect(clock.pending).toBe(0);
  });

  it('stops when the budget is used up, and earns it back by successes', async () => {
    const budget = new RetryBudget({ capacity: 10, retryCost: 5, successGain: 1 });
    const first = start(9, { budget });
    await first.clock.advance(60_000);
    await expect(first.result).rejects.toThrow('failure 2');
    expect(budget.tokens).toBe(0);
    const onGiveUp = vi.fn((error: unknown) => error);
    await expect(start(9, { budget, onGiveUp }).result).rejects.toThrow('failure 0');
    expect(onGiveUp).toHaveBeenCalledExactlyOnceWith(expect.any(Error), 'budget_exhausted', 0);
    for (let success = 0; success < 5; success++) await start(0, { budget }).result;
    const second = start(1, { budget });
    await second.clock.advance(1_000);
    await expect(second.result).resolves.toBe(1);
    expect(budget.tokens).toBe(1);
  });
});

function startOn(time: FakeClock, clock: RetryOptions['clock'], options: Partial<RetryOptions> = {}) {
  const begun: number[] = [];
  const operation = (attempt: number) => {
    begun.push(time.monotonic());
    return attempt === 0 ? Promise.reject(new Error('failure')) : Promise.resolve();
  };
  return { begun, result: retry(operation, { maxRetries: 1, backoff, ...(clock && { clock }), ...options }) };
}
