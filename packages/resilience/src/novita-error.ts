import type { ErrorCode } from './error-codes.js';

/**
 * Root of every error that this software throws on purpose.
 *
 * `instanceof` compares a brand, not the class object, so that it works when two copies of a package are loaded
 * (npm may install one inside another). A subclass takes part by a static `brand` of its own.
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
    const brands = (value.constructor as Partial<typeof NovitaError>).brands;
    return typeof brands === 'function' && brands.call(value.constructor as typeof NovitaError).includes(this.brand);
  }

  /** The brands of this class and of all it extends. */
  static brands(this: typeof NovitaError): string[] {
    const found: string[] = [];
    for (let at: unknown = this; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
      if (Object.hasOwn(at, 'brand')) found.push((at as typeof NovitaError).brand);
    }
    return found;
  }
}
