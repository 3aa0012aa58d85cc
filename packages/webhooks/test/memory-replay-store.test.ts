import { describe, expect, it } from 'vitest';
import { FakeClock } from '@novita-fleet/testkit';
import { MemoryReplayStore, type ReplayClaim } from '../src/index.js';

function claimed(store: MemoryReplayStore, id: string): ReplayClaim {
  const claim = store.claim(id);
  if (claim.state !== 'new') throw new Error(`${id} is ${claim.state}`);
  return claim;
}

describe('MemoryReplayStore', () => {
  it('gives an event to one claimant until it is released', () => {
    const store = new MemoryReplayStore({ clock: new FakeClock() });
    const claim = claimed(store, 'a');
    expect(store.claim('a').state).toBe('in_progress');
    void claim.release();
    void claimed(store, 'a').complete();
    expect(store.claim('a').state).toBe('duplicate');
  });

  it('remembers for four days, which is longer than deliveries are repeated', async () => {
    const clock = new FakeClock();
    const store = new MemoryReplayStore({ clock });
    void claimed(store, 'a').complete();
    await clock.advance(4 * 86_400_000 - 1);
    expect(store.claim('a').state).toBe('duplicate');
    await clock.advance(1);
    expect(store.claim('a').state).toBe('new');
  });

  it('gives an event again when its lease has run out, and ignores the late release', async () => {
    const clock = new FakeClock();
    const store = new MemoryReplayStore({ clock, leaseMs: 1000 });
    const late = claimed(store, 'a');
    await clock.advance(1000);
    const second = claimed(store, 'a');
    void late.release();
    expect(store.claim('a').state).toBe('in_progress');
    void second.complete();
    expect(store.claim('a').state).toBe('duplicate');
  });

  it('counts an event as handled when the late claimant succeeds', async () => {
    const clock = new FakeClock();
    const store = new MemoryReplayStore({ clock, leaseMs: 1000 });
    const late = claimed(store, 'a');
    await clock.advance(1000);
    const second = claimed(store, 'a');
    void late.complete();
    void second.release();
    expect(store.claim('a').state).toBe('duplicate');
  });

  it('forgets the oldest beyond its bound', () => {
    const store = new MemoryReplayStore({ clock: new FakeClock(), maxEntries: 3 });
    for (const id of ['a', 'b', 'c', 'd']) void claimed(store, id).complete();
    expect(store.size).toBe(3);
    expect(store.claim('b').state).toBe('duplicate');
    expect(store.claim('a').state).toBe('new');
  });

  it('bounds the events in progress too', () => {
    const store = new MemoryReplayStore({ clock: new FakeClock(), maxEntries: 2 });
    const first = claimed(store, 'a');
    claimed(store, 'b');
    expect(store.claim('c').state).toBe('in_progress');
    void first.release();
    expect(store.claim('c').state).toBe('new');
  });

  it('sets no timer', () => {
    const clock = new FakeClock();
    void claimed(new MemoryReplayStore({ clock }), 'a').complete();
    expect(clock.pending).toBe(0);
  });

  it.each([{ maxEntries: 0 }, { maxEntries: 1.5 }, { ttlMs: 0 }, { leaseMs: NaN }, { size: 3 }])(
    'refuses %o',
    (options) => expect(() => new MemoryReplayStore(options)).toThrow(Object.keys(options)[0]!),
  );
});
