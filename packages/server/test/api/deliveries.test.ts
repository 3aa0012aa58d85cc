import { BadRequestError, ConflictError, FleetClient, NotFoundError, type FleetDelivery } from '@novita-fleet/client';
import { generateSecret, verifyWebhook } from '@novita-fleet/webhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../fleet.js';
import { REQUEST } from '../quick-fleet.js';
import { startSink, type Sink } from '../delivery/outbox-setup.js';
import { until } from '../until.js';
import { call, newKey } from './call.js';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet();
});
afterAll(() => fleet.close());

let sink: Sink;
beforeEach(async () => {
  sink = await startSink();
});

/** Waits for the end of a delivery. */
function ended(id: string) {
  return until(`${id} to end`, async () => {
    const delivery = await fleet.client.deliveries.get(id);
    return delivery.status === 'pending' ? undefined : delivery;
  });
}

async function thrown(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: unknown) => error,
  );
}

describe('a webhook endpoint', () => {
  it('is shown, changed, disabled, enabled and deleted', async () => {
    const { webhookEndpoints } = fleet.client;
    const { id, secret, ...made } = await webhookEndpoints.create({ url: sink.url, eventTypes: ['instance.ready'] });
    expect(secret).toMatch(/^whsec_/);
    expect(await webhookEndpoints.get(id)).toEqual({ id, ...made });
    const changed = await webhookEndpoints.change(id, { url: `${sink.url}new`, eventTypes: null });
    expect(changed).toEqual({ id, ...made, url: `${sink.url}new`, eventTypes: null });
    const off = await webhookEndpoints.change(id, { enabled: false });
    expect(off).toMatchObject({ enabled: false, disabled: { reason: 'user', at: expect.any(String) as string } });
    expect(await webhookEndpoints.change(id, { enabled: false })).toEqual(off);
    expect(await thrown(webhookEndpoints.test(id))).toMatchObject({ reason: 'webhook_endpoint_disabled' });
    expect(await thrown(webhookEndpoints.redeliver(id))).toBeInstanceOf(ConflictError);
    expect(await webhookEndpoints.change(id, { enabled: true })).toMatchObject({ enabled: true, disabled: null });
    await webhookEndpoints.delete(id);
    expect(await thrown(webhookEndpoints.get(id))).toBeInstanceOf(NotFoundError);
    expect(await webhookEndpoints.list()).toEqual([]);
  });

  it('is changed to no address that webhooks must not reach', async () => {
    const { id, url } = await fleet.client.webhookEndpoints.create({ url: sink.url });
    const error = await thrown(fleet.client.webhookEndpoints.change(id, { url: 'http://169.254.169.254/' }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ reason: 'webhook_address_refused' });
    expect((await fleet.client.webhookEndpoints.get(id)).url).toBe(url);
    await fleet.client.webhookEndpoints.delete(id);
  });

  it('gets a test event, whose delivery tells what came of it', async () => {
    const { id, secret } = await fleet.client.webhookEndpoints.create({
      url: sink.url,
      eventTypes: ['instance.ready'],
    });
    sink.answers.push({ status: 200, body: 'hello' }, { status: 500, body: 'no' });
    const delivery = await fleet.client.webhookEndpoints.test(id);
    expect(delivery).toMatchObject({ endpointId: id, eventType: 'webhook.test', instanceId: null, status: 'pending' });
    expect(await ended(delivery.id)).toMatchObject({
      status: 'delivered',
      log: [{ number: 1, status: 200, error: null, answer: 'hello' }],
      body: sink.requests[0]?.body,
    });
    const { body, headers } = sink.requests[0]!;
    expect(verifyWebhook({ body, headers, secrets: secret }).event.type).toBe('webhook.test');
    // One that fails is not tried again: somebody waits for it.
    const failed = await ended((await fleet.client.webhookEndpoints.test(id)).id);
    expect(failed).toMatchObject({ status: 'dead', attempts: 1, lastStatus: 500 });
    const { health } = await fleet.client.webhookEndpoints.get(id);
    const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(health).toEqual({ waiting: 0, oldestWaitingAt: null, dead: 1, lastDeliveredAt: time, lastFailedAt: time });
    expect((await fleet.client.webhookEndpoints.list()).map((each) => each.health)).toEqual([health]);
    await fleet.client.webhookEndpoints.delete(id);
    expect(await thrown(fleet.client.deliveries.get(delivery.id))).toBeInstanceOf(NotFoundError);
  });

  it('is signed for by two secrets after a rotation, or by one when there is no overlap', async () => {
    const { webhookEndpoints } = fleet.client;
    const { id, secret } = await webhookEndpoints.create({ url: sink.url });
    const given = generateSecret();
    const rotated = await webhookEndpoints.rotateSecret(id, { secret: given, overlapSeconds: 60 });
    expect(rotated).toMatchObject({ secret: given, oldSecretUntil: expect.any(String) as string });
    await ended((await webhookEndpoints.test(id)).id);
    const { body, headers } = sink.requests[0]!;
    for (const secrets of [secret, given]) expect(verifyWebhook({ body, headers, secrets }).id).toMatch(/^evt_/);
    const last = await webhookEndpoints.rotateSecret(id, { overlapSeconds: 0 });
    expect(last.oldSecretUntil).toBeNull();
    await ended((await webhookEndpoints.test(id)).id);
    const after = { body: sink.requests[1]!.body, headers: sink.requests[1]!.headers };
    expect(verifyWebhook({ ...after, secrets: last.secret }).id).toMatch(/^evt_/);
    expect(() => verifyWebhook({ ...after, secrets: [given, secret] })).toThrow('no signature fits');
    await webhookEndpoints.delete(id);
  });

  it('keeps no secret in the open', async () => {
    const { id, secret } = await fleet.client.webhookEndpoints.create({ url: sink.url });
    await fleet.client.webhookEndpoints.rotateSecret(id);
    const seen = [await fleet.client.webhookEndpoints.get(id), await fleet.client.webhookEndpoints.list(), fleet.log];
    expect(JSON.stringify(seen)).not.toContain(secret.slice('whsec_'.length));
    await fleet.client.webhookEndpoints.delete(id);
  });
});

describe('deliveries', () => {
  it('are listed by what they are, page by page, and sent again', async () => {
    const { webhookEndpoints, deliveries, instances } = fleet.client;
    const { id: endpointId } = await webhookEndpoints.create({ url: sink.url });
    const instance = await instances.create(REQUEST);
    await fleet.reach(instance.id, 'ready');
    const { sequence } = await fleet.client.instances.get(instance.id);
    await until('all webhooks', () => (sink.ids.length >= sequence ? true : undefined));
    const all: FleetDelivery[] = [];
    for await (const delivery of deliveries.listAll({ endpointId, limit: 2 })) all.push(delivery);
    expect(all.map((delivery) => delivery.sequence)).toEqual(Array.from({ length: sequence }, (_, n) => sequence - n));
    const ready = (await deliveries.list({ endpointId, eventType: 'instance.ready' })).data;
    expect(ready).toMatchObject([{ instanceId: instance.id, status: 'delivered', attempts: 1, lastStatus: 200 }]);
    expect((await deliveries.list({ endpointId, status: 'dead' })).data).toEqual([]);
    expect((await deliveries.list({ instanceId: 'inst_none' })).data).toEqual([]);
    const { createdAt, id } = ready[0]!;
    const at = Date.parse(createdAt);
    const window = { endpointId, from: createdAt, to: new Date(at + 1).toISOString() };
    expect((await deliveries.list(window)).data.map((each) => each.id)).toContain(id);
    expect((await deliveries.list({ endpointId, to: createdAt })).data.map((each) => each.id)).not.toContain(id);

    const again = await deliveries.redeliver(id);
    expect(again).toMatchObject({ id, eventId: ready[0]!.eventId });
    await until('it to come again', () => (sink.ids.length === sequence + 1 ? true : undefined));
    expect(sink.ids.at(-1)).toBe(ready[0]!.eventId);
    expect((await ended(id)).log).toHaveLength(2);

    const since = new Date(Date.parse(all.at(-1)!.createdAt)).toISOString();
    expect(await webhookEndpoints.redeliver(endpointId, { what: 'all', from: since })).toBe(sequence);
    await until('all to come again', () => (sink.ids.length === 2 * sequence + 1 ? true : undefined));
    expect(sink.ids.slice(-sequence)).toEqual(all.map(({ eventId }) => eventId).reverse());
    expect(await webhookEndpoints.redeliver(endpointId)).toBe(0);
    await webhookEndpoints.delete(endpointId);
  });

  it.each([
    ['GET', '/v1/deliveries?cursor=x', 'cursor'],
    ['GET', '/v1/deliveries?status=gone', 'status'],
    ['GET', '/v1/deliveries?from=yesterday', 'from'],
    ['GET', '/v1/deliveries?limit=0', 'limit'],
  ])('%s %s is refused by field', async (method, path, field) => {
    const { status, body } = await call(fleet, method, path);
    expect([status, body.code, (body.errors as { field: string }[])[0]?.field]).toEqual([
      400,
      'validation_failed',
      field,
    ]);
  });

  it('of all events need a time', async () => {
    const { id } = await fleet.client.webhookEndpoints.create({ url: sink.url });
    const answer = await call(fleet, 'POST', `/v1/webhook-endpoints/${id}/redeliver`, { body: { what: 'all' } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'from' }] } });
    await fleet.client.webhookEndpoints.delete(id);
  });
});

it('a key that is no administrator sees its own endpoints and deliveries only, and one that reads changes nothing', async () => {
  const [mine, other, reader] = await Promise.all([
    ...[newKey(fleet, { scope: 'write' }), newKey(fleet, { scope: 'write' }), newKey(fleet, { scope: 'read' })],
  ]);
  const client = new FleetClient({ baseUrl: fleet.server.url, apiKey: mine!.key });
  const { id } = await client.webhookEndpoints.create({ url: sink.url });
  const delivery = await client.webhookEndpoints.test(id);
  await ended(delivery.id);
  expect((await client.deliveries.list()).data.map((each) => each.id)).toEqual([delivery.id]);
  await client.close();
  const path = `/v1/webhook-endpoints/${id}`;
  const hidden: [string, string, object?][] = [
    ...([
      ['GET', path],
      ['PATCH', path, { enabled: false }],
      ['DELETE', path],
    ] as [string, string, object?][]),
    ...([
      ['POST', `${path}/test`],
      ['POST', `${path}/redeliver`, {}],
    ] as [string, string, object?][]),
    ...([
      ['POST', `${path}/rotate-secret`, {}],
      ['GET', `/v1/deliveries/${delivery.id}`],
    ] as [string, string, object?][]),
    ['POST', `/v1/deliveries/${delivery.id}/redeliver`],
  ];
  for (const [method, route, body] of hidden) {
    const wrong = await call(fleet, method, route, { key: other!.key, body });
    expect(wrong.status, `${method} ${route}`).toBe(404);
    const reading = await call(fleet, method, route, { key: reader!.key, body });
    expect(reading.status, `${method} ${route}`).toBe(method === 'GET' ? 404 : 403);
  }
  const { body } = await call(fleet, 'GET', '/v1/deliveries', { key: other!.key });
  expect(body.data).toEqual([]);
  expect((await fleet.client.deliveries.get(delivery.id)).status).toBe('delivered');
  await fleet.client.webhookEndpoints.delete(id);
});
