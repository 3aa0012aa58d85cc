/**
 * A timer that has been set and can be taken back.
 *
 * @example
 * ```ts
 * import { systemClock, type Timer } from '@novita-fleet/resilience';
 *
 * const reminder: Timer = systemClock.setTimeout(() => console.log('still waiting'), 5_000);
 * await fetch('https://example.com/');
 * reminder.cancel();
 * ```
 */
export interface Timer {
  /** Stops the timer; has no effect once it has fired. */
  cancel(): void;
}

/**
 * Time as a parameter. Everything that waits or looks at the time takes one, so that tests can hold it.
 *
 * @example
 * ```ts
 * import { systemClock, type Clock } from '@novita-fleet/resilience';
 *
 * // How long an operation takes, in milliseconds. A test passes a clock that it moves by hand.
 * export async function measure(operation: () => Promise<void>, clock: Clock = systemClock): Promise<number> {
 *   const startedAt = clock.monotonic();
 *   await operation();
 *   return clock.monotonic() - startedAt;
 * }
 * ```
 */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back, whatever happens to the wall clock. */
  monotonic(): number;
  /**
   * Runs `callback` once after `delayMs` milliseconds.
   * A timer keeps the process alive unless `background` is true.
   */
  setTimeout(callback: () => void, delayMs: number, background?: boolean): Timer;
}

/** Longest delay that Node's timers take; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(callback, delayMs, background = false) {
    // Node cuts a fraction off, which would fire before the time; rounded up it fires after it.
    const timer = setTimeout(callback, Math.min(Math.max(Math.ceil(delayMs), 0), MAX_DELAY_MS));
    if (background) timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * Waits `delayMs` milliseconds on `clock`.
 *
 * @param signal - ends the wait at once; the promise then rejects with the signal's reason.
 *
 * @example
 * ```ts
 * import { sleep, systemClock } from '@novita-fleet/resilience';
 *
 * const stop = new AbortController();
 * process.once('SIGTERM', () => stop.abort());
 * await sleep(systemClock, 1_500, stop.signal);
 * ```
 */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    const onAbort = (): void => {
      timer.cancel();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
