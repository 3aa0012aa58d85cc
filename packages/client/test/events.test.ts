import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

afterEach(closeAll);

describe('diagnostics channels', () => {
  it('tell of requests, retries, answers, failures and the breaker', async () => {
    const events: [string, Record<string, unknown>][] = [];
    const names = ['request', 'response', 'error', 'retry', 'circuit'].map((name) => `novita-fleet:${name}`);
    const listener = (message: unknown, name: string | symbol): void => {
      events.push([String(name), message as Record<string, unknown>]);
    };
    for (const name of names) subscribe(name, listener);
    try {
      const { client, clock, server } = await harness(
        (response, _seen, index) => json(response, {}, index === 1 ? 200 : 500),
        { circuitBreaker: { failureThreshold: 2 }, logger: undefined } as never,
      );
      const call = client.get('/x?secret=1', { correlationId: 'c1' });
      await until(() => events.length === 2);
      await clock.advance(1_000);
      await call;
      await failure(client.post('/y'));
      await failure(client.post('/y'));
      expect(server.seen).toHaveLength(4);
      const about = { method: 'GET', path: '/x', correlationId: 'c1' };
      expect(events.slice(0, 3)).toMatchObject([
        ['novita-fleet:request', about],
        ['novita-fleet:retry', { ...about, attempts: 1, delayMs: 1_000, error: { status: 500 } }],
        ['novita-fleet:response', { ...about, attempts: 2, durationMs: expect.any(Number) as number }],
      ]);
      expect(events.map(([name]) => name).slice(3)).toEqual([
        'novita-fleet:request',
        'novita-fleet:error',
        'novita-fleet:request',
        'novita-fleet:circuit',
        'novita-fleet:error',
      ]);
      expect(events[6]![1]).toEqual({ origin: server.url, from: 'closed', to: 'open' });
    } finally {
      for (const name of names) unsubscribe(name, listener);
    }
  });
});
