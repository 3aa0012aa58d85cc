import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../src/virtual-clock.js';

describe('virtual clock', () => {
  it('follows real time at its speed, in whole milliseconds', () => {
    let realMs = 5000;
    const clock = new VirtualClock({ kind: 'accelerated', speed: 60 }, 1_000_000, () => realMs);
    expect(clock.now()).toBe(1_000_000);
    realMs = 5000.99;
    expect(clock.now()).toBe(1_000_059);
    realMs = 6000;
    expect(clock.now()).toBe(1_060_000);
  });

  it('stands still until stepped', () => {
    let realMs = 0;
    const clock = new VirtualClock({ kind: 'stepped' }, 10, () => realMs);
    realMs = 1e9;
    expect(clock.now()).toBe(10);
    clock.step(5);
    expect(clock.now()).toBe(15);
  });

  it('cannot be stepped when it moves by itself', () => {
    const clock = new VirtualClock({ kind: 'real' }, 0, () => 0);
    expect(() => clock.step(1)).toThrow('only a stepped clock');
  });
});
