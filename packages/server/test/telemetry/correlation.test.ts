import { createServer, request as forward, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { FleetClient } from '@novita-fleet/client';
import { startSimulator } from '@novita-fleet/simulator';
import { pino } from 'pino';
import { systemClock } from '@novita-fleet/resilience';
import { readConfig } from '../../src/config.js';
import { startFleetServer } from '../../src/fleet-server.js';
import { randomId } from '../../src/ids.js';
import { QUICK, REQUEST, SETTINGS } from '../quick-fleet.js';
import { startReceivingEnd } from '../receiving-end.js';
import { POSTGRES, STORES, temporaryDatabase } from '../stores.js';
import { temporaryFolder } from '../temporary-store.js';
import { until } from '../until.js';

/** What the cloud was asked for, and under which correlation id. */
interface Asked {
  what: string;
  correlationId: string;
}

/** Stands before the cloud and writes down what comes. */
async function startWitness(target: string): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((incoming: IncomingMessage, answer) => {
    const { method = '', url = '', headers } = incoming;
    const id = headers['x-correlation-id'];
    asked.push({ what: `${method} ${url.split('?', 1)[0]!}`, correlationId: String(id) });
    const outgoing = forward(new URL(url, target), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const V1 = '/gpu-instance/openapi/v1/gpu/instance';

it.each(STORES)('carries the id of a request to the log, the cloud and the deliveries, on $name', async (kind) => {
  const simulator = await startSimulator({ durations: QUICK, stock: 100 });
  onTestFinished(() => simulator.close());
  const witness = await startWitness(simulator.baseUrl);
  const receiver = await startReceivingEnd();
  onTestFinished(() => receiver.close());
  const database = kind === POSTGRES ? { NOVITA_FLEET_DATABASE_URL: await temporaryDatabase() } : {};
  const lines: string[] = [];
  let apiKey = '';
  const server = await startFleetServer(
    readConfig({ ...SETTINGS, ...database, NOVITA_FLEET_DATA_DIR: temporaryFolder() }),
    {
      ...{ clock: systemClock, random: Math.random, newId: randomId },
      logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
      env: { NOVITA_API_KEY: simulator.apiKey, NOVITA_BASE_URL: witness.url },
      showApiKey: (key) => (apiKey = key),
    },
  );
  onTestFinished(() => server.close());
  const client = new FleetClient({ baseUrl: server.url, apiKey });
  onTestFinished(() => client.close());
  const ask = async (method: string, path: string, correlationId: string, body?: unknown) => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        'x-correlation-id': correlationId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBeLessThan(300);
    expect(response.headers.get('x-correlation-id')).toBe(correlationId);
    return (await response.json()) as { id: string };
  };
  const reach = (id: string, status: string) =>
    until(status, async () => ((await client.instances.get(id)).status === status ? true : undefined));

  await client.webhookEndpoints.create({ url: receiver.url, secret: receiver.secret });
  // Two at once: their writes share transactions, and must not take each other's id.
  const [a, b] = await Promise.all([
    ask('POST', '/v1/instances', 'ask-a', REQUEST),
    ask('POST', '/v1/instances', 'ask-b', { ...REQUEST, name: 'other' }),
  ]);
  await Promise.all([reach(a.id, 'ready'), reach(b.id, 'ready')]);
  await ask('POST', `/v1/instances/${a.id}/stop`, 'stop-a');
  await reach(a.id, 'stopped');
  await until('the last webhook', () =>
    receiver.events.some(({ type }) => type === 'instance.stopped') ? true : undefined,
  );

  const creates = witness.asked
    .filter(({ what }) => what === `POST ${V1}/create`)
    .map(({ correlationId }) => correlationId);
  expect(creates.sort()).toEqual(['ask-a', 'ask-b']);
  const stops = witness.asked.filter(({ what }) => what === `POST ${V1}/stop`);
  expect(new Set(stops.map(({ correlationId }) => correlationId))).toEqual(new Set(['stop-a']));
  const sweeps = witness.asked.filter(({ what }) => what === `GET ${V1}s`);
  expect(sweeps.some(({ correlationId }) => correlationId.startsWith('swp_'))).toBe(true);

  await until('the last delivery in the log', () =>
    lines.some((line) => line.includes('webhook delivered') && line.includes('stop-a')) ? true : undefined,
  );
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const told = (msg: string, id: string) => log.filter((line) => line.msg === msg && line.correlationId === id);
  expect(told('cloud called', 'ask-a')).toMatchObject([{ method: 'POST', outcome: 'success' }]);
  expect(told('cloud called', 'ask-b')).toHaveLength(1);
  expect(told('instance changed', 'ask-a').map(({ instanceId, to }) => ({ instanceId, to }))).toContainEqual({
    instanceId: a.id,
    to: 'ready',
  });
  expect(told('instance changed', 'ask-b').every(({ instanceId }) => instanceId === b.id)).toBe(true);
  expect(told('instance changed', 'stop-a').map(({ to }) => to)).toContain('stopped');
  expect(told('work done', 'ask-a').every(({ instanceId }) => instanceId === a.id)).toBe(true);
  expect(told('work done', 'ask-a').length).toBeGreaterThan(0);
  expect(told('webhook delivered', 'ask-b').length).toBeGreaterThan(0);
  // Each request is one line of its own.
  expect(told('request', 'stop-a')).toMatchObject([{ route: '/v1/instances/:id/stop', status: 202 }]);
});
