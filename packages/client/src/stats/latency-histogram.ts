/** How long things took, in milliseconds. The percentiles are undefined while nothing has been counted. */
export interface LatencySummary {
  /** How many were counted. */
  readonly count: number;
  /** Half of them took at most this long; off by at most 4.5 %, as the other percentiles. */
  readonly p50Ms: number | undefined;
  readonly p90Ms: number | undefined;
  readonly p99Ms: number | undefined;
  /** The longest, exactly. */
  readonly maxMs: number | undefined;
}

/** Buckets for each doubling: each is 9 % wide, so that its middle is off by at most 4.5 %. */
const PER_DOUBLING = 8;
/** The first bucket holds all up to 2^-10 ms, about a microsecond. */
const FIRST_POWER = -10;
/** The last one holds all from 2^22 ms, about 70 minutes, on. */
const LAST_POWER = 22;
const BUCKETS = (LAST_POWER - FIRST_POWER) * PER_DOUBLING + 1;

/** Counts durations in buckets that grow by a constant factor: 2 KB whatever is counted, and a few additions each. */
export class LatencyHistogram {
  /** Doubles: a 32-bit count would be full after weeks. */
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;
  #maxMs = 0;

  get count(): number {
    return this.#count;
  }

  record(ms: number): void {
    const place = Math.ceil((Math.log2(ms) - FIRST_POWER) * PER_DOUBLING);
    // The comparison also catches what has no logarithm.
    const bucket = place > 0 ? Math.min(place, BUCKETS - 1) : 0;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count++;
    if (ms > this.#maxMs) this.#maxMs = ms;
  }

  summary(): LatencySummary {
    const [p50Ms, p90Ms, p99Ms] = this.#percentiles([0.5, 0.9, 0.99]);
    return { count: this.#count, p50Ms, p90Ms, p99Ms, maxMs: this.#count === 0 ? undefined : this.#maxMs };
  }

  /** @param shares - in rising order. */
  #percentiles(shares: readonly number[]): number[] {
    const found: number[] = [];
    let below = 0;
    for (let bucket = 0; bucket < BUCKETS && found.length < shares.length; bucket++) {
      below += this.#counts[bucket] ?? 0;
      while (below > 0 && below >= (shares[found.length] ?? Infinity) * this.#count) found.push(this.#middle(bucket));
    }
    return found;
  }

  /** The geometric middle of a bucket; never more than what was really measured. */
  #middle(bucket: number): number {
    return Math.min(2 ** ((bucket - 0.5) / PER_DOUBLING + FIRST_POWER), this.#maxMs);
  }
}
