import type { FastifyRequest } from 'fastify';
import { findEarlier, remember } from '../store/idempotency.js';
import type { Tx } from '../store/store.js';
import { ProblemError } from './problem.js';

/**
 * Makes something once for each Idempotency-Key, inside `tx`.
 *
 * @param make - makes it and answers its id.
 * @returns the id of what was made, now or by the first request with this key.
 * @throws ProblemError `idempotency_key_reused` when the key came with another body before.
 */
export async function once(
  tx: Tx,
  request: FastifyRequest,
  key: string | undefined,
  now: number,
  make: () => Promise<string>,
): Promise<string> {
  if (key === undefined) return make();
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const idempotent = { apiKeyId: request.principal.keyId, route, key, body: request.body };
  const earlier = await findEarlier(tx.db, idempotent);
  if (earlier.kind === 'other') {
    throw new ProblemError(
      'idempotency_key_reused',
      `This Idempotency-Key was used with another body; that request made ${earlier.resourceId}.`,
    );
  }
  if (earlier.kind === 'same') return earlier.resourceId;
  const id = await make();
  await remember(tx.db, idempotent, id, now);
  return id;
}
