import { CircuitOpenError } from './circuit-open-error.js';
import { systemClock, type Clock } from './clock.js';
import { checkKnownOptions, checkNumber } from './option-checks.js';

/** `closed`: all pass. `open`: none passes. `half_open`: one probe at a time passes. */
export type CircuitBreakerState = 'closed' | 'open' | 'half_open';

/** What became of an admitted operation; `ignored` says nothing about the health of the other side. */
export type CircuitOutcome = 'success' | 'failure' | 'ignored';

/**
 * Proof of admission, to be handed to `record`. A number, so that it costs nothing.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, type CircuitOutcome, type CircuitPermit } from '@novita-fleet/resilience';
 *
 * const breaker = new CircuitBreaker();
 * const permit: CircuitPermit = breaker.acquire();
 * let outcome: CircuitOutcome = 'failure';
 * try {
 *   await fetch('https://example.com/');
 *   outcome = 'success';
 * } finally {
 *   breaker.record(permit, outcome);
 * }
 * ```
 */
export type CircuitPermit = number;

/**
 * When a breaker opens and closes.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, type CircuitBreakerOptions, type CircuitBreakerState } from '@novita-fleet/resilience';
 *
 * const states: CircuitBreakerState[] = [];
 * const options: CircuitBreakerOptions = { failureThreshold: 1, onStateChange: (to) => states.push(to) };
 * const breaker = new CircuitBreaker(options);
 * breaker.record(breaker.acquire(), 'failure');
 * console.log(states); // → [ 'open' ]
 * ```
 */
export interface CircuitBreakerOptions {
  /** Failures in a row that open the breaker. Default 5. */
  readonly failureThreshold?: number;
  /** Milliseconds from opening to the first probe. Default 60,000. */
  readonly openMs?: number;
  /** Successful probes that close the breaker. Default 3. */
  readonly successThreshold?: number;
  /** Which errors count as failures in `execute`. Default: all but those named `AbortError` and `AbortedError`. */
  readonly isFailure?: (error: unknown) => boolean;
  /** Told after each change of state. Must not throw. */
  readonly onStateChange?: (to: CircuitBreakerState, from: CircuitBreakerState) => void;
  /** Default `systemClock`. */
  readonly clock?: Clock;
}

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'half_open'; readonly successes: number; readonly probing: boolean };

const HEALTHY: State = { kind: 'closed', failures: 0 };

/**
 * Keeps calls from a service that is down, and finds out by single probes when it is up again.
 *
 * Results count only in the state in which their operation was admitted: an old call that ends late neither closes nor
 * opens the breaker.
 *
 * @example
 * ```ts
 * import { CircuitBreaker, CircuitOpenError } from '@novita-fleet/resilience';
 *
 * const breaker = new CircuitBreaker({ failureThreshold: 5, openMs: 60_000, successThreshold: 3 });
 * try {
 *   const response = await breaker.execute(() => fetch('https://example.com/'));
 *   console.log(response.status);
 * } catch (error) {
 *   if (error instanceof CircuitOpenError) console.log(`nothing was sent; try in ${error.retryAfterMs} ms`);
 *   else throw error;
 * }
 * ```
 */
export class CircuitBreaker {
  readonly #failureThreshold: number;
  readonly #openMs: number;
  readonly #successThreshold: number;
  readonly #isFailure: (error: unknown) => boolean;
  readonly #onStateChange: CircuitBreakerOptions['onStateChange'];
  readonly #clock: Clock;
  #state: State = HEALTHY;
  /** Counts the changes of state and the probes; a permit is valid only while it equals this. */
  #generation: CircuitPermit = 1;

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: CircuitBreakerOptions = {}) {
    checkKnownOptions('CircuitBreaker', options, OPTION_NAMES);
    const count = { min: 1, integer: true };
    this.#failureThreshold = checkNumber('failureThreshold', options.failureThreshold ?? 5, count);
    this.#openMs = checkNumber('openMs', options.openMs ?? 60_000);
    this.#successThreshold = checkNumber('successThreshold', options.successThreshold ?? 3, count);
    this.#isFailure = options.isFailure ?? isNotAbort;
    this.#onStateChange = options.onStateChange;
    this.#clock = options.clock ?? systemClock;
  }

  /** The state as a caller would meet it now: `half_open` as soon as a probe would be admitted. */
  getState(): CircuitBreakerState {
    const state = this.#state;
    return state.kind === 'open' && this.#clock.monotonic() >= state.until ? 'half_open' : state.kind;
  }

  /**
   * Runs an operation if the breaker admits it, and counts its result.
   *
   * @throws CircuitOpenError when it is not admitted; else whatever the operation throws.
   */
  async execute<T>(operation: () => Promise<T>): Promise<T> {
    const permit = this.acquire();
    let outcome: CircuitOutcome = 'ignored';
    try {
      const result = await operation();
      outcome = 'success';
      return result;
    } catch (error) {
      if (this.#isFailure(error)) outcome = 'failure';
      throw error;
    } finally {
      this.record(permit, outcome);
    }
  }

  /**
   * Looks whether an operation would be admitted now, and takes nothing.
   *
   * @throws CircuitOpenError when it would not.
   */
  check(): void {
    const retryAfterMs = this.#refusal();
    if (retryAfterMs !== undefined) throw new CircuitOpenError(retryAfterMs);
  }

  /**
   * Admits an operation. Each permit must come back through `record`, or a probe would stay out forever.
   *
   * @throws CircuitOpenError when it is not admitted.
   */
  acquire(): CircuitPermit {
    const permit = this.tryAcquire();
    if (permit === undefined) throw new CircuitOpenError(this.#refusal() ?? 0);
    return permit;
  }

  /** Like `acquire`; undefined instead of an error. */
  tryAcquire(): CircuitPermit | undefined {
    const state = this.#state;
    if (state.kind === 'closed') return this.#generation;
    if (this.#refusal() !== undefined) return undefined;
    const successes = state.kind === 'half_open' ? state.successes : 0;
    this.#become({ kind: 'half_open', successes, probing: true });
    return this.#generation;
  }

  /** Counts the result of an admitted operation. A permit from an earlier state has no effect. */
  record(permit: CircuitPermit, outcome: CircuitOutcome): void {
    if (permit !== this.#generation) return;
    const state = this.#state;
    switch (state.kind) {
      case 'closed':
        this.#recordClosed(state.failures, outcome);
        return;
      case 'half_open':
        this.#recordProbe(state.successes, outcome);
        return;
      case 'open':
        return;
    }
  }

  #recordClosed(failures: number, outcome: CircuitOutcome): void {
    if (outcome === 'failure') {
      if (failures + 1 >= this.#failureThreshold) this.#open();
      else this.#state = { kind: 'closed', failures: failures + 1 };
    } else if (outcome === 'success' && failures > 0) {
      this.#state = HEALTHY;
    }
  }

  #recordProbe(successes: number, outcome: CircuitOutcome): void {
    if (outcome === 'failure') this.#open();
    else if (outcome === 'ignored') this.#become({ kind: 'half_open', successes, probing: false });
    else if (successes + 1 >= this.#successThreshold) this.#become(HEALTHY);
    else this.#become({ kind: 'half_open', successes: successes + 1, probing: false });
  }

  #open(): void {
    this.#become({ kind: 'open', until: this.#clock.monotonic() + this.#openMs });
  }

  #become(next: State): void {
    const before = this.#state.kind;
    this.#state = next;
    this.#generation++;
    if (next.kind !== before) this.#onStateChange?.(next.kind, before);
  }

  /** Milliseconds for which nothing is admitted, or undefined when an operation would be admitted now. */
  #refusal(): number | undefined {
    const state = this.#state;
    if (state.kind === 'closed') return undefined;
    if (state.kind === 'half_open') return state.probing ? 0 : undefined;
    const leftMs = state.until - this.#clock.monotonic();
    return leftMs > 0 ? leftMs : undefined;
  }
}

const OPTION_NAMES: readonly (keyof CircuitBreakerOptions)[] = [
  'failureThreshold',
  'openMs',
  'successThreshold',
  'isFailure',
  'onStateChange',
  'clock',
];

function isNotAbort(error: unknown): boolean {
  return !(error instanceof Error && (error.name === 'AbortError' || error.name === 'AbortedError'));
}
