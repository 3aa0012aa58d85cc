import { NotFoundError } from '../errors/status-errors.js';

/**
 * Waits for a call that deletes something. "Not found" at a later attempt is the success of an attempt whose answer was
 * lost: what was to go has gone.
 *
 * @throws NotFoundError when the thing was not there at the first attempt.
 */
export async function settleDeletion(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof NotFoundError && error.attempts > 1)) throw error;
  }
}
