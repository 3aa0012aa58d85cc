import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FakeClock, freePort } from '@novita-fleet/testkit';
import { AbortedError, probeSsh, probeTcp } from '@novita-fleet/client';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../client-harness.js';
import { until } from '../loopback-server.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A TCP server on loopback; answers its address. */
async function listen(greet: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.resume();
    greet(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('probeTcp', () => {
  it('passes when the connection stays open', async () => {
    const address = await listen(() => undefined);
    const clock = new FakeClock();
    const probing = probeTcp(address, { clock });
    await until(() => clock.pending === 2);
    await clock.advance(250);
    expect(await probing).toEqual({ passed: true, detail: 'connected' });
    expect(clock.pending).toBe(0);
    await until(() => sockets.size === 0);
  });

  it('passes at once when the other side speaks', async () => {
    const address = await listen((socket) => socket.write('hello'));
    const clock = new FakeClock();
    expect(await probeTcp(address, { clock, holdMs: 4_000 })).toEqual({ passed: true, detail: 'connected' });
    expect(clock.pending).toBe(0);
  });

  it('does not pass when a proxy accepts the connection and closes it', async () => {
    const clock = new FakeClock();
    const closing = await listen((socket) => socket.end());
    expect(await probeTcp(closing, { clock })).toEqual({ passed: false, detail: 'closed at once' });
    const resetting = await listen((socket) => socket.resetAndDestroy());
    expect(await probeTcp(resetting, { clock })).toEqual({ passed: false, detail: 'ECONNRESET' });
    expect(clock.pending).toBe(0);
  });

  it('tells a connection that is refused', async () => {
    expect(await probeTcp(`127.0.0.1:${await freePort()}`)).toEqual({ passed: false, detail: 'ECONNREFUSED' });
  });

  it('ends with its time, and by an abort', async () => {
    const address = await listen(() => undefined);
    const clock = new FakeClock();
    const late = probeTcp(address, { clock, timeoutMs: 100, holdMs: 1_000 });
    await until(() => clock.pending === 2);
    await clock.advance(100);
    expect(await late).toEqual({ passed: false, detail: 'no answer within 100 ms' });
    const abort = new AbortController();
    const aborted = failure(probeTcp(address, { clock, signal: abort.signal }));
    await until(() => clock.pending === 2);
    abort.abort();
    expect(await aborted).toBeInstanceOf(AbortedError);
    expect(clock.pending).toBe(0);
    await until(() => sockets.size === 0);
  });

  it('takes addresses as the cloud writes them', async () => {
    const address = await listen((socket) => socket.write('x'));
    expect(await probeTcp(`tcp://${address}`)).toMatchObject({ passed: true });
    expect(await probeTcp(address.replace('127.0.0.1', 'localhost'))).toMatchObject({ passed: true });
  });

  it.each<[string, string, object]>([
    ['address', 'localhost', {}],
    ['address', 'me@localhost:22', {}],
    ['address', 'localhost:22/path', {}],
    ['address', '', {}],
    ['port', 'localhost:0', {}],
    ['port', '[::1]:65536', {}],
    ['holdMs', 'localhost:1', { holdMs: -1 }],
    ['timeoutMs', 'localhost:1', { timeoutMs: 0 }],
    ['path', 'localhost:1', { path: '/' }],
  ])('refuses %s: %s %j', async (argument, address, options) => {
    expect(await failure(probeTcp(address, options))).toMatchObject({ code: 'invalid_argument', argument });
  });
});

describe('probeSsh', () => {
  it.each([
    ['SSH-2.0-OpenSSH_9.6\r\n', 'SSH-2.0-OpenSSH_9.6'],
    ['Welcome\r\nto this machine\r\nSSH-2.0-dropbear_2024.86\r\n', 'SSH-2.0-dropbear_2024.86'],
    ['SSH-1.99-Cisco\n', 'SSH-1.99-Cisco'],
  ])('passes when the other side tells its version: %j', async (greeting, version) => {
    const address = await listen((socket) => {
      socket.write(greeting.slice(0, 5));
      setImmediate(() => socket.write(greeting.slice(5)));
    });
    const clock = new FakeClock();
    expect(await probeSsh(address, { clock })).toEqual({ passed: true, detail: version });
    expect(clock.pending).toBe(0);
    await until(() => sockets.size === 0);
  });

  it('does not pass when the other side says something else, too much, or nothing', async () => {
    const failed = { passed: false, detail: 'no SSH version' };
    expect(await probeSsh(await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))).toEqual(failed);
    expect(await probeSsh(await listen((socket) => socket.end()))).toEqual(failed);
    expect(await probeSsh(await listen((socket) => socket.end('SSH-2.0-cut')))).toEqual(failed);
    expect(await probeSsh(await listen((socket) => socket.write('x'.repeat(9_000))))).toEqual(failed);
    expect(await probeSsh(`127.0.0.1:${await freePort()}`)).toEqual({ passed: false, detail: 'ECONNREFUSED' });
    const clock = new FakeClock();
    const silent = probeSsh(await listen(() => undefined), { clock, timeoutMs: 300 });
    await until(() => sockets.size > 0 && clock.pending === 1);
    await clock.advance(300);
    expect(await silent).toEqual({ passed: false, detail: 'no answer within 300 ms' });
    expect(clock.pending).toBe(0);
  });
});
