import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@novita-fleet/resilience';
import type { NewId } from './ids.js';
import type { Principal, Scope } from './scope.js';
import { changeApiKey, findApiKey, insertApiKey } from './store/api-keys.js';
import type { Store, Tx } from './store/store.js';

/** The use of a key is written down this often at most, in milliseconds. */
const USE_EVERY_MS = 60 * 60_000;

/** What an API key is made of. */
export interface NewApiKey {
  name: string;
  scope: Scope;
  /** What all its instances may cost together, in 1/100000 USD; null: no limit. */
  maxCost: number | null;
}

/** The keys with which users call this server. Only hashes are stored. */
export class ApiKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #newId: NewId;

  constructor(options: { store: Store; clock: Clock; newId: NewId }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#newId = options.newId;
  }

  /**
   * Makes the first key, which may do everything, when there is none.
   *
   * @param show - gets the key before it is stored: a crash in between costs a key that nobody used, whereas the other
   * order could lock the user out.
   */
  async ensureFirst(show: (key: string) => void): Promise<void> {
    const existing = await this.#store.db.selectFrom('api_keys').select('id').limit(1).executeTakeFirst();
    if (existing !== undefined) return;
    const fresh = this.#make();
    show(fresh.key);
    await this.#store.write((tx) => this.#insert(tx, fresh, { name: 'first key', scope: 'admin', maxCost: null }));
  }

  /** Makes a key as part of `tx`. It cannot be read again. */
  async create(tx: Tx, parts: NewApiKey): Promise<{ id: string; key: string }> {
    const fresh = this.#make();
    await this.#insert(tx, fresh, parts);
    return fresh;
  }

  /** Whose key it is, or undefined when it is not one of ours or no longer one. */
  async verify(key: string): Promise<Principal | undefined> {
    const part = /^nfk_([a-z0-9]{1,32})_[\w-]{1,64}$/.exec(key)?.[1];
    if (part === undefined) return undefined;
    const row = await findApiKey(this.#store.db, `key_${part}`);
    if (row === undefined || !timingSafeEqual(digest(key), Buffer.from(row.hash, 'hex'))) return undefined;
    if (row.revoked_at !== null) return undefined;
    await this.noteUse(row.id, row.last_used_at);
    return { keyId: row.id, scope: row.scope };
  }

  /** Writes down that a key is used, now and then. */
  async noteUse(id: string, lastUsedAt: number | null): Promise<void> {
    const now = this.#clock.now();
    if (lastUsedAt !== null && now - lastUsedAt < USE_EVERY_MS) return;
    await this.#store.write((tx) => changeApiKey(tx.db, id, { last_used_at: now }));
  }

  #make(): { id: string; key: string } {
    const id = this.#newId('key');
    // The id is part of the key, so that a look-up needs no search over hashes.
    return { id, key: `nfk_${id.slice('key_'.length)}_${randomBytes(24).toString('base64url')}` };
  }

  async #insert(tx: Tx, { id, key }: { id: string; key: string }, { name, scope, maxCost }: NewApiKey): Promise<void> {
    const hash = digest(key).toString('hex');
    await insertApiKey(tx.db, { id, hash, created_at: this.#clock.now(), name, scope, max_cost: maxCost });
  }
}

/** A key has 192 random bits, so a plain hash is enough: there is nothing to guess. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
