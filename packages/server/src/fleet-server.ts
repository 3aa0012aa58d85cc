import { NovitaApiService, NovitaClient, type ResourceClient } from '@novita-fleet/client';
import type { Clock, Random } from '@novita-fleet/resilience';
import { createAddressGuard, WebhookClient } from '@novita-fleet/webhooks';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { ApiKeys } from './api-keys.js';
import { buildApp } from './api/app.js';
import { RateLimit } from './api/rate-limit.js';
import { SessionCookie } from './api/session-cookie.js';
import type { Config } from './config.js';
import { openControl } from './control.js';
import { DashboardFiles, dashboardFolder } from './dashboard-files.js';
import { Deliverer } from './delivery/deliverer.js';
import { EndpointHealth } from './delivery/endpoint-health.js';
import { Outbox } from './delivery/outbox.js';
import { EventFeed } from './events/event-feed.js';
import type { NewId } from './ids.js';
import { Budgets } from './instances/budgets.js';
import { Changes } from './instances/changes.js';
import { Cloud } from './instances/cloud.js';
import { CloudAccess } from './instances/cloud-access.js';
import { CloudClient } from './instances/cloud-client.js';
import { Catalogue } from './instances/catalogue.js';
import { Chooser } from './instances/chooser.js';
import { InstanceService } from './instances/instance-service.js';
import { Planner } from './instances/planner.js';
import { UnchangedAnswers } from './instances/unchanged-answers.js';
import { InstanceWorker } from './instances/worker.js';
import type { Limits } from './lifecycle/instance.js';
import { SecretBox } from './secret-box.js';
import { Sessions } from './sessions.js';
import { fleetId } from './store/fleet-id.js';
import { Reconciler } from './store/reconciler.js';
import type { Retention } from './store/retention.js';
import { checkSecretKey } from './store/secret-check.js';
import { makeEngine, openStore } from './storage.js';
import { correlationIdOf } from './store/instances.js';
import { CallContexts } from './telemetry/call-context.js';
import { FleetMetrics } from './telemetry/fleet-metrics.js';
import { startOpenTelemetry } from './telemetry/open-telemetry.js';
import { logChange } from './telemetry/log-change.js';
import { version } from './version.js';
import { OrphanPatrol } from './watcher/orphan-patrol.js';
import { Orphans } from './watcher/orphans.js';
import { StopLimit } from './stop-limit.js';
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

/** Endpoints that are sent to at the same time: more than anybody has, so that dead ones delay no other. */
const ENDPOINTS_AT_ONCE = 1_000;

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
  /** Folder with the built files of the dashboard; default: that of its package. */
  dashboard?: string;
}

/** A server that runs. */
export interface FleetServer {
  /** Base URL on which it listens. */
  url: string;
  app: FastifyInstance;
  /** Takes no new work, finishes what runs within the limit that is set, hands back the rest, closes the store. */
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
  const contexts = new CallContexts();
  const log = contexts.log(logger);
  const stop = new StopLimit({ clock, log, limitMs: config.NOVITA_FLEET_STOP_LIMIT_MS });
  const client = new NovitaClient({
    env,
    clock,
    random,
    rateLimit: { requestsPerMinute: config.NOVITA_FLEET_REQUESTS_PER_MINUTE },
  });
  const ports = config.NOVITA_FLEET_WEBHOOK_PORTS;
  const addressGuard = createAddressGuard({
    allow: config.NOVITA_FLEET_WEBHOOK_ALLOW,
    ...(ports.length > 0 && { ports }),
  });
  const store = await openStore(config, logger);
  const closers: (() => Promise<void>)[] = [() => client.close(), () => store.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    if (config.NOVITA_FLEET_OPENTELEMETRY) closers.unshift(await startOpenTelemetry());
    const storeKind: 'sqlite' | 'postgres' = config.NOVITA_FLEET_DATABASE_URL === '' ? 'sqlite' : 'postgres';
    const metrics = new FleetMetrics({ clock, version, store: storeKind });
    closers.unshift(() => {
      metrics.close();
      return Promise.resolve();
    });
    const engine = await makeEngine(config, { store, clock, newId, log });
    const secrets = SecretBox.inFolder(config.NOVITA_FLEET_DATA_DIR);
    await checkSecretKey(store, secrets);
    if (config.NOVITA_FLEET_DATABASE_URL === '') {
      const control = await openControl(config.NOVITA_FLEET_DATA_DIR, store, log);
      closers.unshift(() => control.close());
    }
    const apiKeys = new ApiKeys({ store, clock, newId });
    await apiKeys.ensureFirst(parts.showApiKey);
    const sessions = new Sessions({ store, clock, apiKeys });
    const sessionCookie = new SessionCookie(await fleetId(store, newId));
    const dashboard = new DashboardFiles(parts.dashboard ?? dashboardFolder());
    const limits: Limits = {
      ...PHASE_LIMITS,
      createAttempts: CREATE_ATTEMPTS,
      createSettleMs: config.NOVITA_FLEET_CREATE_SETTLE_MS,
      confirmMs: config.NOVITA_FLEET_CONFIRM_MS,
    };
    const eventFeed = new EventFeed({ store, clock, log });
    const outbox = new Outbox({ engine, wake: (endpointId) => deliverer.wake(endpointId) });
    const changes = new Changes();
    const instances = new InstanceService({
      ...{ store, engine, outbox, clock, newId, contexts },
      onEvents: () => eventFeed.committed(),
      onChange: (change) => {
        changes.tell(change.after.id);
        metrics.changed(change.before, change.after, change.at);
        logChange(log, change);
      },
    });
    const budgets = new Budgets({ store, engine, instances, clock, log });
    const inTheCloud = (through: ResourceClient): NovitaApiService =>
      new NovitaApiService(new CloudClient({ client: through, contexts, clock, log, signal: stop.aborting }), {
        clock,
      });
    const api = inTheCloud(client);
    const catalogue = new Catalogue({ api, clock });
    const planner = new Planner({ catalogue, clock, limits, secrets });
    const chooser = new Chooser({ api, catalogue });
    const cloud = new Cloud({ api, lists: inTheCloud(new UnchangedAnswers(client, clock)), secrets });
    const orphans = new Orphans({ store, cloud, clock, log });
    const webhooks = new WebhookClient({ clock, random, addressGuard });
    closers.unshift(() => webhooks.close());
    const worker = new InstanceWorker({ store, instances, cloud, chooser, clock, log });
    const pace = {
      fastMs: config.NOVITA_FLEET_SWEEP_FAST_MS,
      slowMs: config.NOVITA_FLEET_SWEEP_SLOW_MS,
      requestsPerMinute: config.NOVITA_FLEET_REQUESTS_PER_MINUTE,
    };
    const watcher = new Watcher({
      ...{ store, engine, instances, cloud, clock, log, pace },
      onSweep: (durationMs, isComplete) => metrics.swept(durationMs, isComplete),
    });
    const health = new EndpointHealth({ outbox, newId, log });
    const deliverer = new Deliverer({
      ...{ store, engine, webhooks, secrets, health, clock, random, log, signal: stop.aborting },
      concurrency: config.NOVITA_FLEET_WEBHOOKS_AT_ONCE,
      onAttempt: (outcome) => metrics.webhookTried(outcome),
      onBehalfOf: (correlationId, action) => contexts.run({ correlationId: correlationId ?? newId('cor') }, action),
    });
    const reconciler = new Reconciler({ store, engine, clock, log, retention: retentionOf(config) });
    const patrol = new OrphanPatrol({
      ...{ store, engine, orphans, clock, log },
      everyMs: config.NOVITA_FLEET_ORPHAN_REPORT_MS,
      deletes: config.NOVITA_FLEET_ORPHAN_DELETE,
      onReport: (strays, deleted) => metrics.straysSeen(strays, deleted),
    });
    /** Does something for an instance in the name of whoever asked something of it last. */
    const onBehalfOf = async (id: string, action: () => Promise<void>): Promise<void> => {
      const correlationId = (await correlationIdOf(store.db, id)) ?? newId('cor');
      await contexts.run({ correlationId }, action);
    };
    engine.work('instance', { concurrency: 16 }, (id) => onBehalfOf(id, () => worker.run(id)));
    engine.work('delivery', { concurrency: ENDPOINTS_AT_ONCE }, (endpointId) => deliverer.run(endpointId));
    engine.work('sweep', { concurrency: 1 }, () =>
      contexts.run({ correlationId: newId('swp') }, () => watcher.sweep()),
    );
    engine.work('budget', { concurrency: 4 }, (keyId) =>
      contexts.run({ correlationId: newId('bud') }, () => budgets.run(keyId)),
    );
    engine.work('orphans', { concurrency: 1 }, () => contexts.run({ correlationId: newId('swp') }, () => patrol.run()));
    engine.work('reconcile', { concurrency: 1 }, () => reconciler.run());
    let working = false;
    const rateLimit = new RateLimit({ perMinute: config.NOVITA_FLEET_API_REQUESTS_PER_MINUTE, clock });
    const services = {
      ...{
        store,
        storeKind,
        instances,
        outbox,
        changes,
        budgets,
        catalogue,
        cloudAccess: new CloudAccess(api),
        planner,
        orphans,
        eventFeed,
        apiKeys,
        sessions,
        sessionCookie,
        dashboard,
        secrets,
        addressGuard,
        clock,
        newId,
      },
      ...{ version, rateLimit, contexts, metrics, client, metricsArePublic: config.NOVITA_FLEET_METRICS_PUBLIC },
      maxRequestsPerMinute: config.NOVITA_FLEET_REQUESTS_PER_MINUTE,
    } as const;
    const app = await buildApp({ ...services, isWorking: () => working }, logger);
    stop.aborting.addEventListener('abort', () => {
      app.server.closeAllConnections();
    });
    // First the door and the work, then the clients and the store under them.
    closers.unshift(async () => {
      working = false;
      stop.begin();
      // Streams end in good order before the connections are closed.
      eventFeed.close();
      deliverer.stop();
      await Promise.all([app.close(), engine.stop(stop.givingUp)]);
      stop.end();
    });
    await reconciler.reconcile();
    await patrol.begin();
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
