import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
import type { Clock, Random } from '@novita-fleet/resilience';
import { createAddressGuard, WebhookClient } from '@novita-fleet/webhooks';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { ApiKeys } from './api-keys.js';
import { buildApp } from './api/app.js';
import type { Config } from './config.js';
import { openControl } from './control.js';
import { Deliverer } from './delivery/deliverer.js';
import { EventFeed } from './events/event-feed.js';
import type { NewId } from './ids.js';
import { Cloud } from './instances/cloud.js';
import { Catalogue } from './instances/catalogue.js';
import { Chooser } from './instances/chooser.js';
import { InstanceService } from './instances/instance-service.js';
import { Planner } from './instances/planner.js';
import { InstanceWorker } from './instances/worker.js';
import type { Limits } from './lifecycle/instance.js';
import { SecretBox } from './secret-box.js';
import { Reconciler } from './store/reconciler.js';
import type { Retention } from './store/retention.js';
import { checkSecretKey } from './store/secret-check.js';
import { makeEngine, openStore } from './storage.js';
import { version } from './version.js';
import { Orphans } from './watcher/orphans.js';
import { Watcher } from './watcher/watcher.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Deadlines that fit GPUs: large images and slow starts are usual. */
const PHASE_LIMITS = {
  queuedMs: 10 * MINUTE_MS,
  pullingMs: 45 * MINUTE_MS,
  startingMs: 10 * MINUTE_MS,
  probingMs: 10 * MINUTE_MS,
};

const CREATE_ATTEMPTS = 3;

/** What a server is made of that is not in its settings. */
export interface FleetServerParts {
  clock: Clock;
  random: Random;
  newId: NewId;
  logger: FastifyBaseLogger;
  /** Gets the first API key, once. */
  showApiKey: (key: string) => void;
  /** Environment variables for the client of the cloud: NOVITA_API_KEY, NOVITA_API_KEY_FILE, NOVITA_BASE_URL. */
  env: Readonly<Record<string, string | undefined>>;
}

/** A server that runs. */
export interface FleetServer {
  /** Base URL on which it listens. */
  url: string;
  app: FastifyInstance;
  /** Takes no new work, finishes what runs, closes the store. */
  close(): Promise<void>;
}

/**
 * Starts a server on the store that its settings name.
 *
 * @throws NovitaError when the settings are not valid, or the store is in use or cannot be reached; nothing is left
 * running then.
 */
export async function startFleetServer(config: Config, parts: FleetServerParts): Promise<FleetServer> {
  const { clock, random, newId, logger, env } = parts;
  const client = new NovitaClient({
    env,
    clock,
    random,
    rateLimit: { requestsPerMinute: config.NOVITA_FLEET_REQUESTS_PER_MINUTE },
  });
  const addressGuard = createAddressGuard({ allow: config.NOVITA_FLEET_WEBHOOK_ALLOW });
  const store = await openStore(config, logger);
  const closers: (() => Promise<void>)[] = [() => client.close(), () => store.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    const engine = await makeEngine(config, { store, clock, newId, log: logger });
    const secrets = SecretBox.inFolder(config.NOVITA_FLEET_DATA_DIR);
    await checkSecretKey(store, secrets);
    if (config.NOVITA_FLEET_DATABASE_URL === '') {
      const control = await openControl(config.NOVITA_FLEET_DATA_DIR, store, logger);
      closers.unshift(() => control.close());
    }
    const apiKeys = new ApiKeys({ store, clock, newId });
    await apiKeys.ensureFirst(parts.showApiKey);
    const limits: Limits = {
      ...PHASE_LIMITS,
      createAttempts: CREATE_ATTEMPTS,
      createSettleMs: config.NOVITA_FLEET_CREATE_SETTLE_MS,
      confirmMs: config.NOVITA_FLEET_CONFIRM_MS,
    };
    const eventFeed = new EventFeed({ store, clock, log: logger });
    const instances = new InstanceService({ store, engine, clock, newId, onEvents: () => eventFeed.committed() });
    const api = new NovitaApiService(client, { clock });
    const catalogue = new Catalogue({ api, clock });
    const planner = new Planner({ catalogue, clock, limits });
    const chooser = new Chooser({ api, catalogue });
    const cloud = new Cloud(api);
    const orphans = new Orphans({ store, cloud, clock, log: logger });
    const webhooks = new WebhookClient({ clock, random, addressGuard });
    closers.unshift(() => webhooks.close());
    const worker = new InstanceWorker({ store, instances, cloud, chooser, clock, log: logger });
    const pace = {
      fastMs: config.NOVITA_FLEET_SWEEP_FAST_MS,
      slowMs: config.NOVITA_FLEET_SWEEP_SLOW_MS,
      requestsPerMinute: config.NOVITA_FLEET_REQUESTS_PER_MINUTE,
    };
    const watcher = new Watcher({ store, engine, instances, cloud, clock, log: logger, pace });
    const deliverer = new Deliverer({ store, engine, webhooks, secrets, clock, random, log: logger });
    const reconciler = new Reconciler({ store, engine, clock, log: logger, retention: retentionOf(config) });
    engine.work('instance', { concurrency: 16 }, (id) => worker.run(id));
    engine.work('delivery', { concurrency: 32 }, (lane) => deliverer.run(lane));
    engine.work('sweep', { concurrency: 1 }, () => watcher.sweep());
    engine.work('reconcile', { concurrency: 1 }, () => reconciler.run());
    let working = false;
    const services = {
      store,
      instances,
      planner,
      orphans,
      eventFeed,
      apiKeys,
      secrets,
      addressGuard,
      clock,
      newId,
      version,
    };
    const app = await buildApp({ ...services, isWorking: () => working }, logger);
    // First the door, then the work, then the clients and the store under them.
    closers.unshift(async () => {
      working = false;
      await app.close();
      await engine.stop();
    });
    await reconciler.reconcile();
    await engine.start();
    const url = await app.listen({ host: config.NOVITA_FLEET_HOST, port: config.NOVITA_FLEET_PORT });
    working = true;
    return { url, app, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function retentionOf(config: Config): Retention {
  return {
    deliveriesMs: config.NOVITA_FLEET_KEEP_DELIVERIES_DAYS * DAY_MS,
    eventsMs: config.NOVITA_FLEET_KEEP_EVENTS_DAYS * DAY_MS,
    endedMs: config.NOVITA_FLEET_KEEP_ENDED_DAYS * DAY_MS,
    idempotencyKeysMs: config.NOVITA_FLEET_KEEP_IDEMPOTENCY_KEYS_DAYS * DAY_MS,
  };
}
