// A process with the store, the outbox and the senders of a server, that lets events happen: of each instance so many, in
// order, going on where an earlier process was killed. Run by a test. Argument: a plan as JSON.
import { systemClock } from '@novita-fleet/resilience';
import { createAddressGuard, WebhookClient } from '@novita-fleet/webhooks';
import { Deliverer } from '../../dist/delivery/deliverer.js';
import { EndpointHealth } from '../../dist/delivery/endpoint-health.js';
import { Outbox } from '../../dist/delivery/outbox.js';
import { randomId } from '../../dist/ids.js';
import { SecretBox } from '../../dist/secret-box.js';
import { makeEngine, openStore } from '../../dist/storage.js';
import { insertEvent, insertInstance } from '../../dist/store/instances.js';
import { Reconciler } from '../../dist/store/reconciler.js';
import { findEndpoint, insertEndpoint } from '../../dist/store/webhook-endpoints.js';

const { url, folder, secret, endpoints, instances, events, perSecond } = JSON.parse(process.argv[2]);
const config = { NOVITA_FLEET_DATABASE_URL: url, NOVITA_FLEET_DATA_DIR: folder, NOVITA_FLEET_LEASE_MS: 1_000 };
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: (fields, text) => console.error(text, fields.err) };
const parts = { clock: systemClock, newId: randomId, log };
const store = await openStore(config, log);
const engine = await makeEngine(config, { store, ...parts });
const secrets = SecretBox.inFolder(folder);
const addressGuard = createAddressGuard({ allow: ['127.0.0.0/8'] });
const webhooks = new WebhookClient({ addressGuard, timeoutMs: 5_000 });
const outbox = new Outbox({ engine, wake: (id) => deliverer.wake(id) });
const health = new EndpointHealth({ outbox, ...parts });
const sending = { store, engine, webhooks, secrets, health, random: Math.random, concurrency: 16 };
const deliverer = new Deliverer({ ...sending, ...parts });
const retention = { deliveriesMs: 0, eventsMs: 0, endedMs: 0, idempotencyKeysMs: 0 };
const reconciler = new Reconciler({ store, engine, ...parts, retention });
engine.work('delivery', { concurrency: 1_000 }, (id) => deliverer.run(id));

for (const { id, address } of endpoints) {
  await store.write(async ({ db }) => {
    if ((await findEndpoint(db, id)) !== undefined) return;
    const sealed_secret = secrets.seal(secret, id);
    await insertEndpoint(db, {
      id,
      url: address,
      event_types: null,
      sealed_secret,
      created_at: Date.now(),
      owner: null,
    });
  });
}
await reconciler.reconcile();
await engine.start();

/** How far each instance has come. */
const last = new Map();
for (const { instance_id, sequence } of await store.db
  .selectFrom('events')
  .select(['instance_id', 'sequence'])
  .execute()) {
  last.set(instance_id, Math.max(sequence, last.get(instance_id) ?? 0));
}
const ids = Array.from({ length: instances.count }, (_, index) => `inst_${index + 1}`);
const known = new Set((await store.db.selectFrom('instances').select('id').execute()).map(({ id }) => id));
await Promise.all(
  ids
    .filter((id) => !known.has(id))
    .map((id) => {
      const fresh = { ...instances.template, id, marker: id, owner: 'key' };
      return store.write(({ db }) => insertInstance(db, fresh, Date.now()));
    }),
);

async function happen(instanceId, sequence) {
  const at = Date.now();
  const data = { instanceId, novitaInstanceId: null, status: 'ready', elapsedTime: 0, error: null };
  const event = { id: `evt_${instanceId}_${sequence}`, type: 'instance.ready', sequence, at, data };
  await store.write(async (tx) => outbox.announce(tx, await insertEvent(tx.db, event), 'key'));
}

const queue = [];
for (let sequence = 1; sequence <= events; sequence += 1) {
  for (const id of ids) if (sequence > (last.get(id) ?? 0)) queue.push([id, sequence]);
}
process.send({ begun: true });
const begin = performance.now();
for (let done = 0; done < queue.length;) {
  const dueCount = Math.min(queue.length, Math.ceil(((performance.now() - begin) / 1_000) * perSecond));
  const batch = queue.slice(done, Math.min(dueCount, done + ids.length));
  await Promise.all(batch.map(([id, sequence]) => happen(id, sequence)));
  done += batch.length;
  if (batch.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
process.send({ published: true });
process.on('disconnect', () => process.exit());
