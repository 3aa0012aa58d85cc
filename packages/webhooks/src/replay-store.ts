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
 * @example
 * ```ts
 * import type { ReplayClaim, ReplayClaimResult, ReplayStore } from '@novita-fleet/webhooks';
 *
 * interface Redis {
 *   set(key: string, value: string, mode: 'PX', ttlMs: number, condition?: 'NX'): Promise<'OK' | null>;
 *   get(key: string): Promise<string | null>;
 *   del(key: string): Promise<number>;
 * }
 *
 * const LEASE_MS = 15 * 60 * 1000;
 * const MEMORY_MS = 4 * 24 * 60 * 60 * 1000;
 *
 * // Shared by all processes that receive.
 * export class RedisReplayStore implements ReplayStore {
 *   readonly #redis: Redis;
 *
 *   constructor(redis: Redis) {
 *     this.#redis = redis;
 *   }
 *
 *   async claim(id: string): Promise<ReplayClaimResult> {
 *     const key = `webhook:${id}`;
 *     if ((await this.#redis.set(key, 'running', 'PX', LEASE_MS, 'NX')) === null) {
 *       return { state: (await this.#redis.get(key)) === 'done' ? 'duplicate' : 'in_progress' };
 *     }
 *     const mine: ReplayClaim = {
 *       state: 'new',
 *       complete: async () => void (await this.#redis.set(key, 'done', 'PX', MEMORY_MS)),
 *       release: async () => void (await this.#redis.del(key)),
 *     };
 *     return mine;
 *   }
 * }
 * ```
 */
export interface ReplayStore {
  /** @param id - id of an event whose signature is verified. */
  claim(id: string): Promise<ReplayClaimResult> | ReplayClaimResult;
}
