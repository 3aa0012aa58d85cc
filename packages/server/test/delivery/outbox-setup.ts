import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@novita-fleet/resilience';
import { createAddressGuard, generateSecret, WebhookClient } from '@novita-fleet/webhooks';
import { FakeClock } from '@novita-fleet/testkit';
import { onTestFinished } from 'vitest';
import { Deliverer } from '../../src/delivery/deliverer.js';
import { EndpointHealth } from '../../src/delivery/endpoint-health.js';
import { Outbox } from '../../src/delivery/outbox.js';
import { SecretBox } from '../../src/secret-box.js';
import { insertEvent, insertInstance } from '../../src/store/instances.js';
import { insertEndpoint, type NewEndpointRow } from '../../src/store/webhook-endpoints.js';
import { freshInstance } from '../lifecycle/life.js';
import { KeptLog } from '../silent-log.js';
import { newStore, SQLITE, type StoreKind } from '../stores.js';
import { until } from '../until.js';

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A receiver that keeps what it got and answers as it is told. */
export interface Sink {
  readonly url: string;
  /** Answers, one after the other; then 200. */
  readonly answers: Answer[];
  /** Ids of the events that came, in order, each time they came. */
  readonly ids: string[];
  readonly requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** Requests that wait for an answer, while `holds` is true. */
  readonly held: ServerResponse[];
  holds: boolean;
}

export async function startSink(): Promise<Sink> {
  const server = createServer();
  const answers: Answer[] = [];
  const sink = {
    url: '',
    answers,
    ids: [] as string[],
    requests: [] as Sink['requests'],
    held: [] as ServerResponse[],
    holds: false,
  };
  server.on('request', (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      sink.ids.push((JSON.parse(body) as { id: string }).id);
      sink.requests.push({ headers: request.headers, body });
      const { status, headers = {}, body: answer = '' } = answers.shift() ?? { status: 200 };
      if (sink.holds) sink.held.push(response);
      else response.writeHead(status, headers).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return sink;
}

/** A store, an engine and a deliverer, without the rest of a server. */
export async function setUp(options: { kind?: StoreKind; concurrency?: number } = {}) {
  const { kind = SQLITE, concurrency = 4 } = options;
  const store = await newStore(kind);
  const clock = new FakeClock();
  const log = new KeptLog();
  const engine = kind.engine({ store, clock, log });
  const secrets = new SecretBox(Buffer.alloc(32, 1));
  const addressGuard = createAddressGuard({ allow: ['127.0.0.0/8'] });
  // Attempts take real time: no jump of the clock must look like a receiver that does not answer.
  const webhookClock: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimeout: (callback, delayMs) => systemClock.setTimeout(callback, delayMs),
  };
  const webhooks = new WebhookClient({ clock: webhookClock, addressGuard });
  const outbox = new Outbox({ engine, wake: (id) => deliverer.wake(id) });
  let ids = 0;
  const health = new EndpointHealth({ outbox, newId: (prefix) => `${prefix}_${(ids += 1)}`, log });
  const parts = { store, engine, webhooks, secrets, health, clock, random: () => 0.5, log, concurrency };
  const deliverer = new Deliverer(parts);
  engine.work('delivery', { concurrency: 100 }, (key) => deliverer.run(key));
  await engine.start();
  onTestFinished(async () => {
    deliverer.stop();
    await engine.stop();
    await webhooks.close();
  });

  const addEndpoint = (id: string, url: string, more: Partial<NewEndpointRow> = {}): Promise<void> =>
    store.write((tx) =>
      insertEndpoint(tx.db, {
        ...{ id, url, event_types: null, created_at: clock.now(), owner: null },
        sealed_secret: secrets.seal(generateSecret(), id),
        ...more,
      }),
    );
  const addInstance = (id: string, owner = 'key_1'): Promise<unknown> =>
    store.write(async (tx) => insertInstance(tx.db, { ...freshInstance(id, clock.now()), owner }, clock.now()));
  /** Lets an event happen. */
  const happen = (instanceId: string, sequence: number, type = 'instance.ready', owner = 'key_1'): Promise<void> =>
    store.write(async (tx) => {
      const row = await insertEvent(tx.db, {
        ...{ id: `evt_${instanceId}_${sequence}`, type, sequence, at: clock.now() },
        data: {
          ...{ instanceId, novitaInstanceId: null, name: 'job', status: 'ready', previousStatus: null },
          ...{ metadata: {}, cloudStatus: null, elapsedTime: 0, error: null, details: null },
        },
      });
      await outbox.announce(tx, row, owner);
    });
  const rows = () => store.db.selectFrom('deliveries').selectAll().orderBy('instance_id').orderBy('sequence').execute();
  const endpoint = (id: string) =>
    store.db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  /** Lets time pass until something is so. */
  const pass = (what: string, isSo: () => boolean | Promise<boolean>, stepMs = 1_000): Promise<true> =>
    until(what, async () => {
      if (await isSo()) return true;
      await clock.advance(stepMs);
      return undefined;
    });
  /** Waits, without letting time pass: only timers that are due now fire. */
  const see = (what: string, isSo: () => boolean | Promise<boolean>): Promise<true> => pass(what, isSo, 0);
  return {
    store,
    engine,
    outbox,
    deliverer,
    secrets,
    clock,
    log,
    addEndpoint,
    addInstance,
    happen,
    rows,
    endpoint,
    pass,
    see,
  };
}
