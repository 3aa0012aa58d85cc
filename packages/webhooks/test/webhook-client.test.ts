import { inspect } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '@novita-fleet/testkit';
import { createNodeHandler } from '../src/adapters/node.js';
import {
  generateSignature,
  verifyWebhook,
  WebhookClient,
  type WebhookDeliveryError,
  WebhookReceiver,
  type WebhookClientOptions,
  type WebhookEvent,
} from '../src/index.js';
import { listen } from './listen.js';
import { anEvent, OTHER_SECRET, SECRET, START_MS, START_SECONDS } from './signed-event.js';
import { thrownBy } from './thrown-by.js';
import { aClient, answer, ok, sink, type Received } from './webhook-sink.js';

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
