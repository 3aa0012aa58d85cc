import { NovitaError } from '@novita-fleet/client';
import { ProblemError } from './problem.js';

/**
 * An answer of the cloud.
 *
 * @param what - what is asked for, to begin a sentence with.
 * @throws ProblemError `cloud_unavailable` when the cloud does not give it.
 */
export async function orUnavailable<T>(answer: Promise<T>, what: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof NovitaError)) throw error;
    throw new ProblemError('cloud_unavailable', `${what} cannot be read now. Try again shortly.`);
  }
}
