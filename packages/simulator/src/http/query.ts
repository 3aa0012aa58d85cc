import { FieldError, type NumberBounds, type TextBounds } from '../fields.js';
import type { CloudRequest } from './cloud-route.js';

/** Reads query parameters. Unknown ones are ignored without an error, as the live service does. */
export class Query {
  readonly #values: CloudRequest['query'];

  constructor(request: Pick<CloudRequest, 'query'>) {
    this.#values = request.query;
  }

  /** The first value of the key, `undefined` when absent or empty. */
  text(name: string, { maxLength = 255 }: TextBounds = {}): string | undefined {
    const value = this.#list(name)[0];
    if (value === undefined || value === '') return undefined;
    if (value.length > maxLength) throw new FieldError(name, `must have at most ${maxLength} characters`);
    return value;
  }

  integer(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER }: NumberBounds = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^-?\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) throw new FieldError(name, `must be an integer from ${min} to ${max}`);
    return value;
  }

  oneOf<const Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return known(name, text, allowed);
  }

  /** Values given as a repeated key or separated by commas; empty when absent. */
  manyOf<const Value extends string>(name: string, allowed: readonly Value[]): Value[] {
    const texts = this.#list(name).flatMap((value) => value.split(','));
    return texts.filter((text) => text !== '').map((text) => known(name, text, allowed));
  }

  /** Texts given as a repeated key or separated by commas; empty when absent. */
  listOf(name: string): string[] {
    const texts = this.#list(name).flatMap((value) => value.split(','));
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }

  /** @throws FieldError naming the key when it is absent or empty. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new FieldError(name, 'is required');
    return value;
  }

  #list(name: string): readonly string[] {
    if (!Object.hasOwn(this.#values, name)) return [];
    const value = this.#values[name] ?? [];
    return typeof value === 'string' ? [value] : value;
  }
}

function known<Value extends string>(name: string, text: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === text);
  if (found === undefined) throw new FieldError(name, `must be one of ${allowed.join(', ')}`);
  return found;
}
