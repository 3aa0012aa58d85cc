import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { ApiKeys } from '../src/api-keys.js';
import { randomId } from '../src/ids.js';
import { isCsrfToken, Sessions, SESSION_MS } from '../src/sessions.js';
import { changeApiKey } from '../src/store/api-keys.js';
import { newStore, STORES, type StoreKind } from './stores.js';

async function setUp(kind: StoreKind) {
  const store = await newStore(kind);
  const clock = new FakeClock();
  const apiKeys = new ApiKeys({ store, clock, newId: randomId });
  const sessions = new Sessions({ store, clock, apiKeys });
  const made = await store.write((tx) => apiKeys.create(tx, { name: 'Ada', scope: 'write', maxCost: null }));
  return { store, clock, sessions, ...made };
}

/** Signs in with a key that must be good. */
async function signIn(sessions: Sessions, key: string) {
  const begun = await sessions.begin(key);
  if (begun === undefined) throw new Error('the key was refused');
  return begun;
}

describe.each(STORES)('a session on $name', (kind) => {
  it('stands for the key that signed in, until it expires', async () => {
    const { clock, sessions, id, key } = await setUp(kind);
    const { token, session } = await signIn(sessions, key);
    const end = clock.now() + SESSION_MS;
    expect(session).toMatchObject({ keyId: id, name: 'Ada', scope: 'write', expiresAt: end });
    await clock.advance(SESSION_MS - 1);
    expect(await sessions.find(token)).toEqual(session);
    await clock.advance(1);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('begins with no wrong key, and is found by no other token', async () => {
    const { sessions, key } = await setUp(kind);
    for (const wrong of ['', 'nfk_made_up', `${key}x`, key.slice(0, -1)]) {
      expect(await sessions.begin(wrong)).toBeUndefined();
    }
    const { token } = await signIn(sessions, key);
    for (const other of ['', `${token}x`, token.toLowerCase()]) expect(await sessions.find(other)).toBeUndefined();
  });

  it('ends by signing out, and no other with it', async () => {
    const { sessions, key } = await setUp(kind);
    const [first, second] = [await signIn(sessions, key), await signIn(sessions, key)];
    expect(first.token).not.toBe(second.token);
    expect(first.session.csrfToken).not.toBe(second.session.csrfToken);
    await sessions.end(first.token);
    await sessions.end('of nobody');
    expect(await sessions.find(first.token)).toBeUndefined();
    expect(await sessions.find(second.token)).toEqual(second.session);
  });

  it('ends with its key', async () => {
    const { store, clock, sessions, id, key } = await setUp(kind);
    const { token } = await signIn(sessions, key);
    await store.write((tx) => changeApiKey(tx.db, id, { revoked_at: clock.now() }));
    expect(await sessions.find(token)).toBeUndefined();
    expect(await sessions.begin(key)).toBeUndefined();
  });

  it('counts as a use of the key', async () => {
    const { store, clock, sessions, key } = await setUp(kind);
    const { token } = await signIn(sessions, key);
    await clock.advance(2 * 60 * 60_000);
    await sessions.find(token);
    const { last_used_at } = await store.db.selectFrom('api_keys').select('last_used_at').executeTakeFirstOrThrow();
    expect(last_used_at).toBe(clock.now());
  });

  it('leaves neither of its tokens in the store', async () => {
    const { store, sessions, key } = await setUp(kind);
    const { token, session } = await signIn(sessions, key);
    const stored = JSON.stringify(await store.db.selectFrom('sessions').selectAll().execute());
    for (const secret of [token, session.csrfToken, key]) expect(stored).not.toContain(secret);
    expect(isCsrfToken(session, session.csrfToken)).toBe(true);
    for (const wrong of [undefined, '', token, `${session.csrfToken}x`, [session.csrfToken]]) {
      expect(isCsrfToken(session, wrong)).toBe(false);
    }
  });
});
