import { createRequire } from 'node:module';
import type { SqliteDatabase as KyselyDatabase, SqliteStatement as KyselyStatement } from 'kysely';

/** The part of `node:sqlite` that is used. */
export interface SqliteHandle {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

/** A statement that was parsed. */
export interface SqliteStatement {
  all(...parameters: unknown[]): unknown[];
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
}

type SqliteModule = { DatabaseSync: new (path: string) => SqliteHandle };

/** Opens a SQLite file by the driver that this Node has: built in from 22.13 on, the same API from a package before. */
export function openSqlite(path: string): SqliteHandle {
  const require = createRequire(import.meta.url);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  const { DatabaseSync } = require(builtIn ? 'node:sqlite' : '@photostructure/sqlite') as SqliteModule;
  return new DatabaseSync(path);
}

/** Statements that are kept ready. The queries of the server are few; a bound keeps a surprise from filling memory. */
const MAX_STATEMENTS = 200;

const RETURNS_ROWS = /^\s*(?:select|with|pragma)\b|\breturning\b/i;

/** Shows a `node:sqlite` handle to Kysely in the form that its SQLite dialect expects. */
export function kyselyDatabase(handle: SqliteHandle): KyselyDatabase {
  const statements = new Map<string, KyselyStatement>();
  return {
    close: () => handle.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = handle.prepare(sql);
      const prepared: KyselyStatement = {
        reader: RETURNS_ROWS.test(sql),
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(sql, prepared);
      return prepared;
    },
  };
}
