/** How virtual time moves. */
export type ClockMode =
  { readonly kind: 'real' } | { readonly kind: 'accelerated'; readonly speed: number } | { readonly kind: 'stepped' };

/** The time inside the simulation, in milliseconds since 1970-01-01 UTC; it never goes back. */
export class VirtualClock {
  readonly mode: ClockMode;
  readonly #timeSource: () => number;
  readonly #realStart: number;
  #base: number;

  /**
   * @param startMs - the first virtual time, in milliseconds since 1970.
   * @param timeSource - real milliseconds from any start; must not go back.
   */
  constructor(mode: ClockMode, startMs: number, timeSource: () => number) {
    this.mode = mode;
    this.#base = startMs;
    this.#timeSource = timeSource;
    this.#realStart = timeSource();
  }

  /** Virtual seconds per real second; 0 for a stepped clock. */
  get speed(): number {
    if (this.mode.kind === 'stepped') return 0;
    return this.mode.kind === 'real' ? 1 : this.mode.speed;
  }

  /** Whole milliseconds, so that money and durations stay exact. */
  now(): number {
    if (this.mode.kind === 'stepped') return this.#base;
    return this.#base + Math.floor((this.#timeSource() - this.#realStart) * this.speed);
  }

  /**
   * Moves a stepped clock.
   *
   * @param ms - how far, in virtual milliseconds.
   * @throws Error when the clock moves by itself.
   */
  step(ms: number): void {
    if (this.mode.kind !== 'stepped') {
      throw new Error(`the clock is ${this.mode.kind}, so it moves by itself; only a stepped clock can be advanced`);
    }
    this.#base += ms;
  }
}
