import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@novita-fleet/resilience';
import type { ApiKeys } from './api-keys.js';
import type { Scope } from './scope.js';
import { deleteSession, findSession, insertSession } from './store/sessions.js';
import type { Store } from './store/store.js';

/** How long a sign-in holds, in milliseconds: a working day. */
export const SESSION_MS = 12 * 60 * 60_000;

/** Somebody who has signed in with an API key. */
export interface Session {
  readonly keyId: string;
  /** Name of the API key. */
  readonly name: string;
  readonly scope: Scope;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Shows that a request comes from a page of this server: another site can make a browser send the cookie, not this. */
  readonly csrfToken: string;
}

/** The sign-ins of people who use the dashboard. A browser holds a random token in a cookie; only its hash is stored. */
export class Sessions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #apiKeys: ApiKeys;

  constructor(options: { store: Store; clock: Clock; apiKeys: ApiKeys }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#apiKeys = options.apiKeys;
  }

  /** Signs in with an API key: the token for the cookie, or undefined when the key is not one of ours or no longer one. */
  async begin(key: string): Promise<{ token: string; session: Session } | undefined> {
    const principal = await this.#apiKeys.verify(key);
    if (principal === undefined) return undefined;
    const token = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const row = { id: digest(token), api_key_id: principal.keyId, created_at: now, expires_at: now + SESSION_MS };
    await this.#store.write((tx) => insertSession(tx.db, row));
    // Undefined when the key was revoked in between.
    const session = await this.find(token);
    return session === undefined ? undefined : { token, session };
  }

  /** Whose token it is, or undefined when there is no such session or it has ended. */
  async find(token: string): Promise<Session | undefined> {
    const row = await findSession(this.#store.db, digest(token), this.#clock.now());
    if (row === undefined) return undefined;
    await this.#apiKeys.noteUse(row.api_key_id, row.last_used_at);
    // Made of the token, so that it needs no place in the store; the token cannot be told from it.
    const csrfToken = createHmac('sha256', token).update('csrf').digest('base64url');
    return { keyId: row.api_key_id, name: row.name, scope: row.scope, expiresAt: row.expires_at, csrfToken };
  }

  /** Signs out; nothing happens when there is no such session. */
  async end(token: string): Promise<void> {
    await this.#store.write((tx) => deleteSession(tx.db, digest(token)));
  }
}

/** Whether a request carried the token of its session. */
export function isCsrfToken(session: Session, sent: unknown): boolean {
  // Of hashes, because the comparison asks for equal lengths.
  return typeof sent === 'string' && timingSafeEqual(Buffer.from(digest(sent)), Buffer.from(digest(session.csrfToken)));
}

/** A token has 256 random bits, so a plain hash is enough: there is nothing to guess. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
