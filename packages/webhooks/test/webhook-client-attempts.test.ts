import type { LookupAddress } from 'node:dns';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import { createAddressGuard, verifyWebhook, WebhookClient, WebhookDeliveryError } from '../src/index.js';
import { listen } from './listen.js';
import { anEvent, SECRET, START_MS, START_SECONDS } from './signed-event.js';
import { thrownBy } from './thrown-by.js';
import { aClient, answer, ATTEMPT_TIMEOUT_MS, ok, passWaits, sink } from './webhook-sink.js';

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
