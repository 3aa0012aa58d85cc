import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from '@novita-fleet/webhooks';
import { startFleet, type Fleet } from './fleet.js';
import { QUICK, REQUEST } from './quick-fleet.js';
import { until } from './until.js';

const CREATE = 'POST /gpu-instance/openapi/v1/gpu/instance/create';

let fleet: Fleet;

afterEach(() => fleet.close());

async function allEvents(id: string, count: number): Promise<string[]> {
  await until(`${count} webhooks`, () => (fleet.receiver.events.length >= count ? true : undefined));
  return fleet.receiver.events.filter(({ data }) => data.instanceId === id).map(({ type }) => type);
}

describe('an instance', () => {
  it('goes from the request to ready, stopped and deleted, and each step is told by a webhook in order', async () => {
    // The cloud takes its next step when the last one was seen: none can be missed, however slow the machine is.
    fleet = await startFleet({ simulator: { clock: 'stepped', durations: { toCreate: 1, creating: 1, pulling: 60 } } });
    await fleet.client.webhookEndpoints.create({ url: fleet.receiver.url, secret: fleet.receiver.secret });
    const asked = await fleet.client.instances.create(REQUEST);
    expect(asked.status).toBe('pending');
    await until('the create call', () => (fleet.simulator.summary().instancesCreated === 1 ? true : undefined));
    fleet.simulator.advance(3);
    await fleet.reach(asked.id, 'starting');
    fleet.simulator.advance(60);
    await fleet.reach(asked.id, 'running');
    fleet.simulator.advance(60);
    const ready = await fleet.reach(asked.id, 'ready');
    expect(ready.novita.status).toBe('running');
    expect(ready.probe).toBe('HTTP 200');
    expect(ready.cost.perHour?.amount).toBeGreaterThan(0);
    await fleet.client.instances.stop(asked.id);
    await fleet.reachCloud(asked.id, 'toStop');
    fleet.simulator.advance(60);
    await fleet.reach(asked.id, 'stopped');
    await fleet.client.instances.delete(asked.id);
    await fleet.reachCloud(asked.id, 'toRemove');
    fleet.simulator.advance(3_600);
    const deleted = await fleet.reach(asked.id, 'deleted');
    expect(deleted.novita.released).toBe(true);

    const events = await fleet.client.instances.events(asked.id);
    expect(events.map(({ type }) => type)).toEqual([
      'instance.pending',
      'instance.creating',
      'instance.starting',
      'instance.running',
      'instance.ready',
      'instance.stopping',
      'instance.stopped',
      'instance.deleting',
      'instance.deleted',
    ]);
    expect(await allEvents(asked.id, events.length)).toEqual(events.map(({ type }) => type));
    expect(fleet.receiver.events).toEqual(events);
    expect(fleet.simulator.summary()).toMatchObject({ instancesCreated: 1, stillBilling: 0 });
  });

  it('is created once when the answer to the create call is lost', async () => {
    fleet = await startFleet();
    fleet.simulator.faults.add({ kind: 'reset_after', route: CREATE, count: 1 });
    const { id } = await fleet.client.instances.create(REQUEST);
    const ready = await fleet.reach(id, 'ready');
    expect(fleet.simulator.summary().instancesCreated).toBe(1);
    expect(fleet.simulator.ledger().instances[0]?.id).toBe(ready.novita.instanceId);
    const { requests } = fleet.simulator.summary();
    expect(requests[CREATE]).toBe(1);
  });

  it.each([408, 502])('is created once when the create call works and answers %i', async (status) => {
    fleet = await startFleet();
    fleet.simulator.faults.add({ kind: 'lost_answer_status', route: CREATE, count: 1, status });
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    expect(fleet.simulator.summary()).toMatchObject({ instancesCreated: 1, requests: { [CREATE]: 1 } });
  });

  it('is asked for again only when it is surely absent', async () => {
    fleet = await startFleet();
    fleet.simulator.faults.add({ kind: 'reset_before', route: CREATE, count: 1 });
    const { id } = await fleet.client.instances.create(REQUEST);
    await fleet.reach(id, 'ready');
    expect(fleet.simulator.summary()).toMatchObject({ instancesCreated: 1, requests: { [CREATE]: 2 } });
  });

  it('fails with the reason of the cloud when it refuses', async () => {
    fleet = await startFleet({ simulator: { stock: 0 } });
    const { id } = await fleet.client.instances.create(REQUEST);
    const failed = await fleet.reach(id, 'failed');
    expect(failed.cause).toMatchObject({ code: 'create_rejected' });
    expect(failed.cause?.message).toContain('INSUFFICIENT_RESOURCE');
    expect(failed.novita).toMatchObject({ instanceId: null, released: true });
  });

  it('is told as lost when it vanishes', async () => {
    fleet = await startFleet();
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'ready');
    fleet.simulator.instances.vanish(novita.instanceId ?? '');
    expect((await fleet.reach(id, 'lost')).cause?.code).toBe('vanished');
  });

  it('is told as stopped when somebody else stops it', async () => {
    fleet = await startFleet();
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'ready');
    fleet.simulator.instances.stop(novita.instanceId ?? '');
    expect((await fleet.reach(id, 'stopped')).cause?.code).toBe('stopped_outside');
  });

  it('is cleaned up in the cloud when the cloud reports a failure', async () => {
    fleet = await startFleet({ simulator: { durations: { ...QUICK, pulling: 1_000 } } });
    const { id } = await fleet.client.instances.create(REQUEST);
    const { novita } = await fleet.reach(id, 'starting');
    fleet.simulator.instances.fail(novita.instanceId ?? '', { state: 'ErrImagePull', message: 'no such image' });
    expect((await fleet.reach(id, 'failed')).cause?.message).toContain('no such image');
    await until('the cloud to have nothing left', async () =>
      (await fleet.client.instances.get(id)).novita.released ? true : undefined,
    );
    expect(fleet.simulator.summary().stillBilling).toBe(0);
  });
});

it('sends webhooks that the public library and our own verifier accept, and neither takes a changed one', async () => {
  fleet = await startFleet();
  const { receiver, client } = fleet;
  await client.webhookEndpoints.create({ url: receiver.url, secret: receiver.secret });
  const { id } = await client.instances.create(REQUEST);
  // A slow machine may not see every step of the cloud.
  const { sequence } = await fleet.reach(id, 'ready');
  await allEvents(id, sequence);
  const arrival = receiver.arrivals.at(sequence - 1)!;
  const headers = arrival.headers as Record<string, string>;
  const verify = (body: Buffer, secret: string, now = Date.now()) =>
    verifyWebhook({ body, headers, secrets: secret, now });

  expect(new Webhook(receiver.secret).verify(arrival.body, headers)).toMatchObject({ type: 'instance.ready' });
  expect(verify(arrival.body, receiver.secret).event.type).toBe('instance.ready');

  const changed = Buffer.from(arrival.body);
  changed[20] = changed[20]! ^ 1;
  expect(() => new Webhook(receiver.secret).verify(changed, headers)).toThrow();
  expect(() => verify(changed, receiver.secret)).toThrow(
    expect.objectContaining({ code: 'webhook_signature_mismatch' }),
  );
  const wrong = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  expect(() => new Webhook(wrong).verify(arrival.body, headers)).toThrow();
  expect(() => verify(arrival.body, wrong)).toThrow(expect.objectContaining({ code: 'webhook_signature_mismatch' }));
  for (const offMs of [-301_000, 301_000]) {
    expect(() => verify(arrival.body, receiver.secret, Date.now() + offMs)).toThrow(
      expect.objectContaining({ code: 'webhook_timestamp_stale' }),
    );
  }
});

it('sends to an endpoint only the types that it asked for', async () => {
  fleet = await startFleet();
  const { receiver, client } = fleet;
  const hook = { url: receiver.url, secret: receiver.secret };
  await client.webhookEndpoints.create({ ...hook, eventTypes: ['instance.ready', 'instance.deleted'] });
  const { id } = await client.instances.create(REQUEST);
  await fleet.reach(id, 'ready');
  await client.instances.delete(id);
  await fleet.reach(id, 'deleted');
  expect(await allEvents(id, 2)).toEqual(['instance.ready', 'instance.deleted']);
  expect(receiver.arrivals).toHaveLength(2);
});

it('costs one list call a sweep, whatever the number of instances', async () => {
  fleet = await startFleet({ simulator: { stock: 100 } });
  const asked = await Promise.all(Array.from({ length: 20 }, () => fleet.client.instances.create(REQUEST)));
  await Promise.all(asked.map(({ id }) => fleet.reach(id, 'ready')));
  const routes = () => fleet.simulator.summary().requests;
  const before = { ...routes() };
  const list = 'GET /gpu-instance/openapi/v1/gpu/instances';
  await until('five sweeps', () => ((routes()[list] ?? 0) >= (before[list] ?? 0) + 5 ? true : undefined));
  expect({ ...routes(), [list]: 0 }).toEqual({ ...before, [list]: 0 });
});

it('keeps keys and secrets out of the log and, in the clear, out of the store', async () => {
  fleet = await startFleet();
  const { secret } = await fleet.client.webhookEndpoints.create({ url: fleet.receiver.url });
  const { id } = await fleet.client.instances.create({ ...REQUEST, envs: [{ key: 'MODE', value: 'x' }] });
  await fleet.reach(id, 'ready');
  const planted = [fleet.apiKey, secret, fleet.simulator.apiKey];
  const files = ['fleet.db', 'fleet.db-wal'].map((name) => readFileSync(join(fleet.folder, name), 'latin1'));
  for (const text of [...fleet.log, ...files]) {
    for (const value of planted) expect(text.includes(value)).toBe(false);
  }
});
