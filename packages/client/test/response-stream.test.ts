import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  AbortedError,
  AttemptTimeoutError,
  ClientClosedError,
  ConnectionError,
  DecodeError,
  NotFoundError,
  type ResponseStream,
} from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

afterEach(closeAll);

const MIB = 1024 * 1024;

/** A client before a server whose answer a test writes by hand. */
async function byHand(options = {}) {
  const open: ServerResponse[] = [];
  const parts = await harness((response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-request-id': 'r1' });
    response.flushHeaders();
    open.push(response);
  }, options);
  return { ...parts, open };
}

/** Everything that a stream gives, as text. */
async function read(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a streamed answer', () => {
  it('is there as soon as it begins, and gives each piece as it comes', async () => {
    const { client, open, server } = await byHand();
    const answer = await client.stream({ path: '/x', query: { a: 1 }, correlationId: 'c1' });
    expect(answer).toMatchObject({ status: 200, requestId: 'r1', correlationId: 'c1', attempts: 1 });
    expect(answer.headers['content-type']).toBe('text/plain');
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/x?a=1' });
    expect(server.seen[0]!.headers).toMatchObject({ authorization: 'Bearer sk_test_key', accept: '*/*' });
    const reader = answer[Symbol.asyncIterator]();
    for (const text of ['first', 'second']) {
      open[0]!.write(text);
      expect(Buffer.from((await reader.next()).value!).toString()).toBe(text);
    }
    open[0]!.end();
    expect((await reader.next()).done).toBe(true);
  });

  it('may be the answer to a body, and may be empty', async () => {
    const { client, server } = await harness((response) => response.writeHead(204).end());
    const answer = await client.stream({ method: 'POST', path: '/x', body: { a: 1 } });
    expect([answer.status, await read(answer)]).toEqual([204, '']);
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it('may be larger than any body that is read whole', async () => {
    const { client } = await harness(
      (response) => {
        let left = 50;
        const piece = Buffer.alloc(MIB);
        const write = (): void => {
          while (left-- > 0) if (!response.write(piece)) return void response.once('drain', write);
          response.end();
        };
        write();
      },
      { maxResponseBytes: 1_000 },
    );
    let bytes = 0;
    for await (const chunk of await client.stream({ path: '/x' })) {
      bytes += chunk.length;
      // A slow reader: more comes than it takes, so that the connection has to stop and go on.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(bytes).toBe(50 * MIB);
  });

  it('is not read further than its reader reads', async () => {
    let sent = 0;
    const { client } = await harness(
      (response, seen) => {
        if (seen.url !== '/big') return json(response, 1);
        const piece = Buffer.alloc(MIB);
        const write = (): void => {
          while (sent < 512) {
            sent++;
            if (!response.write(piece)) return void response.once('drain', write);
          }
          response.end();
        };
        write();
      },
      { rateLimit: { requestsPerMinute: Infinity } },
    );
    const answer = await client.stream({ path: '/big' });
    const reader = answer[Symbol.asyncIterator]();
    await reader.next();
    // Time enough for all of it to come, if it were read.
    for (let each = 0; each < 2_000; each++) await client.get('/small');
    expect(sent).toBeLessThan(64);
    answer.close();
  });

  it('is a typed error when it is a refusal, whose body is read whole', async () => {
    const { client } = await harness((response) => json(response, { reason: 'X', message: 'thing not found' }, 400));
    const error = await failure(client.stream({ path: '/x' }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ detail: 'thing not found', attempts: 1 });
  });

  it('is asked for again until it begins, and never after that', async () => {
    const { client, clock, retries, server } = await harness((response, _seen, index) => {
      if (index === 0) return json(response, {}, 503);
      response.writeHead(200);
      response.write('begin');
      setImmediate(() => response.destroy());
    });
    const opening = client.stream({ path: '/x' });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    const answer = await opening;
    expect(answer.attempts).toBe(2);
    const error = await failure(read(answer));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      requestSent: true,
      message: expect.stringContaining('reading the answer') as string,
    });
    expect(server.seen).toHaveLength(2);
    expect(client.stats()).toMatchObject({ outcomes: { success: 1 }, retries: 1 });
  });

  it('has its timeout until it begins, a refusal until its end', async () => {
    const { client, clock, open, server } = await byHand();
    const answer = await client.stream({ path: '/x', timeoutMs: 1_000, deadlineMs: 2_000, idleTimeoutMs: Infinity });
    await clock.advance(1_000_000);
    open[0]!.end('late');
    expect(await read(answer)).toBe('late');

    const silent = await harness((response, seen) => {
      if (seen.url === '/refused') response.writeHead(404).write('{"a');
    });
    for (const path of ['/silent', '/refused']) {
      const call = failure(silent.client.stream({ path, timeoutMs: 1_000, maxRetries: 0 }));
      const before = silent.server.seen.length;
      await until(() => silent.server.seen.length === before + 1);
      await silent.clock.advance(1_000);
      expect(await call).toBeInstanceOf(AttemptTimeoutError);
    }
    expect(server.seen).toHaveLength(1);
  });

  it('ends after its silence, while somebody reads', async () => {
    const { client, clock, open, server } = await byHand();
    const answer = await client.stream({ path: '/x?secret=1' });
    const reader = answer[Symbol.asyncIterator]();
    open[0]!.write('a');
    await reader.next();
    await clock.advance(600_000);
    const next = failure(reader.next());
    await clock.advance(60_000);
    expect(await next).toMatchObject({
      code: 'attempt_timeout',
      timeoutMs: 60_000,
      message: 'GET /x sent nothing for 60000 ms',
    });
    await until(() => server.sockets.size === 0);
  });

  it.each<[string, (answer: ResponseStream) => Promise<unknown>]>([
    [
      'the loop is left',
      async (answer) => {
        for await (const chunk of answer) if (chunk.length > 0) break;
      },
    ],
    [
      'the loop over its lines is left',
      async (answer) => {
        for await (const line of answer.lines()) if (line === 'line') break;
      },
    ],
    ['it is closed before it is read', async (answer) => answer.close()],
    [
      'it is disposed of',
      async (answer) => {
        await using disposed = answer;
        expect(disposed.status).toBe(200);
      },
    ],
  ])('gives its connection up when %s', async (_name, leave) => {
    const { client, open, server } = await byHand();
    const { signal } = new AbortController();
    const answer = await client.stream({ path: '/x', signal });
    open[0]!.write('line\n');
    await leave(answer);
    await until(() => server.sockets.size === 0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(await read(answer)).toBe('');
  });

  it('ends a reader who waits when it is closed', async () => {
    const { client, open } = await byHand();
    const answer = await client.stream({ path: '/x' });
    const reading = read(answer);
    await until(() => open.length === 1);
    answer.close();
    expect(await reading).toBe('');
  });

  it('takes a slot of the limiter until it begins', async () => {
    const { client } = await byHand({ rateLimit: { concurrency: 1 } });
    const answers = [await client.stream({ path: '/x' }), await client.stream({ path: '/y' })];
    expect(client.getQueueStatus()).toMatchObject({ inFlight: 0, isProcessing: false });
    for (const answer of answers) answer.close();
  });

  it('ends at once when it is aborted: before, while it is awaited, and while it is read', async () => {
    const { client, open, server } = await byHand();
    expect(await failure(client.stream({ path: '/x', signal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
    const controller = new AbortController();
    const { signal } = controller;
    const answer = await client.stream({ path: '/x', signal });
    const reading = failure(read(answer));
    await until(() => open.length === 1);
    controller.abort(new Error('enough'));
    expect(await reading).toMatchObject({ code: 'aborted', requestSent: true, cause: new Error('enough') });
    await until(() => server.sockets.size === 0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends when the client is closed, which does not wait for it', async () => {
    const { client, open, clock } = await byHand();
    const answer = await client.stream({ path: '/x' });
    const reading = failure(read(answer));
    await until(() => open.length === 1);
    await client.close();
    expect(await reading).toBeInstanceOf(ClientClosedError);
    expect(clock.pending).toBe(0);
    expect(await failure(client.stream({ path: '/x' }))).toBeInstanceOf(ClientClosedError);
  });

  it('does not go on until other calls have ended when the client is closed', async () => {
    const { client, open } = await byHand();
    const answer = await client.stream({ path: '/x' });
    const call = client.get('/y');
    await until(() => open.length === 2);
    const closing = client.close();
    expect(await failure(read(answer))).toBeInstanceOf(ClientClosedError);
    open[1]!.end('"done"');
    expect(await call).toBe('done');
    await closing;
  });

  it('that begins while the client is being closed is ended too', async () => {
    const open: ServerResponse[] = [];
    const { client } = await harness((response) => void open.push(response));
    const opening = client.stream({ path: '/x' });
    await until(() => open.length === 1);
    const closing = client.close();
    open[0]!.write('begin');
    const answer = await opening;
    await closing;
    expect(await failure(read(answer))).toBeInstanceOf(ClientClosedError);
  });

  it.each([
    ['gzip', gzipSync('ä'.repeat(1_000))],
    ['br', brotliCompressSync('ä'.repeat(1_000))],
    ['deflate', deflateSync('ä'.repeat(1_000))],
    ['gzip, br', brotliCompressSync(gzipSync('ä'.repeat(1_000)))],
    ['identity', Buffer.from('ä'.repeat(1_000))],
  ])('is unpacked as it comes when a proxy has packed it as %s', async (encoding, body) => {
    const { client } = await harness((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await read(await client.stream({ path: '/x' }))).toBe('ä'.repeat(1_000));
  });

  it.each([
    ['gzip', Buffer.from('garbage')],
    ['gzip', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
    ['zstd', Buffer.from('x')],
    ['gzip, gzip, gzip, gzip', Buffer.from('x')],
  ])('throws a DecodeError when it is packed badly: %s', async (encoding, body) => {
    const { client } = await harness((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    const error = await failure(read(await client.stream({ path: '/x' })));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error).toMatchObject({ status: 200 });
  });

  it('is no more than its reader takes when it unpacks to very much', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * MIB));
    const { client, server } = await harness((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    let bytes = 0;
    for await (const chunk of await client.stream({ path: '/x' })) {
      bytes += chunk.length;
      if (bytes > MIB) break;
    }
    expect(bytes).toBeLessThan(2 * MIB);
    await until(() => server.sockets.size <= 1);
  });

  it('gives its connection up when the reader of a packed body leaves, though more is awaited', async () => {
    const { client, server } = await harness((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const packer = createGzip();
      packer.pipe(response);
      packer.write('begin');
      packer.flush();
    });
    for await (const chunk of await client.stream({ path: '/x' })) {
      expect(Buffer.from(chunk).toString()).toBe('begin');
      break;
    }
    await until(() => server.sockets.size === 0);
  });

  it('passes an abort through the unpacking', async () => {
    const { client, open } = await byHand();
    const controller = new AbortController();
    const silent = await harness((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.flushHeaders();
      open.push(response);
    });
    const answer = await silent.client.stream({ path: '/x', signal: controller.signal });
    const reading = failure(read(answer));
    await until(() => open.length === 1);
    controller.abort();
    expect(await reading).toBeInstanceOf(AbortedError);
    await until(() => silent.server.sockets.size === 0);
    await client.close();
  });

  it('is told to events and counters when it begins', async () => {
    const { client, log } = await byHand();
    const answer = await client.stream({ path: '/v1/things/3560b7fec915bbf9/log' });
    answer.close();
    expect(log.at(-1)).toMatchObject({ message: 'response', fields: { status: 200, attempts: 1 } });
    expect(client.stats()).toMatchObject({
      active: 0,
      calls: 1,
      routes: [{ route: '/v1/things/{id}/log', outcomes: { success: 1 } }],
    });
  });
});
