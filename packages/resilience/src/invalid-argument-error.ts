import { NovitaError } from './novita-error.js';

/**
 * An option or a parameter is missing, unknown or out of range. The message names it and what is allowed.
 *
 * @example
 * ```ts
 * import { InvalidArgumentError, RateLimiter } from '@novita-fleet/resilience';
 *
 * try {
 *   new RateLimiter({ burst: 0 });
 * } catch (error) {
 *   if (error instanceof InvalidArgumentError) console.log(error.argument); // → burst
 * }
 * ```
 */
export class InvalidArgumentError extends NovitaError {
  static override readonly brand: string = 'InvalidArgumentError';
  override readonly name: string = 'InvalidArgumentError';
  /** The option or parameter, in the notation of the caller: `rateLimit.burst`. */
  readonly argument: string;

  constructor(argument: string, message: string, options?: ErrorOptions) {
    super('invalid_argument', message, options);
    this.argument = argument;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), argument: this.argument };
  }
}
