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
 */
export interface ReplayStore {
  /** @param id - id of an event whose signature is verified. */
  claim(id: string): Promise<ReplayClaimResult> | ReplayClaimResult;
}
