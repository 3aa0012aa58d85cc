import { FieldError } from '../fields.js';

const RESERVED_PORTS: ReadonlySet<number> = new Set([2222, 2223, 2224]);

/** @returns the TCP port in `value`. @throws FieldError when it is none, or one of those that the platform keeps. */
export function readPortNumber(field: string, value: unknown): number {
  const isPort = typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= 65_535;
  if (!isPort) throw new FieldError(field, 'a port must be an integer from 1 to 65535');
  if (RESERVED_PORTS.has(value))
    throw new FieldError(field, `port ${value} is reserved by the platform (2222 to 2224)`);
  return value;
}
