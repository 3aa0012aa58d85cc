import {
  checkKnownOptions,
  checkNumber,
  InvalidArgumentError,
  systemClock,
  type Clock,
} from '@novita-fleet/resilience';
import { DEFAULT_LEASE_MS, DEFAULT_TTL_MS, type ReplayClaimResult, type ReplayStore } from './replay-store.js';

/** A value that goes into a statement. */
export type SqlValue = string | number;

/** How events are remembered in a table. */
export interface SqlReplayStoreOptions {
  /**
   * Runs one statement, and returns its rows, or resolves with them. With `pg`:
   * `async (text, values) => (await pool.query(text, [...values])).rows`; with `node:sqlite`:
   * `(text, values) => database.prepare(text).all(...values)`.
   */
  readonly query: (text: string, values: readonly SqlValue[]) => Promise<readonly unknown[]> | readonly unknown[];
  /** How values are named in a statement: `$1` or `?`. */
  readonly dialect: 'postgres' | 'sqlite';
  /** Name of the table, perhaps with its schema: letters, digits and `_`. Default `webhook_events`. */
  readonly table?: string;
  /** How long a handled event is remembered, in milliseconds. Default four days. */
  readonly ttlMs?: number;
  /** How long a handler may take before a further delivery of its event may be handled, in milliseconds. Default 15 minutes. */
  readonly leaseMs?: number;
  /** Makes what tells one claim from another. Default `crypto.randomUUID`. */
  readonly newToken?: () => string;
  /** Default the system clock. Processes that share a table need clocks that agree to within the lease. */
  readonly clock?: Clock;
}

const DIALECTS: readonly unknown[] = ['postgres', 'sqlite'];

const TABLE_FORM = /^[A-Za-z_][A-Za-z0-9_]{0,62}(?:\.[A-Za-z_][A-Za-z0-9_]{0,62})?$/;

/**
 * A replay store in a table of PostgreSQL 9.5 or SQLite 3.35, or newer: for several processes, and for as long as the
 * table. It needs no package: the connection is yours.
 *
 * @example
 * ```ts
 * import { Pool } from 'pg';
 * import { SqlReplayStore, WebhookReceiver, type SqlReplayStoreOptions, type SqlValue } from '@novita-fleet/webhooks';
 *
 * const pool = new Pool({ connectionString: 'postgres://localhost/app' });
 * const query = async (text: string, values: readonly SqlValue[]): Promise<readonly unknown[]> =>
 *   (await pool.query(text, [...values])).rows as unknown[];
 * const options: SqlReplayStoreOptions = { dialect: 'postgres', query };
 * const replayStore = new SqlReplayStore(options);
 * await replayStore.createTable();
 * export const receiver = new WebhookReceiver({
 *   secrets: 'my secret',
 *   onEvent: (event) => console.log(event.type),
 *   replayStore,
 * });
 * ```
 */
export class SqlReplayStore implements ReplayStore {
  readonly #query: SqlReplayStoreOptions['query'];
  readonly #table: string;
  readonly #ttlMs: number;
  readonly #leaseMs: number;
  readonly #newToken: () => string;
  readonly #clock: Clock;
  readonly #statements: Readonly<Record<'claim' | 'look' | 'complete' | 'release' | 'removeExpired', string>>;

  /** @throws InvalidArgumentError when an option is unknown, missing or out of range. */
  constructor(options: SqlReplayStoreOptions) {
    checkKnownOptions('SqlReplayStore', options, [
      ...(['query', 'dialect', 'table', 'ttlMs', 'leaseMs', 'newToken', 'clock'] as const),
    ]);
    if (typeof options.query !== 'function') throw new InvalidArgumentError('query', '"query" must be a function');
    if (!DIALECTS.includes(options.dialect)) {
      throw new InvalidArgumentError('dialect', '"dialect" must be "postgres" or "sqlite"');
    }
    this.#query = options.query;
    this.#table = options.table ?? 'webhook_events';
    if (!TABLE_FORM.test(this.#table)) {
      throw new InvalidArgumentError('table', '"table" must be a plain name: letters, digits and "_"');
    }
    this.#ttlMs = checkNumber('ttlMs', options.ttlMs ?? DEFAULT_TTL_MS, { min: 1, integer: true });
    this.#leaseMs = checkNumber('leaseMs', options.leaseMs ?? DEFAULT_LEASE_MS, { min: 1, integer: true });
    this.#newToken = options.newToken ?? (() => crypto.randomUUID());
    this.#clock = options.clock ?? systemClock;
    this.#statements = statements(this.#table, options.dialect);
  }

  /** Makes the table and its index when they are missing. Call it at the start, or put the table into your migrations. */
  async createTable(): Promise<void> {
    await this.#query(
      `create table if not exists ${this.#table} ` +
        '(id text primary key, token text not null, done integer not null, expires_at bigint not null)',
      [],
    );
    const index = `${this.#table.replace('.', '_')}_expiry`;
    await this.#query(`create index if not exists ${index} on ${this.#table} (expires_at)`, []);
  }

  /** @throws what `query` throws or rejects with. */
  async claim(id: string): Promise<ReplayClaimResult> {
    const now = Math.floor(this.#clock.now());
    const token = this.#newToken();
    const { claim, look, complete, release } = this.#statements;
    // One statement: it takes the event when it is new, or when its lease or its memory has run out.
    const claimed = await this.#query(claim, [id, token, now + this.#leaseMs, now]);
    if (claimed.length === 0) {
      const done = await this.#query(look, [id]);
      return { state: done.length > 0 ? 'duplicate' : 'in_progress' };
    }
    return {
      state: 'new',
      complete: async () => {
        await this.#query(complete, [id, token, Math.floor(this.#clock.now()) + this.#ttlMs]);
      },
      release: async () => {
        await this.#query(release, [id, token]);
      },
    };
  }

  /**
   * Removes what is not needed any more. Call it now and then, such as once an hour; events are claimed correctly without.
   *
   * @returns how many events were removed.
   */
  async removeExpired(): Promise<number> {
    return (await this.#query(this.#statements.removeExpired, [Math.floor(this.#clock.now())])).length;
  }
}

function statements(table: string, dialect: 'postgres' | 'sqlite') {
  const written = (text: string): string => {
    let count = 0;
    return dialect === 'sqlite' ? text : text.replaceAll('?', () => `$${(count += 1)}`);
  };
  return {
    claim: written(
      `insert into ${table} as present (id, token, done, expires_at) values (?, ?, 0, ?) on conflict (id) do update ` +
        'set token = excluded.token, done = 0, expires_at = excluded.expires_at where present.expires_at <= ? returning id',
    ),
    look: written(`select id from ${table} where id = ? and done = 1`),
    complete: written(
      `insert into ${table} (id, token, done, expires_at) values (?, ?, 1, ?) on conflict (id) do update ` +
        'set token = excluded.token, done = 1, expires_at = excluded.expires_at',
    ),
    release: written(`delete from ${table} where id = ? and token = ? and done = 0`),
    removeExpired: written(`delete from ${table} where expires_at <= ? returning id`),
  };
}
