import { beforeEach, expect, it } from 'vitest';
import { Api } from '../../src/api/api.js';
import { ApiError } from '../../src/api/api-error.js';
import { signInProblem } from '../../src/session/sign-in-problem.js';
import { SessionStore } from '../../src/session/session-store.js';

const SESSION = {
  ...{ keyId: 'key_1', name: 'first', scope: 'admin' },
  ...{ expiresAt: '2026-01-01T00:00:00.000Z', csrfToken: 'token' },
};

let kept: Map<string, string>;
let status: number;
let asked: string[];
let api: Api;

beforeEach(() => {
  kept = new Map();
  status = 200;
  asked = [];
  api = new Api({
    fetch: async (input, init) => {
      asked.push(`${init?.method ?? ''} ${input as string}`);
      if (status === 0) throw new TypeError('Failed to fetch');
      if (status === 204) return new Response(null, { status });
      return Response.json(status === 200 ? SESSION : { code: 'some_code', title: 'Title', detail: 'Detail.' }, {
        status,
      });
    },
    csrfToken: () => null,
    onSignedOut: () => undefined,
  });
});

const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};

it('does not ask the server on a first visit', async () => {
  const store = new SessionStore(storage);
  await store.restore(api);
  expect(asked).toEqual([]);
  expect(store.phase()).toEqual({ kind: 'signed_out', hasEnded: false });
});

it('takes up a session after the page was loaded again, and keeps no secret', async () => {
  const first = new SessionStore(storage);
  await first.signIn(api, 'nfk_secret');
  expect(first.csrfToken()).toBe('token');
  expect(JSON.stringify([...kept])).not.toMatch(/secret|token/);
  const second = new SessionStore(storage);
  expect(second.phase()).toEqual({ kind: 'looking' });
  await second.restore(api);
  expect(second.phase()).toEqual({ kind: 'signed_in', session: SESSION });
});

it('asks to sign in again when the session has ended', async () => {
  const store = new SessionStore(storage);
  await store.signIn(api, 'nfk_secret');
  store.ended();
  expect(store.phase()).toEqual({ kind: 'signed_out', hasEnded: true });
  expect(store.csrfToken()).toBeNull();
  expect(kept.size).toBe(0);
});

it('tells a server that cannot be reached from a session that has ended', async () => {
  await new SessionStore(storage).signIn(api, 'nfk_secret');
  const store = new SessionStore(storage);
  status = 0;
  await store.restore(api);
  expect(store.phase()).toMatchObject({ kind: 'unreachable', error: { code: 'unreachable' } });
  status = 401;
  await store.restore(api);
  expect(store.phase()).toEqual({ kind: 'signed_out', hasEnded: true });
});

it('stays signed in when signing out fails, since the cookie stays', async () => {
  const store = new SessionStore(storage);
  await store.signIn(api, 'nfk_secret');
  const phases: string[] = [];
  store.subscribe(() => phases.push(store.phase().kind));
  status = 0;
  await expect(store.signOut(api)).rejects.toMatchObject({ code: 'unreachable' });
  expect(store.phase().kind).toBe('signed_in');
  status = 204;
  await store.signOut(api);
  expect(store.phase()).toEqual({ kind: 'signed_out', hasEnded: false });
  // While the server is asked, no screen is there that could ask it, too.
  expect(phases).toEqual(['leaving', 'signed_in', 'leaving', 'signed_out']);
});

it('does not take a refusal on the way out for a session that has ended by itself', async () => {
  const store = new SessionStore(storage);
  await store.signIn(api, 'nfk_secret');
  status = 204;
  const out = store.signOut(api);
  store.ended();
  await out;
  expect(store.phase()).toEqual({ kind: 'signed_out', hasEnded: false });
});

it.each([
  [401, null, /does not know this key/],
  [429, 7_000, /Wait 7 s/],
  [0, null, /cannot be reached/],
  [400, null, /nfk_/],
  [500, null, /Title\. Detail\./],
])('says what to do after %d', (code, wait, text) => {
  expect(signInProblem(new ApiError(code, { title: 'Title', detail: 'Detail.' }, wait))).toMatch(text);
});
