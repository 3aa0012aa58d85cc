import { AbortListeners, type AbortListener } from './abort-listeners.js';

/** An operation under way, and those who wait for it. */
interface Flight<Result> {
  readonly key: string;
  readonly controller: AbortController;
  readonly waiters: Set<Waiter<Result>>;
}

/**
 * Runs equal operations once: while one is under way, whoever asks for the same key waits for its result.
 *
 * A waiter that is aborted leaves alone; when the last one has left, the operation is aborted too. An error reaches all
 * that wait, and nothing is kept: the next caller begins anew.
 *
 * @example
 * ```ts
 * import { Coalescer } from '@novita-fleet/resilience';
 *
 * const pages = new Coalescer<string>();
 * const read = (url: string, signal?: AbortSignal) =>
 *   pages.run(url, async (flight) => (await fetch(url, { signal: flight })).text(), signal);
 * // One request on the wire.
 * const [first, second] = await Promise.all([read('https://example.com/'), read('https://example.com/')]);
 * console.log(first === second);
 * ```
 */
export class Coalescer<Result> {
  readonly #flights = new Map<string, Flight<Result>>();
  readonly #aborts = new AbortListeners();
  readonly #leave = (flight: Flight<Result>, waiter: Waiter<Result>, reason: unknown): void => {
    flight.waiters.delete(waiter);
    waiter.reject(reason);
    if (flight.waiters.size > 0) return;
    // Whoever asks from now on must not join an operation that is being ended.
    this.#forget(flight);
    flight.controller.abort(reason);
  };

  /** How many operations are under way. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * Joins the operation of this key that is under way, else begins it.
   *
   * @param key - names what the operation does; equal keys must mean equal results.
   * @param operation - is called at once, and only when none of this key is under way. Its signal is aborted when
   * nobody waits any more.
   * @param signal - takes this caller out; the promise then rejects with the reason of the signal.
   * @returns the result, the same for all that waited.
   * @throws whatever the operation throws.
   *
   * @example
   * ```ts
   * import { Coalescer } from '@novita-fleet/resilience';
   *
   * const numbers = new Coalescer<number>();
   * console.log(await numbers.run('answer', () => Promise.resolve(42))); // 42
   * ```
   */
  run(key: string, operation: (signal: AbortSignal) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const present = this.#flights.get(key);
      const flight = present ?? { key, controller: new AbortController(), waiters: new Set() };
      const waiter = new Waiter(resolve, reject, signal, flight, this.#leave);
      flight.waiters.add(waiter);
      if (signal !== undefined) this.#aborts.add(signal, waiter);
      if (present === undefined) this.#begin(flight, operation);
    });
  }

  #begin(flight: Flight<Result>, operation: (signal: AbortSignal) => Promise<Result>): void {
    this.#flights.set(flight.key, flight);
    // The function is async so that an operation which throws at once is told like one that rejects.
    const running = (async () => operation(flight.controller.signal))();
    running.then(
      (result) => this.#end(flight, (waiter) => waiter.resolve(result)),
      (error: unknown) => this.#end(flight, (waiter) => waiter.reject(error)),
    );
  }

  #end(flight: Flight<Result>, tell: (waiter: Waiter<Result>) => void): void {
    this.#forget(flight);
    for (const waiter of flight.waiters) {
      if (waiter.signal !== undefined) this.#aborts.remove(waiter.signal, waiter);
      tell(waiter);
    }
    flight.waiters.clear();
  }

  #forget(flight: Flight<Result>): void {
    // Another operation may have taken its place after all had left it.
    if (this.#flights.get(flight.key) === flight) this.#flights.delete(flight.key);
  }
}

class Waiter<Result> implements AbortListener {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal | undefined;
  readonly #flight: Flight<Result>;
  readonly #leave: (flight: Flight<Result>, waiter: Waiter<Result>, reason: unknown) => void;

  constructor(
    resolve: (result: Result) => void,
    reject: (error: unknown) => void,
    signal: AbortSignal | undefined,
    flight: Flight<Result>,
    leave: (flight: Flight<Result>, waiter: Waiter<Result>, reason: unknown) => void,
  ) {
    this.resolve = resolve;
    this.reject = reject;
    this.signal = signal;
    this.#flight = flight;
    this.#leave = leave;
  }

  onAbort(signal: AbortSignal): void {
    this.#leave(this.#flight, this, signal.reason);
  }
}
