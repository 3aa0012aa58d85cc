import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { startReceivingEnd, type ReceivingEnd } from '../receiving-end.js';
import { until } from '../until.js';
import { call, newKey } from './call.js';

let fleet: Fleet;
let mine: { id: string; key: string };
let other: { id: string; key: string };
let instanceId: string;

beforeAll(async () => {
  fleet = await startFleet({ simulator: { stock: 100 } });
  mine = await newKey(fleet, { scope: 'write', name: 'mine' });
  other = await newKey(fleet, { scope: 'write', name: 'other' });
  const { body } = await call(fleet, 'POST', '/v1/instances', { key: mine.key, body: REQUEST });
  instanceId = body.id as string;
  await fleet.reach(instanceId, 'ready');
});

afterAll(() => fleet.close());

const idsOf = async (key: string | undefined, query = '') => {
  const { body } = await call(fleet, 'GET', `/v1/instances${query}`, key === undefined ? {} : { key });
  return (body.data as { id: string }[]).map(({ id }) => id);
};

describe('an instance of another key', () => {
  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/start'],
    ['POST', '/stop'],
    ['POST', '/restart'],
    ['POST', '/recreate'],
    ['POST', '/heartbeat'],
    ['GET', '/events'],
    ['GET', '/connection'],
    ['GET', '/metrics'],
  ])('is not there: %s %s', async (method, action) => {
    const at = (id: string) => `/v1/instances/${id}${action}`;
    const before = await fleet.client.instances.get(instanceId);
    const send = (id: string) =>
      call(fleet, method, at(id), { key: other.key, ...(method === 'PATCH' && { body: { deleteAfterMs: 1_000 } }) });
    const { status, body } = await send(instanceId);
    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'instance_not_found' } });
    // Word for word as for one that never was.
    const never = await send('inst_never');
    expect(body.detail).toBe(String(never.body.detail).replace('inst_never', instanceId));
    const after = await fleet.client.instances.get(instanceId);
    expect([after.status, after.updatedAt]).toEqual([before.status, before.updatedAt]);
  });

  it('is in no list but that of its key and of an administrator', async () => {
    expect(await idsOf(other.key)).toEqual([]);
    expect(await idsOf(other.key, `?owner=${mine.id}`)).toEqual([]);
    expect(await idsOf(other.key, `?id=${instanceId}`)).toEqual([]);
    expect(await idsOf(mine.key)).toEqual([instanceId]);
    expect(await idsOf(undefined)).toEqual([instanceId]);
    expect(await idsOf(undefined, `?owner=${mine.id}`)).toEqual([instanceId]);
    expect(await idsOf(undefined, `?owner=${other.id}`)).toEqual([]);
  });

  it('says to whom it belongs', async () => {
    expect(await fleet.client.instances.get(instanceId)).toMatchObject({ owner: mine.id });
  });
});

it('an Idempotency-Key of another key is another one', async () => {
  const headers = { 'idempotency-key': 'same' };
  const ask = (key: string) => call(fleet, 'POST', '/v1/instances', { key, body: REQUEST, headers });
  const [a, b] = [await ask(mine.key), await ask(other.key)];
  expect([a.status, b.status]).toEqual([201, 201]);
  expect(a.body.id).not.toBe(b.body.id);
});

it('an instance that an administrator has recreated stays with its key', async () => {
  const { body } = await call(fleet, 'POST', `/v1/instances/${instanceId}/recreate`);
  expect(body).toMatchObject({ owner: mine.id, replaces: instanceId });
});

it('a webhook endpoint gets the events of its key only, and is seen by it only', async () => {
  const [mine, other] = [await newKey(fleet, { scope: 'write' }), await newKey(fleet, { scope: 'write' })];
  const ends: ReceivingEnd[] = [];
  const register = async (key: string) => {
    const end = await startReceivingEnd();
    ends.push(end);
    onTestFinished(() => end.close());
    const body = { url: end.url, secret: end.secret };
    return (await call(fleet, 'POST', '/v1/webhook-endpoints', { key, body })).body.id;
  };
  const ofMine = await register(mine.key);
  const ofOther = await register(other.key);
  const ofAdmin = await register(fleet.apiKey);
  const seenBy = async (key: string) => {
    const { body } = await call(fleet, 'GET', '/v1/webhook-endpoints', { key });
    return (body.data as { id: string }[]).map(({ id }) => id);
  };
  expect(await seenBy(mine.key)).toEqual([ofMine]);
  expect(await seenBy(other.key)).toEqual([ofOther]);
  expect(new Set(await seenBy(fleet.apiKey))).toEqual(new Set([ofMine, ofOther, ofAdmin]));

  const create = async (key: string) => {
    const { body } = await call(fleet, 'POST', '/v1/instances', { key, body: REQUEST });
    await fleet.reach(body.id as string, 'ready');
    return body.id as string;
  };
  const ids = [await create(mine.key), await create(other.key), await create(mine.key), await create(fleet.apiKey)];
  const heardBy = (end: ReceivingEnd) => new Set(end.events.map(({ data }) => data.instanceId));
  // The last to be ready is an administrator's: when that was told, what was told before had its time.
  await until('all events', () => ids.every((id) => heardBy(ends[2]!).has(id)) || undefined);
  await until('their own events', () => ends.slice(0, 2).every((end) => heardBy(end).size > 0) || undefined);
  expect(heardBy(ends[1]!)).toEqual(new Set([ids[1]]));
  await until('both instances', () => heardBy(ends[0]!).size >= 2 || undefined);
  expect(heardBy(ends[0]!)).toEqual(new Set([ids[0], ids[2]]));
});
