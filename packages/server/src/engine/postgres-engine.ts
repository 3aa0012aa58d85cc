import type { Clock } from '@novita-fleet/resilience';
import type { NewId } from '../ids.js';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import { LeasedClaims } from './leased-claims.js';
import { TableEngine } from './table-engine.js';

/** The engine of several processes on one PostgreSQL. */
export class PostgresEngine extends TableEngine {
  /** @param options.leaseMs - after how much silence the jobs of a process go to others, in milliseconds. */
  constructor(options: { store: Store; clock: Clock; newId: NewId; log: Log; leaseMs: number }) {
    super({ ...options, claims: new LeasedClaims(options) });
  }
}
