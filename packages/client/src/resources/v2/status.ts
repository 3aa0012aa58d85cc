import type { Open } from '../open.js';
import { readObject, readText } from '../loose-values.js';

/**
 * State of anything in v2. A failure shows in `error` and `message` beside the status.
 */
export interface V2Status<Known extends string = never> {
  /** In the words of the cloud; `unknown` when an answer carries none. */
  readonly status: Open<Known | 'unknown'>;
  /** Code or kind of what went wrong; undefined when nothing did. */
  readonly error: string | undefined;
  /** What went wrong, in words; undefined when nothing did. */
  readonly message: string | undefined;
}

/** Reads `{ status, error, message }`; the status alone, as v1 writes it, counts too. */
export function readStatus<Known extends string>(value: unknown): V2Status<Known> {
  const { status, error, message } = readObject(value);
  return {
    status: readText(status) ?? readText(value) ?? 'unknown',
    error: readText(error),
    message: readText(message),
  };
}
