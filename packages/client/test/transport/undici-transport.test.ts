import { createServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionError, DecodeError, ForbiddenError, ServerError } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until } from '../loopback-server.js';

afterEach(closeAll);

const BIG = 64 * 1024;
const packed = JSON.stringify({ packed: true });

describe('an answer that is not as promised', () => {
  it('is a DecodeError that does not quote it: HTML, cut JSON, other text', async () => {
    for (const body of ['<html>sk_secret</html>', '{"sk_secret": tru', 'sk_secret']) {
      const { client, server } = await harness((response) => response.end(body));
      const error = await failure(client.get('/x'));
      expect(error).toBeInstanceOf(DecodeError);
      expect(error).toMatchObject({ code: 'decode_failed', status: 200 });
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('sk_secret');
      expect(server.seen).toHaveLength(1);
    }
  });

  it('is a DecodeError when it is too large, by its length or by its bytes', async () => {
    for (const withLength of [true, false]) {
      const { client, server } = await harness(
        (response) => {
          if (withLength) response.setHeader('content-length', BIG + 1);
          response.write('"');
          response.write('x'.repeat(BIG - 1));
          response.end('"');
        },
        { maxResponseBytes: BIG },
      );
      const error = await failure(client.get('/x'));
      expect(error).toMatchObject({
        code: 'decode_failed',
        message: expect.stringContaining('maxResponseBytes') as string,
      });
      await until(() => server.sockets.size === 0);
    }
  });

  it('is read when it has just the largest size, in many pieces', async () => {
    const text = 'x'.repeat(BIG - 2);
    const { client } = await harness(
      (response) => {
        response.write('"');
        for (let at = 0; at < text.length; at += 1_000) response.write(text.slice(at, at + 1_000));
        response.end('"');
      },
      { maxResponseBytes: BIG },
    );
    await expect(client.get('/x')).resolves.toBe(text);
  });

  it.each([
    ['gzip', gzipSync(packed)],
    ['x-gzip', gzipSync(packed)],
    ['br', brotliCompressSync(packed)],
    ['deflate', deflateSync(packed)],
    ['deflate', deflateRawSync(packed)],
    ['identity', Buffer.from(packed)],
    ['gzip, br', brotliCompressSync(gzipSync(packed))],
  ])('is unpacked when a proxy has packed it as %s', async (encoding, body) => {
    const { client } = await harness((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    await expect(client.get('/x')).resolves.toEqual({ packed: true });
  });

  it.each([
    ['gzip', gzipSync(JSON.stringify('x'.repeat(BIG)))],
    ['br', brotliCompressSync(JSON.stringify('x'.repeat(BIG)))],
    ['gzip', Buffer.from('garbage')],
    ['gzip', gzipSync(packed).subarray(0, 20)],
    ['zstd', Buffer.from('x')],
    ['gzip, gzip, gzip, gzip', Buffer.from('x')],
  ])('is a DecodeError when it unpacks to too much, is damaged or unknown: %s', async (encoding, body) => {
    const { client } = await harness(
      (response) => response.writeHead(200, { 'content-encoding': encoding }).end(body),
      { maxResponseBytes: BIG },
    );
    expect(await failure(client.get('/x'))).toMatchObject({ code: 'decode_failed', status: 200 });
  });

  it('keeps its status when only the text of a refusal is damaged', async () => {
    const { client } = await harness((response) =>
      response.writeHead(403, { 'content-encoding': 'gzip' }).end('garbage'),
    );
    expect(await failure(client.get('/x'))).toBeInstanceOf(ForbiddenError);
  });

  it('is an ApiError when a proxy refuses with a page', async () => {
    const { client } = await harness((response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    const error = await failure(client.get('/x', { maxRetries: 0 }));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 502, detail: undefined, body: '<html>Bad gateway</html>' });
  });
});

describe('a connection that is lost', () => {
  it('before the headers: may have taken effect', async () => {
    const { client } = await harness((response) => response.destroy());
    const error = await failure(client.get('/x', { maxRetries: 0 }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      requestSent: true,
      message: expect.stringContaining('waiting for the answer') as string,
    });
  });

  it('after the headers: may have taken effect', async () => {
    const { client } = await harness((response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":');
      setImmediate(() => response.destroy());
    });
    const error = await failure(client.get('/x', { maxRetries: 0 }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      requestSent: true,
      message: expect.stringContaining('reading the answer') as string,
    });
  });

  it('while connecting: surely took no effect', async () => {
    const { client, server } = await harness((response) => json(response, 1));
    await server.close();
    const error = await failure(client.get('/x?key=value', { maxRetries: 0 }));
    expect(error).toMatchObject({
      requestSent: false,
      message: expect.stringMatching(/^GET \/x failed, before the request was sent: .*ECONNREFUSED/) as string,
    });
  });
});

describe('an exchange that ends while it waits for a connection', () => {
  it('is never put on the wire, and does not hold up close()', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const received: Buffer[] = [];
    const sockets: Socket[] = [];
    const connected = new Promise<void>((resolve) => {
      silent.on('connection', (socket) => {
        sockets.push(socket);
        socket.on('data', (chunk) => received.push(chunk));
        socket.on('error', () => undefined);
        resolve();
      });
    });
    // The handshake is never answered.
    const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { client, clock } = await harness((response) => json(response, 1), { baseUrl });
    const controller = new AbortController();
    const aborted = failure(client.post('/secret', {}, { signal: controller.signal }));
    const late = failure(client.post('/secret', {}, { timeoutMs: 1_000, maxRetries: 0 }));
    await connected;
    controller.abort();
    await clock.advance(1_000);
    expect(await aborted).toMatchObject({ code: 'aborted', requestSent: false });
    expect(await late).toMatchObject({ code: 'attempt_timeout', requestSent: false });
    await client.close();
    expect(Buffer.concat(received).toString('latin1')).not.toContain('/secret');
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('is not put on the wire either when the connection comes later', async () => {
    const { client, server } = await harness((response) => json(response, 1));
    const controller = new AbortController();
    const aborted = failure(client.post('/aborted', {}, { signal: controller.signal }));
    controller.abort();
    expect(await aborted).toMatchObject({ code: 'aborted', requestSent: false });
    await until(() => server.sockets.size > 0);
    await client.get('/next');
    await client.get('/last');
    expect(server.seen.map(({ url }) => url)).toEqual(['/next', '/last']);
  });
});
