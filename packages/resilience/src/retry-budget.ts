import { checkKnownOptions, checkNumber } from './option-checks.js';

/** How much of the traffic may be retries. */
export interface RetryBudgetOptions {
  /** Tokens at the start and at most. Default 500. */
  readonly capacity?: number;
  /** Tokens that a retry takes. Default 5: a full budget allows 100 retries without a success between. */
  readonly retryCost?: number;
  /** Tokens that a success gives back. Default 1: in the long run one retry for five successes. */
  readonly successGain?: number;
}

/**
 * Bounds how much of the traffic may be retries, so that many calls which fail together do not become a storm.
 * Shared by all calls of a client.
 *
 * @example
 * ```ts
 * import { RetryBudget, type RetryBudgetOptions } from '@novita-fleet/resilience';
 *
 * const options: RetryBudgetOptions = { capacity: 10, retryCost: 5, successGain: 1 };
 * const budget = new RetryBudget(options);
 * console.log(budget.tryTake(), budget.tryTake(), budget.tryTake()); // → true true false
 * budget.succeed();
 * console.log(budget.tokens); // → 1
 * ```
 */
export class RetryBudget {
  readonly #capacity: number;
  readonly #retryCost: number;
  readonly #successGain: number;
  #tokens: number;

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: RetryBudgetOptions = {}) {
    checkKnownOptions('RetryBudget', options, ['capacity', 'retryCost', 'successGain']);
    this.#capacity = checkNumber('capacity', options.capacity ?? 500, { max: Infinity });
    this.#retryCost = checkNumber('retryCost', options.retryCost ?? 5);
    this.#successGain = checkNumber('successGain', options.successGain ?? 1);
    this.#tokens = this.#capacity;
  }

  /** Tokens that are left. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Takes the price of one retry. False, and nothing taken, when there is not enough left. */
  tryTake(): boolean {
    if (this.#tokens < this.#retryCost) return false;
    this.#tokens -= this.#retryCost;
    return true;
  }

  /** Gives back a part after a success. */
  succeed(): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + this.#successGain);
  }
}
