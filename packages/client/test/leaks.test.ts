import { spawn } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness } from './client-harness.js';
import { LoopbackServer, json, until } from './loopback-server.js';

afterEach(closeAll);

const UNLIMITED = { rateLimit: { requestsPerMinute: Infinity, maxQueue: Infinity, concurrency: 32 } };

describe('a client that has made thousands of calls', () => {
  it('has left no listener on a shared signal, and at most a timer for all attempts and one for the queue', async () => {
    const { client, clock, server } = await harness((response, seen) => {
      if (seen.url === '/done') json(response, { ok: true });
    }, UNLIMITED);
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 1_000 }, () => client.get('/done', { signal })));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(clock.pending).toBeLessThanOrEqual(2);

    const controller = new AbortController();
    const aborted = Array.from({ length: 1_000 }, () => failure(client.get('/hanging', { signal: controller.signal })));
    await until(() => server.seen.length === 1_032);
    expect(getEventListeners(controller.signal, 'abort').length).toBeLessThanOrEqual(3);
    controller.abort();
    const codes = (await Promise.all(aborted)).map((error) => (error as { code: string }).code);
    expect(new Set(codes)).toEqual(new Set(['aborted']));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(client.getQueueStatus()).toMatchObject({ inFlight: 0, queueLength: 0 });
    expect(clock.pending).toBeLessThanOrEqual(2);
    await client.close();
    expect(clock.pending).toBe(0);
  });
});

describe('a process that has used a client', () => {
  it('ends by itself, without close()', async () => {
    const server = await LoopbackServer.start((response) => json(response, { ok: true }));
    const program = fileURLToPath(new URL('./idle-process.mjs', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=@novita-fleet/source', program, server.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    await server.close();
    expect(output.join('')).toBe('{"ok":true}\n');
    expect(code).toBe(0);
  });
});
