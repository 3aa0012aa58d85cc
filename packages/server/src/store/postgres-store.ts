import { NovitaError } from '@novita-fleet/resilience';
import { CompiledQuery, Kysely, sql } from 'kysely';
import type { Log } from '../telemetry/log.js';
import { GroupCommit, type Unit } from './group-commit.js';
import { migrate } from './migrate.js';
import { postgresDialect } from './postgres-database.js';
import type { Schema } from './schema.js';
import type { Store, Tx } from './store.js';

/** Least version of the server, as in `server_version_num`. */
const LEAST_VERSION = 150_000;

/** The advisory lock that the one writer holds: «novitafl» as a number. */
const WRITER_LOCK = '7957695010999297644';

/** One round trip each; the lock is given up by the commit. */
const BEGIN = CompiledQuery.raw(`begin; select pg_advisory_xact_lock(${WRITER_LOCK}); savepoint unit`);
const NEXT = CompiledQuery.raw('release savepoint unit; savepoint unit');
const UNDO = CompiledQuery.raw('rollback to savepoint unit');
const COMMIT = CompiledQuery.raw('commit');
/** For a unit alone. Fails like `NEXT`, where a bare commit would roll back without a word. */
const RELEASE_AND_COMMIT = CompiledQuery.raw('release savepoint unit; commit');
const ROLLBACK = CompiledQuery.raw('rollback');

/**
 * The store for several processes: one PostgreSQL database.
 *
 * As in the embedded store, the writes of one turn share a transaction, each behind a savepoint, and are answered after
 * the commit. An advisory lock lets one such transaction run at a time, whichever process it is from: a unit that reads,
 * decides and writes means the same on both stores, and two of them cannot lock each other out. Reads go beside them.
 */
export class PostgresStore implements Store {
  readonly db: Kysely<Schema>;
  readonly #commits = new GroupCommit((group) => this.#runGroup(group));

  private constructor(db: Kysely<Schema>) {
    this.db = db;
  }

  /**
   * Connects and makes the tables when they are missing.
   *
   * @param url - `postgres://…`. Its password reaches no log and no error.
   * @throws NovitaError `store_unavailable` when the database cannot be reached or refuses the connection,
   * `config_invalid` when it is too old, `store_too_new` when a newer version of the server wrote it.
   */
  static async open(url: string, log: Log): Promise<PostgresStore> {
    const { host, pathname } = new URL(url);
    const where = `database ${pathname.slice(1)} on ${host}`;
    const schemaDb = new Kysely<Schema>({ dialect: postgresDialect({ url, log, unlimited: true }) });
    try {
      await checkVersion(schemaDb, where);
      await migrate(schemaDb, where);
    } catch (error) {
      if (!(error instanceof NovitaError) || error.code !== 'store_unavailable') throw error;
      throw new NovitaError('store_unavailable', `The ${where} cannot be used. ${error.message}`, { cause: error });
    } finally {
      await schemaDb.destroy();
    }
    return new PostgresStore(new Kysely<Schema>({ dialect: postgresDialect({ url, log }) }));
  }

  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#commits.write(unit);
  }

  snapshot<T>(reader: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(reader);
  }

  backup(): Promise<void> {
    const message = 'Back up a PostgreSQL database with its own tools, such as pg_dump.';
    return Promise.reject(new NovitaError('backup_failed', message));
  }

  async ping(): Promise<void> {
    await sql`select 1`.execute(this.db);
  }

  async close(): Promise<void> {
    await this.#commits.settled();
    await this.db.destroy();
  }

  async #runGroup(group: readonly Unit[]): Promise<void> {
    const done: Unit[] = [];
    await this.db.connection().execute(async (db) => {
      try {
        await db.executeQuery(BEGIN);
        const [first, ...others] = group;
        if (first !== undefined && others.length === 0) {
          await first.run(db);
          await db.executeQuery(RELEASE_AND_COMMIT);
          done.push(first);
          return;
        }
        for (const unit of group) {
          try {
            await unit.run(db);
            // Fails, too, when the unit went on after a statement that failed.
            await db.executeQuery(NEXT);
            done.push(unit);
          } catch (error) {
            await db.executeQuery(UNDO);
            unit.fail(error);
          }
        }
        await db.executeQuery(COMMIT);
      } catch (error) {
        // A connection that is gone cannot roll back, and need not.
        await db.executeQuery(ROLLBACK).catch(() => undefined);
        throw error;
      }
    });
    for (const unit of done) unit.commit();
  }
}

async function checkVersion(db: Kysely<Schema>, where: string): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(db);
  const version = Number(rows[0]?.version);
  if (version >= LEAST_VERSION) return;
  const major = Math.floor(version / 10_000);
  throw new NovitaError('config_invalid', `PostgreSQL 15 or newer is needed; the ${where} is of version ${major}.`);
}
