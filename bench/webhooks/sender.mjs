// Sends webhooks to a sink in a process of its own. Arguments: how, port, how many at a time. Answers each message
// `{ count }` with the deliveries a second, and `{ count, perSecond }`, at that pace, when all are sent. `bare` signs,
// serialises and sends by undici; `durable` is the outbox of the server on the embedded store in a temporary folder, or
// on the PostgreSQL that BENCH_POSTGRES names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSecret, signWebhook } from '@novita-fleet/webhooks';

const [how, port, atOnce] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const origin = `http://127.0.0.1:${port}`;
const secret = generateSecret();
const data = { novitaInstanceId: 'x', name: 'job', metadata: {}, status: 'ready', elapsedTime: 1, error: null };

async function bare() {
  const { Agent } = await import('undici');
  const agent = new Agent();
  return async (count) => {
    let next = 0;
    const sendAll = async () => {
      while (next < count) {
        next += 1;
        const id = `evt_${next}`;
        const event = { id, type: 'instance.ready', timestamp: new Date().toISOString(), sequence: 1, data };
        const body = Buffer.from(JSON.stringify(event));
        const signed = signWebhook({ id, timestamp: Math.floor(Date.now() / 1000), body, secrets: [secret] });
        const headers = { 'content-type': 'application/json', ...signed };
        const answer = await agent.request({ origin, path: '/', method: 'POST', headers, body });
        await answer.body.dump();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendAll));
  };
}

async function durable() {
  const server = (path) => import(`../../packages/server/dist/${path}.js`);
  const { systemClock } = await import('@novita-fleet/resilience');
  const { createAddressGuard, WebhookClient } = await import('@novita-fleet/webhooks');
  const [{ Deliverer }, { EndpointHealth }, { Outbox }, { randomId }, { SecretBox }, storage, endpoints, deliveries] =
    await Promise.all(
      [
        ...['delivery/deliverer', 'delivery/endpoint-health', 'delivery/outbox', 'ids', 'secret-box', 'storage'],
        ...['store/webhook-endpoints', 'store/deliveries'],
      ].map(server),
    );
  const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: (fields) => console.error(fields) };
  const config = { NOVITA_FLEET_DATABASE_URL: process.env.BENCH_POSTGRES ?? '', NOVITA_FLEET_DATA_DIR: folder };
  const parts = { clock: systemClock, newId: randomId, log };
  const store = await storage.openStore(config, log);
  const engine = await storage.makeEngine({ ...config, NOVITA_FLEET_LEASE_MS: 10_000 }, { store, ...parts });
  const secrets = SecretBox.inFolder(folder);
  const webhooks = new WebhookClient({ addressGuard: createAddressGuard({ allow: ['127.0.0.0/8'] }) });
  const outbox = new Outbox({ engine, wake: (id) => deliverer.wake(id) });
  const health = new EndpointHealth({ outbox, ...parts });
  const sending = { store, engine, webhooks, secrets, health, random: Math.random, concurrency: atOnce };
  const deliverer = new Deliverer({ ...sending, ...parts });
  engine.work('delivery', { concurrency: 10 }, (id) => deliverer.run(id));
  const whe = `whe_${process.pid}`;
  await store.write(({ db }) =>
    endpoints.insertEndpoint(db, {
      ...{ id: whe, url: `${origin}/`, event_types: null, created_at: Date.now(), owner: null },
      sealed_secret: secrets.seal(secret, whe),
    }),
  );
  await engine.start();
  let made = 0;
  const newRow = () => {
    made += 1;
    const [eventId, at] = [`evt_${process.pid}_${made}`, Date.now()];
    const event = { id: eventId, type: 'instance.ready', timestamp: new Date(at).toISOString(), sequence: 1, data };
    return {
      ...{ id: deliveries.deliveryId(eventId, whe), endpointId: whe, eventId, eventType: event.type, at },
      ...{ instanceId: `inst_${made}`, sequence: 1, body: JSON.stringify(event) },
    };
  };
  return async (count, perSecond) => {
    if (perSecond !== undefined) {
      for (let begin = performance.now(), next = 0; next < count; next += 1) {
        const waitMs = begin + (next * 1_000) / perSecond - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        void store.write((tx) => outbox.put(tx, newRow()));
      }
    }
    // All wait in the outbox first: what is measured is reading, sending and writing down, not the events.
    const rows = perSecond === undefined ? Array.from({ length: count }, newRow) : [];
    await Promise.all(rows.map((row) => store.write(({ db }) => deliveries.insertDelivery(db, row))));
    const begin = performance.now();
    await store.write((tx) => outbox.due(tx, whe, Date.now()));
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if ((await deliveries.nextDueAt(store.db, whe)) === undefined) return performance.now() - begin;
    }
  };
}

const run = await (how === 'bare' ? bare() : durable());
process.on('message', async ({ count, perSecond }) => {
  const begin = performance.now();
  const ms = (await run(count, perSecond)) ?? performance.now() - begin;
  process.send((count / ms) * 1_000);
});
process.on('disconnect', () => process.exit());
process.send('ready');
