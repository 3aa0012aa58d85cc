import { sleep, type Clock } from '@novita-fleet/resilience';
import { isFinal } from '../lifecycle/decide.js';
import { findInstance, type StoredInstance } from '../store/instances.js';
import type { Store } from '../store/store.js';
import type { Changes } from './changes.js';

/** Another process that shares the database tells nothing: so often an instance is read again, in milliseconds. */
const READ_AGAIN_MS = 1_000;

/**
 * Waits until the cloud has answered the create call of an instance, or the instance has ended without one.
 *
 * @param waitMs - milliseconds that the wait may last.
 * @param signal - ends the wait, such as when nobody listens any more.
 * @returns the instance as it is then.
 */
export async function waitForAnswer(
  stored: StoredInstance,
  waitMs: number,
  { store, changes, clock, signal }: { store: Store; changes: Changes; clock: Clock; signal: AbortSignal },
): Promise<StoredInstance> {
  const { id } = stored.instance;
  const end = clock.monotonic() + waitMs;
  let latest = stored;
  for (;;) {
    const leftMs = end - clock.monotonic();
    if (isAnswered(latest) || leftMs <= 0 || signal.aborted) return latest;
    const over = new AbortController();
    const either = AbortSignal.any([over.signal, signal]);
    const change = changes.next(id, either);
    latest = (await findInstance(store.db, id)) ?? latest;
    const timer = sleep(clock, Math.min(leftMs, READ_AGAIN_MS), either).catch(() => undefined);
    if (!isAnswered(latest)) await Promise.race([change, timer]);
    over.abort();
  }
}

function isAnswered({ instance: { cloudId, state } }: StoredInstance): boolean {
  return cloudId !== null || isFinal(state);
}
