import { AbortListeners } from './abort-listeners.js';
import { systemClock, type Clock, type Timer } from './clock.js';
import { DeadlineQueue } from './deadline-queue.js';
import { LinkedQueue } from './linked-queue.js';
import { checkKnownOptions, checkNumber } from './option-checks.js';
import { QueueFullError, type QueueLimit } from './queue-full-error.js';
import { SlotWaiter, type SlotWaiterExits } from './slot-waiter.js';
import { TokenBucket } from './token-bucket.js';

/** How many slots a limiter gives, and who may wait for one. */
export interface RateLimiterOptions {
  /** Slots a minute in the long run; `Infinity` for no limit. Default 100. */
  readonly requestsPerMinute?: number;
  /**
   * Slots that may be taken at once after a quiet time. Default: a fifth of `requestsPerMinute`, at least 1.
   * In any 60 seconds at most `burst + requestsPerMinute` slots are given.
   */
  readonly burst?: number;
  /** Slots that may be held at the same time; each must be given back by `release()`. Default `Infinity`. */
  readonly concurrency?: number;
  /** Calls that may wait; one more is refused. Default 1,000. */
  readonly maxQueue?: number;
  /** Longest wait in milliseconds; a call that would wait longer is refused at once. Default `Infinity`. */
  readonly maxWaitMs?: number;
  /** Whether `slowDown()` lowers the rate. Default true. */
  readonly adaptive?: boolean;
  /** Milliseconds without `slowDown()` after which a lowered rate doubles again. Default 60,000. */
  readonly quietMs?: number;
  /** Default `systemClock`. */
  readonly clock?: Clock;
}

/**
 * What a limiter is doing.
 *
 * @example
 * ```ts
 * import { RateLimiter, type RateLimiterOptions, type RateLimiterStatus } from '@novita-fleet/resilience';
 *
 * const options: RateLimiterOptions = { requestsPerMinute: 60, burst: 5 };
 * const limiter = new RateLimiter(options);
 * limiter.tryAcquire();
 * const status: RateLimiterStatus = limiter.getStatus();
 * console.log(status.inFlight, status.queueLength, status.requestsPerMinute); // → 1 0 60
 * ```
 */
export interface RateLimiterStatus {
  /** Calls that wait for a slot. */
  readonly queueLength: number;
  /** Slots taken and not yet released. */
  readonly inFlight: number;
  /** Slots that could be taken at once now; 0 while paused. */
  readonly freeSlots: number;
  /** End of the present pause in milliseconds since 1970, or undefined. */
  readonly pausedUntil: number | undefined;
  /** The present rate; lower than the configured one for a while after `slowDown()`. */
  readonly requestsPerMinute: number;
}

/**
 * Gives slots at a bounded rate, first come, first served: a token bucket with a bound on what is in flight.
 *
 * A slot that is free costs a few additions: no promise, no timer. All that wait share one timer, and each step is
 * independent of how many wait.
 *
 * @example
 * ```ts
 * import { RateLimiter } from '@novita-fleet/resilience';
 *
 * const limiter = new RateLimiter({ requestsPerMinute: 100, burst: 20, concurrency: 4 });
 * await limiter.waitForSlot();
 * try {
 *   const response = await fetch('https://example.com/');
 *   if (response.status === 429) limiter.pauseFor(10_000);
 * } finally {
 *   limiter.release();
 * }
 * ```
 */
export class RateLimiter {
  readonly #concurrency: number;
  readonly #maxQueue: number;
  readonly #maxWaitMs: number;
  readonly #adaptive: boolean;
  readonly #clock: Clock;
  readonly #bucket: TokenBucket;
  readonly #queue = new LinkedQueue<SlotWaiter>();
  readonly #aborts = new AbortListeners();
  readonly #deadlines: DeadlineQueue;
  readonly #exits: SlotWaiterExits = {
    leave: (waiter, error) => this.#leave(waiter, error),
    expire: (waiter, error) => {
      // A slot that comes due at the very deadline is given: only a longer wait is refused.
      this.#drain();
      if (waiter.queued) this.#leave(waiter, error);
    },
  };
  #inFlight = 0;
  #timer: Timer | undefined;
  #timerAt = Infinity;

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: RateLimiterOptions = {}) {
    checkKnownOptions('RateLimiter', options, OPTION_NAMES);
    const count = { min: 1, max: Infinity };
    const perMinute = checkNumber('requestsPerMinute', options.requestsPerMinute ?? 100, { min: 0.001, max: Infinity });
    const burst = checkNumber('burst', options.burst ?? Math.max(1, Math.floor(perMinute / 5)), count);
    this.#concurrency = checkNumber('concurrency', options.concurrency ?? Infinity, { ...count, integer: true });
    this.#maxQueue = checkNumber('maxQueue', options.maxQueue ?? 1_000, { max: Infinity, integer: true });
    this.#maxWaitMs = checkNumber('maxWaitMs', options.maxWaitMs ?? Infinity, { max: Infinity });
    const quietMs = checkNumber('quietMs', options.quietMs ?? 60_000, { min: 1 });
    this.#adaptive = options.adaptive ?? true;
    this.#clock = options.clock ?? systemClock;
    this.#bucket = new TokenBucket({ ratePerMs: perMinute / 60_000, burst, quietMs }, this.#clock.monotonic());
    this.#deadlines = new DeadlineQueue(this.#clock);
  }

  /** Takes a slot if one is free and nobody waits. The slot must be released. */
  tryAcquire(): boolean {
    return this.#queue.length === 0 && this.#acquire(this.#clock.monotonic());
  }

  /**
   * Waits for a slot. With `concurrency` set, the slot must be given back by `release()`.
   *
   * @param signal - takes the call out of the queue; the promise then rejects with the signal's reason.
   * @param deadlineAt - refuses a wait beyond this moment, in milliseconds of `clock.monotonic()`. Default: none.
   * @throws QueueFullError when the queue is full or the wait is or would be too long; `limit` says which.
   * @throws InvalidArgumentError at once, not through the promise, when `deadlineAt` is not a number.
   */
  waitForSlot(signal?: AbortSignal, deadlineAt = Infinity): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    if (this.tryAcquire()) return Promise.resolve();
    if (this.#queue.length >= this.#maxQueue) return this.#refuse('maxQueue');
    const latest = this.#latest(deadlineAt);
    const limit = latest === deadlineAt ? 'deadline' : 'maxWaitMs';
    if (latest !== Infinity && this.#nextSlotAt(this.#clock.monotonic()) > latest) return this.#refuse(limit);
    return new Promise<undefined>((resolve) => {
      const waiter = new SlotWaiter(resolve, signal, limit, this.#exits);
      this.#queue.push(waiter);
      if (signal !== undefined) this.#aborts.add(signal, waiter);
      if (latest !== Infinity) waiter.bucket = this.#deadlines.add(latest, waiter);
      // Whoever stands first has the timer, or waits for a release.
      if (this.#queue.length === 1) this.#arm(this.#clock.monotonic());
    });
  }

  /** Gives back a slot after use. */
  release(): void {
    if (this.#inFlight > 0) this.#inFlight--;
    if (this.#queue.length > 0) this.#drain();
  }

  /** Gives back a slot that was not used: its token may be taken by another at once. */
  giveBack(): void {
    if (this.#inFlight > 0) this.#bucket.putBack();
    this.release();
  }

  /**
   * Gives no slot before `epochMs`, a time in milliseconds since 1970; one that is past changes nothing. Never shortens
   * a pause.
   *
   * @throws InvalidArgumentError when it is not a number.
   */
  pauseUntil(epochMs: number): void {
    this.pauseFor(checkNumber('epochMs', epochMs, ANY_TIME) - this.#clock.now());
  }

  /**
   * Gives no slot for `delayMs` milliseconds from now; none or less changes nothing. Never shortens a pause.
   *
   * @throws InvalidArgumentError when it is not a number.
   */
  pauseFor(delayMs: number): void {
    const now = this.#clock.monotonic();
    this.#bucket.pause(now + checkNumber('delayMs', delayMs, ANY_TIME), now);
  }

  /** Halves the rate because the other side found it too high; quiet time restores it. */
  slowDown(): void {
    if (this.#adaptive) this.#bucket.slowDown(this.#clock.monotonic());
  }

  /** What waits, what is under way, and at which rate slots are given now. */
  getStatus(): RateLimiterStatus {
    const now = this.#clock.monotonic();
    const pauseMs = this.#bucket.pausedUntil - now;
    return {
      queueLength: this.#queue.length,
      inFlight: this.#inFlight,
      freeSlots: Math.min(this.#bucket.free(now), this.#concurrency - this.#inFlight),
      pausedUntil: pauseMs > 0 ? this.#clock.now() + pauseMs : undefined,
      requestsPerMinute: this.#bucket.rate(now) * 60_000,
    };
  }

  /** Sends away all that wait, with `error`, and stops the timers. */
  rejectAll(error: Error): void {
    for (let waiter = this.#queue.shift(); waiter !== undefined; waiter = this.#queue.shift())
      this.#leave(waiter, error);
    this.#deadlines.close();
    this.#disarm();
  }

  /** The moment at which a wait that begins now must end. The clock is read only when that is needed. */
  #latest(deadlineAt: number): number {
    checkNumber('deadlineAt', deadlineAt, ANY_TIME);
    if (this.#maxWaitMs === Infinity) return deadlineAt;
    return Math.min(this.#clock.monotonic() + this.#maxWaitMs, deadlineAt);
  }

  /** When one more call that waits would get its slot. */
  #nextSlotAt(now: number): number {
    return this.#bucket.availableAt(this.#queue.length + 1, now);
  }

  #refuse(limit: QueueLimit): Promise<never> {
    const now = this.#clock.monotonic();
    return Promise.reject(new QueueFullError(limit, this.#nextSlotAt(now) - now));
  }

  #acquire(now: number): boolean {
    if (this.#inFlight >= this.#concurrency || !this.#bucket.take(now)) return false;
    this.#inFlight++;
    return true;
  }

  #drain(): void {
    const now = this.#clock.monotonic();
    while (this.#queue.length > 0 && this.#acquire(now)) {
      const waiter = this.#queue.shift();
      if (waiter === undefined) break;
      this.#take(waiter);
      waiter.resolve();
    }
    if (this.#queue.length > 0) this.#arm(now);
    else this.#disarm();
  }

  #leave(waiter: SlotWaiter, error: Error): void {
    this.#take(waiter);
    waiter.reject(error);
  }

  /** Takes a waiter out of all lists it stands in. */
  #take(waiter: SlotWaiter): void {
    this.#queue.remove(waiter);
    if (waiter.signal !== undefined) this.#aborts.remove(waiter.signal, waiter);
    if (waiter.bucket !== undefined) this.#deadlines.remove(waiter.bucket, waiter);
    if (this.#queue.length === 0) this.#disarm();
  }

  /** Sets the one timer to the moment at which the first waiter may get its slot. */
  #arm(now: number): void {
    // All slots are held: the next release looks again.
    if (this.#inFlight >= this.#concurrency) return;
    const at = Math.min(this.#bucket.availableAt(1, now), Math.max(this.#bucket.rateRisesAt, this.#bucket.pausedUntil));
    // A timer that stands earlier finds nothing to do and moves on.
    if (at >= this.#timerAt) return;
    this.#disarm();
    this.#timerAt = at;
    this.#timer = this.#clock.setTimeout(
      () => {
        this.#disarm();
        this.#drain();
      },
      wholeMs(at - now),
    );
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerAt = Infinity;
  }
}

const OPTION_NAMES: readonly (keyof RateLimiterOptions)[] = [
  'requestsPerMinute',
  'burst',
  'concurrency',
  'maxQueue',
  'maxWaitMs',
  'adaptive',
  'quietMs',
  'clock',
];

/** Rounded up, at least 1: a wait of a fraction may not move the clock at all, and would be repeated without end. */
function wholeMs(delayMs: number): number {
  return Math.max(1, Math.ceil(delayMs - ROUNDING_MS));
}

const ANY_TIME = { min: -Infinity, max: Infinity };

/** Sums of fractions miss whole numbers by less than this. */
const ROUNDING_MS = 1e-6;
