import { AbortListeners, type AbortListener } from './abort-listeners.js';
import { systemClock, type Clock, type Timer } from './clock.js';
import { DeadlineQueue, type DeadlineListener } from './deadline-queue.js';
import { LinkedQueue, type LinkedNode } from './linked-queue.js';
import { checkKnownOptions, checkNumber } from './option-checks.js';
import { QueueFullError, type QueueLimit } from './queue-full-error.js';
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
  readonly #queue = new LinkedQueue<Waiter>();
  readonly #aborts = new AbortListeners();
  readonly #deadlines: DeadlineQueue;
  readonly #leave = (waiter: Waiter, error: Error): void => {
    this.#take(waiter);
    waiter.reject(error);
  };
  /** A slot that comes due at the very deadline is given: only a longer wait is refused. */
  readonly #expire = (waiter: Waiter, error: Error): void => {
    this.#drain();
    if (waiter.queued) this.#leave(waiter, error);
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
   */
  waitForSlot(signal?: AbortSignal, deadlineAt = Infinity): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const now = this.#clock.monotonic();
    if (this.#queue.length === 0 && this.#acquire(now)) return Promise.resolve();
    const slotAt = this.#bucket.availableAt(this.#queue.length + 1, now);
    const latest = Math.min(now + this.#maxWaitMs, deadlineAt);
    if (this.#queue.length >= this.#maxQueue) return Promise.reject(new QueueFullError('maxQueue', slotAt - now));
    const limit = latest === deadlineAt ? 'deadline' : 'maxWaitMs';
    if (slotAt > latest) return Promise.reject(new QueueFullError(limit, slotAt - now));
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(resolve, reject, signal, limit, this.#leave, this.#expire);
      this.#queue.push(waiter);
      if (signal !== undefined) this.#aborts.add(signal, waiter);
      if (latest !== Infinity) waiter.bucket = this.#deadlines.add(latest, waiter);
      this.#arm(now);
    });
  }

  /** Gives back a slot after use. */
  release(): void {
    if (this.#inFlight > 0) this.#inFlight--;
    if (this.#queue.length > 0) this.#drain();
  }

  /** Gives back a slot that was not used: its token may be taken by another at once. */
  giveBack(): void {
    this.#bucket.putBack();
    this.release();
  }

  /** Gives no slot before `epochMs`, a time in milliseconds since 1970. Never shortens a pause. */
  pauseUntil(epochMs: number): void {
    this.pauseFor(epochMs - this.#clock.now());
  }

  /** Gives no slot for `delayMs` milliseconds from now. Never shortens a pause. */
  pauseFor(delayMs: number): void {
    const now = this.#clock.monotonic();
    this.#bucket.pause(now + delayMs, now);
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

  /** Takes a waiter out of all lists it stands in. */
  #take(waiter: Waiter): void {
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

/** Sums of fractions miss whole numbers by less than this. */
const ROUNDING_MS = 1e-6;

class Waiter implements LinkedNode<Waiter>, AbortListener, DeadlineListener {
  previous: Waiter | undefined = undefined;
  next: Waiter | undefined = undefined;
  queued = false;
  bucket: number | undefined = undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
  readonly #limit: QueueLimit;
  readonly #leave: (waiter: Waiter, error: Error) => void;
  readonly #expire: (waiter: Waiter, error: Error) => void;

  constructor(
    resolve: () => void,
    reject: (error: Error) => void,
    signal: AbortSignal | undefined,
    limit: QueueLimit,
    leave: (waiter: Waiter, error: Error) => void,
    expire: (waiter: Waiter, error: Error) => void,
  ) {
    this.resolve = resolve;
    this.reject = reject;
    this.signal = signal;
    this.#limit = limit;
    this.#leave = leave;
    this.#expire = expire;
  }

  onAbort(signal: AbortSignal): void {
    this.#leave(this, signal.reason as Error);
  }

  onDeadline(): void {
    this.#expire(this, new QueueFullError(this.#limit, 0));
  }
}
