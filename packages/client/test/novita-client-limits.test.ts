import { afterEach, describe, expect, it } from 'vitest';
import { CircuitOpenError, QueueFullError } from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until, type Answer } from './loopback-server.js';

afterEach(closeAll);

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
