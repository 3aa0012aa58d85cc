import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Coalescer } from '@novita-fleet/resilience';

/** An operation that a test ends by hand, and what it was given. */
function controlled() {
  const signals: AbortSignal[] = [];
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const operation = vi.fn((signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<string>((resolve, reject) => ends.push({ resolve, reject }));
  });
  return { operation, signals, ends };
}

describe('Coalescer', () => {
  it('runs equal operations once and others beside them', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, ends } = controlled();
    const same = [coalescer.run('a', operation), coalescer.run('a', operation)];
    const other = coalescer.run('b', operation);
    expect(operation).toHaveBeenCalledTimes(2);
    expect(coalescer.size).toBe(2);
    ends[0]!.resolve('first');
    ends[1]!.resolve('second');
    expect(await Promise.all(same)).toEqual(['first', 'first']);
    expect(await other).toBe('second');
    expect(coalescer.size).toBe(0);
  });

  it('keeps nothing: the next call begins anew, after a result and after an error', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, ends } = controlled();
    const first = coalescer.run('a', operation);
    ends[0]!.resolve('one');
    await first;
    const failing = [coalescer.run('a', operation), coalescer.run('a', operation)];
    ends[1]!.reject(new Error('broken'));
    for (const each of failing) await expect(each).rejects.toThrow('broken');
    const last = coalescer.run('a', operation);
    ends[2]!.resolve('three');
    expect(await last).toBe('three');
    expect(operation).toHaveBeenCalledTimes(3);
  });

  it('tells an operation that throws at once like one that rejects', async () => {
    const coalescer = new Coalescer<string>();
    const throwing = (): Promise<string> => {
      throw new Error('at once');
    };
    await expect(coalescer.run('a', throwing)).rejects.toThrow('at once');
    expect(coalescer.size).toBe(0);
  });

  it('lets a waiter leave alone, whoever began', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, signals, ends } = controlled();
    const controller = new AbortController();
    const reason = new Error('enough');
    const beginner = coalescer.run('a', operation, controller.signal);
    const joiner = coalescer.run('a', operation);
    controller.abort(reason);
    await expect(beginner).rejects.toBe(reason);
    expect(signals[0]!.aborted).toBe(false);
    ends[0]!.resolve('done');
    expect(await joiner).toBe('done');
    expect(operation).toHaveBeenCalledTimes(1);
  });

  it('aborts the operation when the last waiter leaves, and joins nobody to it', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, signals, ends } = controlled();
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) => coalescer.run('a', operation, signal));
    controllers[0]!.abort(new Error('one'));
    expect(signals[0]!.aborted).toBe(false);
    controllers[1]!.abort(new Error('two'));
    expect(signals[0]!.reason).toEqual(new Error('two'));
    await expect(waiting[0]).rejects.toThrow('one');
    await expect(waiting[1]).rejects.toThrow('two');
    expect(coalescer.size).toBe(0);

    const next = coalescer.run('a', operation);
    expect(operation).toHaveBeenCalledTimes(2);
    // The end of the abandoned operation must not take the new one away.
    ends[0]!.reject(new Error('aborted'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(coalescer.size).toBe(1);
    ends[1]!.resolve('new');
    expect(await next).toBe('new');
  });

  it('takes in nobody whose signal is aborted already, and begins nothing for him', async () => {
    const coalescer = new Coalescer<string>();
    const { operation } = controlled();
    await expect(coalescer.run('a', operation, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(operation).not.toHaveBeenCalled();
  });

  it('leaves no listener behind, and one on a signal while it waits', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, ends } = controlled();
    const { signal } = new AbortController();
    const waiting = Array.from({ length: 100 }, () => coalescer.run('a', operation, signal));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    ends[0]!.resolve('done');
    await Promise.all(waiting);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends all waiters of one signal at once', async () => {
    const coalescer = new Coalescer<string>();
    const { operation, signals } = controlled();
    const controller = new AbortController();
    const waiting = Array.from({ length: 3 }, () => coalescer.run('a', operation, controller.signal));
    controller.abort(new Error('all'));
    for (const each of waiting) await expect(each).rejects.toThrow('all');
    expect(signals[0]!.aborted).toBe(true);
    expect(coalescer.size).toBe(0);
  });
});
