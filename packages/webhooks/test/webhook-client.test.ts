import type { LookupAddress } from 'node:dns';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import { createNodeHandler } from '../src/adapters/node.js';
import {
  createAddressGuard,
  generateSignature,
  verifyWebhook,
  WebhookClient,
  WebhookDeliveryError,
  WebhookReceiver,
  type WebhookClientOptions,
  type WebhookEvent,
} from '../src/index.js';
import { listen } from './listen.js';
import { anEvent, OTHER_SECRET, SECRET, START_MS, START_SECONDS } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly at: number;
}

/** A server that notes what it gets and answers with the next of `answers`, the last one for ever. */
async function sink(
  clock: FakeClock,
  ...answers: ((res: ServerResponse) => void)[]
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const { url } = await listen((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      received.push({ headers: req.headers, body: Buffer.concat(chunks), at: clock.now() - START_MS });
      answers[Math.min(received.length, answers.length) - 1]?.(res);
    });
  });
  return { url, received };
}

const answer =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (res: ServerResponse): void =>
    void res.writeHead(status, headers).end(body);
const ok = answer(200, 'fine');

function aClient(clock: FakeClock, options: WebhookClientOptions = {}): WebhookClient {
  const client = new WebhookClient({
    secret: SECRET,
    allowAddresses: ['127.0.0.0/8'],
    clock,
    random: () => 1,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

const ATTEMPT_TIMEOUT_MS = 15_000;

/** Moves the clock past each wait between attempts, and leaves the timers of running attempts alone. */
async function passWaits<T>(clock: FakeClock, delivery: Promise<T>): Promise<T> {
  const state = { settled: false };
  const done = delivery.finally(() => (state.settled = true));
  done.catch(() => undefined);
  while (!state.settled) {
    await new Promise((resolve) => setImmediate(resolve));
    const delay = clock.nextDelay;
    if (delay !== undefined && delay !== ATTEMPT_TIMEOUT_MS) await clock.advance(delay);
  }
  return done;
}

describe('a delivery', () => {
  it('is verified by the public reference library', async () => {
    // The library looks at the real time.
    const client = new WebhookClient({ secret: SECRET, allowAddresses: ['127.0.0.1'] });
    onTestFinished(() => client.close());
    const { url, received } = await sink(new FakeClock(), ok);
    const event = anEvent({ data: { ...anEvent().data, note: 'Grüße 世界 🚀' } });
    await client.sendWebhook({ url, payload: event });
    const [{ body, headers }] = received as [Received];
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual(event);
    expect(() => new Webhook(OTHER_SECRET).verify(body, headers as Record<string, string>)).toThrow('No matching');
  });

  it('reaches our own receiver', async () => {
    const clock = new FakeClock();
    const events: WebhookEvent[] = [];
    const receiver = new WebhookReceiver({ secrets: SECRET, onEvent: (event) => events.push(event), clock });
    const { url } = await listen(createNodeHandler(receiver));
    const client = aClient(clock);
    const first = await client.sendWebhook({ url, payload: anEvent() });
    expect(first).toEqual({ status: 200, attempts: 1, durationMs: 0, responseBody: '{"status":"ok"}' });
    expect(await client.sendWebhook({ url, payload: anEvent() })).toMatchObject({
      responseBody: '{"status":"duplicate"}',
    });
    expect(events).toEqual([anEvent()]);
  });

  it('sends exactly the bytes that it was given', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, ok);
    const client = aClient(clock);
    const text = '{ "id": "evt_1",\r\n "note": "ü" }';
    await client.sendWebhook({ url, payload: text, id: 'evt_1' });
    await client.sendWebhook({ url, payload: Buffer.from([0, 255, 10]), id: 'evt_2' });
    expect(received.map(({ body }) => body)).toEqual([Buffer.from(text), Buffer.from([0, 255, 10])]);
    expect(received[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'novita-fleet-webhooks',
      'x-webhook-id': 'evt_1',
      'x-webhook-timestamp': String(START_SECONDS),
      'x-webhook-signature': generateSignature(`${START_SECONDS}.${text}`, SECRET),
    });
  });

  it('takes secrets from the request, plain ones too, and further headers', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, ok);
    const client = aClient(clock);
    const headers = { 'X-Tenant': 't1', 'User-Agent': 'mine' };
    await client.sendWebhook({ url, payload: anEvent(), secrets: [OTHER_SECRET, 'plain'], headers });
    const [delivery] = received as [Received];
    const { body, headers: sent } = delivery;
    for (const secrets of [OTHER_SECRET, 'plain']) {
      expect(verifyWebhook({ body, headers: sent, secrets, now: START_MS }).event).toEqual(anEvent());
    }
    expect(() => verifyWebhook({ body, headers: sent, secrets: SECRET, now: START_MS })).toThrow();
    expect(sent).toMatchObject({ 'x-tenant': 't1', 'user-agent': 'mine' });
  });

  it('keeps connections for the next deliveries', async () => {
    const clock = new FakeClock();
    const ports = new Set<number | undefined>();
    const { url } = await listen((req, res) => {
      ports.add(req.socket.remotePort);
      req.resume().on('end', () => res.end('ok'));
    });
    const client = aClient(clock);
    for (let i = 0; i < 10; i++) await client.sendWebhook({ url, payload: anEvent() });
    // A second one, because undici may not yet have marked the first as free when the next delivery starts.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe('retries', () => {
  it('waits 1, 2 and 4 s, with a new time and signature and the same id each time', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(500), answer(503), answer(429), ok);
    const result = await passWaits(clock, aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(result).toMatchObject({ status: 200, attempts: 4, durationMs: 7000 });
    expect(received.map(({ at }) => at)).toEqual([0, 1000, 3000, 7000]);
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['evt_1']));
    for (const { body, headers, at } of received) {
      const { timestamp } = verifyWebhook({ body, headers, secrets: SECRET, toleranceSeconds: 1, now: START_MS + at });
      expect(timestamp).toBe(START_SECONDS + at / 1000);
    }
    expect(clock.pending).toBe(0);
  });

  it('jitters the waits', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(500));
    const delivery = aClient(clock, { random: seededRandom(1) }).sendWebhook({ url, payload: anEvent() });
    await thrownBy(() => passWaits(clock, delivery));
    const random = seededRandom(1);
    const waits = [1000, 2000, 4000].map((ceiling) => random() * ceiling);
    const gaps = received.slice(1).map(({ at }, index) => at - received[index]!.at);
    gaps.forEach((gap, index) => expect(gap).toBeCloseTo(waits[index]!, 3));
  });

  it.each([
    ['seconds', '7', 7000],
    ['no wait', '0', 0],
    ['a date', new Date(START_MS + 9000).toUTCString(), 9000],
  ])('waits as long as Retry-After says: %s', async (_, value, waitMs) => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(503, '', { 'retry-after': value }), ok);
    await passWaits(clock, aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(received.map(({ at }) => at)).toEqual([0, waitMs]);
  });

  it('gives up at once when Retry-After is beyond the cap', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(429, '', { 'retry-after': '61' }));
    const error = await thrownBy(() => aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(error).toMatchObject({ status: 429, attempts: 1, retryAfterMs: 61_000, reason: 'status' });
    expect(received).toHaveLength(1);
  });

  it.each([408, 425, 429, 500, 502, 503, 599])('tries again after %i', async (status) => {
    const clock = new FakeClock();
    const { url } = await sink(clock, answer(status), ok);
    const result = await passWaits(clock, aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(result.attempts).toBe(2);
  });

  it.each([301, 302, 307, 400, 401, 403, 404, 409, 410, 413, 422])('does not try again after %i', async (status) => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(status, 'no', { location: '/elsewhere' }), ok);
    const error = await thrownBy(() => aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(error).toBeInstanceOf(WebhookDeliveryError);
    expect(error).toMatchObject({ code: 'webhook_delivery_failed', status, attempts: 1, responseBody: 'no' });
    expect(received).toHaveLength(1);
  });

  it('tries again after a lost connection', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, (res) => res.destroy(), ok);
    const result = await passWaits(clock, aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(result.attempts).toBe(2);
    expect(received.map(({ at }) => at)).toEqual([0, 1000]);
  });

  it('makes exactly one attempt with maxRetries 0', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(503, 'later', { 'retry-after': '5' }));
    const error = await thrownBy(() => aClient(clock).sendWebhook({ url, payload: anEvent() }, 0));
    expect(error).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 5000, responseBody: 'later' });
    expect(received).toHaveLength(1);
  });

  it('says after the last attempt that nobody listens', async () => {
    const clock = new FakeClock();
    const { url, server } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const delivery = aClient(clock).sendWebhook({ url, payload: anEvent() }, 2);
    const error = await thrownBy(() => passWaits(clock, delivery));
    expect(error).toMatchObject({ reason: 'connection', attempts: 3, status: undefined, durationMs: 3000 });
    expect((error as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('one attempt', () => {
  it('ends after timeoutMs', async () => {
    const clock = new FakeClock();
    const arrived = { count: 0 };
    const { url } = await sink(clock, () => arrived.count++);
    const delivery = thrownBy(() => aClient(clock).sendWebhook({ url, payload: anEvent() }, 0));
    while (arrived.count === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    expect(await delivery).toMatchObject({ reason: 'timeout', attempts: 1, durationMs: ATTEMPT_TIMEOUT_MS });
    expect(clock.pending).toBe(0);
  });

  it('reads an answer up to the cap and drops the rest', async () => {
    const clock = new FakeClock();
    const state = { closed: false };
    const { url } = await listen((req, res) => {
      res.on('close', () => (state.closed = true));
      const more = (): void => {
        while (!state.closed && res.write('é'.repeat(8192)));
      };
      req.resume().on('end', more);
      res.on('drain', more);
    });
    const result = await aClient(clock, { maxResponseBytes: 101 }).sendWebhook({ url, payload: anEvent() });
    // The cut splits a character, which is left out.
    expect(result).toMatchObject({ status: 200, responseBody: 'é'.repeat(50) });
    while (!state.closed) await new Promise((resolve) => setImmediate(resolve));
  });

  it('counts a 2xx whose body breaks off or stalls as delivered', async () => {
    const clock = new FakeClock();
    const begin = (res: ServerResponse): void => {
      res.writeHead(202, { 'content-length': '100' });
      res.write('part');
    };
    const { url } = await sink(
      clock,
      (res) => {
        begin(res);
        setImmediate(() => res.destroy());
      },
      begin,
    );
    const client = aClient(clock);
    expect(await client.sendWebhook({ url, payload: anEvent() })).toMatchObject({ status: 202, attempts: 1 });
    const state = { headArrived: false };
    const onHead = (): void => void (state.headArrived = true);
    subscribe('undici:request:headers', onHead);
    onTestFinished(() => void unsubscribe('undici:request:headers', onHead));
    const stalled = client.sendWebhook({ url, payload: anEvent() });
    while (!state.headArrived) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    expect(await stalled).toMatchObject({ status: 202, responseBody: 'part' });
  });

  it('takes no interim answer for the real one', async () => {
    const clock = new FakeClock();
    const { url } = await sink(
      clock,
      (res) => res.writeEarlyHints({ link: '</x>; rel=preload' }, () => setImmediate(() => res.destroy())),
      ok,
    );
    const result = await passWaits(clock, aClient(clock).sendWebhook({ url, payload: anEvent() }));
    expect(result).toMatchObject({ status: 200, attempts: 2 });
  });

  it('sends nothing when its time is over before there is a connection', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, ok);
    const state: { resolve?: (addresses: LookupAddress[]) => void } = {};
    const resolve = (): Promise<LookupAddress[]> => new Promise((found) => (state.resolve = found));
    const addressGuard = createAddressGuard({ allow: ['127.0.0.0/8'], resolve });
    const client = new WebhookClient({ secret: SECRET, clock, addressGuard });
    const named = url.replace('127.0.0.1', 'hooks.example');
    const delivery = thrownBy(() => client.sendWebhook({ url: named, payload: anEvent() }, 0));
    while (state.resolve === undefined) await new Promise((next) => setImmediate(next));
    await clock.advance(ATTEMPT_TIMEOUT_MS);
    expect(await delivery).toMatchObject({ reason: 'timeout' });
    state.resolve([{ address: '127.0.0.1', family: 4 }]);
    // Closing waits for whatever is still on its way.
    await client.close();
    expect(received).toEqual([]);
  });

  it('does not decompress', async () => {
    const clock = new FakeClock();
    const { url, received } = await sink(clock, answer(200, 'not gzip', { 'content-encoding': 'gzip' }));
    const result = await aClient(clock).sendWebhook({ url, payload: anEvent() });
    expect(result.responseBody).toBe('not gzip');
    expect(received[0]!.headers['accept-encoding']).toBeUndefined();
  });

  it('is ended by the signal, and so is a wait', async () => {
    const clock = new FakeClock();
    const client = aClient(clock);
    const arrived = { count: 0 };
    const { url } = await sink(clock, () => arrived.count++);
    const running = new AbortController();
    const delivery = thrownBy(() => client.sendWebhook({ url, payload: anEvent(), signal: running.signal }));
    while (arrived.count === 0) await new Promise((resolve) => setImmediate(resolve));
    running.abort(new Error('enough'));
    expect(await delivery).toMatchObject({ code: 'aborted', cause: { message: 'enough' } });

    const failing = await sink(clock, answer(500));
    const waiting = new AbortController();
    const second = thrownBy(() => client.sendWebhook({ url: failing.url, payload: anEvent(), signal: waiting.signal }));
    while (clock.nextDelay !== 1000) await new Promise((resolve) => setImmediate(resolve));
    waiting.abort();
    expect(await second).toMatchObject({ code: 'aborted' });

    const before = thrownBy(() => client.sendWebhook({ url, payload: anEvent(), signal: AbortSignal.abort() }));
    expect(await before).toMatchObject({ code: 'aborted' });
    expect([arrived.count, failing.received.length, clock.pending]).toEqual([1, 1, 0]);
  });
});

describe('close', () => {
  it('ends waits, lets attempts end and refuses new ones', async () => {
    const clock = new FakeClock();
    const client = aClient(clock);
    const { url } = await sink(clock, answer(500));
    const waiting = thrownBy(() => client.sendWebhook({ url, payload: anEvent() }));
    while (clock.nextDelay !== 1000) await new Promise((resolve) => setImmediate(resolve));
    await client.close();
    expect(await waiting).toMatchObject({ code: 'client_closed' });
    expect(await thrownBy(() => client.sendWebhook({ url, payload: anEvent() }))).toMatchObject({
      code: 'client_closed',
    });
    await client[Symbol.asyncDispose]();
    expect(clock.pending).toBe(0);
  });
});

describe('notifications', () => {
  it('makes the payload', () => {
    const client = new WebhookClient({ clock: new FakeClock(), newId: () => 'evt_new' });
    expect(
      client.createNotificationPayload('inst_1', 'timed_out', { sequence: 4, elapsedTime: 10, data: { gpu: 2 } }),
    ).toEqual({
      id: 'evt_new',
      type: 'instance.timeout',
      timestamp: '2026-01-01T00:00:00.000Z',
      sequence: 4,
      data: { gpu: 2, instanceId: 'inst_1', novitaInstanceId: null, status: 'timed_out', elapsedTime: 10, error: null },
    });
    expect(client.createNotificationPayload('i', 'running', { type: 'custom.type' }).type).toBe('custom.type');
  });

  it('makes ids of its own', () => {
    const client = new WebhookClient();
    const ids = [1, 2].map(() => client.createNotificationPayload('i', 'ready').id);
    expect(ids[0]).toMatch(/^evt_[0-9a-f]{32}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('sends success, failure and timeout', async () => {
    const clock = new FakeClock();
    const client = aClient(clock);
    const { url, received } = await sink(clock, ok);
    const error = { code: 'cloud_failed', message: 'no such image' };
    await client.sendSuccessNotification(url, 'inst_1', { novitaInstanceId: 'n1' });
    await client.sendFailureNotification(url, 'inst_1', { error, secret: OTHER_SECRET, maxRetries: 0 });
    await client.sendTimeoutNotification(url, 'inst_1', { elapsedTime: 60_000 });
    const events = received.map(
      ({ body, headers }) => verifyWebhook({ body, headers, secrets: [SECRET, OTHER_SECRET], now: START_MS }).event,
    );
    expect(events.map(({ type, data }) => [type, data.status, data.error?.code ?? null])).toEqual([
      ['instance.ready', 'ready', null],
      ['instance.failed', 'failed', 'cloud_failed'],
      ['instance.timeout', 'timed_out', 'phase_timeout'],
    ]);
    expect(events[0]!.data.novitaInstanceId).toBe('n1');
  });

  it('generates signatures', () => {
    expect(new WebhookClient().generateSignature('x', SECRET)).toBe(generateSignature('x', SECRET));
  });
});

describe('what is refused', () => {
  const url = 'https://example.com/hook';

  it.each<[WebhookClientOptions, string]>([
    [{ timeout: 5 } as WebhookClientOptions, 'timeout'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ maxResponseBytes: -1 }, 'maxResponseBytes'],
    [{ secret: '' }, 'secret'],
    [{ secret: 'whsec_cut' }, 'secret'],
    [{ allowAddresses: ['localhost'] }, 'allow'],
  ])('the client options %o', (options, message) => expect(() => new WebhookClient(options)).toThrow(message));

  it.each([
    [{ payload: { ...anEvent(), sequence: -1 } }, 'payload'],
    [{ payload: '{}' }, 'id'],
    [{ payload: '{}', id: 'a.b' }, 'id'],
    [{ id: 'evt_2' }, 'id'],
    [{ secret: SECRET, secrets: [SECRET] }, 'secrets'],
    [{ headers: { 'Webhook-Id': 'x' } }, 'headers.Webhook-Id'],
    [{ headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A'],
    [{ headers: { 'X A': 'a' } }, 'headers.X A'],
    [{ headers: { Host: 'x' } }, 'headers.Host'],
    [{ timeoutMs: 1 }, 'timeoutMs'],
  ])('the request %o', async (change, argument) => {
    const request = { url, payload: anEvent(), ...change } as Parameters<WebhookClient['sendWebhook']>[0];
    const error = await thrownBy(() => new WebhookClient({ secret: SECRET }).sendWebhook(request));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
  });

  it.each([-1, 1.5, 101, NaN])('maxRetries %s', async (maxRetries) => {
    const error = await thrownBy(() => new WebhookClient().sendWebhook({ url, payload: anEvent() }, maxRetries));
    expect(error).toMatchObject({ code: 'invalid_argument', argument: 'maxRetries' });
  });

  it('a delivery without any secret', async () => {
    const error = await thrownBy(() => new WebhookClient().sendWebhook({ url, payload: anEvent() }));
    expect(error).toMatchObject({ code: 'invalid_argument', argument: 'secret' });
  });
});

it('shows neither secret, custom header, path nor answer', async () => {
  const clock = new FakeClock();
  const { url } = await sink(clock, answer(400, 'you sent Bearer t0ken'));
  const client = aClient(clock);
  const headers = { authorization: 'Bearer t0ken' };
  const refused = await thrownBy(() =>
    client.sendWebhook({ url: `${url}/t0ken?k=t0ken`, payload: anEvent(), headers }),
  );
  const { url: dead, server } = await listen(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const lost = await thrownBy(() => client.sendWebhook({ url: `${dead}/t0ken`, payload: anEvent(), headers }, 0));
  expect((refused as WebhookDeliveryError).responseBody).toContain('t0ken');
  for (const shown of [client, refused, lost]) {
    const text = inspect(shown, { depth: 12, showHidden: true }) + JSON.stringify(shown) + String(shown);
    expect(text).not.toContain('t0ken');
    expect(text).not.toContain(SECRET.slice(6));
  }
});
