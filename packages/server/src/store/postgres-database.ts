import { NovitaError } from '@novita-fleet/resilience';
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { DatabaseError, Pool, types, type CustomTypesConfig, type PoolClient, type QueryResult } from 'pg';
import type { Log } from '../telemetry/log.js';

/** Connections of one process to the database. */
const POOL_SIZE = 10;

/** How long a new connection may take, in milliseconds. */
const CONNECT_MS = 10_000;

/** How long one statement of the server may take, waiting for locks included, in milliseconds. */
const STATEMENT_MS = 30_000;

/** After this long the client stops to wait for an answer: then the network is gone, not the statement slow. */
const ANSWER_MS = 40_000;

/** How long a transaction may stand still before the database ends it: its process hangs and others wait for it. */
const IDLE_TRANSACTION_MS = 10_000;

/**
 * Statements are kept ready with the plan that was right when the tables were small: to read the whole table. Each of ours
 * has an index to go by, so it goes by that from the beginning. Where there is none, tables are read all the same; since
 * that then counts as dear, PostgreSQL would compile such a statement anew for each of its runs.
 */
const PLANS = '-c enable_seqscan=off -c jit=off';

/** Statements that are kept ready on each connection; see `kyselyDatabase` of the SQLite driver. */
const MAX_STATEMENTS = 200;

/** A `bigint` is read as a number: ours are milliseconds and counts, far below 2^53. Set for our pools alone. */
const numberTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : (types.getTypeParser(oid, format) as Parser)),
};

type Parser = (value: string) => unknown;

/** How a pool is used. */
export interface PostgresPoolOptions {
  /** `postgres://…`; it may hold a password, which reaches no message. */
  url: string;
  log: Log;
  /** For changes of the schema, which may take as long as they need; false unless given. */
  unlimited?: boolean;
}

/** The dialect of Kysely on a pool of `pg`, with statements that are parsed once for each connection. */
export function postgresDialect({ url, log, unlimited = false }: PostgresPoolOptions): PostgresDialect {
  const limits = unlimited
    ? {}
    : {
        statement_timeout: STATEMENT_MS,
        query_timeout: ANSWER_MS,
        idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
        options: PLANS,
      };
  const pool = new Pool({
    connectionString: url,
    application_name: 'novita-fleet',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: numberTypes,
    ...limits,
  });
  // Without a listener, the loss of a connection that nobody uses would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database was lost'));
  return new PostgresDialect({ pool: preparing(pool) });
}

/** Shows a pool to Kysely so that each statement with parameters gets a name, under which it is parsed once. */
function preparing(pool: Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (sql: string): string | undefined => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= MAX_STATEMENTS) return known;
    const name = `fleet_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
  const shown = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => Promise.reject(asOurs(error)));
      let known = shown.get(client);
      if (known === undefined) {
        known = preparedClient(client, nameOf);
        shown.set(client, known);
      }
      return known;
    },
    end: () => pool.end(),
  };
}

function preparedClient(client: PoolClient, nameOf: (sql: string) => string | undefined): PostgresPoolClient {
  let isSpoilt = false;
  // The pool listens only while a client is idle. One that is lost between two statements of a unit would end the process.
  client.on('error', () => (isSpoilt = true));
  const query = async (sql: string, parameters: readonly unknown[]): Promise<QueryResult> => {
    try {
      // A statement without parameters may be several in one, which cannot be prepared.
      const name = parameters.length === 0 ? undefined : nameOf(sql);
      const values = [...parameters];
      return await client.query(name === undefined ? { text: sql, values } : { name, text: sql, values });
    } catch (error) {
      const ours = asOurs(error);
      // Either the connection is gone, or a newer server changed a table under a statement that is kept ready.
      isSpoilt ||= ours !== error || (error as { code?: unknown }).code === '0A000';
      throw ours;
    }
  };
  // The other form that Kysely knows takes a cursor; nothing of ours streams.
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(isSpoilt) };
}

/** Classes of PostgreSQL's error codes that tell of the server and not of the statement: its appendix A. */
const OUTAGES = /^(?:08|53|57|58|28|3D)/;

/** The error as thrown to our code: `store_unavailable` when the database could not be asked. */
function asOurs(error: unknown): Error {
  if (error instanceof DatabaseError && !OUTAGES.test(error.code ?? '')) return error;
  const { message, code } = error as { message?: string; code?: string };
  const reason = message === undefined || message === '' ? (code ?? 'no reason given') : message;
  return new NovitaError('store_unavailable', `The database does not answer: ${reason}`, { cause: error });
}
