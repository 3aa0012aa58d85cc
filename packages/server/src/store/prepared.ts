import { sql, type CompiledQuery, type Compilable, type Kysely, type QueryResult, type RawBuilder } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** Stands in a query for a value that comes later. */
export type Param<P> = <K extends keyof P>(name: K) => RawBuilder<P[K]>;

/** Runs a query with values for its parameters, on a database or in a transaction of it. */
export type PreparedQuery<P, R> = (db: Db, params: P) => Promise<QueryResult<R>>;

class Placeholder {
  readonly name: PropertyKey;
  /** Of which row the value is, in a query over several. */
  readonly row: number;

  constructor(name: PropertyKey, row = 0) {
    this.name = name;
    this.row = row;
  }
}

/**
 * A query that is built and compiled once for each database and afterwards only given its values. Building costs several
 * times what SQLite needs to run it, so the queries that every request runs are made with this.
 *
 * @param build - builds the query, with `param(name)` in the place of each value.
 */
export function prepared<P extends object, R = unknown>(
  build: (db: Db, param: Param<P>) => Compilable<R>,
): PreparedQuery<P, R> {
  const param: Param<P> = (name) => sql`${new Placeholder(name)}`;
  return compiledOnce(
    (db) => build(db, param).compile(),
    (params, { name }) => params[name as keyof P],
  );
}

/** Most rows that one statement of {@link preparedList} takes. */
const MAX_ROWS = 64;

/** Longer lists are cut into a multiple of this and a rest, so that there are few statements to keep. */
const STEP = 8;

/** Runs a query with the values of each row, and answers what all of them return. */
export type PreparedListQuery<P, R> = (db: Db, rows: readonly P[]) => Promise<R[]>;

/**
 * A query over a list of rows, for what is written many at a time: one statement takes up to 64 of them. It is compiled
 * once for each of a few sizes, and a list is cut into such parts.
 *
 * @param build - builds the query, with a `param(name)` for each row.
 */
export function preparedList<P extends object, R = unknown>(
  build: (rows: readonly Param<P>[]) => RawBuilder<R>,
): PreparedListQuery<P, R> {
  const bySize = new Map<number, PreparedQuery<readonly P[], R>>();
  const ofSize = (size: number): PreparedQuery<readonly P[], R> => {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const params = Array.from(
      { length: size },
      (_, row): Param<P> =>
        (name) =>
          sql`${new Placeholder(name, row)}`,
    );
    const query = compiledOnce<R, readonly P[]>(
      (db) => build(params).compile(db),
      (rows, { row, name }) => rows[row]?.[name as keyof P],
    );
    bySize.set(size, query);
    return query;
  };
  return async (db, rows) => {
    const answers: R[] = [];
    for (let begin = 0; begin < rows.length;) {
      const left = rows.length - begin;
      const size = left < STEP ? left : Math.min(left - (left % STEP), MAX_ROWS);
      answers.push(...(await ofSize(size)(db, rows.slice(begin, begin + size))).rows);
      begin += size;
    }
    return answers;
  };
}

function compiledOnce<R, P>(
  compile: (db: Db) => CompiledQuery<R>,
  valueOf: (params: P, placeholder: Placeholder) => unknown,
): PreparedQuery<P, R> {
  /** By the adapter, which all connections and transactions of one database share. */
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  return (db, params) => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = compile(db);
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((value) => (value instanceof Placeholder ? valueOf(params, value) : value));
    return db.executeQuery({ ...query, parameters });
  };
}
