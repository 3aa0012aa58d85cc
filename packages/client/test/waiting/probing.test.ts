import type { ServerResponse } from 'node:http';
import { NovitaApiService, AbortedError, type WaitOptions } from '@novita-fleet/client';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, failure, harness, type Harness } from '../client-harness.js';
import { json, LoopbackServer, until } from '../loopback-server.js';

const apps: LoopbackServer[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  await closeAll();
});

interface Scene extends Harness {
  readonly api: NovitaApiService;
  /** What runs in the instance; its answers are held back. */
  readonly app: LoopbackServer;
  readonly held: ServerResponse[];
  /** Sets the status, and lets time pass until the cloud was asked for it. */
  readonly become: (status: string) => Promise<void>;
}

/** A cloud with one instance whose port answers when a test says so. */
async function scene(): Promise<Scene> {
  const held: ServerResponse[] = [];
  const app = await LoopbackServer.start((response) => held.push(response));
  apps.push(app);
  let status = 'running';
  const cloud = await harness((response) => {
    json(response, { id: 'abc', status, portMappings: [{ port: 80, type: 'http', endpoint: app.url }] });
  });
  const become = async (next: string): Promise<void> => {
    status = next;
    const asked = cloud.server.seen.length;
    while (cloud.server.seen.length === asked) await cloud.clock.advance(100);
    await until(() => cloud.client.getQueueStatus().inFlight === 0);
    await cloud.clock.advance(0);
  };
  return { ...cloud, api: new NovitaApiService(cloud.client, { clock: cloud.clock }), app, held, become };
}

const OPTIONS: WaitOptions = { maxPollMs: 1_000, probes: [{ type: 'http', port: 80, timeoutMs: 600_000 }] };

describe('a probe of a wait', () => {
  it('that was begun before a restart does not count after it', async () => {
    const { api, app, held, become, clock } = await scene();
    const waiting = api.waitForInstance('abc', OPTIONS);
    await until(() => held.length === 1);
    await become('restarting');
    await become('running');
    held[0]!.end();
    await until(() => app.seen.length === 2);
    held[1]!.end();
    expect(await waiting).toMatchObject({ status: 'running' });
    expect(clock.pending).toBeLessThanOrEqual(1);
  });

  it('ends with the wait', async () => {
    const { api, app, held } = await scene();
    const abort = new AbortController();
    const waiting = failure(api.waitForInstance('abc', { ...OPTIONS, signal: abort.signal }));
    await until(() => held.length === 1);
    expect(app.sockets.size).toBe(1);
    abort.abort();
    expect(await waiting).toBeInstanceOf(AbortedError);
    await until(() => app.sockets.size === 0);
  });
});

describe('a look under way', () => {
  it('ends with the last wait', async () => {
    const { client, clock, server } = await harness(() => undefined);
    const api = new NovitaApiService(client, { clock });
    const abort = new AbortController();
    const waits = ['a', 'b'].map((id) => failure(api.waitForInstance(id, { signal: abort.signal })));
    await until(() => server.seen.length === 1);
    abort.abort();
    await Promise.all(waits);
    await until(() => client.getQueueStatus().inFlight === 0 && server.sockets.size === 0);
    expect(server.seen).toHaveLength(1);
  });

  it('serves nobody who began to wait after it', async () => {
    const answers: (() => void)[] = [];
    const { client, clock, server } = await harness((response, { url }) => {
      const instances = ['a', 'b', ...(answers.length > 0 ? ['c'] : [])].map((id) => ({ id, status: 'running' }));
      const body = url.includes('instanceId') ? instances[2] : { instances, total: instances.length };
      answers.push(() => json(response, body));
    });
    const api = new NovitaApiService(client, { clock });
    const early = Promise.all(['a', 'b'].map((id) => api.waitForInstance(id)));
    await until(() => server.seen.length === 1);
    // Created while the list was being read, it is not in it; that must not tell of its absence.
    const late = api.waitForInstance('c');
    answers[0]!();
    await early;
    await until(() => server.seen.length === 2);
    answers[1]!();
    expect(await late).toMatchObject({ id: 'c' });
  });
});
