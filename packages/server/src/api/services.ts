import type { NovitaClient } from '@novita-fleet/client';
import type { Clock } from '@novita-fleet/resilience';
import type { AddressGuard } from '@novita-fleet/webhooks';
import type { ApiKeys } from '../api-keys.js';
import type { DashboardFiles } from '../dashboard-files.js';
import type { EventFeed } from '../events/event-feed.js';
import type { Outbox } from '../delivery/outbox.js';
import type { NewId } from '../ids.js';
import type { Budgets } from '../instances/budgets.js';
import type { Catalogue } from '../instances/catalogue.js';
import type { CloudAccess } from '../instances/cloud-access.js';
import type { Changes } from '../instances/changes.js';
import type { InstanceService } from '../instances/instance-service.js';
import type { Planner } from '../instances/planner.js';
import type { SecretBox } from '../secret-box.js';
import type { Sessions } from '../sessions.js';
import type { CallContexts } from '../telemetry/call-context.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import type { Store } from '../store/store.js';
import type { Orphans } from '../watcher/orphans.js';
import type { RateLimit } from './rate-limit.js';
import type { SessionCookie } from './session-cookie.js';

/** What the routes work with. */
export interface Services {
  store: Store;
  instances: InstanceService;
  changes: Changes;
  budgets: Budgets;
  outbox: Outbox;
  planner: Planner;
  catalogue: Catalogue;
  cloudAccess: CloudAccess;
  orphans: Orphans;
  eventFeed: EventFeed;
  contexts: CallContexts;
  metrics: FleetMetrics;
  /** Whether `/metrics` answers without a key. */
  metricsArePublic: boolean;
  /** The client of the cloud, for its figures. */
  client: NovitaClient;
  /** Requests a minute to the cloud, as set. */
  maxRequestsPerMinute: number;
  storeKind: 'sqlite' | 'postgres';
  apiKeys: ApiKeys;
  sessions: Sessions;
  sessionCookie: SessionCookie;
  dashboard: DashboardFiles;
  rateLimit: RateLimit;
  secrets: SecretBox;
  addressGuard: AddressGuard;
  clock: Clock;
  newId: NewId;
  /** Version of the server. */
  version: string;
  /** True while the server does its work: after the start and before the stop. */
  isWorking: () => boolean;
}
