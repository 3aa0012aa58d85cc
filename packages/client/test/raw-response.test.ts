import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { NotFoundError } from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { json, until } from './loopback-server.js';

afterEach(closeAll);

describe('requestRaw', () => {
  it('gives status, headers and the very bytes, whatever they are', async () => {
    const bytes = Buffer.from([0xff, 0, 0x7b, 0x0a]);
    const { client, server } = await harness((response) => {
      response.writeHead(202, { 'x-request-id': 'r1', 'Set-Cookie': ['a=1', 'b=2'], 'x-one': '1' }).end(bytes);
    });
    const raw = await client.requestRaw({ method: 'POST', path: '/x', body: { a: 1 }, correlationId: 'c1' });
    expect(raw).toEqual({
      status: 202,
      headers: expect.objectContaining({ 'set-cookie': ['a=1', 'b=2'], 'x-one': '1' }) as unknown,
      body: bytes,
      requestId: 'r1',
      correlationId: 'c1',
      attempts: 1,
      durationMs: 0,
    });
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it('undoes a content encoding, and gives an empty body for none', async () => {
    const { client } = await harness((response, _seen, index) => {
      if (index === 1) return void response.writeHead(204).end();
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('text'));
    });
    const read = () => client.requestRaw({ method: 'GET', path: '/x' });
    expect((await read()).body.toString()).toBe('text');
    expect((await read()).body).toHaveLength(0);
  });

  it('throws the typed error of a refusal, and of options', async () => {
    const { client } = await harness((response) => json(response, { reason: 'RESOURCE_NOT_FOUND' }, 400));
    expect(await failure(client.requestRaw({ method: 'GET', path: '/x' }))).toBeInstanceOf(NotFoundError);
    const refused = await failure(client.requestRaw({ method: 'GET', path: '/x', raw: true } as never));
    expect(refused).toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('NovitaClient.requestRaw: unknown option "raw"') as string,
    });
  });

  it('counts attempts and waits, and is never shared', async () => {
    const { client, clock, retries, server } = await harness((response, _seen, index) =>
      json(response, { index }, index === 0 ? 503 : 200),
    );
    const call = client.requestRaw({ method: 'GET', path: '/x', catalogue: true });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await call).toMatchObject({ attempts: 2, durationMs: 1_000 });
    await client.requestRaw({ method: 'GET', path: '/x', catalogue: true });
    expect(server.seen).toHaveLength(3);
  });
});
