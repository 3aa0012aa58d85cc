import { sql, type CompiledQuery, type Compilable, type Kysely, type QueryResult, type RawBuilder } from 'kysely';
import type { Schema } from './schema.js';

type Db = Kysely<Schema>;

/** Stands in a query for a value that comes later. */
export type Param<P> = <K extends keyof P>(name: K) => RawBuilder<P[K]>;

/** Runs a query with values for its parameters, on a database or in a transaction of it. */
export type PreparedQuery<P, R> = (db: Db, params: P) => Promise<QueryResult<R>>;

class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
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
  /** By the adapter, which all connections and transactions of one database share. */
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  const param: Param<P> = <K extends keyof P>(name: K) => sql<P[K]>`${new Placeholder(name)}`;
  return (db, params) => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, param).compile();
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Placeholder ? params[value.name as keyof P] : value,
    );
    return db.executeQuery({ ...query, parameters });
  };
}
