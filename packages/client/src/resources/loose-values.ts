import { withHidden } from './hidden-fields.js';

/*
 * Readers for answers whose fields may be missing, or be strings where numbers are meant. None of them throws.
 */

export type Loose = Readonly<Record<string, unknown>>;

const EMPTY: Loose = {};

/** The value as an object; an empty one when it is none. */
export function readObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : EMPTY;
}

/** The objects of a list; nothing when it is none. */
export function readObjects(value: unknown): Loose[] {
  return Array.isArray(value)
    ? (value as unknown[]).filter((item): item is Loose => typeof item === 'object' && item !== null)
    : [];
}

/** Text that is not empty; numbers become their digits. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** The texts of a list; nothing when it is none. */
export function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The numbers of a list; nothing when it is none. */
export function readNumbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(readNumber).filter((number) => number !== undefined) : [];
}

/** A finite number, or a string of its decimal digits. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function readBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A time in Unix seconds; the cloud writes 0 and -1 for "none". */
export function readTime(value: unknown): Date | undefined {
  const seconds = readNumber(value);
  return seconds === undefined || seconds <= 0 || seconds > 8.64e12 ? undefined : new Date(seconds * 1000);
}

/** Puts the original behind a value under `raw`, out of the way of JSON and of loops over its fields. */
export function withRaw<T extends object, Raw>(value: T, raw: Raw): T & { readonly raw: Raw } {
  return withHidden(value, { raw });
}
