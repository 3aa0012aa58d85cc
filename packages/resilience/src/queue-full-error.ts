import { NovitaError } from './novita-error.js';

/** What stood against waiting: the length of the queue, its longest wait, or the deadline of the call. */
export type QueueLimit = 'maxQueue' | 'maxWaitMs' | 'deadline';

const MESSAGES: Readonly<Record<QueueLimit, string>> = {
  maxQueue: 'Too many calls wait for the rate limiter',
  maxWaitMs: 'The wait for the rate limiter would be longer than `maxWaitMs`',
  deadline: 'The wait for the rate limiter would go beyond the deadline of the call',
};

/**
 * The rate limiter did not take the call into its queue, or took it out again; nothing was sent.
 *
 * @example
 * ```ts
 * import { QueueFullError, RateLimiter, type QueueLimit } from '@novita-fleet/resilience';
 *
 * const limiter = new RateLimiter({ requestsPerMinute: 60, burst: 1, maxQueue: 0 });
 * await limiter.waitForSlot();
 * try {
 *   await limiter.waitForSlot();
 * } catch (error) {
 *   if (!(error instanceof QueueFullError)) throw error;
 *   const limit: QueueLimit = error.limit;
 *   console.log(limit); // → maxQueue
 * }
 * ```
 */
export class QueueFullError extends NovitaError {
  static override readonly brand: string = 'QueueFullError';
  override readonly name: string = 'QueueFullError';
  /** Which limit was met. */
  readonly limit: QueueLimit;
  /** Milliseconds after which a slot may be free, as far as can be told. */
  readonly retryAfterMs: number;

  constructor(limit: QueueLimit, retryAfterMs: number, options?: ErrorOptions) {
    super('queue_full', `${MESSAGES[limit]}; a slot may be free in ${Math.ceil(retryAfterMs)} ms`, options);
    this.limit = limit;
    this.retryAfterMs = retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), limit: this.limit, retryAfterMs: this.retryAfterMs };
  }
}
