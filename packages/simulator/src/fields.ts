/** A value that was refused; the message begins with the name of its field. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
  /** The field at fault, as the sender spells it. */
  readonly field: string;
  readonly #problem: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.#problem = problem;
  }

  /** The same refusal, of an object that is itself part of `path`. */
  within(path: string): FieldError {
    return new FieldError(`${path}.${this.field}`, this.#problem);
  }
}

/** Bounds of a number; both ends are allowed values. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
}

/** Bounds of a text, in characters. */
export interface TextBounds {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/**
 * Reads the fields of an object that came from outside. A field is known once it has been asked for, so
 * `refuseUnknown()` after the last read refuses whatever the reader does not know. `null` counts as absent.
 * Messages tell the kind of a wrong value, not a free text itself: it may be a secret.
 */
export class Fields {
  readonly #source: Readonly<Record<string, unknown>>;
  readonly #known = new Set<string>();
  readonly #path: string;

  /**
   * @param name - what the object is called in messages.
   * @param path - put before the field names in messages, such as `durations.`.
   * @throws FieldError when `source` is not a plain object.
   */
  constructor(source: unknown, name: string, path = '') {
    if (!isPlainObject(source)) throw new FieldError(name, `must be an object, not ${kindOf(source)}`);
    this.#source = source;
    this.#path = path;
  }

  /** The value as it came, `undefined` when absent. */
  raw(name: string): unknown {
    this.#known.add(name);
    return this.#source[name] ?? undefined;
  }

  text(name: string, bounds: TextBounds = {}): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.#refusal(name, `must be a string, not ${kindOf(value)}`);
    const { minLength = 0, maxLength = Infinity } = bounds;
    if (value.length < minLength) throw this.#refusal(name, `must have at least ${minLength} character(s)`);
    if (value.length > maxLength) {
      throw this.#refusal(name, `must have at most ${maxLength} characters, not ${value.length}`);
    }
    return value;
  }

  integer(name: string, bounds: NumberBounds = {}): number | undefined {
    const value = this.number(name, bounds);
    if (value !== undefined && !Number.isSafeInteger(value)) throw this.#refusal(name, `must be an integer`);
    return value;
  }

  number(name: string, { min = -Infinity, max = Infinity }: NumberBounds = {}): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw this.#refusal(name, `must be a number, not ${kindOf(value)}`);
    }
    if (value < min || value > max) throw this.#refusal(name, `must be ${describeBounds(min, max)}, not ${value}`);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#refusal(name, `must be true or false, not ${kindOf(value)}`);
  }

  oneOf<const Value extends string | number>(name: string, allowed: readonly Value[]): Value | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
      const given = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : kindOf(value);
      throw this.#refusal(name, `must be one of ${allowed.join(', ')}; not ${given}`);
    }
    return found;
  }

  list(name: string, bounds: { readonly maxItems?: number } = {}): readonly unknown[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.#refusal(name, `must be a list, not ${kindOf(value)}`);
    const { maxItems = Infinity } = bounds;
    if (value.length > maxItems)
      throw this.#refusal(name, `must have at most ${maxItems} entries, not ${value.length}`);
    return value as readonly unknown[];
  }

  /** @throws FieldError naming `name` when `value` is undefined. */
  required<Value>(name: string, value: Value | undefined): Value {
    if (value === undefined) throw this.#refusal(name, 'is required');
    return value;
  }

  /** @throws FieldError naming the first field that no one has asked for. */
  refuseUnknown(): void {
    const unknown = Object.keys(this.#source).find((name) => !this.#known.has(name));
    if (unknown === undefined) return;
    throw this.#refusal(unknown, `is not known; known are ${[...this.#known].join(', ')}`);
  }

  #refusal(name: string, problem: string): FieldError {
    return new FieldError(`${this.#path}${name}`, problem);
  }
}

/**
 * Reads something that is part of `path`.
 *
 * @throws FieldError with `path` before the name of the field.
 */
export function inside<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof FieldError ? error.within(path) : error;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function describeBounds(min: number, max: number): string {
  if (max === Infinity) return `at least ${min}`;
  return min === -Infinity ? `at most ${max}` : `from ${min} to ${max}`;
}
