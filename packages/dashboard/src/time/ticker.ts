/** The time, told once a second to all who show it. It stands while nobody does, and in a hidden tab. */
export class Ticker {
  readonly #listeners = new Set<() => void>();
  readonly #clock: { now(): number; every(ms: number, tick: () => void): () => void };
  #now: number;
  #stop: (() => void) | null = null;

  /** @param clock - `now` in milliseconds since 1970; `every` repeats until its answer is called. */
  constructor(clock: { now(): number; every(ms: number, tick: () => void): () => void }) {
    this.#clock = clock;
    this.#now = clock.now();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#stop === null) {
      this.#now = this.#clock.now();
      this.#stop = this.#clock.every(1_000, this.#tick);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  };

  /** Milliseconds since 1970, as of the last tick. */
  readonly now = (): number => this.#now;

  readonly #tick = (): void => {
    this.#now = this.#clock.now();
    for (const listener of this.#listeners) listener();
  };
}
