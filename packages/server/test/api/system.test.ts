import { describe, expect, it, onTestFinished } from 'vitest';
import { startFleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { POSTGRES, STORES, temporaryDatabase } from '../stores.js';
import { until } from '../until.js';

interface System {
  version: string;
  store: { kind: string };
  sweep: { lastSuccessAt: string; ageMs: number; isComplete: boolean; watched: number; nextAt: string } | null;
  cloud: { breaker: string; requestsPerMinute: number; maxRequestsPerMinute: number };
  outbox: { waiting: number; oldestAgeMs: number | null };
}

describe.each(STORES)('the state of a server on $name', (kind) => {
  it('has three answers: it lives, it can work, and how the cloud is', async () => {
    const settings: Record<string, string> =
      kind === POSTGRES ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() } : {};
    const fleet = await startFleet({ settings });
    onTestFinished(() => fleet.close());
    const { url } = fleet.server;
    const system = async (): Promise<System> => {
      const response = await fetch(`${url}/v1/system`, { headers: { authorization: `Bearer ${fleet.apiKey}` } });
      expect(response.status).toBe(200);
      return (await response.json()) as System;
    };
    expect((await fetch(`${url}/v1/system`)).status).toBe(401);
    expect(await system()).toMatchObject({
      store: { kind: kind === POSTGRES ? 'postgres' : 'sqlite' },
      sweep: null,
      cloud: { breaker: 'closed', requestsPerMinute: 100_000, maxRequestsPerMinute: 100_000 },
      outbox: { waiting: 0, oldestAgeMs: null },
    });

    // A receiver that is not there: its deliveries wait.
    await fleet.client.webhookEndpoints.create({ url: 'http://127.0.0.1:9/' });
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    const good = await until('a sweep', async () => {
      const { sweep, outbox } = await system();
      return sweep?.watched === 1 && outbox.waiting > 0 ? { sweep, outbox } : undefined;
    });
    expect(good.sweep).toMatchObject({ isComplete: true });
    expect(good.outbox.oldestAgeMs).toBeGreaterThanOrEqual(0);

    fleet.simulator.faults.add({ kind: 'status', status: 403, route: 'GET /gpu-instance/openapi/v1/gpu/instances' });
    const bad = await until('a sweep that fails', async () => {
      const { sweep } = await system();
      return sweep?.isComplete === false ? sweep : undefined;
    });
    expect(Date.parse(bad.lastSuccessAt)).toBeGreaterThanOrEqual(Date.parse(good.sweep.lastSuccessAt));
    // The next one that fails leaves the last success where it was.
    const later = await until('another one', async () => {
      const { sweep } = await system();
      return sweep?.nextAt !== bad.nextAt ? sweep : undefined;
    });
    expect(later?.lastSuccessAt).toBe(bad.lastSuccessAt);
    for (const path of ['/healthz', '/readyz']) expect((await fetch(url + path)).status).toBe(200);
  });
});
