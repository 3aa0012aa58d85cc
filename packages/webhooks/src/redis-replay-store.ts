import { checkKnownOptions, checkNumber, InvalidArgumentError } from '@novita-fleet/resilience';
import { DEFAULT_LEASE_MS, DEFAULT_TTL_MS, type ReplayClaimResult, type ReplayStore } from './replay-store.js';

/** How events are remembered in Redis. */
export interface RedisReplayStoreOptions {
  /**
   * Sends one command, and resolves with its answer. With `redis` (node-redis): `(command) => client.sendCommand(command)`;
   * with `ioredis`: `([name, ...parts]) => client.call(name, ...parts)`.
   */
  readonly send: (command: [string, ...string[]]) => Promise<unknown>;
  /** Stands before each key. Default `webhook:`. */
  readonly prefix?: string;
  /** How long a handled event is remembered, in milliseconds. Default four days. */
  readonly ttlMs?: number;
  /** How long a handler may take before a further delivery of its event may be handled, in milliseconds. Default 15 minutes. */
  readonly leaseMs?: number;
  /** Makes what tells one claim from another. Default `crypto.randomUUID`. */
  readonly newToken?: () => string;
}

const DONE = 'done';

/** Frees the event only while it is ours: after the lease it may be another's, or done. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * A replay store for several processes, in Redis 2.6.12 or newer, or Valkey. It needs no package: the client is yours.
 *
 * Each event is a key that `SET … NX PX` claims and that Redis removes by itself. A Redis that loses its memory, or fails
 * over to a replica that lags behind, may let an event be handled a second time: a duplicate, never a loss.
 *
 * @example
 * ```ts
 * import { createClient } from '@redis/client';
 * import { RedisReplayStore, WebhookReceiver, type RedisReplayStoreOptions } from '@novita-fleet/webhooks';
 *
 * const redis = await createClient({ url: 'redis://127.0.0.1:6379' }).connect();
 * const options: RedisReplayStoreOptions = { send: (command) => redis.sendCommand(command) };
 * export const receiver = new WebhookReceiver({
 *   secrets: 'my secret',
 *   onEvent: (event) => console.log(event.type),
 *   replayStore: new RedisReplayStore(options),
 * });
 * ```
 */
export class RedisReplayStore implements ReplayStore {
  readonly #send: RedisReplayStoreOptions['send'];
  readonly #prefix: string;
  readonly #ttlMs: string;
  readonly #leaseMs: string;
  readonly #newToken: () => string;

  /** @throws InvalidArgumentError when an option is unknown, missing or out of range. */
  constructor(options: RedisReplayStoreOptions) {
    checkKnownOptions('RedisReplayStore', options, ['send', 'prefix', 'ttlMs', 'leaseMs', 'newToken']);
    if (typeof options.send !== 'function') throw new InvalidArgumentError('send', '"send" must be a function');
    this.#send = options.send;
    this.#prefix = options.prefix ?? 'webhook:';
    this.#ttlMs = String(checkNumber('ttlMs', options.ttlMs ?? DEFAULT_TTL_MS, { min: 1, integer: true }));
    this.#leaseMs = String(checkNumber('leaseMs', options.leaseMs ?? DEFAULT_LEASE_MS, { min: 1, integer: true }));
    this.#newToken = options.newToken ?? (() => crypto.randomUUID());
  }

  /** @throws what `send` rejects with. */
  async claim(id: string): Promise<ReplayClaimResult> {
    const key = this.#prefix + id;
    const token = this.#newToken();
    const claimed = await this.#send(['SET', key, token, 'NX', 'PX', this.#leaseMs]);
    if (claimed === null || claimed === undefined) {
      return { state: String(await this.#send(['GET', key])) === DONE ? 'duplicate' : 'in_progress' };
    }
    return {
      state: 'new',
      complete: async () => {
        await this.#send(['SET', key, DONE, 'PX', this.#ttlMs]);
      },
      release: async () => {
        await this.#send(['EVAL', RELEASE, '1', key, token]);
      },
    };
  }
}
