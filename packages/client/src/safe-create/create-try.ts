import type { CreateCandidate } from './candidates.js';

/** What came of one candidate of a safe create. */
export interface CreateTry {
  /** What it replaced in the request; empty for the request as it is. */
  readonly candidate: CreateCandidate;
  /** `adopted`: the answer was lost and the instance was found by its name. `unclear`: it may exist. */
  readonly outcome: 'created' | 'adopted' | 'refused' | 'unclear';
  /**
   * Why it was refused, or its last call had no clear answer: the reason of the cloud, such as `INSUFFICIENT_RESOURCE`,
   * or else the code of the error. Undefined when its first call was accepted.
   */
  readonly reason: string | undefined;
  /** How often the create call was sent for it. */
  readonly attempts: number;
}

/** A try without what the candidate holds besides place and price: environment variables may be secret. */
export function shownTry({ candidate, outcome, reason, attempts }: CreateTry): Record<string, unknown> {
  const { productId, clusterId, billingMode, gpuNum } = candidate;
  return { candidate: { productId, clusterId, billingMode, gpuNum }, outcome, reason, attempts };
}
