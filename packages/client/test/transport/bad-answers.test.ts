import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { AttemptTimeoutError, ConnectionError, DecodeError, NovitaApiService } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until } from '../loopback-server.js';

const servers: { server: Server; sockets: Set<Socket> }[] = [];

afterEach(async () => {
  await closeAll();
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A client before a server that writes the bytes of its answers itself; the first request of a connection gets one. */
async function wire(answer: (socket: Socket, index: number) => void, options = {}) {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', () => answer(socket, requests++));
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parts = await harness(() => undefined, { baseUrl, ...options });
  return { ...parts, sockets, requests: () => requests };
}

const MIB = 1024 * 1024;
const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';

describe('a success whose body is no answer', () => {
  it.each([
    ['a page of a proxy', '<!DOCTYPE html><html><body>Welcome</body></html>'],
    ['JSON that is cut', '{"data":[{"id":"i1","name":'],
    ['two values', '{} {}'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
    ['a number beyond JSON', 'NaN'],
    ['an endless nesting', '['.repeat(100_000)],
  ])('is a DecodeError that quotes nothing: %s', async (_name, body) => {
    const { client, server } = await harness((response) => response.end(body));
    const error = await failure(client.get('/x'));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ status: 200, code: 'decode_failed' });
    expect((error as Error).message).toMatch(/^GET \/x was answered with 200 and \d+ bytes that are not JSON$/);
    expect(server.seen).toHaveLength(1);
  });

  it('is a DecodeError when it has 50 MB, whether or not it says so, and gives the connection up', async () => {
    for (const announced of [true, false]) {
      let taken = 0;
      const { client, server } = await harness((response) => {
        if (announced) response.setHeader('content-length', 50 * MIB);
        const piece = Buffer.alloc(MIB, 0x20);
        const write = (): void => {
          while (taken < 50) {
            taken++;
            if (!response.write(piece)) {
              response.once('drain', write);
              return;
            }
          }
          response.end();
        };
        write();
      });
      const error = await failure(client.get('/x'));
      expect(error).toBeInstanceOf(DecodeError);
      expect((error as Error).message).toContain('more than the 16777216 bytes of `maxResponseBytes`');
      await until(() => server.sockets.size === 0);
      expect(taken).toBeLessThan(50);
    }
  });

  it('is a DecodeError as soon as it says that it is too large', async () => {
    const { client } = await harness((response) => {
      response.writeHead(200, { 'content-length': 50 * MIB });
      response.flushHeaders();
    });
    expect(await failure(client.get('/x'))).toBeInstanceOf(DecodeError);
  });

  it('is a DecodeError when it unpacks to more than is read, and takes no more memory than that', async () => {
    // Packed twice, 64 MiB are less than a kilobyte.
    const bomb = gzipSync(gzipSync(Buffer.alloc(64 * MIB)));
    expect(bomb.length).toBeLessThan(1_024);
    const { client } = await harness((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb),
    );
    expect(await failure(client.get('/x'))).toMatchObject({
      code: 'decode_failed',
      status: 200,
      message: expect.stringContaining('cannot be unpacked') as string,
    });
  });
});

describe('a body that never ends', () => {
  it('is ended by the timeout of the attempt, however it drips', async () => {
    const { client, server, clock } = await harness((response) => {
      response.writeHead(200);
      const drip = (): void => {
        if (!response.destroyed && response.write(' ')) setImmediate(drip);
      };
      drip();
    });
    const call = failure(client.get('/x', { maxRetries: 0 }));
    await until(() => server.seen.length === 1);
    await clock.advance(29_990);
    expect(server.sockets.size).toBe(1);
    await clock.advance(10);
    const error = await call;
    expect(error).toBeInstanceOf(AttemptTimeoutError);
    expect(error).toMatchObject({ message: expect.stringContaining('while reading the answer') as string });
    await until(() => server.sockets.size === 0);
  });

  it('is ended too when it is that of a refusal', async () => {
    const { client, server, clock } = await harness((response) => response.writeHead(500).write('{"a'));
    const call = failure(client.get('/x', { maxRetries: 0 }));
    await until(() => server.seen.length === 1);
    await clock.advance(30_000);
    expect(await call).toBeInstanceOf(AttemptTimeoutError);
  });
});

describe('a length that is not true', () => {
  it('larger than the body: a lost connection when the server hangs up', async () => {
    const { client } = await wire((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}'));
    const error = await failure(client.get('/x', { maxRetries: 0 }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ requestSent: true });
  });

  it('larger than the body: a timeout when the server waits', async () => {
    const { client, clock, requests } = await wire((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}'),
    );
    const call = failure(client.get('/x', { maxRetries: 0 }));
    await until(() => requests() === 1);
    await clock.advance(30_000);
    expect(await call).toBeInstanceOf(AttemptTimeoutError);
  });

  it('smaller than the body: the rest is no answer to the next call', async () => {
    const { client } = await wire((socket, index) =>
      socket.write(index === 0 ? 'HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{"ok":1}{"evil":true}' : OK),
    );
    await expect(client.get('/x')).resolves.toEqual({ ok: 1 });
    await expect(client.get('/x')).resolves.toEqual({});
  });

  it.each([
    ['no number', 'content-length: many'],
    ['less than nothing', 'content-length: -5'],
    ['two lengths', 'content-length: 2\r\ncontent-length: 3'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked'],
  ])('is an error, no crash: %s', async (_name, headers) => {
    const { client } = await wire((socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n{}`));
    const error = await failure(client.get('/x', { maxRetries: 0 }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ requestSent: true });
  });
});

describe('headers', () => {
  it.each([
    ['one that is too long', `x: ${'a'.repeat(100_000)}\r\n`],
    ['too many', 'x: a\r\n'.repeat(20_000)],
  ])('that are too long are a DecodeError, sent once: %s', async (_name, headers) => {
    const { client, requests, sockets } = await wire((socket) => socket.write(`HTTP/1.1 200 OK\r\n${headers}`));
    const error = await failure(client.get('/x'));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ status: 0, message: expect.stringContaining('longer headers') as string });
    expect(requests()).toBe(1);
    await until(() => sockets.size === 0);
  });

  it('that never end are ended by the timeout', async () => {
    const { client, clock, requests } = await wire((socket) => socket.write('HTTP/1.1 200 OK\r\nx: a'));
    const call = failure(client.get('/x', { maxRetries: 0 }));
    await until(() => requests() === 1);
    await clock.advance(30_000);
    expect(await call).toBeInstanceOf(AttemptTimeoutError);
  });

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a bad status', 'HTTP/1.1 abc\r\n\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['bad chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['nothing', ''],
  ])('that are none are a lost connection, and tried again by a read: %s', async (_name, bytes) => {
    const { client, clock, retries, requests } = await wire((socket, index) => socket.end(index === 0 ? bytes : OK));
    const call = client.get('/x');
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await expect(call).resolves.toEqual({});
    expect(requests()).toBe(2);
  });

  it('that announce more to come are no answer', async () => {
    const { client } = await wire((socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${OK}`));
    await expect(client.get('/x')).resolves.toEqual({});
  });
});

describe('an answer of another shape', () => {
  it('is read as far as it goes: unknown status, numbers as text, missing and surplus fields', async () => {
    const { client } = await harness((response) =>
      json(response, { id: 'i1', status: 'hibernating', createdAt: '1735689600', brandNew: { a: 1 } }),
    );
    const instance = await new NovitaApiService(client).instances.get('i1');
    const { id, name, status, createdAt } = instance;
    expect({ id, name, status, createdAt }).toEqual({
      ...{ id: 'i1', name: '', status: 'hibernating' },
      createdAt: new Date(1_735_689_600_000),
    });
    expect(instance.raw).toMatchObject({ brandNew: { a: 1 } });
  });

  it.each([null, [], 'text', 5, { instances: 'many' }, { code: 200 }])(
    'is a DecodeError, not an empty list, when it is no list: %j',
    async (body) => {
      const { client } = await harness((response) => json(response, body));
      const error = await failure(new NovitaApiService(client).instances.list());
      expect(error).toBeInstanceOf(DecodeError);
    },
  );
});
