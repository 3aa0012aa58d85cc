import { connect } from 'node:net';
import { once } from 'node:events';
import { FakeClock } from '@novita-fleet/testkit';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { WebhookReceiver, type ReceiverStage, type WebhookReceiverOptions } from '../../src/index.js';
import { TestWebhooks, type TestWebhookRequest } from '../../src/testing.js';
import { SECRET } from '../signed-event.js';
import { FRAMEWORKS, startExpressWith } from './frameworks.js';
import { HOSTILE_REQUESTS, type HostileRequest } from './hostile-requests.js';

const MAX_BODY_BYTES = 65_536;

function setUp(options: Partial<WebhookReceiverOptions> = {}) {
  const clock = new FakeClock();
  const handled: string[] = [];
  const failures: ReceiverStage[] = [];
  const receiver = new WebhookReceiver({
    ...{ secrets: SECRET, clock, maxBodyBytes: MAX_BODY_BYTES },
    onEvent: ({ id }) => void handled.push(id),
    onError: (_, stage) => void failures.push(stage),
    ...options,
  });
  return { receiver, handled, failures, webhooks: new TestWebhooks({ secret: SECRET, clock }) };
}

async function post(port: number, { body, headers }: TestWebhookRequest): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/hook`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text() };
}

/** Sends a request as it is written and answers the status, or undefined when the connection was closed without one. */
async function send(port: number, request: HostileRequest): Promise<number | undefined> {
  const { method = 'POST', headers, body, length = String(body.length), cut = false } = request;
  const socket = connect(port, '127.0.0.1');
  const lines = [`${method} /hook HTTP/1.1`, 'host: localhost', 'connection: close'];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  lines.push(length === null ? 'transfer-encoding: chunked' : `content-length: ${length}`, '', '');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(Buffer.from(lines.join('\r\n'), 'utf8'));
  if (length !== null) socket.write(body);
  else socket.write(Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]));
  if (length === null && !cut) socket.write('0\r\n\r\n');
  if (cut) socket.end();
  await once(socket, 'close').catch(() => undefined);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return status === undefined ? undefined : Number(status);
}

describe.each(FRAMEWORKS)('$name', ({ start, startParsing, remedy }) => {
  it('hands each event over once, and answers as the receiver says', async () => {
    const { receiver, handled, webhooks } = setUp();
    const port = await start(receiver);
    const request = webhooks.good({ data: { ...webhooks.event().data, name: 'ü€😀' } });
    expect(await post(port, request)).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await post(port, request)).toEqual({ status: 200, text: '{"status":"duplicate"}' });
    expect((await post(port, webhooks.again(request))).text).toBe('{"status":"duplicate"}');
    expect((await post(port, webhooks.rotated('a new secret'))).status).toBe(200);
    expect(handled).toHaveLength(2);
    const refused = await fetch(`http://127.0.0.1:${port}/hook`, webhooks.stale());
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await post(port, webhooks.tampered())).status).toBe(401);
    expect((await post(port, webhooks.forged())).status).toBe(401);
    const got = await fetch(`http://127.0.0.1:${port}/hook`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('answers 500 when the handler fails, and hands the event over again', async () => {
    let fails = true;
    const handled: string[] = [];
    const { receiver, failures, webhooks } = setUp({
      onEvent: ({ id }) => {
        if (fails) throw new Error('s3cret');
        handled.push(id);
      },
    });
    const port = await start(receiver);
    const request = webhooks.good();
    const { status, text } = await post(port, request);
    expect([status, JSON.parse(text)]).toMatchObject([500, { code: 'webhook_handler_failed' }]);
    expect(text).not.toContain('s3cret');
    fails = false;
    expect((await post(port, webhooks.again(request))).text).toBe('{"status":"ok"}');
    expect([handled, failures]).toEqual([[request.event.id], ['handler']]);
  });

  it('takes a body of exactly the cap, and refuses one byte more', async () => {
    const { webhooks } = setUp();
    const request = webhooks.good();
    const exact = setUp({ maxBodyBytes: request.body.length });
    expect((await post(await start(exact.receiver), request)).status).toBe(200);
    const less = setUp({ maxBodyBytes: request.body.length - 1 });
    expect((await post(await start(less.receiver), request)).status).toBe(413);
    expect(less.handled).toEqual([]);
  });

  it('refuses a body that was parsed before, and says how to get the bytes', async () => {
    const { receiver, handled, webhooks } = setUp();
    const port = await startParsing(receiver);
    const { status, text } = await post(port, webhooks.good());
    expect([status, JSON.parse(text)]).toMatchObject([500, { code: 'invalid_argument' }]);
    expect((JSON.parse(text) as { detail: string }).detail).toContain(remedy);
    expect(handled).toEqual([]);
  });

  it(`refuses each of ${HOSTILE_REQUESTS.length} hostile requests, and goes on`, async () => {
    const { receiver, handled, webhooks } = setUp();
    const port = await start(receiver);
    for (const request of HOSTILE_REQUESTS) {
      const { name, cut = false, statuses = [400, 401] } = request;
      const status = await send(port, request);
      if (cut) expect([undefined, 400, 401], name).toContain(status);
      else expect(statuses, `${name}: ${status ?? 'no answer'}`).toContain(status);
    }
    expect(handled).toEqual([]);
    expect((await post(port, webhooks.good())).status).toBe(200);
  });
});

it('has a corpus of hostile requests that are all different', () => {
  expect(HOSTILE_REQUESTS.length).toBeGreaterThanOrEqual(120);
  const names = HOSTILE_REQUESTS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe('Express', () => {
  it.each([
    ['express.raw', express.raw({ type: '*/*' })],
    [
      'a verify function that keeps the bytes',
      express.json({ verify: (req, _, bytes) => void Object.assign(req, { rawBody: bytes }) }),
    ],
    ['express.json for another type', express.json({ type: 'application/other' })],
  ])('works behind %s', async (_, parser) => {
    const { receiver, webhooks } = setUp();
    expect((await post(await startExpressWith(parser, receiver), webhooks.good())).status).toBe(200);
  });

  it('refuses text, from which the bytes cannot be had for sure', async () => {
    const { receiver, webhooks } = setUp();
    const port = await startExpressWith(express.text({ type: '*/*' }), receiver);
    expect((await post(port, webhooks.good())).status).toBe(500);
  });
});
