import { ApiError } from '../errors/api-error.js';
import { InsufficientResourceError } from '../errors/reason-errors.js';
import { BadRequestError, NotFoundError } from '../errors/status-errors.js';

/** Reasons that are about the place or the product (Novita page basic-error-code). */
const ABOUT_THE_CANDIDATE: readonly string[] = [
  'CLUSTER_STATUS',
  'NODE_STATUS',
  'UNSUPPORTED_BILLING_MODE',
  'CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT',
];

/**
 * Whether a clear refusal of a create call is about this product or place, so that another candidate may be accepted: no
 * capacity, a cluster or node that takes no instances, a product or cluster that does not exist or is not sold so. A
 * refusal about money, rights, quotas or the rest of the request would come back.
 *
 * @example
 * ```ts
 * import {
 *   isAboutCandidate,
 *   NovitaApiService,
 *   NovitaClient,
 *   type CreatedInstance,
 *   type CreateInstanceRequest,
 * } from '@novita-fleet/client';
 *
 * const novita = new NovitaApiService(new NovitaClient());
 *
 * // Where it can be had, or anywhere else.
 * export async function createNear(clusterId: string, request: CreateInstanceRequest): Promise<CreatedInstance> {
 *   try {
 *     return await novita.createInstance({ ...request, clusterId });
 *   } catch (error) {
 *     if (!isAboutCandidate(error)) throw error;
 *     return novita.createInstance(request);
 *   }
 * }
 * ```
 */
export function isAboutCandidate(error: unknown): boolean {
  if (error instanceof InsufficientResourceError) return true;
  if (!(error instanceof ApiError)) return false;
  const { reason = '', detail = '' } = error;
  if (ABOUT_THE_CANDIDATE.includes(reason.toUpperCase())) return true;
  const text = `${reason} ${detail}`;
  // What all candidates have in common would be missing for the next one, too.
  if (error instanceof NotFoundError) return !/image|network|storage|template|auth|credential/i.test(text);
  return error instanceof BadRequestError && /\b(?:product|cluster)(?:Id)?\b/i.test(text);
}
