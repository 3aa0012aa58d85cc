/** How far below one token still counts as one: sums of fractions miss whole numbers. What is lent is not forgiven. */
const ROUNDING = 1e-6;
/** Each slow-down halves the rate; four of them leave a sixteenth. */
const MAX_SLOWDOWNS = 4;
/** Refusals within this time count as one: they answer calls that were sent together. */
const VOLLEY_MS = 1_000;

export interface TokenBucketSettings {
  /** Tokens a millisecond at full rate; may be `Infinity`. */
  readonly ratePerMs: number;
  /** Tokens at the start and at most; at least 1. */
  readonly burst: number;
  /** Milliseconds without a slow-down after which the rate doubles again, up to the full rate. */
  readonly quietMs: number;
}

/**
 * The arithmetic of a token bucket whose rate can be lowered, and that can be paused.
 *
 * Every method takes the present in milliseconds of one monotonic clock. In any window of W ms at most
 * `burst + W × ratePerMs` tokens are given.
 */
export class TokenBucket {
  readonly #settings: TokenBucketSettings;
  #tokens: number;
  #filledAt: number;
  #pausedUntil = -Infinity;
  /** The present rate, in tokens a millisecond: the full one, halved `#slowdowns` times. */
  #ratePerMs: number;
  #slowdowns = 0;
  /** Start of the present quiet time. */
  #quietSince = -Infinity;
  #volleyUntil = -Infinity;

  constructor(settings: TokenBucketSettings, now: number) {
    this.#settings = settings;
    this.#tokens = settings.burst;
    this.#ratePerMs = settings.ratePerMs;
    this.#filledAt = now;
  }

  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /** Takes one token if there is one and the bucket is not paused. */
  take(now: number): boolean {
    if (now < this.#pausedUntil) return false;
    this.#fill(now);
    if (this.#tokens < 1 - ROUNDING) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Puts back a token that was taken and not used. */
  putBack(): void {
    this.#tokens = Math.min(this.#settings.burst, this.#tokens + 1);
  }

  /** Gives nothing before `until`. A pause is never shortened. After it there is one token, not a burst. */
  pause(until: number, now: number): void {
    if (until <= Math.max(now, this.#pausedUntil)) return;
    this.#fill(now);
    this.#tokens = Math.min(1, this.#tokens);
    this.#pausedUntil = until;
  }

  /** Halves the rate, at most once for refusals that come together. */
  slowDown(now: number): void {
    this.#fill(now);
    if (now >= this.#volleyUntil) {
      this.#setSlowdowns(Math.min(MAX_SLOWDOWNS, this.#slowdowns + 1));
      this.#volleyUntil = now + VOLLEY_MS;
    }
    this.#quietSince = now;
  }

  /** Tokens a millisecond at present. */
  rate(now: number): number {
    this.#fill(now);
    return this.#ratePerMs;
  }

  /** Whole tokens that could be taken now. */
  free(now: number): number {
    if (now < this.#pausedUntil) return 0;
    this.#fill(now);
    return Math.max(0, Math.floor(this.#tokens + ROUNDING));
  }

  /** The first moment at which `count` tokens in all could be given if nothing else is taken and no rate changes. */
  availableAt(count: number, now: number): number {
    this.#fill(now);
    const paused = now < this.#pausedUntil;
    const start = paused ? this.#pausedUntil : now;
    const tokens = paused ? Math.min(1, this.#tokens + (start - now) * this.#ratePerMs) : this.#tokens;
    return start + Math.max(0, count - tokens) / this.#ratePerMs;
  }

  /** When the rate next rises, or `Infinity` at full rate. */
  get rateRisesAt(): number {
    return this.#slowdowns === 0 ? Infinity : this.#quietSince + this.#settings.quietMs;
  }

  #fill(now: number): void {
    // Most calls come many at a time, and only the first of them finds time to make up for.
    if (now <= this.#filledAt) return;
    while (now >= this.rateRisesAt) {
      const at = this.rateRisesAt;
      this.#fillTo(at);
      this.#setSlowdowns(this.#slowdowns - 1);
      this.#quietSince = at;
    }
    this.#fillTo(now);
  }

  #fillTo(now: number): void {
    if (this.#filledAt < this.#pausedUntil) this.#pour(Math.min(now, this.#pausedUntil), 1);
    this.#pour(now, this.#settings.burst);
  }

  #pour(now: number, most: number): void {
    if (now <= this.#filledAt) return;
    this.#tokens = Math.min(most, this.#tokens + (now - this.#filledAt) * this.#ratePerMs);
    this.#filledAt = now;
  }

  #setSlowdowns(count: number): void {
    this.#slowdowns = count;
    this.#ratePerMs = this.#settings.ratePerMs / 2 ** count;
  }
}
