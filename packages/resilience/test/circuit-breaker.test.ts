import { describe, expect, it, vi } from 'vitest';
import { CircuitBreaker, CircuitOpenError, type CircuitBreakerOptions } from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';

function make(options: CircuitBreakerOptions = {}) {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker({ clock, ...options });
  const fail = (error = new Error('down')) => breaker.execute(() => Promise.reject(error)).catch(() => undefined);
  const succeed = () => breaker.execute(() => Promise.resolve('up'));
  return { clock, breaker, fail, succeed };
}

async function opened(options: CircuitBreakerOptions = {}) {
  const made = make(options);
  for (let failure = 0; failure < 5; failure++) await made.fail();
  return made;
}

describe('CircuitBreaker', () => {
  it('opens after 5 failures in a row and refuses without running', async () => {
    const { breaker, fail } = make();
    for (let failure = 0; failure < 4; failure++) await fail();
    expect(breaker.getState()).toBe('closed');
    await fail();
    expect(breaker.getState()).toBe('open');
    const operation = vi.fn();
    await expect(breaker.execute(operation)).rejects.toThrow(CircuitOpenError);
    await expect(breaker.execute(operation)).rejects.toMatchObject({ code: 'circuit_open', retryAfterMs: 60_000 });
    expect(operation).not.toHaveBeenCalled();
  });

  it('counts only failures in a row', async () => {
    const { breaker, fail, succeed } = make();
    for (let failure = 0; failure < 4; failure++) await fail();
    await succeed();
    for (let failure = 0; failure < 4; failure++) await fail();
    expect(breaker.getState()).toBe('closed');
  });

  it('admits a probe 60 s later and closes after 3 successes', async () => {
    const { clock, breaker, succeed } = await opened();
    await clock.advance(59_999);
    expect(() => breaker.check()).toThrow(CircuitOpenError);
    await clock.advance(1);
    expect(breaker.getState()).toBe('half_open');
    for (const state of ['half_open', 'half_open', 'closed']) {
      await succeed();
      expect(breaker.getState()).toBe(state);
    }
  });

  it('opens again for the whole time when a probe fails', async () => {
    const { clock, breaker, fail, succeed } = await opened();
    await clock.advance(60_000);
    await succeed();
    await fail();
    expect(breaker.getState()).toBe('open');
    await clock.advance(59_999);
    expect(breaker.tryAcquire()).toBeUndefined();
    await clock.advance(1);
    expect(breaker.tryAcquire()).toBeDefined();
  });

  it('admits one probe at a time', async () => {
    const { clock, breaker } = await opened();
    await clock.advance(60_000);
    const probe = breaker.acquire();
    expect(() => breaker.acquire()).toThrow(CircuitOpenError);
    expect(() => breaker.check()).toThrow(expect.objectContaining({ retryAfterMs: 0 }));
    breaker.record(probe, 'success');
    expect(breaker.tryAcquire()).toBeDefined();
  });

  it('neither counts aborts nor loses the probe to them', async () => {
    const { clock, breaker, fail, succeed } = await opened();
    await clock.advance(60_000);
    for (let abort = 0; abort < 9; abort++) await fail(new DOMException('gone', 'AbortError'));
    for (let abort = 0; abort < 9; abort++) await fail(Object.assign(new Error('gone'), { name: 'AbortedError' }));
    expect(breaker.getState()).toBe('half_open');
    for (let probe = 0; probe < 3; probe++) await succeed();
    expect(breaker.getState()).toBe('closed');
  });

  it('lets the caller say what is a failure', async () => {
    const { breaker, fail } = make({ isFailure: (error) => (error as Error).message === 'down' });
    for (let each = 0; each < 20; each++) await fail(new Error('your fault'));
    expect(breaker.getState()).toBe('closed');
    for (let each = 0; each < 5; each++) await fail();
    expect(breaker.getState()).toBe('open');
  });

  it('gives the probe back when the judgement itself fails', async () => {
    const judge = { broken: false };
    const { clock, breaker, fail } = await opened({
      isFailure: () => {
        if (judge.broken) throw new Error('judge');
        return true;
      },
    });
    await clock.advance(60_000);
    judge.broken = true;
    await fail();
    expect(breaker.tryAcquire()).toBeDefined();
  });

  it('ignores results of calls from an earlier state', async () => {
    const { clock, breaker, fail } = make();
    const late = breaker.acquire();
    for (let failure = 0; failure < 5; failure++) await fail();
    await clock.advance(60_000);
    const probe = breaker.acquire();
    breaker.record(late, 'failure');
    breaker.record(late, 'success');
    expect(breaker.getState()).toBe('half_open');
    breaker.record(probe, 'success');
    breaker.record(probe, 'success');
    breaker.record(probe, 'success');
    expect(breaker.getState()).toBe('half_open');
  });

  it('tells changes of state', async () => {
    const changes: string[] = [];
    const { clock, succeed } = await opened({ onStateChange: (to, from) => void changes.push(`${from}>${to}`) });
    await clock.advance(60_000);
    for (let probe = 0; probe < 3; probe++) await succeed();
    expect(changes).toEqual(['closed>open', 'open>half_open', 'half_open>closed']);
  });

  it('counts what is no error at all', async () => {
    const { breaker } = make({ failureThreshold: 1 });
    const text: unknown = 'AbortError';
    await breaker.execute(() => Promise.reject(text as Error)).catch(() => undefined);
    expect(breaker.getState()).toBe('open');
  });

  it.each([
    ['failureThreshold', 0],
    ['failureThreshold', 1.5],
    ['openMs', -1],
    ['successThreshold', 0],
    ['successThreshold', 1.5],
  ] as const)('refuses the %s %s', (argument, value) => {
    expect(() => new CircuitBreaker({ [argument]: value })).toThrow(expect.objectContaining({ argument }));
  });

  it('refuses options it does not know', () => {
    const misspelt = () => new CircuitBreaker({ treshold: 1 } as CircuitBreakerOptions);
    expect(misspelt).toThrow(/^CircuitBreaker: unknown option "treshold"; known: failureThreshold, openMs, /);
  });
});
