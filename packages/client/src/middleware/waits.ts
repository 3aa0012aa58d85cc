import {
  AbortListeners,
  DeadlineQueue,
  type AbortListener,
  type Clock,
  type DeadlineListener,
} from '@novita-fleet/resilience';
import { AbortedError, ClientClosedError, DeadlineExceededError } from '../errors/call-errors.js';
import type { Call } from './call.js';

/** Waits of calls outside the transport. Each ends early when its call is aborted or the client is closed. */
export class Waits {
  readonly #clock: Clock;
  readonly #aborts = new AbortListeners();
  readonly #deadlines: DeadlineQueue;
  readonly #open = new Set<Wait>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#deadlines = new DeadlineQueue(clock);
  }

  /** Waits `delayMs` milliseconds; the caller has compared that with the deadline. */
  sleep(delayMs: number, call: Call): Promise<void> {
    return this.#wait(call, Infinity, (resolve) => {
      const timer = this.#clock.setTimeout(() => resolve(undefined), delayMs);
      return () => timer.cancel();
    });
  }

  /** Waits for a promise of somebody else, at most until the deadline of the call. */
  settle<T>(promise: Promise<T>, call: Call): Promise<T> {
    return this.#wait(call, call.deadlineAt, (resolve, reject) => {
      promise.then(resolve, reject);
      return NOTHING;
    });
  }

  /** Ends all waits with a `ClientClosedError`, and lets none begin. */
  close(): void {
    this.#closed = true;
    for (const wait of this.#open) wait.end(new ClientClosedError());
    this.#deadlines.close();
  }

  #wait<T>(
    call: Call,
    deadlineAt: number,
    begin: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
  ): Promise<T> {
    const { signal } = call;
    if (this.#closed) return Promise.reject(new ClientClosedError());
    if (signal?.aborted === true) return Promise.reject(abortedError(call, signal));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        cancel();
        this.#open.delete(wait);
        if (signal !== undefined) this.#aborts.remove(signal, wait);
        if (bucket !== undefined) this.#deadlines.remove(bucket, wait);
      };
      const wait = new Wait(call, (error) => {
        leave();
        reject(error);
      });
      this.#open.add(wait);
      if (signal !== undefined) this.#aborts.add(signal, wait);
      const bucket = deadlineAt === Infinity ? undefined : this.#deadlines.add(deadlineAt, wait);
      const cancel = begin(
        (value) => {
          leave();
          resolve(value);
        },
        (error) => wait.end(error),
      );
    });
  }
}

const NOTHING = (): void => undefined;

class Wait implements AbortListener, DeadlineListener {
  readonly #call: Call;
  readonly end: (error: Error) => void;

  constructor(call: Call, end: (error: Error) => void) {
    this.#call = call;
    this.end = end;
  }

  onAbort(signal: AbortSignal): void {
    this.end(abortedError(this.#call, signal));
  }

  onDeadline(): void {
    this.end(deadlineError(this.#call));
  }
}

/** What a call throws when its caller has aborted it between two attempts. */
export function abortedError(call: Call, signal: AbortSignal): AbortedError {
  return new AbortedError(call.mayHaveRun, { cause: signal.reason });
}

/** What a call throws when its deadline has passed between two attempts. */
export function deadlineError(
  call: Call,
  retryAfterMs?: number,
  cause: unknown = call.lastError,
): DeadlineExceededError {
  const message = `${call.method} ${call.path} did not succeed within ${call.deadlineMs} ms`;
  return new DeadlineExceededError(message, call.mayHaveRun, retryAfterMs, cause === undefined ? undefined : { cause });
}
