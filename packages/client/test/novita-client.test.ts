import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  AttemptTimeoutError,
  CircuitOpenError,
  ClientClosedError,
  ConnectionError,
  DeadlineExceededError,
  InvalidArgumentError,
  NovitaClient,
  QueueFullError,
  RateLimitedError,
  ServerError,
  VERSION,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until, type Answer } from './loopback-server.js';

afterEach(closeAll);

/** Fails with the status the given number of times, then succeeds. */
function failing(times: number, status: number, headers: Record<string, string> = {}): Answer {
  return (response, _seen, index) => {
    if (index < times) json(response, { code: status, reason: 'X', message: 'no' }, status, headers);
    else json(response, { ok: true });
  };
}

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

describe('NovitaClient, retries', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('sends a read again after %s', async (status) => {
    const { client, server, clock, retries } = await harness(failing(1, status));
    const call = client.get('/x');
    await until(() => retries() === 1);
    await clock.advance(999);
    expect(server.seen).toHaveLength(1);
    await clock.advance(1);
    await expect(call).resolves.toEqual({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 409, 422])('does not send again after %s', async (status) => {
    const { client, server } = await harness(failing(9, status));
    expect(await failure(client.get('/x'))).toMatchObject({ status, attempts: 1 });
    expect(server.seen).toHaveLength(1);
  });

  it('waits 1, 2 and 4 s and then throws the last answer', async () => {
    const { client, server, clock, retries, log } = await harness(failing(9, 500));
    const call = failure(client.get('/x'));
    for (const [index, delayMs] of [1_000, 2_000, 4_000].entries()) {
      await until(() => retries() === index + 1);
      await clock.advance(delayMs);
    }
    expect(await call).toBeInstanceOf(ServerError);
    expect(await call).toMatchObject({ attempts: 4 });
    expect(server.seen).toHaveLength(4);
    const delays = log.filter(({ message }) => message === 'retry').map(({ fields }) => fields.delayMs);
    expect(delays).toEqual([1_000, 2_000, 4_000]);
  });

  it.each([500, 503, 408])('does not repeat an unsafe call after %s', async (status) => {
    const { client, server } = await harness(failing(9, status));
    await failure(client.post('/create', {}));
    expect(server.seen).toHaveLength(1);
  });

  it('does not repeat an unsafe call whose answer is lost', async () => {
    const { client, server } = await harness((response) => response.destroy());
    const error = await failure(client.post('/create', {}));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ requestSent: true });
    expect(server.seen).toHaveLength(1);
  });

  it('repeats an unsafe call after 429, and one that is said to be harmless after 503', async () => {
    for (const [status, options] of [
      [429, {}],
      [503, { idempotent: true }],
    ] as const) {
      const { client, server, clock, retries } = await harness(failing(1, status));
      const call = client.post('/x', {}, options);
      await until(() => retries() === 1);
      await clock.advance(1_000);
      await call;
      expect(server.seen).toHaveLength(2);
    }
  });

  it('repeats an unsafe call that was never put on the wire', async () => {
    const { client, server, clock, retries } = await harness(failing(0, 0));
    await server.close();
    const call = failure(client.post('/create', {}, { maxRetries: 1 }));
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await call).toMatchObject({ code: 'connection_failed', requestSent: false });
  });

  it('waits Retry-After exactly, and holds all other calls meanwhile', async () => {
    const { client, server, clock, retries } = await harness(failing(1, 429, { 'retry-after': '17' }));
    const first = client.get('/first');
    await until(() => retries() === 1);
    const second = client.get('/second');
    expect(client.getQueueStatus()).toMatchObject({
      queueLength: 1,
      isProcessing: true,
      pausedUntil: clock.now() + 17_000,
    });
    await clock.advance(16_999);
    expect(server.seen).toHaveLength(1);
    await clock.advance(1);
    await until(() => server.seen.length === 2);
    await clock.advance(2_000);
    await Promise.all([first, second]);
    expect(server.seen).toHaveLength(3);
  });

  it('throws at once when Retry-After is beyond the longest wait', async () => {
    const { client, server, clock } = await harness(failing(9, 429, { 'retry-after': '61' }));
    const error = await failure(client.get('/x'));
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryAfterMs: 61_000, attempts: 1 });
    expect(server.seen).toHaveLength(1);
    expect(client.getQueueStatus().pausedUntil).toBe(clock.now() + 60_000);
  });

  it('throws at once when Retry-After is beyond the deadline', async () => {
    const { client } = await harness(failing(9, 503, { 'retry-after-ms': '5000' }));
    const error = await failure(client.get('/x', { deadlineMs: 5_000 }));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ retryAfterMs: 5_000 });
  });

  it('throws DeadlineExceededError with the last failure when the backoff does not fit', async () => {
    const { client, clock, retries } = await harness(failing(9, 503));
    const call = failure(client.get('/x', { deadlineMs: 2_500 }));
    await until(() => retries() === 1);
    await clock.advance(1_000);
    const error = await call;
    expect(error).toBeInstanceOf(DeadlineExceededError);
    expect(error).toMatchObject({ requestSent: true, cause: { status: 503 } });
  });

  it('stops retrying when the budget of the client is used up', async () => {
    const { client, server, clock, retries } = await harness(failing(1e9, 500), {
      rateLimit: { requestsPerMinute: Infinity, concurrency: Infinity },
      circuitBreaker: { failureThreshold: 1e6 },
    });
    const calls = Array.from({ length: 150 }, () => failure(client.get('/x', { maxRetries: 1 })));
    await until(() => server.seen.length === 150 && retries() === 100);
    await clock.advance(1_000);
    await Promise.all(calls);
    expect(server.seen).toHaveLength(250);
  });
});

describe('NovitaClient, timeouts and aborts', () => {
  it('ends an attempt after its timeout and tries again', async () => {
    const { client, server, clock, retries } = await harness((response, _seen, index) => {
      if (index > 0) json(response, { ok: true });
    });
    const call = client.get('/x', { timeoutMs: 2_000 });
    await until(() => server.seen.length === 1);
    await clock.advance(2_000);
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await expect(call).resolves.toEqual({ ok: true });
  });

  it('ends a body that comes too slowly', async () => {
    const { client, server, clock } = await harness((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
    });
    const call = failure(client.post('/x', {}));
    await until(() => server.seen.length === 1);
    await clock.advance(30_000);
    const error = await call;
    expect(error).toBeInstanceOf(AttemptTimeoutError);
    expect(error).toMatchObject({ requestSent: true, timeoutMs: 30_000 });
    await until(() => server.sockets.size === 0);
  });

  it('cuts an attempt at the deadline of the call', async () => {
    const { client, server, clock } = await harness(() => undefined);
    const call = failure(client.get('/x', { deadlineMs: 500 }));
    await until(() => server.seen.length === 1);
    await clock.advance(500);
    const error = await call;
    expect(error).toBeInstanceOf(DeadlineExceededError);
    expect(error).toMatchObject({ requestSent: true, cause: { code: 'attempt_timeout' } });
    expect(client.getCircuitBreakerState()).toBe('closed');
  });

  it('ends at once when it is aborted: before, while sending, and between attempts', async () => {
    const { client, server, clock, retries } = await harness((response, seen) => {
      if (seen.url === '/failing') json(response, {}, 503);
    });
    const reason = new Error('enough');
    expect(await failure(client.get('/x', { signal: AbortSignal.abort(reason) }))).toMatchObject({
      code: 'aborted',
      requestSent: false,
    });
    const controller = new AbortController();
    const sending = failure(client.get('/x', { signal: controller.signal }));
    await until(() => server.seen.length === 1);
    const waiting = failure(client.get('/failing', { signal: controller.signal }));
    await until(() => retries() === 1);
    controller.abort(reason);
    for (const error of [await sending, await waiting]) {
      expect(error).toBeInstanceOf(AbortedError);
      expect(error).toMatchObject({ requestSent: true, cause: reason });
    }
    expect(client.getQueueStatus()).toMatchObject({ inFlight: 0, queueLength: 0 });
    expect(client.getCircuitBreakerState()).toBe('closed');
    // What is left is the one timer of the attempt timeouts; it stands at the first of them.
    expect(clock.pending).toBe(1);
  });

  it('ends at once when it is aborted in the queue of the limiter', async () => {
    const { client } = await harness((response) => json(response, 1), { rateLimit: { burst: 1 } });
    await client.get('/x');
    const controller = new AbortController();
    const call = failure(client.get('/x', { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ code: 'aborted', requestSent: false });
    expect(client.getQueueStatus().queueLength).toBe(0);
  });
});

describe('NovitaClient, limiter and breaker', () => {
  it('refuses what does not fit into the queue or before the deadline', async () => {
    const { client, clock } = await harness((response) => json(response, 1), {
      rateLimit: { requestsPerMinute: 60, burst: 1, maxQueue: 2 },
    });
    await client.get('/x');
    expect(await failure(client.get('/x', { deadlineMs: 900 }))).toMatchObject({
      code: 'deadline_exceeded',
      retryAfterMs: 1_000,
      requestSent: false,
    });
    const waiting = [client.get('/x'), client.get('/x')];
    expect(await failure(client.get('/x'))).toBeInstanceOf(QueueFullError);
    await clock.advance(2_000);
    await Promise.all(waiting);
  });

  it('opens after 5 failures of the service, then takes no slot, and recovers by probes', async () => {
    const health = { status: 500 };
    const { client, server, clock } = await harness(
      (response) => json(response, { reason: 'X', message: '' }, health.status),
      { maxRetries: 0 },
    );
    for (let call = 0; call < 5; call++) await failure(client.get('/x'));
    expect(client.getCircuitBreakerState()).toBe('open');
    const error = await failure(client.get('/x'));
    expect(error).toBeInstanceOf(CircuitOpenError);
    expect(error).toMatchObject({ retryAfterMs: 60_000 });
    expect(server.seen).toHaveLength(5);
    health.status = 200;
    await clock.advance(60_000);
    for (let probe = 0; probe < 3; probe++) await client.get('/x');
    expect(client.getCircuitBreakerState()).toBe('closed');
  });

  it('refuses at once while the breaker is open, though no slot is free', async () => {
    const { client } = await harness((response) => json(response, {}, 500), {
      maxRetries: 0,
      rateLimit: { requestsPerMinute: 60, burst: 1 },
      circuitBreaker: { failureThreshold: 1 },
    });
    await failure(client.get('/x'));
    expect(await failure(client.get('/x'))).toBeInstanceOf(CircuitOpenError);
  });

  it('refuses those who wait in the queue when the breaker opens, and gives their slots back', async () => {
    const { client, server, clock } = await harness((response) => json(response, {}, 500), {
      maxRetries: 0,
      rateLimit: { requestsPerMinute: 60, burst: 1 },
      circuitBreaker: { failureThreshold: 1 },
    });
    const calls = [1, 2, 3].map(() => failure(client.get('/x')));
    await calls[0];
    await clock.advance(1_000);
    const errors = await Promise.all(calls);
    expect(errors.map((error) => (error as { code: string }).code)).toEqual([
      'server_error',
      'circuit_open',
      'circuit_open',
    ]);
    expect(server.seen).toHaveLength(1);
    expect(client.getQueueStatus().inFlight).toBe(0);
  });

  it('keeps the failure that opened the breaker as the cause', async () => {
    const { client, clock, retries } = await harness((response) => json(response, {}, 500), {
      circuitBreaker: { failureThreshold: 1 },
    });
    const call = failure(client.get('/x'));
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await call).toMatchObject({ code: 'circuit_open', cause: { status: 500 } });
  });

  it.each([400, 404, 429])('does not count %s as a failure of the service', async (status) => {
    const { client, clock } = await harness((response) => json(response, {}, status), {
      maxRetries: 0,
      circuitBreaker: { failureThreshold: 1 },
    });
    await failure(client.get('/x'));
    await clock.advance(60_000);
    await failure(client.get('/x'));
    expect(client.getCircuitBreakerState()).toBe('closed');
  });

  it('counts lost connections and timeouts', async () => {
    for (const answer of [(response) => response.destroy(), () => undefined] as Answer[]) {
      const { client, server, clock } = await harness(answer, {
        maxRetries: 0,
        circuitBreaker: { failureThreshold: 1 },
      });
      const call = failure(client.get('/x', { timeoutMs: 1_000 }));
      await until(() => server.seen.length === 1);
      await clock.advance(1_000);
      await call;
      expect(client.getCircuitBreakerState()).toBe('open');
    }
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
