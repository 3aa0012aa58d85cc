import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NovitaError } from '@novita-fleet/resilience';
import { Kysely, SqliteDialect } from 'kysely';
import { GroupCommit, type Unit } from './group-commit.js';
import { migrate } from './migrate.js';
import { diskOf, type Disk } from './disk.js';
import type { Schema } from './schema.js';
import { kyselyDatabase, openSqlite, type SqliteHandle, type SqliteStatement } from './sqlite-database.js';
import type { Store, Tx } from './store.js';
import type { Log } from '../telemetry/log.js';

/**
 * The embedded store: one SQLite file, one connection, one process.
 *
 * Writes that are asked for in one turn of the event loop share a transaction and one fsync; each has a savepoint of its
 * own, so that a unit that throws does not harm the others, and is answered after the commit.
 */
export class SqliteStore implements Store {
  readonly db: Kysely<Schema>;
  readonly #handle: SqliteHandle;
  /** Run for every write, so they are parsed once. */
  readonly #savepoint: SqliteStatement;
  readonly #release: SqliteStatement;
  readonly #commits = new GroupCommit((group) => this.#runGroup(group));

  private constructor(handle: SqliteHandle) {
    this.#handle = handle;
    this.#savepoint = handle.prepare('SAVEPOINT unit');
    this.#release = handle.prepare('RELEASE unit');
    this.db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(handle) }) });
  }

  /**
   * Opens the store in `folder`, making the folder (mode 0700) and the tables when they are missing.
   *
   * @param options.disk - tells what disk the folder is on.
   * @throws NovitaError `store_locked` when another process holds it, `store_too_new` when a newer version wrote it,
   * `config_invalid` when the folder is on a network disk.
   */
  static async open(
    folder: string,
    { log, disk = diskOf }: { log?: Log | undefined; disk?: ((folder: string) => Disk) | undefined } = {},
  ): Promise<SqliteStore> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    checkDisk(folder, disk(folder), log);
    const handle = openSqlite(join(folder, 'fleet.db'));
    try {
      // The exclusive lock is taken by the first write and kept: it is the lease of this process on the folder.
      handle.exec('PRAGMA locking_mode=EXCLUSIVE');
      handle.exec('PRAGMA journal_mode=WAL');
      handle.exec('PRAGMA synchronous=FULL');
      handle.exec('PRAGMA foreign_keys=ON');
      // KiB, negative by SQLite's convention: the pages that a busy server writes again and again.
      handle.exec('PRAGMA cache_size=-32768');
      handle.exec('BEGIN IMMEDIATE');
      handle.exec('COMMIT');
    } catch (error) {
      handle.close();
      if (!/locked|busy/i.test(String(error))) throw error;
      throw new NovitaError('store_locked', `Another process uses the data folder ${folder}. Stop it first.`);
    }
    const store = new SqliteStore(handle);
    try {
      await migrate(store.db, `data folder ${folder}`);
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  write<T>(unit: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#commits.write(unit);
  }

  snapshot<T>(reader: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.db.transaction().execute(reader);
  }

  async backup(file: string): Promise<void> {
    // Complete under its name or not there at all.
    const partial = `${file}.partial`;
    try {
      if (existsSync(file)) throw new Error('the file exists');
      rmSync(partial, { force: true });
      await this.db.connection().execute(() => {
        this.#handle.exec(`VACUUM INTO '${partial.replaceAll("'", "''")}'`);
        return Promise.resolve();
      });
      chmodSync(partial, 0o600);
      const copy = openSync(partial, 'r+');
      fsyncSync(copy);
      closeSync(copy);
      renameSync(partial, file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new NovitaError('backup_failed', `No backup was written to ${file}: ${reason}`, { cause: error });
    }
  }

  async ping(): Promise<void> {
    await this.db.selectFrom('api_keys').select('id').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#commits.settled();
    // The Node 20 driver keeps a closed file locked until its statements are collected, so the lock is given up by hand.
    // That needs another journal mode, which also leaves one file without a log beside it.
    this.#handle.exec('PRAGMA journal_mode=DELETE');
    this.#handle.exec('PRAGMA locking_mode=NORMAL');
    this.#handle.exec('SELECT name FROM sqlite_schema');
    await this.db.destroy();
  }

  async #runGroup(group: readonly Unit[]): Promise<void> {
    // Holding the connection keeps readers out until the group is durable.
    await this.db.connection().execute(async (db) => {
      const done: Unit[] = [];
      this.#handle.exec('BEGIN IMMEDIATE');
      try {
        for (const unit of group) {
          if (group.length === 1) {
            // Its failure can harm no others, and a savepoint costs more than the rows of most units.
            await unit.run(db);
            done.push(unit);
            break;
          }
          this.#savepoint.run();
          try {
            await unit.run(db);
            done.push(unit);
          } catch (error) {
            this.#handle.exec('ROLLBACK TO unit');
            unit.fail(error);
          }
          this.#release.run();
        }
        this.#handle.exec('COMMIT');
      } catch (error) {
        this.#handle.exec('ROLLBACK');
        throw error;
      }
      for (const unit of done) unit.commit();
    });
  }
}

/** The lock on the file is what keeps two servers apart, and network disks do not keep locks well. */
function checkDisk(folder: string, { kind, name }: Disk, log: Log | undefined): void {
  if (kind === 'local') return;
  if (kind === 'unsure') {
    log?.warn({ folder, fileSystem: name }, 'the data folder may be on a network disk: make sure that it is not');
    return;
  }
  throw new NovitaError(
    'config_invalid',
    `The data folder ${folder} is on a network disk (${name}), where SQLite cannot keep a second server out. ` +
      'Use a local disk, or PostgreSQL through NOVITA_FLEET_DATABASE_URL.',
  );
}
