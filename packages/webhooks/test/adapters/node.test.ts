import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { EventEmitter, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '@novita-fleet/testkit';
import { createNodeHandler } from '../../src/adapters/node.js';
import { WebhookReceiver, type WebhookReceiverOptions } from '../../src/index.js';
import { listen } from '../listen.js';
import { aSignedEvent, anEvent, SECRET, type SignedEvent } from '../signed-event.js';

function aHandler(options: Partial<WebhookReceiverOptions> = {}): ReturnType<typeof createNodeHandler> {
  const clock = new FakeClock();
  return createNodeHandler(new WebhookReceiver({ secrets: SECRET, onEvent: () => undefined, clock, ...options }));
}

function post(url: string, { body, headers }: SignedEvent): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { ...headers } });
}

describe('createNodeHandler', () => {
  it('receives an event', async () => {
    const onEvent = vi.fn();
    const { url } = await listen(aHandler({ onEvent }));
    const response = await post(url, aSignedEvent());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(onEvent).toHaveBeenCalledExactlyOnceWith(anEvent(), expect.anything());
  });

  it('reads a body that comes in many pieces', async () => {
    const { url } = await listen(aHandler());
    const { body, headers } = aSignedEvent();
    const req = httpRequest(url, { method: 'POST', headers: { ...headers } });
    for (const byte of body) req.write(Buffer.of(byte));
    req.end();
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    res.resume();
    expect(res.statusCode).toBe(200);
  });

  it('answers problems and refuses other methods', async () => {
    const { url } = await listen(aHandler());
    const { body } = aSignedEvent();
    const response = await post(url, { body, headers: {} as SignedEvent['headers'] });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const got = await fetch(url);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await post(url, { ...aSignedEvent(), body: Buffer.alloc(0) })).status).toBe(401);
  });

  it('refuses a body over the cap by its Content-Length, before any of it comes', async () => {
    const { port } = await listen(aHandler({ maxBodyBytes: 100 }));
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
    await once(socket, 'close');
  });

  it('stops reading a streamed body at the cap', async () => {
    const { port } = await listen(aHandler({ maxBodyBytes: 100 }));
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    socket.write(`40\r\n${'a'.repeat(64)}\r\n40\r\n${'b'.repeat(64)}\r\n`);
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toContain('HTTP/1.1 413 ');
    expect(head.toString()).toContain('webhook_too_large');
    // The body never ends; the server closes the connection all the same.
    await once(socket, 'close');
  });

  it('takes a body of exactly the cap', async () => {
    const signed = aSignedEvent();
    const { url } = await listen(aHandler({ maxBodyBytes: signed.body.length }));
    expect((await post(url, signed)).status).toBe(200);
  });

  it('drops a request that its sender abandons', async () => {
    const onEvent = vi.fn();
    const onError = vi.fn();
    const handler = aHandler({ onEvent, onError });
    const events = new EventEmitter();
    const { port, url } = await listen((req, res) => {
      handler(req, res);
      events.emit('request');
      res.on('close', () => events.emit('closed'));
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf');
    await once(events, 'request');
    const closed = once(events, 'closed');
    socket.resetAndDestroy();
    await closed;
    expect(onEvent).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
    expect((await post(url, aSignedEvent())).status).toBe(200);
  });

  it('refuses a body that a parser has read, and says what to do', async () => {
    const handler = aHandler();
    const { url } = await listen((req, res) => {
      req.resume().on('end', () => {
        Object.assign(req, { body: anEvent() });
        handler(req, res);
      });
    });
    const response = await post(url, aSignedEvent());
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      code: 'invalid_argument',
      detail: expect.stringContaining('express.raw') as string,
    });
  });

  it.each(['body', 'rawBody'])('takes a Buffer in req.%s', async (field) => {
    const handler = aHandler();
    const { url } = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        Object.assign(req, { body: {}, [field]: Buffer.concat(chunks) });
        handler(req, res);
      });
    });
    expect((await post(url, aSignedEvent())).status).toBe(200);
  });

  it('does not throw when the answer was sent by somebody else', async () => {
    const handler = aHandler();
    const { url } = await listen((req, res) => {
      res.end('mine');
      handler(req, res);
    });
    expect(await (await post(url, aSignedEvent())).text()).toBe('mine');
  });
});
