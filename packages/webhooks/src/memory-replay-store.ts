import { checkKnownOptions, checkNumber, systemClock, type Clock } from '@novita-fleet/resilience';
import { DEFAULT_LEASE_MS, DEFAULT_TTL_MS, type ReplayClaimResult, type ReplayStore } from './replay-store.js';

/** How much is remembered, and for how long. */
export interface MemoryReplayStoreOptions {
  /** How many handled events are remembered; beyond it the oldest is forgotten. Also bounds those in progress. Default 100000. */
  readonly maxEntries?: number;
  /** How long a handled event is remembered, in milliseconds. Default four days. */
  readonly ttlMs?: number;
  /** How long a handler may take before a further delivery of its event may be handled, in milliseconds. Default 15 minutes. */
  readonly leaseMs?: number;
  /** Default the system clock. */
  readonly clock?: Clock;
}

/**
 * A replay store for one process. It forgets all when the process ends: a request captured within the time tolerance
 * before a restart could be handled again after it. Use a shared store where this matters, or where several processes
 * receive. Memory is bounded, about 150 bytes an entry; no timer runs.
 *
 * @example
 * ```ts
 * import { MemoryReplayStore, type MemoryReplayStoreOptions } from '@novita-fleet/webhooks';
 *
 * const options: MemoryReplayStoreOptions = { maxEntries: 1_000, leaseMs: 60_000 };
 * const store = new MemoryReplayStore(options);
 * const claim = store.claim('evt_1');
 * console.log(claim.state, store.claim('evt_1').state); // → new in_progress
 * if (claim.state === 'new') await claim.complete();
 * console.log(store.claim('evt_1').state); // → duplicate
 * ```
 */
export class MemoryReplayStore implements ReplayStore {
  readonly #maxEntries: number;
  readonly #ttlMs: number;
  readonly #leaseMs: number;
  readonly #clock: Clock;
  /** Handled events and when to forget them. Insertion order is also the order of expiry, since the time is constant. */
  readonly #handled = new Map<string, number>();
  /** Events being handled. The object is the identity of the claim. */
  readonly #running = new Map<string, { readonly leaseEnd: number }>();

  /** @throws InvalidArgumentError when an option is unknown or out of range. */
  constructor(options: MemoryReplayStoreOptions = {}) {
    checkKnownOptions('MemoryReplayStore', options, ['maxEntries', 'ttlMs', 'leaseMs', 'clock']);
    this.#maxEntries = checkNumber('maxEntries', options.maxEntries ?? 100_000, { min: 1, integer: true });
    this.#ttlMs = checkNumber('ttlMs', options.ttlMs ?? DEFAULT_TTL_MS, { min: 1 });
    this.#leaseMs = checkNumber('leaseMs', options.leaseMs ?? DEFAULT_LEASE_MS, { min: 1 });
    this.#clock = options.clock ?? systemClock;
  }

  /** How many events are remembered, those in progress included. */
  get size(): number {
    return this.#handled.size + this.#running.size;
  }

  claim(id: string): ReplayClaimResult {
    const now = this.#clock.monotonic();
    this.#forget(now);
    if (this.#handled.has(id)) return { state: 'duplicate' };
    const other = this.#running.get(id);
    if (other !== undefined && other.leaseEnd > now) return { state: 'in_progress' };
    // Too many handlers at once: the sender is asked to come again, as for an event in progress.
    if (other === undefined && this.#running.size >= this.#maxEntries) return { state: 'in_progress' };
    const mine = { leaseEnd: now + this.#leaseMs };
    this.#running.set(id, mine);
    return {
      state: 'new',
      complete: () => {
        this.#running.delete(id);
        this.#remember(id);
      },
      release: () => {
        if (this.#running.get(id) === mine) this.#running.delete(id);
      },
    };
  }

  #remember(id: string): void {
    const now = this.#clock.monotonic();
    this.#handled.delete(id);
    this.#handled.set(id, now + this.#ttlMs);
    this.#forget(now);
  }

  /** Each entry is removed once, so the cost of a claim stays constant on average. */
  #forget(now: number): void {
    for (const [id, expiresAt] of this.#handled) {
      if (expiresAt > now && this.#handled.size <= this.#maxEntries) return;
      this.#handled.delete(id);
    }
  }
}
