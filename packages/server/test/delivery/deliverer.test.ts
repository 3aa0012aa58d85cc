import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAddressGuard, generateSecret, WebhookClient } from '@novita-fleet/webhooks';
import { FakeClock } from '@novita-fleet/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { Deliverer } from '../../src/delivery/deliverer.js';
import { SqliteEngine } from '../../src/engine/sqlite-engine.js';
import { SecretBox } from '../../src/secret-box.js';
import { insertDeliveries, insertEndpoint, laneKey } from '../../src/store/deliveries.js';
import { insertEvent, insertInstance } from '../../src/store/instances.js';
import { freshInstance } from '../lifecycle/life.js';
import { KeptLog } from '../silent-log.js';
import { temporaryStore } from '../temporary-store.js';
import { until } from '../until.js';

interface Sink {
  server: Server;
  url: string;
  /** Statuses to answer, one after the other; then 200. */
  answers: { status: number; headers?: Record<string, string> }[];
  bodies: string[];
}

async function startSink(): Promise<Sink> {
  const sink: Sink = { server: createServer(), url: '', answers: [], bodies: [] };
  sink.server.on('request', (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      sink.bodies.push((JSON.parse(body) as { id: string }).id);
      const { status, headers = {} } = sink.answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => sink.server.listen(0, '127.0.0.1', resolve));
  sink.url = `http://127.0.0.1:${(sink.server.address() as AddressInfo).port}/`;
  onTestFinished(() => {
    sink.server.closeAllConnections();
    sink.server.close();
  });
  return sink;
}

/** An outbox with `events` deliveries of one instance to one sink. */
async function setUp(events: number) {
  const store = await temporaryStore();
  const clock = new FakeClock();
  const log = new KeptLog();
  const sink = await startSink();
  const engine = new SqliteEngine({ store, clock, log });
  const secrets = new SecretBox(Buffer.alloc(32, 1));
  const addressGuard = createAddressGuard({ allow: ['127.0.0.0/8'] });
  const webhooks = new WebhookClient({ clock, addressGuard });
  const deliverer = new Deliverer({ store, engine, webhooks, secrets, clock, random: () => 0.5, log });
  const lane = { endpointId: 'whe_1', instanceId: 'inst_1' };
  await store.write(async (tx) => {
    await insertInstance(tx.db, freshInstance('inst_1', clock.now()), clock.now());
    await insertEndpoint(tx.db, {
      ...{ id: 'whe_1', url: sink.url, event_types: null, enabled: 1, created_at: clock.now(), owner: null },
      sealed_secret: secrets.seal(generateSecret(), 'whe_1'),
    });
    for (let sequence = 1; sequence <= events; sequence += 1) {
      const row = await insertEvent(tx.db, {
        ...{ id: `evt_1_${sequence}`, type: 'instance.ready', sequence, at: clock.now() },
        data: {
          ...{ instanceId: 'inst_1', novitaInstanceId: null, name: 'job', status: 'ready', previousStatus: null },
          ...{ metadata: {}, cloudStatus: null, elapsedTime: 0, error: null, details: null },
        },
      });
      await insertDeliveries(tx.db, row, 'key_1');
    }
    await engine.enqueue(tx, { kind: 'delivery', key: laneKey(lane), runAt: clock.now() });
  });
  engine.work('delivery', { concurrency: 4 }, (key) => deliverer.run(key));
  await engine.start();
  onTestFinished(async () => {
    await engine.stop();
    await webhooks.close();
  });
  const rows = () => store.db.selectFrom('deliveries').selectAll().orderBy('sequence').execute();
  return { clock, sink, rows };
}

it('sends the events of an instance one after the other, in order', async () => {
  const { sink, rows } = await setUp(5);
  await until('all deliveries', async () =>
    (await rows()).every(({ state }) => state === 'delivered') ? true : undefined,
  );
  expect(sink.bodies).toEqual([1, 2, 3, 4, 5].map((n) => `evt_1_${n}`));
  expect(await rows()).toMatchObject(Array.from({ length: 5 }, () => ({ attempts: 1, last_status: 200 })));
});

it('holds back later events while an earlier one is tried again, by the schedule', async () => {
  const { clock, sink, rows } = await setUp(2);
  sink.answers.push({ status: 500 }, { status: 503 });
  await until('the first failure', async () => ((await rows())[0]?.attempts === 1 ? true : undefined));
  expect((await rows())[0]).toMatchObject({ state: 'pending', next_at: clock.now() + 5_000, last_status: 500 });
  await until('the second attempt', async () => {
    if (sink.bodies.length < 2) await clock.advance(1_000);
    return (await rows())[0]?.attempts === 2 ? true : undefined;
  });
  expect(sink.bodies).toEqual(['evt_1_1', 'evt_1_1']);
  await until('both deliveries', async () => {
    await clock.advance(1_000);
    return (await rows()).every(({ state }) => state === 'delivered') ? true : undefined;
  });
  expect(sink.bodies).toEqual(['evt_1_1', 'evt_1_1', 'evt_1_1', 'evt_1_2']);
});

it('waits as long as the receiver asks', async () => {
  const { clock, sink, rows } = await setUp(1);
  sink.answers.push({ status: 429, headers: { 'retry-after': '120' } });
  await until('the answer', async () => ((await rows())[0]?.attempts === 1 ? true : undefined));
  expect((await rows())[0]).toMatchObject({ next_at: clock.now() + 120_000, last_status: 429 });
});
