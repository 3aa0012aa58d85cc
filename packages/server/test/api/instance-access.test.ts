import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CloudAccess } from '../../src/instances/cloud-access.js';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { until } from '../until.js';
import { call, newKey } from './call.js';

const PORTS = [
  { port: 8080, type: 'http' },
  { port: 22, type: 'tcp' },
] as const;

let fleet: Fleet;
/** One that runs, one that is yet to be created, one that is deleted. */
let [running, pending, deleted] = ['', '', ''];
let cloudId = '';

beforeAll(async () => {
  fleet = await startFleet({ simulator: { clock: 'stepped', durations: { toCreate: 1, creating: 1, pulling: 1 } } });
  const { instances } = fleet.client;
  const make = async () => (await instances.create({ ...REQUEST, probes: [], ports: [...PORTS] })).id;
  const pass = async (id: string, status: 'ready' | 'deleted') => {
    await until(`${id} to be ${status}`, async () => {
      fleet.simulator.advance(60);
      return (await instances.get(id)).status === status ? true : undefined;
    });
  };
  [running, deleted] = [await make(), await make()];
  await pass(running, 'ready');
  await pass(deleted, 'ready');
  await instances.delete(deleted);
  await pass(deleted, 'deleted');
  cloudId = (await instances.get(running)).novita.instanceId ?? '';
  // The cloud takes no call any more that makes something.
  fleet.simulator.faults.add({ kind: 'status', route: 'POST *', status: 500 });
  pending = await make();
});

afterAll(() => fleet.close());

describe('the connection of an instance', () => {
  it('comes from the cloud, with its passwords, and is kept by nobody', async () => {
    const { status, headers, body } = await call(fleet, 'GET', `/v1/instances/${running}/connection`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const secret = expect.stringMatching(/^\S{8,}$/) as string;
    expect(body).toEqual({
      ssh: {
        command: expect.stringMatching(/^ssh -p \d+ root@\S+$/) as string,
        ...{ host: '127.0.0.1', port: expect.any(Number) as number, user: 'root', password: secret },
      },
      endpoints: [
        { port: 8080, type: 'http', url: expect.stringMatching(/^http:/) as string },
        { port: 22, type: 'tcp', url: expect.any(String) as string },
      ],
      jupyter: null,
      webTerminal: { url: expect.stringMatching(/^wss:/) as string, user: 'root', password: secret },
    });
    expect(await fleet.client.instances.connection(running)).toEqual(body);
    const { ssh, webTerminal } = body as Record<string, { password: string }>;
    const traces = [fleet.log.join(''), JSON.stringify(await fleet.client.instances.get(running))];
    for (const { password } of [ssh!, webTerminal!]) for (const trace of traces) expect(trace).not.toContain(password);
  });

  it('is for who may write, also where a session asks', async () => {
    const { key } = await newKey(fleet, { scope: 'read' });
    const answer = await call(fleet, 'GET', `/v1/instances/${running}/connection`, { key });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('is refused while there is nothing in the cloud', async () => {
    for (const id of [pending, deleted]) {
      const answer = await call(fleet, 'GET', `/v1/instances/${id}/connection`);
      expect(answer).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
    }
    expect((await call(fleet, 'GET', '/v1/instances/inst_never/connection')).status).toBe(404);
  });

  it('is told to be out of reach when the cloud is', async () => {
    const faults = fleet.simulator.faults;
    const id = faults.add({ kind: 'status', route: 'GET /gpu-instance/openapi/v1/gpu/instance', status: 403 });
    const answer = await call(fleet, 'GET', `/v1/instances/${running}/connection`);
    faults.remove(id);
    expect(answer).toMatchObject({ status: 503, body: { code: 'cloud_unavailable' } });
  });
});

describe('the metrics of an instance', () => {
  it('are the utilisation of its GPUs, in percent', async () => {
    fleet.simulator.instances.setLoad(cloudId, { load: 'busy' });
    const from = fleet.simulator.advance(60).now;
    const to = fleet.simulator.advance(3_600).now;
    const asked = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    const metrics = await fleet.client.instances.metrics(running, asked);
    expect(metrics).toMatchObject({ ...asked, intervalSeconds: 30 });
    expect(metrics.gpu.length).toBeGreaterThan(100);
    const times = metrics.gpu.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(from - 1_000);
    expect(times.at(-1)).toBeLessThanOrEqual(to);
    for (const { utilisationPercent, memoryPercent } of metrics.gpu) {
      expect(utilisationPercent).toBeGreaterThanOrEqual(85);
      expect(utilisationPercent).toBeLessThanOrEqual(100);
      expect(memoryPercent).toBeGreaterThanOrEqual(70);
    }
    // Over a longer time the samples are further apart, not more.
    const week = { ...asked, from: new Date(to - 7 * 24 * 3_600_000).toISOString() };
    expect((await fleet.client.instances.metrics(running, week)).intervalSeconds).toBe(5_040);
  });

  it('are of the last hour when no time is named', async () => {
    const { body } = await call(fleet, 'GET', `/v1/instances/${running}/metrics`);
    expect(Date.parse(body.to as string) - Date.parse(body.from as string)).toBe(3_600_000);
    expect(Math.abs(Date.parse(body.to as string) - Date.now())).toBeLessThan(60_000);
  });

  it('are none of what the cloud does not have', async () => {
    expect(await fleet.client.instances.metrics(pending)).toMatchObject({ intervalSeconds: null, gpu: [] });
    expect(await fleet.client.instances.metrics(deleted)).toMatchObject({ gpu: [] });
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-01-01T00:00:30Z&to=2026-01-01T00:01:00Z', 'from'],
    ['from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'from'],
    ['interval=5', 'interval'],
  ])('refuse %s', async (query, field) => {
    const answer = await call(fleet, 'GET', `/v1/instances/${running}/metrics?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: [{ field }] } });
  });
});

/** Reads what a cloud answers to every call. */
async function accessTo(answer: object): Promise<CloudAccess> {
  const listener: RequestListener = (_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new NovitaClient({ baseUrl, apiKey: 'key', env: {} });
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return new CloudAccess(new NovitaApiService(client));
}

describe('what a cloud may answer', () => {
  it.each([
    [
      'ssh -p 30022 root@a.example',
      { host: 'a.example', port: 30022, user: 'root', command: 'ssh -p 30022 root@a.example' },
    ],
    ['ssh  ubuntu@10.0.0.1  -p 22 ', { host: '10.0.0.1', port: 22, user: 'ubuntu' }],
    ['ssh root@a.example', { port: 22 }],
    ['ssh -oProxyCommand=evil root@a', null],
    ['ssh root@a; evil', null],
    ['ssh root@-oProxyCommand=evil', null],
    ['evil', null],
    ['', null],
  ])('as a command: %s', async (sshCommand, ssh) => {
    const access = await accessTo({ id: 'a', connectComponentSSH: { sshCommand, password: 'p' }, portMappings: [] });
    const connection = await access.connection('a');
    if (ssh === null) expect(connection.ssh).toBeNull();
    else expect(connection.ssh).toMatchObject({ ...ssh, password: 'p' });
  });

  it('as an address of Jupyter', async () => {
    const address = 'https://a.example/?token=t0ken';
    const access = await accessTo({ id: 'a', connectComponentJupyter: { port: 8888, address } });
    expect((await access.connection('a')).jupyter).toEqual({ url: address, password: 't0ken' });
  });

  it('as metrics: shares, GPUs alone, holes', async () => {
    const items = (...values: [number, number | null][]) =>
      values.map(([timestamp, value]) => ({ timestamp: String(timestamp), value }));
    const access = await accessTo({
      gpuUtilization: {
        gpuIds: [
          { gpuId: '0', items: items([120, 0.5], [60, 0.2], [180, null]) },
          { gpuId: '1', items: items([60, 0.4], [120, 1]) },
        ],
      },
      gpuMemUtilization: { avg: items([60, 25]) },
    });
    const window = { from: 0, to: 600_000, intervalSeconds: 60 };
    expect(await access.gpuUse('a', window)).toEqual([
      { at: 60_000, utilisationPercent: 30, memoryPercent: 25 },
      { at: 120_000, utilisationPercent: 75, memoryPercent: null },
    ]);
  });
});
