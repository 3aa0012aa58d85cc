import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** One unit of work in a write transaction. */
export interface Tx {
  readonly db: Kysely<Schema>;
  /** Runs `callback` once the transaction is durable; not at all when it is rolled back. */
  afterCommit(callback: () => void): void;
}

/** The place where all truth lives. */
export interface Store {
  /** For reading. Never sees a write that is not durable yet. */
  readonly db: Kysely<Schema>;
  /**
   * Runs `unit` in a transaction and resolves with its result when that is durable. A unit that throws leaves nothing
   * behind. It may be put into one transaction with other units, so it must await nothing but queries on `tx.db`.
   */
  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T>;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
  /** Finishes what was begun and closes the files. */
  close(): Promise<void>;
}
