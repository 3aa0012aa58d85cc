import type { Clock, Random, Timer } from '@novita-fleet/resilience';
import type { FakeClock } from '@novita-fleet/testkit';

/** By how much timers miss their time at most, in milliseconds. */
export interface Unpunctuality {
  readonly earlyMs: number;
  readonly lateMs: number;
}

/** A clock whose timers fire a little before their time, or after it, as those of a busy process do. */
export class UnpunctualClock implements Clock {
  readonly #clock: FakeClock;
  readonly #earlyMs: number;
  readonly #spreadMs: number;
  readonly #random: Random;

  constructor(clock: FakeClock, { earlyMs, lateMs }: Unpunctuality, random: Random) {
    this.#clock = clock;
    this.#earlyMs = earlyMs;
    this.#spreadMs = earlyMs + lateMs;
    this.#random = random;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    const missedBy = this.#spreadMs * this.#random() - this.#earlyMs;
    // Never at once: a clock that stands still would have the same timer set again without end.
    return this.#clock.setTimeout(callback, Math.max(Math.min(delayMs, 0.5), delayMs + missedBy));
  }
}
