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
   * behind. Units run as if one after the other, those of other processes included, so one that reads, decides and writes
   * needs no locks. It may be put into one transaction with other units, so it must await nothing but queries on `tx.db`,
   * and must end with the error of a query that fails.
   */
  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs reads that all see the same state, whatever is written meanwhile. */
  snapshot<T>(reader: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  /**
   * Writes a copy of the whole store, as it is now, into a file that does not exist yet.
   *
   * @throws NovitaError `backup_failed` when the file is there or cannot be written, or the store has tools of its own.
   */
  backup(file: string): Promise<void>;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
  /** Finishes what was begun and closes the files. */
  close(): Promise<void>;
}
