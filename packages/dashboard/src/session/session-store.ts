import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import type { Session } from '../api/schemas.js';

export type SessionPhase =
  | { readonly kind: 'looking' | 'leaving' }
  | { readonly kind: 'signed_out'; readonly hasEnded: boolean }
  | { readonly kind: 'unreachable'; readonly error: Error }
  | { readonly kind: 'signed_in'; readonly session: Session };

/** Remembers that somebody is signed in, so that a first visit need not ask the server. It holds no secret. */
const HINT = 'novita-fleet-signed-in';

/** Who is signed in on this page. The proof itself is a cookie that no script can read. */
export class SessionStore {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly #listeners = new Set<() => void>();
  #phase: SessionPhase;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
    const isLikely = storage.getItem(HINT) !== null;
    this.#phase = isLikely ? { kind: 'looking' } : { kind: 'signed_out', hasEnded: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly phase = (): SessionPhase => this.#phase;

  readonly csrfToken = (): string | null => (this.#phase.kind === 'signed_in' ? this.#phase.session.csrfToken : null);

  /** Takes up the session of the cookie, if there is one. */
  async restore(api: Api): Promise<void> {
    if (this.#phase.kind === 'signed_out') return;
    this.#enter({ kind: 'looking' });
    try {
      this.#signedIn(await api.get<Session>('/session'));
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 404)) this.ended();
      else this.#enter({ kind: 'unreachable', error: error as Error });
    }
  }

  /** @throws ApiError when the key is wrong, or the server cannot be asked. */
  async signIn(api: Api, apiKey: string): Promise<void> {
    this.#signedIn(await api.post<Session>('/session', { apiKey }));
  }

  async signOut(api: Api): Promise<void> {
    const before = this.#phase;
    // The screens go first: what they ask for while the session ends is refused, as if it had ended by itself.
    this.#enter({ kind: 'leaving' });
    try {
      await api.delete('/session');
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) {
        // Without the server the cookie stays, and saying otherwise would be a lie.
        this.#enter(before);
        throw error;
      }
    }
    this.#storage.removeItem(HINT);
    this.#enter({ kind: 'signed_out', hasEnded: false });
  }

  /** The server no longer knows the session. */
  readonly ended = (): void => {
    if (this.#phase.kind === 'signed_out') return;
    this.#storage.removeItem(HINT);
    this.#enter({ kind: 'signed_out', hasEnded: true });
  };

  #signedIn(session: Session): void {
    this.#storage.setItem(HINT, '1');
    this.#enter({ kind: 'signed_in', session });
  }

  #enter(phase: SessionPhase): void {
    this.#phase = phase;
    for (const listener of this.#listeners) listener();
  }
}
