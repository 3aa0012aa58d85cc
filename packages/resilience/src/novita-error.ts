import type { ErrorCode } from './error-codes.js';

/**
 * Root of every error that this software throws on purpose.
 *
 * `instanceof` compares a brand, not the class object, so that it works when two copies of a package are loaded
 * (npm may install one inside another). A subclass takes part by a static `brand` of its own.
 *
 * @example
 * ```ts
 * import { NovitaError } from '@novita-fleet/resilience';
 *
 * // What may be logged of whatever was thrown.
 * export function loggable(error: unknown): Record<string, unknown> {
 *   return error instanceof NovitaError ? error.toJSON() : { name: 'unknown' };
 * }
 * ```
 */
export class NovitaError extends Error {
  static readonly brand: string = 'NovitaError';
  override readonly name: string = 'NovitaError';
  /** Stable name of what went wrong; every value is in the table of `docs/errors.md`. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** What is safe to log or send: subclasses add fields, never a secret. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, code: this.code, message: this.message };
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    // A subclass without a brand of its own is told by its class object, like any class.
    if (!Object.hasOwn(this, 'brand')) return this.prototype.isPrototypeOf(value);
    return isBranded(value, this.brand);
  }
}

/** Whether a class that `value` descends from carries the brand, whichever copy of the package the class is from. */
function isBranded(value: object, brand: string): boolean {
  for (let at = prototypeOf(value); at !== null; at = prototypeOf(at)) {
    const owner: unknown = at.constructor;
    if (
      typeof owner === 'function' &&
      Object.hasOwn(owner, 'brand') &&
      (owner as { brand?: unknown }).brand === brand
    ) {
      return true;
    }
  }
  return false;
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}
