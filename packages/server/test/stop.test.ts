import { FleetClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { describe, expect, it } from 'vitest';
import { readEvents } from './events/sse.js';
import { QUICK, REQUEST, SETTINGS } from './quick-fleet.js';
import { ServerProcess } from './server-process.js';
import { POSTGRES, STORES, temporaryDatabase, type StoreKind } from './stores.js';
import { temporaryFolder, type OnFinished } from './temporary-store.js';
import { until } from './until.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';
const LIMIT_MS = 4_000;

/** A server whose cloud takes a create call and does not answer it. */
async function startBeforeSilence(kind: StoreKind, onTestFinished: OnFinished) {
  const simulator = await startSimulator({ durations: QUICK, stock: 100 });
  onTestFinished(() => simulator.close());
  const silence = simulator.faults.add({ kind: 'latency', ms: 3_600_000, route: CREATE });
  const env: Record<string, string> = {
    ...SETTINGS,
    ...(kind === POSTGRES
      ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase(onTestFinished), NOVITA_FLEET_LEASE_MS: '60000' }
      : {}),
    NOVITA_FLEET_DATA_DIR: temporaryFolder(onTestFinished),
    NOVITA_FLEET_STOP_LIMIT_MS: String(LIMIT_MS),
    NOVITA_API_KEY: simulator.apiKey,
    NOVITA_BASE_URL: simulator.baseUrl,
  };
  const server = await ServerProcess.start(env);
  onTestFinished(() => server.kill());
  const client = new FleetClient({ baseUrl: server.url, apiKey: server.apiKey });
  onTestFinished(() => client.close());
  const { id } = await client.instances.create(REQUEST);
  await until('the create call', () => simulator.summary().instancesCreated === 1 || undefined);
  return { simulator, server, client, id, silence };
}

describe.concurrent.each(STORES)('a stop of the server on $name', (kind) => {
  it(
    'ends with 0 within its limit though a call of the cloud hangs, and the next start goes on',
    { timeout: 120_000 },
    async ({ onTestFinished }) => {
      const { simulator, server, client, id, silence } = await startBeforeSilence(kind, onTestFinished);
      const reader = await readEvents(server.url, { apiKey: server.apiKey, query: '?after=0' });
      onTestFinished(() => reader.close());
      await reader.reach(1);
      const began = performance.now();
      expect(await server.stop()).toBe(0);
      // It waited for the call, and not for as long as the call would have taken.
      expect(performance.now() - began).toBeGreaterThan(LIMIT_MS / 2 - 50);
      expect(server.log.some((line) => line.includes('the stop takes long: calls under way are aborted'))).toBe(true);
      expect(await reader.end).toBe('ended');

      simulator.faults.remove(silence);
      await server.restart();
      // The lease of the one that stopped is a minute: it was given up, not waited for.
      await until('ready', async () => ((await client.instances.get(id)).status === 'ready' ? true : undefined));
      expect(simulator.summary().instancesCreated).toBe(1);
    },
  );

  it('ends at once at the second signal, and loses nothing by it', { timeout: 120_000 }, async ({ onTestFinished }) => {
    const { simulator, server, client, id, silence } = await startBeforeSilence(kind, onTestFinished);
    const stopped = server.stop();
    await until(
      'the begin of the stop',
      () => server.log.some((line) => line.includes('"msg":"stopping"')) || undefined,
    );
    expect(await server.stop()).toBe(1);
    await stopped;
    expect(server.log.some((line) => line.includes('aborted'))).toBe(false);
    simulator.faults.remove(silence);
    if (kind === POSTGRES) return;
    await server.restart();
    await until('ready', async () => ((await client.instances.get(id)).status === 'ready' ? true : undefined));
    expect(simulator.summary().instancesCreated).toBe(1);
  });
});
