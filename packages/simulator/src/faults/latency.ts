import { FieldError, type Fields } from '../fields.js';
import type { FaultKind } from './fault-plan.js';

/** Holds the answer back. The request has its effect at once, so a caller that gives up has lost its answer. */
export interface LatencyFault {
  readonly kind: 'latency';
  /** Real milliseconds, 0 to 3,600,000; or `[min, max]` to draw from. */
  readonly ms: Latency;
}

/** Real milliseconds, or a range of them. */
export type Latency = number | readonly [min: number, max: number];

const MAX_MS = 3_600_000;

export const latency: FaultKind = {
  kind: 'latency',
  decides: false,
  read(fields, { chance }) {
    const [min, max] = fields.required('ms', readLatency(fields, 'ms'));
    if (min === max) return () => ({ delayMs: min });
    return () => ({ delayMs: min + chance.fraction() * (max - min) });
  },
};

/** @throws FieldError when the field is neither milliseconds nor a range of them. */
export function readLatency(fields: Fields, name: string): readonly [min: number, max: number] | undefined {
  const value = fields.raw(name);
  if (value === undefined) return undefined;
  const range: unknown[] = Array.isArray(value) ? value : [value, value];
  const [min, max] = range;
  const isRange =
    range.length === 2 && typeof min === 'number' && typeof max === 'number' && min >= 0 && min <= max && max <= MAX_MS;
  if (!isRange) {
    throw new FieldError(name, `must be milliseconds, or [min, max] with 0 <= min <= max <= ${MAX_MS}`);
  }
  return [min, max];
}
