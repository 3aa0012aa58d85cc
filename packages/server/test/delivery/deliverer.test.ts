import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { BEHIND } from '../../src/store/deliveries.js';
import { deliveryHealth } from '../../src/store/delivery-health.js';
import { listAttempts, redeliver } from '../../src/store/delivery-queries.js';
import { changeEndpoint } from '../../src/store/webhook-endpoints.js';
import { STORES } from '../stores.js';
import { setUp, startSink } from './outbox-setup.js';

const DAY_MS = 24 * 60 * 60_000;

/** One endpoint and one instance with so many events. */
async function oneLane(events: number, options: Parameters<typeof setUp>[0] = {}) {
  const parts = await setUp(options);
  const sink = await startSink();
  await parts.addEndpoint('whe_1', sink.url);
  await parts.addInstance('inst_1');
  for (let sequence = 1; sequence <= events; sequence += 1) await parts.happen('inst_1', sequence);
  return { ...parts, sink };
}

describe.each(STORES)('the outbox on $name', (kind) => {
  it('sends the events of an instance one after the other, in order', async () => {
    const { sink, rows, see } = await oneLane(5, { kind });
    await see('all deliveries', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids).toEqual([1, 2, 3, 4, 5].map((n) => `evt_inst_1_${n}`));
    expect(await rows()).toMatchObject(Array.from({ length: 5 }, () => ({ attempts: 1, last_status: 200 })));
  });

  it('holds back later events while an earlier one is tried again, by the schedule', async () => {
    const { clock, sink, rows, see, pass, happen, addEndpoint, addInstance } = await setUpFailing();
    await addInstance('inst_1');
    await addEndpoint('whe_1', sink.url);
    await happen('inst_1', 1);
    await see('the first failure', async () => (await rows())[0]?.attempts === 1);
    expect((await rows())[0]).toMatchObject({ state: 'pending', next_at: clock.now() + 5_000, last_status: 500 });
    await happen('inst_1', 2);
    expect((await rows())[1]).toMatchObject({ state: 'pending', next_at: BEHIND });
    await pass('the second attempt', async () => (await rows())[0]?.attempts === 2);
    expect(sink.ids).toEqual(['evt_inst_1_1', 'evt_inst_1_1']);
    await pass('both deliveries', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids).toEqual(['evt_inst_1_1', 'evt_inst_1_1', 'evt_inst_1_1', 'evt_inst_1_2']);
  });

  async function setUpFailing() {
    const parts = await setUp({ kind });
    const sink = await startSink();
    sink.answers.push({ status: 500 }, { status: 503 });
    return { ...parts, sink };
  }

  it('tells how it stands with an endpoint', async () => {
    const { store, clock, sink, see, rows, happen, addEndpoint } = await oneLane(0, { kind });
    const stands = async () => {
      const { last_failed_at } = await store.db
        .selectFrom('webhook_endpoints')
        .select('last_failed_at')
        .where('id', '=', 'whe_1')
        .executeTakeFirstOrThrow();
      return { ...(await deliveryHealth(store.db, ['whe_1'])).get('whe_1'), last_failed_at };
    };
    const nothing = { waiting: 0, oldestWaitingAt: null, dead: 0, lastDeliveredAt: null, last_failed_at: null };
    expect(await stands()).toEqual(nothing);
    await happen('inst_1', 1);
    await see('the first', async () => (await rows())[0]?.state === 'delivered');
    const deliveredAt = clock.now();
    expect(await stands()).toEqual({ ...nothing, lastDeliveredAt: deliveredAt });
    await clock.advance(60_000);
    sink.answers.push({ status: 500 });
    const happenedAt = clock.now();
    await happen('inst_1', 2);
    await see('the failure', async () => (await rows())[1]?.attempts === 1);
    await clock.advance(1_000);
    await happen('inst_1', 3);
    const failed = { ...nothing, lastDeliveredAt: deliveredAt, last_failed_at: happenedAt };
    expect(await stands()).toEqual({ ...failed, waiting: 2, oldestWaitingAt: happenedAt });
    await store.write((tx) =>
      tx.db
        .updateTable('deliveries')
        .set({ state: 'dead', finished_at: clock.now() })
        .where('state', '=', 'pending')
        .execute(),
    );
    expect(await stands()).toEqual({ ...failed, dead: 2 });
    // Another endpoint has its own.
    await addEndpoint('whe_2', sink.url);
    const both = await deliveryHealth(store.db, ['whe_1', 'whe_2', 'whe_gone']);
    expect([...both.keys()].toSorted()).toEqual(['whe_1', 'whe_2']);
    expect(both.get('whe_2')).toMatchObject({ dead: 0, lastDeliveredAt: null });
    expect(await deliveryHealth(store.db, [])).toEqual(new Map());
  });

  it('lets the next go when one is given up, and sends dead letters again in order', async () => {
    const { store, clock, sink, rows, see, endpoint, outbox, happen } = await oneLane(0, { kind });
    sink.answers.push({ status: 500 }, { status: 500 });
    for (const n of [1, 2, 3]) await happen('inst_1', n);
    // Nothing is sent before the clock moves: these two have one attempt left.
    await store.write((tx) =>
      tx.db.updateTable('deliveries').set({ attempts: 10 }).where('sequence', '<', 3).execute(),
    );
    await see('the third', async () => (await rows())[2]?.state === 'delivered');
    expect(await rows()).toMatchObject([
      { state: 'dead', attempts: 11, finished_at: expect.any(Number) as number },
      { state: 'dead', attempts: 11 },
      { state: 'delivered', attempts: 1 },
    ]);
    expect(sink.ids).toEqual([1, 2, 3].map((n) => `evt_inst_1_${n}`));
    const row = await endpoint('whe_1');
    await store.write(async (tx) => {
      expect(await redeliver(tx.db, row, { what: 'dead' }, clock.now())).toBe(2);
      await outbox.due(tx, 'whe_1', clock.now());
    });
    await see('both', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids.slice(3)).toEqual(['evt_inst_1_1', 'evt_inst_1_2']);
    expect(await rows()).toMatchObject([{ attempts: 12, attempts_before: 11 }, { attempts: 12 }, { attempts: 1 }]);
  });

  it('sends the events of a time once more, those that were missed included, each instance in order', async () => {
    const { store, clock, sink, rows, see, endpoint, outbox, addInstance, happen, addEndpoint } = await setUpOne();
    await addInstance('inst_1');
    await addInstance('inst_2', 'key_2');
    await addEndpoint('whe_1', sink.url, { owner: 'key_1', event_types: '["instance.ready"]' });
    await store.write((tx) => changeEndpoint(tx.db, 'whe_1', { enabled: 0 }));
    await happen('inst_1', 1);
    await clock.advance(1_000);
    const from = clock.now();
    await happen('inst_1', 2);
    await store.write((tx) => changeEndpoint(tx.db, 'whe_1', { enabled: 1 }));
    await happen('inst_1', 3);
    await happen('inst_1', 4, 'instance.stopped');
    await happen('inst_2', 1, 'instance.ready', 'key_2');
    await see('the third', async () => (await rows())[0]?.state === 'delivered');
    await clock.advance(1_000);
    const to = clock.now();
    await happen('inst_1', 5);
    await see('the fifth', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids).toEqual(['evt_inst_1_3', 'evt_inst_1_5']);
    const row = await endpoint('whe_1');
    await store.write(async (tx) => {
      expect(await redeliver(tx.db, row, { what: 'all', from, to }, clock.now())).toBe(2);
      await outbox.due(tx, 'whe_1', clock.now());
    });
    await see('both', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids.slice(2)).toEqual(['evt_inst_1_2', 'evt_inst_1_3']);
  });

  async function setUpOne() {
    return { ...(await setUp({ kind })), sink: await startSink() };
  }

  it('logs every attempt', async () => {
    const { store, clock, sink, rows, see, pass, endpoint, secrets, addEndpoint, addInstance, happen } =
      await setUpOne();
    await addEndpoint('whe_1', sink.url);
    await addInstance('inst_1');
    const secret = secrets.open((await endpoint('whe_1')).sealed_secret, 'whe_1');
    const body = `no\u001b[31m ${secret} sha256=${'0a'.repeat(32)} v1,${'A'.repeat(43)}= ${'x'.repeat(2_000)}`;
    sink.answers.push({ status: 500, body }, { status: 200, body: 'thanks' });
    const at = clock.now();
    await happen('inst_1', 1);
    await see('the failure', async () => (await rows())[0]?.attempts === 1);
    await pass('the delivery', async () => (await rows())[0]?.state === 'delivered');
    const log = await listAttempts(store.db, 'dlv_evt_inst_1_1_whe_1', 10);
    expect(log).toMatchObject([
      { number: 1, at, status: 500, error: expect.stringContaining('answered 500') as string },
      { number: 2, status: 200, error: null, answer: 'thanks' },
    ]);
    expect(log[1]?.at).toBeGreaterThanOrEqual(at + 5_000);
    expect(log[0]?.answer).toMatch(/^no\[31m \[redacted\] \[redacted\] \[redacted\] x+…$/);
    expect(log[0]?.answer).toHaveLength(1_000);
    expect((await listAttempts(store.db, 'dlv_evt_inst_1_1_whe_1', 1)).map(({ number }) => number)).toEqual([2]);
  });
});

it('waits as long as the receiver asks', async () => {
  const { clock, sink, rows, see, happen } = await oneLane(0);
  sink.answers.push({ status: 429, headers: { 'retry-after': '120' } });
  await happen('inst_1', 1);
  await see('the answer', async () => (await rows())[0]?.attempts === 1);
  expect((await rows())[0]).toMatchObject({ next_at: clock.now() + 120_000, last_status: 429 });
});

it('sends a new time and signature with every attempt, and both secrets after a rotation', async () => {
  const { store, clock, sink, rows, see, pass, happen, secrets } = await oneLane(0);
  const [before, after] = [
    'whsec_' + Buffer.alloc(32, 1).toString('base64'),
    'whsec_' + Buffer.alloc(32, 2).toString('base64'),
  ];
  const seal = (secret: string) => secrets.seal(secret, 'whe_1');
  await store.write((tx) =>
    changeEndpoint(tx.db, 'whe_1', {
      ...{ sealed_secret: seal(after), sealed_old_secret: seal(before), old_secret_until: clock.now() + 5_000 },
    }),
  );
  sink.answers.push({ status: 500 });
  await happen('inst_1', 1);
  await see('the failure', async () => (await rows())[0]?.attempts === 1);
  await pass('the delivery', async () => (await rows())[0]?.state === 'delivered');
  const [first, second] = sink.requests;
  expect(Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])).toBe(5);
  expect(first?.body).toBe(second?.body);
  expect(String(first?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  // After the overlap the secret before signs no more.
  expect(String(second?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  const signer = new Webhook(after);
  const time = new Date(Number(second?.headers['webhook-timestamp']) * 1_000);
  expect(second?.headers['webhook-signature']).toBe(signer.sign('evt_inst_1_1', time, second?.body ?? ''));
});

describe('fairness', () => {
  it('lets no endpoint that hangs delay another, and bounds what it holds', async () => {
    const { sink, addEndpoint, addInstance, happen, see } = await oneLane(0, { concurrency: 3 });
    const dead = await startSink();
    dead.holds = true;
    await addEndpoint('whe_2', dead.url);
    for (let n = 1; n <= 50; n += 1) {
      await addInstance(`inst_many_${n}`);
      await happen(`inst_many_${n}`, 1);
    }
    await see('the healthy one to have all', () => sink.ids.length === 50);
    expect(dead.held).toHaveLength(3);
    // News reaches the healthy one at once although the other still hangs.
    await happen('inst_1', 1);
    await see('the news', () => sink.ids.at(-1) === 'evt_inst_1_1');
    expect(dead.held).toHaveLength(3);
    dead.holds = false;
    for (const response of dead.held) response.writeHead(200).end();
    await see('the other to have all', () => new Set(dead.ids).size === 51);
  });

  it('sends what comes while a slow delivery to the same endpoint is under way', async () => {
    const { sink, addInstance, happen, see } = await oneLane(0, { concurrency: 3 });
    await addInstance('inst_2');
    sink.holds = true;
    await happen('inst_1', 1);
    await see('the slow one', () => sink.held.length === 1);
    await happen('inst_2', 1);
    await happen('inst_1', 2);
    await see('the other', () => sink.held.length === 2);
    expect(sink.ids).toEqual(['evt_inst_1_1', 'evt_inst_2_1']);
    sink.holds = false;
    for (const response of sink.held) response.writeHead(200).end();
    await see('the one behind', () => sink.ids.at(-1) === 'evt_inst_1_2');
  });
});

describe('an endpoint', () => {
  it('that is gone is disabled; others of the same user are told, and it goes on when it is enabled', async () => {
    const { store, clock, sink, addEndpoint, happen, see, rows, endpoint, outbox } = await oneLane(0);
    const [own, admins, others] = [await startSink(), await startSink(), await startSink()];
    await store.write((tx) => tx.db.updateTable('webhook_endpoints').set({ owner: 'key_1' }).execute());
    await addEndpoint('whe_own', own.url, { owner: 'key_1', event_types: '["endpoint.disabled"]' });
    await addEndpoint('whe_admin', admins.url, { event_types: '["endpoint.disabled"]' });
    await addEndpoint('whe_other', others.url, { owner: 'key_2' });
    sink.answers.push({ status: 410 });
    await happen('inst_1', 1);
    await see('both to be told', () => own.ids.length === 1 && admins.ids.length === 1);
    expect(await endpoint('whe_1')).toMatchObject({ enabled: 0, disabled_reason: 'gone', disabled_at: clock.now() });
    expect(JSON.parse(own.requests[0]?.body ?? '')).toMatchObject({
      type: 'endpoint.disabled',
      data: { error: { code: 'endpoint_gone' }, details: { endpointId: 'whe_1', host: new URL(sink.url).host } },
    });
    await happen('inst_1', 2);
    await clock.advance(3 * DAY_MS);
    expect([sink.ids, others.ids]).toEqual([['evt_inst_1_1'], []]);
    await store.write(async (tx) => {
      await changeEndpoint(tx.db, 'whe_1', { enabled: 1 });
      await outbox.due(tx, 'whe_1', clock.now());
    });
    await see('what waited', async () => (await rows()).every(({ state }) => state === 'delivered'));
    expect(sink.ids).toEqual(['evt_inst_1_1', 'evt_inst_1_1']);
  });

  it('that refuses for three days, and nothing else, is disabled', async () => {
    const { sink, happen, pass, rows, endpoint } = await oneLane(0);
    sink.answers.push({ status: 404 }, ...Array.from({ length: 100 }, () => ({ status: 403 })));
    await happen('inst_1', 1);
    await pass('a few attempts', async () => ((await rows())[0]?.attempts ?? 0) >= 4, 60 * 60_000);
    expect(await endpoint('whe_1')).toMatchObject({ enabled: 1, refused_since: expect.any(Number) as number });
    await pass('the end', async () => (await endpoint('whe_1')).enabled === 0, 60 * 60_000);
    expect((await endpoint('whe_1')).disabled_reason).toBe('refused');
    expect((await rows())[0]?.attempts).toBeLessThan(11);
  });

  it('that answers anything else meanwhile is not', async () => {
    const { sink, happen, see, pass, rows, endpoint } = await oneLane(0);
    sink.answers.push({ status: 404 }, { status: 500 });
    await happen('inst_1', 1);
    await see('the refusal', async () => (await endpoint('whe_1')).refused_since !== null);
    await pass('the failure', async () => (await rows())[0]?.attempts === 2, 60_000);
    expect(await endpoint('whe_1')).toMatchObject({ enabled: 1, refused_since: null });
  });
});
