import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { Clock } from '@novita-fleet/resilience';
import type { Engine } from '../src/engine/engine.js';
import { PostgresEngine } from '../src/engine/postgres-engine.js';
import { SqliteEngine } from '../src/engine/sqlite-engine.js';
import { randomId } from '../src/ids.js';
import { PostgresStore } from '../src/store/postgres-store.js';
import { SqliteStore } from '../src/store/sqlite-store.js';
import type { Store } from '../src/store/store.js';
import { KeptLog } from './silent-log.js';
import { temporaryFolder, type OnFinished } from './temporary-store.js';

/** One place of a store, to be opened again and again. */
export interface Place {
  /** Its folder or its URL. */
  readonly address: string;
  open(): Promise<Store>;
}

/** A way to store, for tests that every one must pass. */
export interface StoreKind {
  readonly name: string;
  /** A new and empty place, removed after the test. */
  place(): Promise<Place>;
  engine(parts: { store: Store; clock: Clock; log: KeptLog }): Engine;
}

/** After how much silence the jobs of a worker go to another in tests, in milliseconds of their clock. */
export const LEASE_MS = 10_000;

export const SQLITE: StoreKind = {
  name: 'SQLite',
  place: () => {
    const address = temporaryFolder();
    return Promise.resolve({ address, open: () => SqliteStore.open(address) });
  },
  engine: (parts) => new SqliteEngine(parts),
};

export const POSTGRES: StoreKind = {
  name: 'PostgreSQL',
  place: async () => {
    const address = await temporaryDatabase();
    return { address, open: () => PostgresStore.open(address, new KeptLog()) };
  },
  engine: (parts) => new PostgresEngine({ ...parts, newId: randomId, leaseMs: LEASE_MS }),
};

/** Every store that the server can run on. */
export const STORES = [SQLITE, POSTGRES];

/** A database of its own in the PostgreSQL of this run, removed after the test. Answers its URL. */
export async function temporaryDatabase(onFinished: OnFinished = onTestFinished): Promise<string> {
  const url = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(url, `create database ${name}`);
  onFinished(() => administer(url, `drop database ${name} with (force)`));
  return url.replace(/[^/]+$/, name);
}

/** Runs a statement on a connection of its own. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Opens a place; the store is closed after the test. */
export async function openStore(place: Place): Promise<Store> {
  const store = await place.open();
  onTestFinished(() => store.close());
  return store;
}

/** A store in a place of its own, both gone after the test. */
export async function newStore(kind: StoreKind): Promise<Store> {
  return openStore(await kind.place());
}
