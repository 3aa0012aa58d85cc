import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { startSimulator } from '@novita-fleet/simulator';
import { afterEach, describe, expect, it } from 'vitest';
import { NovitaClient, type ResponseInfo, type StreamOptions } from '@novita-fleet/client';
import { closeAll, failure, harness } from './client-harness.js';
import { LoopbackServer, json, until, type Answer } from './loopback-server.js';

const others: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await closeAll();
  for (const server of others.splice(0)) await server.close();
});

/** A second server, which is no business of the API key. */
async function otherServer(answer: Answer): Promise<LoopbackServer> {
  const server = await LoopbackServer.start(answer);
  others.push(server);
  return server;
}

async function read(client: NovitaClient, options: StreamOptions): Promise<string> {
  const lines: string[] = [];
  for await (const line of (await client.stream(options)).lines()) lines.push(line);
  return lines.join('|');
}

const log: Answer = (response) => response.end('one\ntwo\n');

describe('a stream from a whole address', () => {
  it('sends the key to no other server, nor the headers of the client', async () => {
    const { client } = await harness(log, { headers: { 'x-proxy-token': 'hunter2' }, userAgent: 'me/1' });
    const other = await otherServer(log);
    const options = { url: `${other.url}/log?token=t`, headers: { 'x-range': '5' }, correlationId: 'c1' };
    expect(await read(client, options)).toBe('one|two');
    const [seen] = other.seen;
    expect(seen).toMatchObject({ method: 'GET', url: '/log?token=t' });
    const { host, connection, 'user-agent': userAgent, ...rest } = seen!.headers;
    expect(userAgent).toMatch(/^me\/1 novita-fleet/);
    expect(rest).toEqual({ accept: '*/*', 'x-range': '5' });
    expect([host, connection]).not.toContain(undefined);
  });

  it('asks no function for the key then', async () => {
    let asked = 0;
    const { client } = await harness(log, { apiKey: () => `sk_${asked++}` });
    const other = await otherServer(log);
    await read(client, { url: new URL('/log', other.url) });
    expect(asked).toBe(0);
  });

  it('sends the key to the API itself, below its base URL only', async () => {
    const { server } = await harness(log);
    await using client = new NovitaClient({ apiKey: 'sk_test_key', baseUrl: `${server.url}/api/`, env: {} });
    for (const path of ['/api/log', '/api', '/apis/log', '/log', '/api/../log']) {
      await read(client, { url: server.url + path });
    }
    await read(client, { path: '/log' });
    expect(server.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/api/log', 'Bearer sk_test_key'],
      ['/api', 'Bearer sk_test_key'],
      ['/apis/log', undefined],
      ['/log', undefined],
      ['/log', undefined],
      ['/api/log', 'Bearer sk_test_key'],
    ]);
  });

  it('follows no redirect, which could lead anywhere', async () => {
    const other = await otherServer(log);
    const { client, server } = await harness((response) => response.writeHead(302, { location: other.url }).end());
    expect(await failure(client.stream({ url: `${server.url}/log` }))).toMatchObject({ status: 302 });
    expect(other.seen).toHaveLength(0);
  });

  it('takes no slot from the API and says nothing of its health', async () => {
    const { client } = await harness((response) => json(response, 1), {
      rateLimit: { requestsPerMinute: 1, burst: 1 },
      circuitBreaker: { failureThreshold: 1 },
      maxRetries: 0,
    });
    const other = await otherServer((response) => response.writeHead(500).end());
    for (const url of [`${other.url}/a`, `${other.url}/b`]) await failure(client.stream({ url }));
    expect(client.getCircuitBreakerState()).toBe('closed');
    expect(client.stats().limiter.freeSlots).toBe(1);
    await client.get('/x');
  });

  it('is asked for again like any read, and told under one route', async () => {
    const { client, clock, retries } = await harness(log);
    const other = await otherServer((response, seen, index) =>
      index === 0 ? json(response, {}, 503) : log(response, seen, index),
    );
    const reading = read(client, { url: `${other.url}/log` });
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await reading).toBe('one|two');
    expect(client.stats().routes).toMatchObject([{ method: 'GET', route: '/(address)', calls: 1 }]);
  });

  it('shows its token nowhere: not in errors, logs, events, counters or onResponse', async () => {
    const TOKEN = 'tok3n-of-the-address';
    const told: unknown[] = [];
    const listener = (message: unknown): void => void told.push(message);
    const names = ['request', 'response', 'error', 'retry'].map((name) => `novita-fleet:${name}`);
    for (const name of names) subscribe(name, listener);
    const other = await otherServer((response, seen) => {
      const status = Number(seen.url.at(-1)) * 100;
      if (status === 500) return void response.destroy();
      response.writeHead(status, { 'x-echo': seen.url }).end(`no ${seen.url} here, nor ${seen.url.split('?')[0]}`);
    });
    const { client, server, log: logged } = await harness(log, { maxRetries: 0 });
    const onResponse = (info: ResponseInfo): void => void told.push(info);
    for (const origin of [other.url, server.url]) {
      for (const status of [2, 4, 5]) {
        try {
          const answer = await client.stream({
            url: `${origin}/${TOKEN}/log?token=${TOKEN}&status=${status}`,
            onResponse,
          });
          answer.close();
          told.push(answer);
        } catch (error) {
          told.push(error, (error as Error).stack, JSON.stringify(error));
        }
      }
    }
    for (const name of names) unsubscribe(name, listener);
    const shown = inspect([told, logged, client.stats(), client], { depth: Infinity, showHidden: true });
    // The headers of an answer that was asked for are given as they came.
    const echoed = shown.split(TOKEN).length - 1;
    expect(echoed).toBe(2);
    expect(shown).toMatch(/'GET http:\/\/127\.0\.0\.1:\d+\/… was answered with 400/);
  });
});

describe('the options of a stream', () => {
  it.each<[object, string, RegExp]>([
    [{}, 'path', /either "path" or "url"/],
    [{ path: '/x', url: 'https://h/' }, 'path', /either "path" or "url"/],
    [{ url: '/log' }, 'url', /begins with https:\/\/ or http:\/\//],
    [{ url: 'ftp://h/log' }, 'url', /begins with/],
    [{ url: 'wss://h/log' }, 'url', /begins with/],
    [{ url: 5 }, 'url', /begins with/],
    [{ url: 'https://me:hunter2@h/log' }, 'url', /must not hold a user name or a password/],
    [{ url: 'https://h/log', method: 'POST' }, 'url', /GET without a body/],
    [{ url: 'https://h/log', body: {} }, 'url', /GET without a body/],
    [{ path: 'x' }, 'path', /"path" must begin with a slash/],
    [{ path: '/x', idleTimeoutMs: 0 }, 'idleTimeoutMs', /"idleTimeoutMs" must be a number of at least 1, got 0/],
    [{ path: '/x', idleTimeoutMs: NaN }, 'idleTimeoutMs', /got NaN/],
    [{ path: '/x', catalogue: true }, 'catalogue', /NovitaClient.stream: unknown option "catalogue"/],
    [{ path: '/x', follow: true }, 'follow', /unknown option "follow"/],
    [{ url: 'https://h/', headers: { Authorization: 'x' } }, 'headers.Authorization', /set by the client/],
  ])('%o is refused before anything is sent', async (options, argument, message) => {
    const { client, server } = await harness(log);
    const error = await failure(client.stream(options));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
    expect((error as Error).message).toMatch(message);
    expect(inspect(error)).not.toContain('hunter2');
    expect(server.seen).toHaveLength(0);
  });
});

describe('the log of an instance of the second API generation', () => {
  it('can be followed by its address', async () => {
    const simulator = await startSimulator({ clock: 'stepped' });
    others.push(simulator);
    await using client = new NovitaClient({ apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, env: {} });
    const { id } = await client.post<{ id: string }>('/gpu-instance/openapi/v1/gpu/instance/create', {
      ...{ kind: 'gpu', name: 'logged', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60 },
      imageUrl: 'ghcr.io/me/app:1',
    });
    const { tools } = await client.get<{ tools: { log: { instance_endpoint: string } } }>(`/gpus/v2/instances/${id}`);
    // The published sample swaps the two addresses; so does the simulator.
    expect(await read(client, { url: tools.log.instance_endpoint })).toContain('[toCreate] creation accepted');
  });
});
