import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

const NAMES = ['request', 'response', 'error', 'retry', 'circuit'].map((name) => `novita-fleet:${name}`);
const events: [string, Record<string, unknown>][] = [];
const listener = (message: unknown, name: string | symbol): void => {
  events.push([String(name), message as Record<string, unknown>]);
};

beforeEach(() => {
  for (const name of NAMES) subscribe(name, listener);
});

afterEach(async () => {
  for (const name of NAMES) unsubscribe(name, listener);
  events.length = 0;
  await closeAll();
});

/** Options under which nothing is logged, so that only the channels listen. */
const SILENT = { logger: undefined } as never;

describe('diagnostics channels', () => {
  it('tell of requests, retries, answers, failures and the breaker', async () => {
    const { client, clock, server } = await harness(
      (response, _seen, index) => json(response, {}, index === 1 ? 200 : 500, { 'x-request-id': `r${index}` }),
      { circuitBreaker: { failureThreshold: 2 }, ...(SILENT as object) },
    );
    const call = client.get('/x/3560b7fec915bbf9?secret=1', { correlationId: 'c1' });
    await until(() => events.length === 2);
    await clock.advance(1_000);
    await call;
    await failure(client.post('/y', {}, { route: '/why' }));
    await failure(client.post('/y'));
    expect(server.seen).toHaveLength(4);
    const about = {
      client: 'NovitaClient',
      origin: server.url,
      method: 'GET',
      path: '/x/3560b7fec915bbf9',
      route: '/x/{id}',
      correlationId: 'c1',
    };
    expect(events.slice(0, 3)).toMatchObject([
      ['novita-fleet:request', about],
      ['novita-fleet:retry', { ...about, attempts: 1, delayMs: 1_000, code: 'server_error', error: { status: 500 } }],
      [
        'novita-fleet:response',
        { ...about, attempts: 2, status: 200, requestId: 'r1', durationMs: 1_000, source: 'network' },
      ],
    ]);
    expect(events.map(([name]) => name).slice(3)).toEqual([
      'novita-fleet:request',
      'novita-fleet:error',
      'novita-fleet:request',
      'novita-fleet:circuit',
      'novita-fleet:error',
    ]);
    expect(events[4]![1]).toMatchObject({ route: '/why', code: 'server_error', status: 500, attempts: 1 });
    expect(events[6]![1]).toEqual({ client: 'NovitaClient', origin: server.url, from: 'closed', to: 'open' });
  });

  it('carry the first event of a call in all that follow, and no other', async () => {
    const { client } = await harness(
      (response, seen) => setImmediate(() => json(response, {}, seen.url === '/bad' ? 404 : 200)),
      SILENT,
    );
    // The same id twice: it does not tell the calls apart.
    await Promise.all([
      client.get('/good', { correlationId: 'same' }),
      failure(client.get('/bad', { correlationId: 'same' })),
    ]);
    const [good, bad] = events.slice(0, 2).map(([, event]) => event);
    const last = (name: string) => events.find(([each]) => each === `novita-fleet:${name}`)![1];
    expect(last('response').request).toBe(good);
    expect(last('error').request).toBe(bad);
    expect(last('error')).toMatchObject({ code: 'not_found', status: 404 });
  });

  it('tell of a call that was refused before it was sent', async () => {
    const { client, server } = await harness((response) => json(response, {}, 500), {
      circuitBreaker: { failureThreshold: 1 },
      maxRetries: 0,
      ...(SILENT as object),
    });
    await failure(client.get('/x'));
    await failure(client.get('/x'));
    expect(server.seen).toHaveLength(1);
    expect(events.at(-1)).toMatchObject(['novita-fleet:error', { code: 'circuit_open', status: undefined }]);
  });

  it('are silent about a call that began while nobody listened', async () => {
    const { client, server } = await harness((response, _seen, index) => {
      if (index === 0) return void setImmediate(() => json(response, 1));
      json(response, 1);
    }, SILENT);
    for (const name of NAMES) unsubscribe(name, listener);
    const call = client.get('/x');
    await until(() => server.seen.length === 1);
    for (const name of NAMES) subscribe(name, listener);
    await call;
    expect(events).toEqual([]);
  });
});
