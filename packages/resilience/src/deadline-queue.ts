import type { Clock, Timer } from './clock.js';

/** Is told when its deadline passes. */
export interface DeadlineListener {
  /** Called once, at most 10 ms after the deadline. */
  onDeadline(): void;
}

/**
 * Deadlines of many operations on one timer.
 *
 * A timer for each operation costs more than everything else around a request. Here deadlines are kept in buckets of
 * `GRANULARITY_MS`; adding and removing are map operations, and one background timer stands at the earliest bucket.
 * A deadline fires at most one bucket late and never early. The timer does not keep the process alive.
 *
 * @example
 * ```ts
 * import { DeadlineQueue, systemClock, type DeadlineListener } from '@novita-fleet/resilience';
 *
 * const deadlines = new DeadlineQueue(systemClock);
 * const call: DeadlineListener = { onDeadline: () => console.log('too late') };
 * const bucket = deadlines.add(systemClock.monotonic() + 30_000, call);
 * deadlines.remove(bucket, call); // the answer came in time
 * ```
 */
export class DeadlineQueue {
  readonly #clock: Clock;
  readonly #buckets = new Map<number, Set<DeadlineListener>>();
  #timer: Timer | undefined;
  /** The bucket at which the timer stands. A bucket may have been emptied since; the timer then moves on. */
  #timerBucket = Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param atMs - the deadline, in milliseconds of `clock.monotonic()`.
   * @returns the bucket, an opaque number to be handed to `remove`.
   */
  add(atMs: number, listener: DeadlineListener): number {
    const bucket = Math.ceil(atMs / GRANULARITY_MS);
    const members = this.#buckets.get(bucket);
    if (members === undefined) this.#buckets.set(bucket, new Set([listener]));
    else members.add(listener);
    if (bucket < this.#timerBucket) this.#arm(bucket);
    return bucket;
  }

  /**
   * Takes a listener back; has no effect when its deadline has passed.
   *
   * @param bucket - the opaque number from `add`.
   */
  remove(bucket: number, listener: DeadlineListener): void {
    const members = this.#buckets.get(bucket);
    if (members === undefined) return;
    members.delete(listener);
    if (members.size === 0) this.#buckets.delete(bucket);
  }

  /** Forgets every deadline and stops the timer. */
  close(): void {
    this.#buckets.clear();
    this.#disarm();
  }

  #arm(bucket: number): void {
    this.#timer?.cancel();
    this.#timerBucket = bucket;
    const delayMs = bucket * GRANULARITY_MS - this.#clock.monotonic();
    // At least 1 ms: a fraction may not move the clock at all, and the timer would be set again without end.
    this.#timer = this.#clock.setTimeout(() => this.#fire(), Math.max(Math.ceil(delayMs), 1), true);
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerBucket = Infinity;
  }

  #fire(): void {
    this.#disarm();
    const due = Math.floor(this.#clock.monotonic() / GRANULARITY_MS);
    for (const bucket of [...this.#buckets.keys()].filter((each) => each <= due).sort((a, b) => a - b)) {
      const members = this.#buckets.get(bucket);
      this.#buckets.delete(bucket);
      for (const member of members ?? []) member.onDeadline();
    }
    let earliest = Infinity;
    for (const bucket of this.#buckets.keys()) earliest = Math.min(earliest, bucket);
    // A listener may have added a deadline and armed the timer for it already.
    if (earliest < this.#timerBucket) this.#arm(earliest);
  }
}

const GRANULARITY_MS = 10;
