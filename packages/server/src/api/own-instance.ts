import { mayBeId } from '../ids.js';
import { ownerSeenBy, type Principal } from '../scope.js';
import { findInstance, type StoredInstance } from '../store/instances.js';
import type { Store } from '../store/store.js';
import { ProblemError } from './problem.js';

/**
 * Looks an instance up for a caller. One of another key is not there, as far as its user can tell.
 *
 * @throws ProblemError `instance_not_found`.
 */
export async function ownInstance(store: Store, principal: Principal, id: string): Promise<StoredInstance> {
  const stored = mayBeId(id) ? await findInstance(store.db, id) : undefined;
  const owner = ownerSeenBy(principal);
  return found(owner === undefined || owner === stored?.instance.owner ? stored : undefined, id);
}

/** @throws ProblemError `instance_not_found` when there is none. */
export function found(stored: StoredInstance | undefined, id: string): StoredInstance {
  if (stored === undefined) throw new ProblemError('instance_not_found', `There is no instance ${id}.`);
  return stored;
}
