import type { Clock } from '@novita-fleet/resilience';
import type { Config } from './config.js';
import type { Engine } from './engine/engine.js';
import { SqliteEngine } from './engine/sqlite-engine.js';
import type { NewId } from './ids.js';
import { SqliteStore } from './store/sqlite-store.js';
import type { Store } from './store/store.js';
import type { Log } from './telemetry/log.js';

/** The store that the settings ask for. */
export async function openStore(
  config: Pick<Config, 'NOVITA_FLEET_DATABASE_URL' | 'NOVITA_FLEET_DATA_DIR'>,
  log: Log,
): Promise<Store> {
  const url = config.NOVITA_FLEET_DATABASE_URL;
  if (url === '') return SqliteStore.open(config.NOVITA_FLEET_DATA_DIR, { log });
  // Loaded here, so that a start on the embedded store does not wait for the driver of a database that it does not use.
  const { PostgresStore } = await import('./store/postgres-store.js');
  return PostgresStore.open(url, log);
}

/** The engine that belongs to the store. */
export async function makeEngine(
  config: Pick<Config, 'NOVITA_FLEET_DATABASE_URL' | 'NOVITA_FLEET_LEASE_MS'>,
  parts: { store: Store; clock: Clock; newId: NewId; log: Log },
): Promise<Engine> {
  if (config.NOVITA_FLEET_DATABASE_URL === '') return new SqliteEngine(parts);
  const { PostgresEngine } = await import('./engine/postgres-engine.js');
  return new PostgresEngine({ ...parts, leaseMs: config.NOVITA_FLEET_LEASE_MS });
}
