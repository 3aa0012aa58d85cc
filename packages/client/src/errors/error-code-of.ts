import { NovitaError } from '@novita-fleet/resilience';
import { ApiError } from './api-error.js';
import { DecodeError } from './transport-errors.js';

/** The code of an error, for events and counters; `unknown_error` for one that is not ours. */
export function errorCodeOf(error: unknown): string {
  return error instanceof NovitaError ? error.code : 'unknown_error';
}

/** The HTTP status of the answer that an error tells of; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof ApiError || error instanceof DecodeError ? error.status : undefined;
}
