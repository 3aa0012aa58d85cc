const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Longer than the sender goes on trying. */
export const DEFAULT_TTL_MS = 4 * DAY_MS;

/** Longer than a handler should take. */
export const DEFAULT_LEASE_MS = 15 * MINUTE_MS;

/**
 * The right to handle one event. Exactly one of the two methods is called, when the handler has ended.
 * A claim whose lease has run out does no harm: `release` then leaves the claim of another worker alone.
 */
export interface ReplayClaim {
  readonly state: 'new';
  /** The handler succeeded: later deliveries of the event are duplicates. */
  complete(): Promise<void> | void;
  /** The handler failed: the event may be claimed again at once. */
  release(): Promise<void> | void;
}

/** Answer to a claim. `duplicate`: handled before. `in_progress`: another delivery is being handled at this moment. */
export type ReplayClaimResult = ReplayClaim | { readonly state: 'duplicate' } | { readonly state: 'in_progress' };

/**
 * Remembers which events were handled, so that each is handled once although it may be delivered several times.
 *
 * Deliveries are repeated over about three days, each with a fresh time and signature, so a store has to remember for
 * longer than the time tolerance of the signature; four days are enough for the fleet server.
 * `claim` must be atomic: of two deliveries at the same time, one gets `new`. A claim needs a lease, so that an event
 * whose worker died can be claimed again.
 *
 * {@link MemoryReplayStore} serves one process; `SqlReplayStore` and `RedisReplayStore` serve several.
 *
 * @example
 * ```ts
 * import { MemoryReplayStore, type ReplayClaim, type ReplayClaimResult, type ReplayStore } from '@novita-fleet/webhooks';
 *
 * // Counts the duplicates that another store finds.
 * export class CountingReplayStore implements ReplayStore {
 *   duplicates = 0;
 *   readonly #store: ReplayStore = new MemoryReplayStore();
 *
 *   async claim(id: string): Promise<ReplayClaimResult> {
 *     const result = await this.#store.claim(id);
 *     if (result.state === 'duplicate') this.duplicates += 1;
 *     if (result.state !== 'new') return result;
 *     const claim: ReplayClaim = result;
 *     return claim;
 *   }
 * }
 * ```
 */
export interface ReplayStore {
  /** @param id - id of an event whose signature is verified. */
  claim(id: string): Promise<ReplayClaimResult> | ReplayClaimResult;
}
