import type { Migration } from 'kysely';
import { first } from './migrations/0001-first.js';
import { workers } from './migrations/0002-workers.js';
import { retention } from './migrations/0003-retention.js';
import { apiKeys } from './migrations/0004-api-keys.js';
import { filters } from './migrations/0005-filters.js';
import { usage } from './migrations/0006-usage.js';
import { deliveryLog } from './migrations/0010-delivery-log.js';
import { eventPositions } from './migrations/0020-event-positions.js';
import { telemetry } from './migrations/0021-telemetry.js';
import { sessions } from './migrations/0030-sessions.js';
import { endpointHealth } from './migrations/0031-endpoint-health.js';
import { watchedVersions } from './migrations/0032-watched-versions.js';
import { dueInOrder } from './migrations/0033-due-in-order.js';

/**
 * Every change of the schema, in order of name. A migration that was released is never edited: add another. They run on
 * SQLite and on PostgreSQL alike.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_first': { up: first },
  '0002_workers': { up: workers },
  '0003_retention': { up: retention },
  '0004_api_keys': { up: apiKeys },
  '0005_filters': { up: filters },
  '0006_usage': { up: usage },
  '0010_delivery_log': { up: deliveryLog },
  '0020_event_positions': { up: eventPositions },
  '0021_telemetry': { up: telemetry },
  '0030_sessions': { up: sessions },
  '0031_endpoint_health': { up: endpointHealth },
  '0032_watched_versions': { up: watchedVersions },
  '0033_due_in_order': { up: dueInOrder },
};
