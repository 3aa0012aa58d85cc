import { NovitaError } from '@novita-fleet/resilience';
import { ApiError } from './api-error.js';
import { AbortedError, DeadlineExceededError } from './call-errors.js';
import { AttemptTimeoutError, ConnectionError, DecodeError } from './transport-errors.js';

/**
 * Whether a call that failed with `error` may have taken effect all the same: its request was sent and no clear refusal
 * came back. Such a call must not simply be repeated when it spends money; look first for what it may have made.
 *
 * 408, 425 and 5xx count as unclear: the cloud documents none of them for a create call, and a proxy may have sent them.
 * 429 and other 4xx are refusals. An error that is not one of ours counts as unclear.
 *
 * @example
 * ```ts
 * import { mayHaveTakenEffect, NovitaApiService, NovitaClient } from '@novita-fleet/client';
 *
 * await using client = new NovitaClient();
 * const { instances } = new NovitaApiService(client);
 * try {
 *   await instances.start('3560b7fec915bbf9');
 * } catch (error) {
 *   if (!mayHaveTakenEffect(error)) throw error; // surely not started
 *   console.log('it may have started:', (await instances.get('3560b7fec915bbf9')).status);
 * }
 * ```
 */
export function mayHaveTakenEffect(error: unknown): boolean {
  // An answer that cannot be read is clear all the same when its status is.
  if (error instanceof ApiError || error instanceof DecodeError) return !isRefusal(error.status);
  if (
    error instanceof ConnectionError ||
    error instanceof AttemptTimeoutError ||
    error instanceof AbortedError ||
    error instanceof DeadlineExceededError
  ) {
    return error.requestSent;
  }
  return !(error instanceof NovitaError);
}

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425;
}
