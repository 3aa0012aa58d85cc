import { afterEach, describe, expect, it } from 'vitest';
import {
  ClientClosedError,
  DeadlineExceededError,
  InvalidArgumentError,
  NovitaClient,
  VERSION,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { failing, json, until } from './loopback-server.js';

afterEach(closeAll);

describe('NovitaClient, a call', () => {
  it('carries key, user agent, correlation id and JSON, and asks for no encoding', async () => {
    const { client, server } = await harness((response) => json(response, { ok: true }), {
      userAgent: 'my-service/2',
      headers: { 'X-Team': 'a' },
    });
    const answer = await client.post('/x', { a: 1 }, { query: { q: 'ä b', n: 2, none: undefined, list: ['1', '2'] } });
    expect(answer).toEqual({ ok: true });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/x?q=%C3%A4%20b&n=2&list=1&list=2', body: '{"a":1}' });
    expect(seen!.headers).toMatchObject({
      authorization: 'Bearer sk_test_key',
      accept: 'application/json',
      'content-type': 'application/json',
      'x-team': 'a',
    });
    expect(seen!.headers['user-agent']).toMatch(new RegExp(`^my-service/2 novita-fleet/${VERSION} \\(node \\d`));
    expect(seen!.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen!.headers['accept-encoding']).toBeUndefined();
  });

  it('keeps the path of its base URL', async () => {
    const { server } = await harness((response) => json(response, 1));
    await using client = new NovitaClient({ apiKey: 'k', baseUrl: `${server.url}/proxy/`, env: {} });
    await client.get('/x');
    expect(server.seen[0]!.url).toBe('/proxy/x');
  });

  it.each([200, 201, 202, 204])('takes %s without a body for undefined', async (status) => {
    const { client } = await harness((response) => response.writeHead(status).end());
    await expect(client.put('/x', {})).resolves.toBeUndefined();
  });

  it('keeps the correlation id over attempts and tells it in the error', async () => {
    const { client, server, clock, retries } = await harness(failing(9, 503));
    const call = failure(client.get('/x', { correlationId: 'mine', maxRetries: 1 }));
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await call).toMatchObject({ correlationId: 'mine', attempts: 2, status: 503 });
    expect(server.seen.map(({ headers }) => headers['x-correlation-id'])).toEqual(['mine', 'mine']);
  });

  it('asks a function for the key at each attempt', async () => {
    const keys = ['first', 'second'];
    const { client, server, clock, retries } = await harness(failing(1, 503), {
      apiKey: () => Promise.resolve(keys.shift() ?? ''),
    });
    const call = client.get('/x');
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await call;
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });

  it('ends at its deadline when the function for the key never answers', async () => {
    const { client, clock } = await harness(failing(0, 0), { apiKey: () => new Promise(() => undefined) });
    const call = failure(client.get('/x', { deadlineMs: 5_000 }));
    await clock.advance(5_000);
    expect(await call).toBeInstanceOf(DeadlineExceededError);
    expect(client.getQueueStatus().inFlight).toBe(0);
  });

  it.each([
    [{ path: 'x' }, /"path"/],
    [{ path: '/x y' }, /"path"/],
    [{ path: '/x#y' }, /"path"/],
    [{ method: 'TRACE' }, /"method"/],
    [{ timeoutMs: -1 }, /"timeoutMs"/],
    [{ deadlineMs: NaN }, /"deadlineMs"/],
    [{ maxRetries: 1.5 }, /"maxRetries"/],
    [{ retries: 1 }, /unknown option "retries"/],
    [{ headers: { Authorization: 'x' } }, /set by the client/],
    [{ headers: { 'x-a': 'a\r\nb: c' } }, /cannot be sent/],
    [{ correlationId: 'a b' }, /"correlationId"/],
    [{ body: 1n }, /"body"/],
    [{ body: () => 1 }, /"body" cannot be written as JSON/],
    [{ path: '/ü' }, /"path" must begin with a slash and be percent-encoded/],
    [{ path: 5 }, /"path"/],
    [{ timeoutMs: 0 }, /"timeoutMs" must be a number of at least 1, got 0/],
    [{ timeoutMs: '5' }, /"timeoutMs" must be .*, got a value of type string/],
    [{ idempotent: 'no' }, /"idempotent" must be true or false, got a value of type string/],
    [{ catalogue: 1 }, /"catalogue" must be true or false, got a value of type number/],
    [{ signal: new AbortController() }, /"signal" must be an AbortSignal/],
    [{ signal: null }, /"signal" must be an AbortSignal/],
    [{ query: { a: NaN } }, /"query.a" must be text, a finite number or a boolean/],
    [{ query: { a: {} } }, /"query.a" must be text/],
    [{ query: { a: ['x', null] } }, /"query.a" must be text/],
    [{ query: { a: '\ud800' } }, /"query.a" must be text/],
    [{ query: { '\ud800': 'a' } }, /must be text/],
    [{ headers: 'x' }, /"headers" must be an object/],
    [{ correlationId: '' }, /"correlationId" must be 1 to 200 visible ASCII characters/],
    [{ correlationId: 'x'.repeat(201) }, /"correlationId" must be 1 to 200/],
    [{ route: 'x' }, /"route" must begin with a slash and have at most 200/],
    [{ route: '/x?a' }, /"route" must begin/],
    [{ route: `/${'x'.repeat(200)}` }, /"route" must begin/],
    [{ onResponse: {} }, /"onResponse" must be a function, got a value of type object/],
  ])('refuses %o before anything is sent', async (options, message) => {
    const { client, server } = await harness(failing(0, 0));
    const error = await failure(client.request({ method: 'POST', path: '/x', ...options } as never));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect((error as Error).message).toMatch(message);
    expect(server.seen).toHaveLength(0);
  });
});

describe('NovitaClient, life', () => {
  it('checks the health by a read of the catalogue', async () => {
    const { client, server } = await harness((response, _seen, index) => json(response, {}, index === 0 ? 200 : 503));
    expect(await client.healthCheck()).toEqual({ ok: true, latencyMs: expect.any(Number) as number });
    expect(await client.healthCheck()).toMatchObject({ ok: false, error: { status: 503, attempts: 1 } });
    expect(server.seen[0]!.url).toBe('/gpu-instance/openapi/v1/clusters');
  });

  it('shares connections, limiter and breaker with its views', async () => {
    const { client, server } = await harness((response) => json(response, {}, 500), {
      circuitBreaker: { failureThreshold: 1 },
    });
    const view = client.withOptions({ maxRetries: 0 });
    await failure(view.get('/x'));
    expect(server.seen).toHaveLength(1);
    expect(client.getCircuitBreakerState()).toBe('open');
    expect(() => client.withOptions({ apiKey: 'x' } as never)).toThrow(/unknown option "apiKey"/);
  });

  it('ends what waits when it is closed, and refuses what comes', async () => {
    const { client, clock, retries } = await harness((response) => json(response, {}, 503), {
      rateLimit: { burst: 1 },
    });
    const retrying = failure(client.get('/x'));
    await until(() => retries() === 1);
    const queued = failure(client.get('/x'));
    await client.close();
    expect(await retrying).toBeInstanceOf(ClientClosedError);
    expect(await queued).toBeInstanceOf(ClientClosedError);
    expect(await failure(client.get('/x'))).toBeInstanceOf(ClientClosedError);
    expect(clock.pending).toBe(0);
    await client.close();
  });

  it('lets an attempt under way finish when it is closed', async () => {
    const { client, server } = await harness((response) => void setImmediate(() => json(response, { ok: true })));
    const call = client.get('/x');
    await until(() => server.seen.length === 1);
    await client.close();
    await expect(call).resolves.toEqual({ ok: true });
  });
});
