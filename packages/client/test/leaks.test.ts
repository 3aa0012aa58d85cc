import { spawn } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness, type Harness } from './client-harness.js';
import { LoopbackServer, json, until } from './loopback-server.js';

afterEach(closeAll);

const COUNT = 10_000;
/** Thousands of requests over loopback, on a machine that others use too. */
const PATIENCE = 180_000;
const OPTIONS = {
  rateLimit: { requestsPerMinute: Infinity, maxQueue: Infinity, concurrency: 32 },
  // No log is kept, so that what remains is the client's.
  logger: { debug: drop, info: drop, warn: drop, error: drop },
};

function drop(): void {
  // Nothing.
}

/** Sockets that keep this process alive. Timers are counted by the clock; those seen here are the test runner's. */
function resources(): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counted[name] = (counted[name] ?? 0) + 1;
  const { TCPSocketWrap: sockets = 0, TCPConnectWrap: connects = 0 } = counted;
  return { sockets, connects };
}

/** Runs a test between two looks at the resources of the process. */
async function leaving(answer: Parameters<typeof harness>[0], run: (parts: Harness) => Promise<void>): Promise<void> {
  const before = resources();
  const parts = await harness(answer, OPTIONS);
  await run(parts);
  const { client, clock, server } = parts;
  expect(client.getQueueStatus()).toMatchObject({ inFlight: 0, queueLength: 0, isProcessing: false });
  expect(client.stats()).toMatchObject({ active: 0, calls: COUNT });
  // One for the timeouts of all attempts, one for the queue.
  expect(clock.pending).toBeLessThanOrEqual(2);
  await client.close();
  expect(clock.pending).toBe(0);
  await until(() => server.sockets.size === 0);
  await until(() => JSON.stringify(resources()) === JSON.stringify(before));
}

const each = <T>(call: (index: number) => Promise<T>): Promise<T>[] =>
  Array.from({ length: COUNT }, (_, index) => call(index));

/** Answers what is asked for in `/done`, in two pieces where it is streamed, and lets the rest hang. */
const answer: Parameters<typeof harness>[0] = (response, { url }) => {
  if (url.startsWith('/hanging')) return;
  if (url === '/begun') response.writeHead(200).write('begin\n');
  else json(response, { ok: true });
};

describe('a client leaves no listener, timer or socket behind', () => {
  it('of 10,000 calls that have ended', { timeout: PATIENCE }, () =>
    leaving(answer, async ({ client }) => {
      const { signal } = new AbortController();
      await Promise.all(each(() => client.get('/done', { signal })));
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }),
  );

  it('of 10,000 calls that one signal has aborted, most of them in the queue', { timeout: PATIENCE }, () =>
    leaving(answer, async ({ client, server }) => {
      const controller = new AbortController();
      const { signal } = controller;
      const aborted = each(() => failure(client.get('/hanging', { signal })));
      await until(() => server.seen.length === 32);
      expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(3);
      controller.abort();
      const codes = (await Promise.all(aborted)).map((error) => (error as { code: string }).code);
      expect(new Set(codes)).toEqual(new Set(['aborted']));
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }),
  );

  it('of 10,000 calls that were aborted one by one, on the wire', { timeout: PATIENCE }, () =>
    leaving(answer, async ({ client, server }) => {
      const controllers: AbortController[] = [];
      const aborted = each((index) => {
        const controller = new AbortController();
        controllers.push(controller);
        return failure(client.get(`/hanging/${index}`, { signal: controller.signal }));
      });
      for (let sent = 0; sent < COUNT; sent = server.seen.length) {
        await until(() => server.seen.length > sent);
        for (const { url } of server.seen.slice(sent)) controllers[Number(url.slice('/hanging/'.length))]!.abort();
      }
      await Promise.all(aborted);
      expect(client.stats().outcomes).toEqual({ aborted: COUNT });
      expect(controllers.flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([]);
    }),
  );

  it('of 10,000 catalogue reads, shared, kept and left', { timeout: PATIENCE }, () =>
    leaving(answer, async ({ client, server }) => {
      const controller = new AbortController();
      const { signal } = controller;
      const calls = each((index) => {
        if (index % 2 === 0) return client.get(`/done?${index % 50}`, { signal, catalogue: true });
        return failure(client.get(`/hanging?${index % 50}`, { signal, catalogue: true }));
      });
      await until(() => server.seen.length === 50);
      await Promise.all(calls.filter((_, index) => index % 2 === 0));
      controller.abort();
      await Promise.all(calls);
      expect(server.seen).toHaveLength(50);
      expect(client.stats()).toMatchObject({ outcomes: { success: COUNT / 2, aborted: COUNT / 2 } });
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }),
  );

  it('of 10,000 streams that were read, left, aborted and silent', { timeout: PATIENCE }, () =>
    leaving(answer, async ({ client, clock }) => {
      const signals: AbortSignal[] = [];
      let silent = 0;
      const use = async (index: number): Promise<void> => {
        const controller = new AbortController();
        const { signal } = controller;
        signals.push(signal);
        const end = ENDS[index % 10] ?? 'read';
        try {
          for await (const line of (
            await client.stream({ path: end === 'read' ? '/done' : '/begun', signal })
          ).lines()) {
            expect(line).toBe(end === 'read' ? '{"ok":true}' : 'begin');
            if (end === 'left') break;
            if (end === 'aborted') controller.abort();
            if (end === 'attempt_timeout') silent++;
          }
        } catch (error) {
          expect(error).toMatchObject({ code: end });
        }
      };
      // Some at a time: each that does not end by itself takes a connection of its own.
      for (let begin = 0; begin < COUNT; begin += 500) {
        const uses = Array.from({ length: 500 }, (_, index) => use(begin + index));
        await Promise.all(uses.filter((_, index) => ENDS[index % 10] !== 'attempt_timeout'));
        await until(() => silent === 50);
        silent = 0;
        await clock.advance(60_000);
        await Promise.all(uses);
      }
      expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([]);
    }),
  );
});

/** How streams end, by the last digit of their number. */
const ENDS: readonly (string | undefined)[] = ['left', 'aborted', 'attempt_timeout'];

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
