const MS_PER_HOUR = 3_600_000n;

/**
 * Counts what one instance costs. The amount is kept as price times milliseconds, an integer, and divided only
 * when it is shown: per-second billing as on the page `gpu-instance-pricing`, exact to the millisecond.
 */
export class BillingMeter {
  /** Price of the whole instance in 1/100000 USD per hour. */
  readonly hourlyPrice: number;
  #billedMs = 0;
  #runningSince: number | undefined;

  constructor(hourlyPrice: number) {
    this.hourlyPrice = hourlyPrice;
  }

  get isRunning(): boolean {
    return this.#runningSince !== undefined;
  }

  /** Begins to count; has no effect while it counts. */
  run(nowMs: number): void {
    this.#runningSince ??= nowMs;
  }

  /** Ends to count; has no effect while it does not. */
  pause(nowMs: number): void {
    this.#billedMs = this.billedMs(nowMs);
    this.#runningSince = undefined;
  }

  /** Milliseconds counted up to `nowMs`. */
  billedMs(nowMs: number): number {
    return this.#billedMs + (this.#runningSince === undefined ? 0 : nowMs - this.#runningSince);
  }

  /** Cost up to `nowMs`, in 1/100000 USD per hour times milliseconds. */
  amount(nowMs: number): bigint {
    return BigInt(this.billedMs(nowMs)) * BigInt(this.hourlyPrice);
  }
}

/** An amount of a meter, or a sum of them, in whole 1/100000 USD; half a unit is rounded up. */
export function toPriceUnits(amount: bigint): number {
  return Number((amount * 2n + MS_PER_HOUR) / (2n * MS_PER_HOUR));
}
