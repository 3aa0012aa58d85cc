import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  AttemptTimeoutError,
  ConnectionError,
  DeadlineExceededError,
  RateLimitedError,
  ServerError,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { failing, json, until } from './loopback-server.js';

afterEach(closeAll);

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
