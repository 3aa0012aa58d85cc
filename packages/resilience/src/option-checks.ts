import { InvalidArgumentError } from './invalid-argument-error.js';

/**
 * Refuses options that do not exist, so that a misspelt one cannot be lost in silence.
 *
 * @param owner - who takes the options, for the message: `RateLimiter`.
 * @param prefix - put before the name of an option in the message: `rateLimit.`.
 * @throws InvalidArgumentError naming the option and the ones that exist.
 *
 * @example
 * ```ts
 * import { checkKnownOptions, checkNumber, type NumberBounds } from '@novita-fleet/resilience';
 *
 * const POOL_SIZE: NumberBounds = { min: 1, max: 64, integer: true };
 *
 * // Throws for `{ sise: 4 }` as it does for `{ size: 0 }`.
 * export function poolSize(options: { readonly size: number }): number {
 *   checkKnownOptions('Pool', options, ['size']);
 *   return checkNumber('size', options.size, POOL_SIZE);
 * }
 * ```
 */
export function checkKnownOptions(owner: string, options: object, known: readonly string[], prefix = ''): void {
  const shaped: unknown = options;
  if (typeof shaped !== 'object' || shaped === null) {
    const name = prefix === '' ? 'options' : prefix.slice(0, -1);
    throw new InvalidArgumentError(name, `${owner}: "${name}" must be an object, got ${describe(shaped)}`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const names = known.map((each) => prefix + each).join(', ');
    throw new InvalidArgumentError(prefix + name, `${owner}: unknown option "${prefix}${name}"; known: ${names}`);
  }
}

/** What a number may be. Not a number, and an infinity unless `max` is `Infinity`, are always refused. */
export interface NumberBounds {
  /** Smallest allowed value, in the unit of the value. Default 0. */
  readonly min?: number;
  /** Largest allowed value, in the unit of the value. Default: the largest safe integer. */
  readonly max?: number;
  /** Whether fractions are refused. Default false. */
  readonly integer?: boolean;
}

/**
 * Checks a number that a caller gave.
 *
 * @param name - the option, for the message: `rateLimit.burst`.
 * @param value - in any unit.
 * @returns the value, unchanged, in the unit of the caller.
 * @throws InvalidArgumentError naming the option, the value and the bounds.
 *
 * @example
 * ```ts
 * import { checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
 *
 * try {
 *   checkNumber('timeoutMs', -5, { min: 1 });
 * } catch (error) {
 *   if (error instanceof InvalidArgumentError) console.log(error.message); // → "timeoutMs" must be a number of at least 1, got -5
 * }
 * ```
 */
export function checkNumber(name: string, value: number, bounds: NumberBounds = {}): number {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, integer = false } = bounds;
  const shaped: unknown = value;
  // A comparison with NaN is false, so NaN is refused here too.
  const inRange = typeof shaped === 'number' && shaped >= min && shaped <= max;
  if (inRange && (!integer || Number.isInteger(shaped) || shaped === Infinity)) return value;
  const kind = integer ? 'a whole number' : 'a number';
  const upper = max === Number.MAX_SAFE_INTEGER || max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new InvalidArgumentError(name, `"${name}" must be ${kind} ${upper}, got ${describe(shaped)}`);
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : `a value of type ${value === null ? 'null' : typeof value}`;
}
