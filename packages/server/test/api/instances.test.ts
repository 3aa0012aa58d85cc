import { ConflictError, InvalidStateError } from '@novita-fleet/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ simulator: { stock: 100 } });
});

afterAll(() => fleet.close());

it('makes one instance for one Idempotency-Key, however often it is sent', async () => {
  const ask = () => fleet.client.instances.create(REQUEST, { idempotencyKey: 'once' });
  const ids = (await Promise.all([ask(), ask(), ask()])).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
  await fleet.reach(ids[0]!, 'ready');
  expect((await ask()).status).toBe('ready');
  const other = fleet.client.instances.create({ ...REQUEST, name: 'other' }, { idempotencyKey: 'once' });
  await expect(other).rejects.toThrow(ConflictError);
  await expect(other).rejects.toThrow(ids[0]);
});

it('makes one endpoint for one Idempotency-Key, and shows its secret to the same caller again', async () => {
  const register = () =>
    fleet.client.webhookEndpoints.create({ url: 'https://example.com/hook' }, { idempotencyKey: 'hook' });
  const first = await register();
  expect(await register()).toEqual(first);
  expect(first.secret).toMatch(/^whsec_/);
  expect(await fleet.client.webhookEndpoints.list()).toEqual([{ ...first, secret: undefined }]);
});

it('answers 201 with the place of the instance', async () => {
  const response = await fetch(`${fleet.server.url}/v1/instances`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(REQUEST),
  });
  const { id } = (await response.json()) as { id: string };
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe(`/v1/instances/${id}`);
});

it('lists page by page, newest first, each once, and by status', async () => {
  for (let index = 0; index < 5; index += 1) await fleet.client.instances.create({ ...REQUEST, name: `page-${index}` });
  const ids: string[] = [];
  const times: string[] = [];
  for await (const { id, createdAt } of fleet.client.instances.listAll({ limit: 2 })) {
    ids.push(id);
    times.push(createdAt);
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(5);
  expect(times).toEqual([...times].sort().reverse());
  await fleet.reach(ids[0]!, 'ready');
  const { data } = await fleet.client.instances.list({ status: 'ready' });
  expect(data.map(({ status }) => status)).toContain('ready');
  expect(new Set(data.map(({ status }) => status)).size).toBe(1);
});

it('tells events after a number only', async () => {
  const { id } = await fleet.client.instances.create(REQUEST);
  const { sequence } = await fleet.reach(id, 'ready');
  const all = await fleet.client.instances.events(id);
  expect(all).toHaveLength(sequence);
  expect(await fleet.client.instances.events(id, { after: 2, limit: 2 })).toEqual(all.slice(2, 4));
});

it('stops twice as once, and refuses to stop what is gone', async () => {
  const { id } = await fleet.client.instances.create(REQUEST);
  await fleet.reach(id, 'ready');
  await fleet.client.instances.stop(id);
  expect(['stopping', 'stopped']).toContain((await fleet.client.instances.stop(id)).status);
  await fleet.reach(id, 'stopped');
  await fleet.client.instances.delete(id);
  await fleet.client.instances.delete(id);
  await fleet.reach(id, 'deleted');
  expect((await fleet.client.instances.delete(id)).status).toBe('deleted');
  await expect(fleet.client.instances.stop(id)).rejects.toThrow(InvalidStateError);
});

it('describes itself as OpenAPI 3.1', async () => {
  const description = await fleet.client.request<{ openapi: string; paths: Record<string, unknown> }>({
    method: 'GET',
    path: '/openapi.json',
  });
  expect(description.openapi).toBe('3.1.0');
  expect(Object.keys(description.paths)).toContain('/v1/instances/{id}/stop');
});
