import { getEventListeners } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { FakeClock, freePort } from '@novita-fleet/testkit';
import { AbortedError, probeHttp } from '@novita-fleet/client';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../client-harness.js';
import { LoopbackServer, until, type Answer } from '../loopback-server.js';
import { selfSignedCertificate } from '../self-signed-certificate.js';

const servers: LoopbackServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: Answer): Promise<LoopbackServer> {
  const server = await LoopbackServer.start(answer);
  servers.push(server);
  return server;
}

describe('probeHttp', () => {
  it('passes with the expected status, and appends its path to that of the address', async () => {
    const server = await serve((response) => response.writeHead(204).end());
    const headers = { authorization: 'Bearer of-the-app', host: 'app.example' };
    const result = await probeHttp(`${server.url}/base/`, { path: '/health?deep=1', expectStatus: 204, headers });
    expect(result).toEqual({ passed: true, detail: 'HTTP 204' });
    expect(server.seen).toMatchObject([{ method: 'GET', url: '/base/health?deep=1', headers }]);
    expect(server.seen[0]?.headers['user-agent']).toMatch(/^novita-fleet\//);
  });

  it('asks for / and 200 when nothing else is said', async () => {
    const server = await serve((response) => response.end());
    expect(await probeHttp(server.url)).toEqual({ passed: true, detail: 'HTTP 200' });
    expect(server.seen[0]?.url).toBe('/');
  });

  it('tells another status, and follows no redirect', async () => {
    const server = await serve((response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await probeHttp(server.url)).toEqual({ passed: false, detail: 'HTTP 302 instead of 200' });
    expect(server.seen).toHaveLength(1);
  });

  it('looks for the expected text wherever the body is cut', async () => {
    const server = await serve((response) => {
      response.write('{"state":"ré');
      setImmediate(() => response.end('ady"}'));
    });
    expect(await probeHttp(server.url, { expectBody: '"réady"' })).toEqual({ passed: true, detail: 'HTTP 200' });
    expect(await probeHttp(server.url, { expectBody: 'steady' })).toEqual({
      passed: false,
      detail: 'The answer does not contain the expected text.',
    });
  });

  it('reads 64 KiB of a body, however long it is, and nothing when no text is expected', async () => {
    const server = await serve((response) => {
      const push = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', push);
      push();
    });
    expect(await probeHttp(server.url, { expectBody: 'y' })).toEqual({
      passed: false,
      detail: 'The answer does not contain the expected text.',
    });
    expect(await probeHttp(server.url)).toMatchObject({ passed: true });
    await until(() => server.sockets.size === 0);
  });

  it('tells a connection that is refused, reset, or cut in the middle of the body', async () => {
    expect(await probeHttp(`http://127.0.0.1:${await freePort()}`)).toEqual({ passed: false, detail: 'ECONNREFUSED' });
    const reset = await serve((response) => response.socket?.destroy());
    expect(await probeHttp(reset.url)).toEqual({ passed: false, detail: 'ECONNRESET' });
    const cut = await serve((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroy());
    });
    expect(await probeHttp(cut.url, { expectBody: 'whole' })).toEqual({ passed: false, detail: 'ECONNRESET' });
  });

  it('speaks TLS to an https address, and does not take any certificate', async () => {
    const server = createServer(selfSignedCertificate(), (_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // Without a scheme, as the cloud may write it.
    for (const address of [`https://127.0.0.1:${port}`, `127.0.0.1:${port}`]) {
      expect(await probeHttp(address)).toEqual({ passed: false, detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    }
    await new Promise((resolve) => server.close(resolve));
  });

  it('ends with its time, and leaves nothing behind', async () => {
    const server = await serve(() => undefined);
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const probing = probeHttp(server.url, { timeoutMs: 700, clock, signal });
    await until(() => server.seen.length === 1);
    await clock.advance(699);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(1);
    expect(await probing).toEqual({ passed: false, detail: 'no answer within 700 ms' });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(clock.pending).toBe(0);
    await until(() => server.sockets.size === 0);
  });

  it('throws when it is aborted, before or while it asks', async () => {
    const server = await serve(() => undefined);
    const clock = new FakeClock();
    const abort = new AbortController();
    const probing = failure(probeHttp(server.url, { signal: abort.signal, clock }));
    await until(() => server.seen.length === 1);
    abort.abort();
    expect(await probing).toBeInstanceOf(AbortedError);
    expect(clock.pending).toBe(0);
    await until(() => server.sockets.size === 0);
    expect(await failure(probeHttp(server.url, { signal: abort.signal }))).toBeInstanceOf(AbortedError);
    expect(server.seen).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    ['address', 'ftp://127.0.0.1', {}],
    ['address', 'http://', {}],
    ['path', 'http://127.0.0.1', { path: '' }],
    ['expectStatus', 'http://127.0.0.1', { expectStatus: 600 }],
    ['expectBody', 'http://127.0.0.1', { expectBody: 7 }],
    ['headers.bad name', 'http://127.0.0.1', { headers: { 'bad name': 'x' } }],
    ['timeoutMs', 'http://127.0.0.1', { timeoutMs: 0 }],
    ['follow', 'http://127.0.0.1', { follow: true }],
  ])('refuses %s: %s %j', async (argument, address, options) => {
    expect(await failure(probeHttp(address, options))).toMatchObject({ code: 'invalid_argument', argument });
  });
});
