import type { Clock } from '@novita-fleet/resilience';
import type { Store } from '../store/store.js';
import type { Log } from '../telemetry/log.js';
import { MemoryClaims } from './memory-claims.js';
import { TableEngine } from './table-engine.js';

/** The engine of the embedded store. */
export class SqliteEngine extends TableEngine {
  constructor(options: { store: Store; clock: Clock; log: Log }) {
    super({ ...options, claims: new MemoryClaims(options) });
  }
}
