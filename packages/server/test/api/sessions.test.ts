import { systemClock } from '@novita-fleet/resilience';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { call, newKey, type Answer } from './call.js';

/** How far the clock of the server is ahead, in milliseconds. */
let ahead = 0;
let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ clock: { ...bound(), now: () => systemClock.now() + ahead } });
});

afterAll(() => fleet.close());

function bound() {
  return {
    monotonic: () => systemClock.monotonic(),
    // Signs of life on a stream of events come at once: with each the server looks who reads.
    setTimeout: (callback: () => void, delayMs: number) =>
      systemClock.setTimeout(callback, delayMs === 15_000 ? 10 : delayMs),
  };
}

interface SignedIn {
  /** What a browser sends from now on. */
  cookie: string;
  csrfToken: string;
  /** Attributes of the cookie. */
  attributes: string[];
  answer: Answer;
}

async function signIn(apiKey: string, headers: Record<string, string> = {}): Promise<SignedIn> {
  const answer = await call(fleet, 'POST', '/session', { key: null, body: { apiKey }, headers });
  expect(answer.status).toBe(200);
  const [cookie = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
  return { cookie, csrfToken: answer.body.csrfToken as string, attributes, answer };
}

describe('signing in', () => {
  it('answers with what the key may do, and with a cookie that no script reads and no other site uses', async () => {
    const { id, key } = await newKey(fleet, { scope: 'write', name: 'Ada' });
    const { cookie, attributes, csrfToken, answer } = await signIn(key);
    expect(answer.body).toEqual({
      keyId: id,
      name: 'Ada',
      scope: 'write',
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      csrfToken: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(cookie).toMatch(/^novita_fleet_session_[0-9a-f]{12}=[\w-]{43}$/);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    expect(answer.headers.get('cache-control')).toBe('no-store');

    const again = await call(fleet, 'GET', '/session', { key: null, headers: { cookie } });
    expect(again).toMatchObject({ status: 200, body: { ...answer.body, csrfToken } });
  });

  it.each([{ origin: 'https://fleet.example' }, { 'x-forwarded-proto': 'https' }])(
    'keeps the cookie to HTTPS where the browser speaks it (%o)',
    async (headers) => {
      expect((await signIn(fleet.apiKey, headers)).attributes).toContain('Secure');
    },
  );

  it.each([
    ['a wrong key', { apiKey: 'nfk_made_up' }, 401, 'unauthenticated'],
    ['no key', {}, 400, 'validation_failed'],
    ['a long one', { apiKey: 'x'.repeat(501) }, 400, 'validation_failed'],
    ['more than a key', { apiKey: 'nfk_a_b', next: '/' }, 400, 'validation_failed'],
  ])('with %s is refused, and sets no cookie', async (_what, body, status, code) => {
    const answer = await call(fleet, 'POST', '/session', { key: null, body });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('is not done by a form of another site', async () => {
    const body = new URLSearchParams({ apiKey: fleet.apiKey });
    const { status } = await fetch(`${fleet.server.url}/session`, { method: 'POST', body });
    expect(status).toBe(415);
  });

  it('writes neither key nor token into the log', async () => {
    const { cookie, csrfToken } = await signIn(fleet.apiKey);
    await call(fleet, 'GET', '/v1/instances', { key: null, headers: { cookie, 'x-csrf-token': csrfToken } });
    await call(fleet, 'POST', '/session', { key: null, body: { apiKey: `${fleet.apiKey}x`, more: fleet.apiKey } });
    const log = fleet.log.join('');
    expect(log).toContain('/session');
    for (const secret of [fleet.apiKey, cookie.split('=')[1]!, csrfToken]) expect(log).not.toContain(secret);
  });
});

describe('a session', () => {
  it('reads without more, and changes something only with its token', async () => {
    const { cookie, csrfToken } = await signIn(fleet.apiKey);
    const ask = (method: string, headers: Record<string, string>) =>
      call(fleet, method, '/v1/webhook-endpoints', {
        ...{ key: null, headers: { cookie, ...headers } },
        ...(method === 'POST' && { body: { url: fleet.receiver.url } }),
      });
    expect((await ask('GET', {})).status).toBe(200);
    expect((await ask('HEAD', {})).status).toBe(200);
    const other = await signIn(fleet.apiKey);
    for (const headers of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': other.csrfToken }]) {
      expect(await ask('POST', headers as Record<string, string>)).toMatchObject({
        status: 403,
        body: { code: 'csrf_token_missing' },
      });
    }
    expect((await ask('GET', {})).body).toEqual({ data: [] });
    expect((await ask('POST', { 'x-csrf-token': csrfToken })).status).toBe(201);
  });

  it('may do no more than its key', async () => {
    const { key } = await newKey(fleet, { scope: 'read' });
    const { cookie, csrfToken } = await signIn(key);
    const headers = { cookie, 'x-csrf-token': csrfToken };
    expect((await call(fleet, 'GET', '/v1/instances', { key: null, headers })).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/v1/instances'],
      ['GET', '/v1/api-keys'],
    ] as const) {
      const answer = await call(fleet, method, path, { key: null, headers });
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  it('stands back where there is an Authorization header', async () => {
    const { cookie } = await signIn(fleet.apiKey);
    const { key } = await newKey(fleet, { scope: 'read' });
    const body = { name: 'made with the key', scope: 'read' };
    const withKey = { headers: { cookie }, body };
    expect((await call(fleet, 'POST', '/v1/api-keys', withKey)).status).toBe(201);
    expect(await call(fleet, 'POST', '/v1/api-keys', { ...withKey, key })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await call(fleet, 'GET', '/v1/instances', { headers: { cookie }, key: 'nfk_made_up' })).status).toBe(401);
  });

  it('is read among other cookies, and no wrong one is taken for it', async () => {
    const { cookie } = await signIn(fleet.apiKey);
    const status = async (header: string) =>
      (await call(fleet, 'GET', '/v1/instances', { key: null, headers: { cookie: header } })).status;
    const [name] = cookie.split('=');
    expect(await status(`a=b; ${cookie}; c="d"`)).toBe(200);
    for (const wrong of [`${cookie}x`, `x${cookie}`, `${name}=`, `${name}=%00%`, ';;=']) {
      expect(await status(wrong), wrong).toBe(401);
    }
  });

  it('follows events', async () => {
    const { cookie } = await signIn(fleet.apiKey);
    const { status, headers } = await call(fleet, 'GET', '/v1/events', { key: null, headers: { cookie } });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  });

  it('hears no more events once it is over, and neither does a key that was revoked', async () => {
    const { id, key } = await newKey(fleet, { scope: 'read' });
    const { cookie } = await signIn(fleet.apiKey);
    const ends = [{ cookie }, { authorization: `Bearer ${key}` }].map(async (headers: Record<string, string>) => {
      const { body } = await fetch(`${fleet.server.url}/v1/events`, { headers });
      const reader = body!.getReader();
      // The first words come at once, so the stream is open.
      await reader.read();
      return {
        over: (async () => {
          for (;;) if ((await reader.read()).done) return;
        })().catch(() => undefined),
      };
    });
    const [session, keyed] = await Promise.all(ends);
    await call(fleet, 'DELETE', '/session', { key: null, headers: { cookie } });
    await session!.over;
    await call(fleet, 'DELETE', `/v1/api-keys/${id}`);
    await keyed!.over;
  });

  it('is over after signing out, and the browser forgets it', async () => {
    const { cookie } = await signIn(fleet.apiKey);
    const out = await call(fleet, 'DELETE', '/session', { key: null, headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^novita_fleet_session_\w+=; Max-Age=0; Path=\/;/);
    expect(out.headers.get('set-cookie')?.split('=')[0]).toBe(cookie.split('=')[0]);
    for (const path of ['/session', '/v1/instances']) {
      const answer = await call(fleet, 'GET', path, { key: null, headers: { cookie } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
    expect((await call(fleet, 'DELETE', '/session', { key: null, headers: { cookie } })).status).toBe(204);
    expect((await call(fleet, 'DELETE', '/session', { key: null })).status).toBe(204);
  });

  it('is over when its key is revoked', async () => {
    const { id, key } = await newKey(fleet, { scope: 'write' });
    const { cookie } = await signIn(key);
    await call(fleet, 'DELETE', `/v1/api-keys/${id}`);
    for (const path of ['/session', '/v1/instances']) {
      expect((await call(fleet, 'GET', path, { key: null, headers: { cookie } })).status).toBe(401);
    }
  });

  it('is over after twelve hours', async () => {
    const { cookie } = await signIn(fleet.apiKey);
    const look = async () => (await call(fleet, 'GET', '/v1/instances', { key: null, headers: { cookie } })).status;
    const half = 6 * 60 * 60_000;
    ahead += half;
    expect(await look()).toBe(200);
    ahead += half;
    expect(await look()).toBe(401);
  });
});

describe('two fleets on one host', () => {
  /** Keeps cookies as a browser does: by the host, whatever the port. */
  class Jar {
    readonly #cookies = new Map<string, string>();

    async call(at: Fleet, method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
      const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
      const answer = await call(at, method, path, { key: null, headers: { cookie, ...headers }, body });
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
      if (value !== '') this.#cookies.set(name, value);
      else this.#cookies.delete(name);
      return answer;
    }
  }

  it('do not sign each other out', async () => {
    const other = await startFleet();
    try {
      expect(new URL(other.server.url).hostname).toBe(new URL(fleet.server.url).hostname);
      const jar = new Jar();
      const tokens = new Map<Fleet, string>();
      for (const each of [fleet, other]) {
        const { body } = await jar.call(each, 'POST', '/session', {}, { apiKey: each.apiKey });
        tokens.set(each, body.csrfToken as string);
      }
      const change = async (at: Fleet) => {
        const headers = { 'x-csrf-token': tokens.get(at)! };
        return (await jar.call(at, 'POST', '/v1/api-keys', headers, { name: 'made', scope: 'read' })).status;
      };
      expect([await change(fleet), await change(other)]).toEqual([201, 201]);

      expect((await jar.call(other, 'DELETE', '/session')).status).toBe(204);
      expect([await change(fleet), await change(other)]).toEqual([201, 401]);
      expect((await jar.call(fleet, 'GET', '/session')).body).toMatchObject({ csrfToken: tokens.get(fleet) });
    } finally {
      await other.close();
    }
  });
});

describe('attempts', () => {
  it('are counted by address, so that keys cannot be tried out', async () => {
    const tight = await startFleet({ settings: { NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '3' } });
    const attempt = async (apiKey: string) =>
      (await call(tight, 'POST', '/session', { key: null, body: { apiKey } })).status;
    try {
      expect([await attempt('a'), await attempt(tight.apiKey), await attempt('c')]).toEqual([401, 200, 401]);
      expect([await attempt('d'), await attempt(tight.apiKey)]).toEqual([429, 429]);
      expect((await call(tight, 'GET', '/session', { key: null })).status).toBe(429);
      expect((await call(tight, 'GET', '/v1/instances')).status).toBe(200);
    } finally {
      await tight.close();
    }
  });
});

it('the description tells of the cookie beside the key', async () => {
  const { cookie } = await signIn(fleet.apiKey);
  const description = (await call(fleet, 'GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, { security: unknown }>>;
    components: { securitySchemes: unknown };
  };
  expect(description.components.securitySchemes).toMatchObject({
    session: { type: 'apiKey', in: 'cookie', name: cookie.split('=')[0] },
  });
  expect(description.paths['/v1/instances']!.post!.security).toEqual([{ apiKey: ['write'] }, { session: ['write'] }]);
});
