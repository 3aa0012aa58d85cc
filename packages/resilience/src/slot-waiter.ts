import type { AbortListener } from './abort-listeners.js';
import type { DeadlineListener } from './deadline-queue.js';
import type { LinkedNode } from './linked-queue.js';
import { QueueFullError, type QueueLimit } from './queue-full-error.js';

/** The ways out of the queue of a limiter without a slot. One object for all waiters keeps each of them small. */
export interface SlotWaiterExits {
  /** The caller has given up. */
  leave(waiter: SlotWaiter, error: Error): void;
  /** The longest wait has passed. */
  expire(waiter: SlotWaiter, error: Error): void;
}

/** A call that waits for a slot of a `RateLimiter`. */
export class SlotWaiter implements LinkedNode<SlotWaiter>, AbortListener, DeadlineListener {
  previous: SlotWaiter | undefined = undefined;
  next: SlotWaiter | undefined = undefined;
  queued = false;
  /** Where it stands in the queue of deadlines, if it has one. */
  bucket: number | undefined = undefined;
  readonly resolve: (value?: Promise<never>) => void;
  readonly signal: AbortSignal | undefined;
  readonly #limit: QueueLimit;
  readonly #exits: SlotWaiterExits;

  constructor(
    resolve: (value?: Promise<never>) => void,
    signal: AbortSignal | undefined,
    limit: QueueLimit,
    exits: SlotWaiterExits,
  ) {
    this.resolve = resolve;
    this.signal = signal;
    this.#limit = limit;
    this.#exits = exits;
  }

  /** Ends the wait with an error. One function is kept for both ends: with a hundred thousand waiters that halves the cost. */
  reject(error: Error): void {
    this.resolve(Promise.reject(error));
  }

  onAbort(signal: AbortSignal): void {
    this.#exits.leave(this, signal.reason as Error);
  }

  onDeadline(): void {
    this.#exits.expire(this, new QueueFullError(this.#limit, 0));
  }
}
