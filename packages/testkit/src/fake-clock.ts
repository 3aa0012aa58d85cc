import type { Clock, Timer } from '@novita-fleet/resilience';

interface Entry {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock that stands still until a test moves it. Timers fire in the order of their time, then of their making. */
export class FakeClock implements Clock {
  #now: number;
  readonly #start: number;
  #order = 0;
  readonly #timers = new Set<Entry>();

  /** @param startMs - the first wall-clock time, in milliseconds since 1970. */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
    this.#start = startMs;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now - this.#start;
  }

  setTimeout(callback: () => void, delayMs: number): Timer {
    const entry: Entry = { at: this.#now + Math.max(delayMs, 0), order: this.#order++, callback };
    this.#timers.add(entry);
    return { cancel: () => void this.#timers.delete(entry) };
  }

  /** How many timers are set; 0 after a clean shutdown. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds until the next timer fires, or undefined when none is set. */
  get nextDelay(): number | undefined {
    const next = this.#next(Infinity);
    return next === undefined ? undefined : next.at - this.#now;
  }

  /** Milliseconds until each timer that is set fires. */
  get delays(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now);
  }

  /** Moves time forward by `ms`, firing what falls due, and lets promises settle after each timer. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (let next = this.#next(target); next !== undefined; next = this.#next(target)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settle();
    }
    this.#now = target;
    await settle();
  }

  /** Moves time forward by `ms` at once, as after a pause of the whole process: what fell due meanwhile fires late. */
  async leap(ms: number): Promise<void> {
    await settle();
    this.#now += ms;
    await this.advance(0);
  }

  #next(limit: number): Entry | undefined {
    let best: Entry | undefined;
    for (const entry of this.#timers) {
      if (entry.at > limit) continue;
      if (best === undefined || entry.at < best.at || (entry.at === best.at && entry.order < best.order)) best = entry;
    }
    return best;
  }
}

/** Lets every promise that can settle without I/O do so: one turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
