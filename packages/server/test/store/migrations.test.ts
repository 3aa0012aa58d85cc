import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, Migrator, SqliteDialect, sql, type Dialect } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SecretBox } from '../../src/secret-box.js';
import { BEHIND, listDue } from '../../src/store/deliveries.js';
import { findInstance } from '../../src/store/instances.js';
import { MIGRATIONS } from '../../src/store/migrations.js';
import { postgresDialect } from '../../src/store/postgres-database.js';
import type { Schema } from '../../src/store/schema.js';
import { kyselyDatabase, openSqlite } from '../../src/store/sqlite-database.js';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import { listEndpoints } from '../../src/store/webhook-endpoints.js';
import { KeptLog } from '../silent-log.js';
import { newStore, openStore, STORES, temporaryDatabase } from '../stores.js';
import { temporaryFolder } from '../temporary-store.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const names = Object.keys(MIGRATIONS);

const DIALECTS: { name: string; open: () => Promise<Dialect> }[] = [
  {
    name: 'sqlite',
    open: () => {
      const handle = openSqlite(join(temporaryFolder(), 'fleet.db'));
      return Promise.resolve(new SqliteDialect({ database: kyselyDatabase(handle) }));
    },
  },
  { name: 'postgres', open: async () => postgresDialect({ url: await temporaryDatabase(), log: new KeptLog() }) },
];

function migratorOf(db: Kysely<Schema>): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
}

describe.each(DIALECTS)('the migrations on $name', ({ name: dialect, open }) => {
  // A released migration must do the same for ever. When this fails for one, undo the edit and add another migration.
  it('run the statements that were released', async () => {
    const statements: string[] = [];
    const db = new Kysely<Schema>({
      dialect: await open(),
      log: ({ query }) => void statements.push(query.sql.trim()),
    });
    onTestFinished(() => db.destroy());
    for (const name of names) {
      statements.length = 0;
      const { error } = await migratorOf(db).migrateTo(name);
      expect(error).toBeUndefined();
      const ours = statements.filter((text) => /^(create|alter|drop)\b/i.test(text) && !text.includes('kysely_'));
      await expect(ours.join(';\n') + ';\n').toMatchFileSnapshot(join(fixtures, `${name}.${dialect}.sql`));
    }
  });
});

/** What a column of a table must be like, told from the type of its values. */
type ColumnOf<T> = null extends T ? `${BaseOf<NonNullable<T>>} or null` : BaseOf<T>;
type BaseOf<T> = T extends number ? 'number' : T extends string ? 'text' : never;

/** The types of `Schema` as values. The type checker makes sure that it is all of them and nothing else. */
const COLUMNS: { [T in keyof Schema]: { [C in keyof Schema[T]]: ColumnOf<Schema[T][C]> } } = {
  instances: {
    ...{ id: 'text', version: 'number', state: 'text', marker: 'text', cloud_id: 'text or null', watched: 'number' },
    ...{ last_look: 'text or null', deadline_at: 'number or null', work_at: 'number or null', created_at: 'number' },
    ...{ updated_at: 'number', body: 'text', owner: 'text', name: 'text', hourly_price: 'number or null' },
    ...{ metered_since: 'number or null', key_budget_told: 'number', correlation_id: 'text or null' },
  },
  usage: {
    ...{ id: 'text', instance_id: 'text', owner: 'text', day: 'text', hourly_price: 'number or null', ms: 'number' },
  },
  instance_labels: { id: 'text', instance_id: 'text', name: 'text', value: 'text' },
  events: {
    ...{ id: 'text', instance_id: 'text', sequence: 'number', type: 'text', at: 'number', body: 'text' },
    position: 'number',
  },
  webhook_endpoints: {
    ...{ id: 'text', url: 'text', event_types: 'text or null', sealed_secret: 'text', enabled: 'number' },
    ...{ created_at: 'number', owner: 'text or null' },
    ...{ refused_since: 'number or null', disabled_at: 'number or null', disabled_reason: 'text or null' },
    ...{ sealed_old_secret: 'text or null', old_secret_until: 'number or null', last_failed_at: 'number or null' },
  },
  deliveries: {
    ...{ id: 'text', endpoint_id: 'text', event_id: 'text', instance_id: 'text', sequence: 'number', state: 'text' },
    ...{ attempts: 'number', next_at: 'number', last_status: 'number or null', last_error: 'text or null' },
    ...{ created_at: 'number', finished_at: 'number or null' },
    ...{ event_type: 'text', body: 'text or null', attempts_before: 'number' },
  },
  delivery_attempts: {
    ...{ delivery_id: 'text', number: 'number', at: 'number', duration_ms: 'number' },
    ...{ status: 'number or null', error: 'text or null', answer: 'text or null' },
  },
  jobs: {
    ...{ kind: 'text', key: 'text', run_at: 'number', failures: 'number' },
    ...{ worker: 'text or null', again_at: 'number or null' },
  },
  workers: { id: 'text', beats: 'number', started_at: 'number' },
  meta: { name: 'text', value: 'text' },
  api_keys: {
    ...{ id: 'text', hash: 'text', created_at: 'number', name: 'text', scope: 'text', max_cost: 'number or null' },
    ...{ revoked_at: 'number or null', last_used_at: 'number or null', spent: 'text' },
  },
  idempotency_keys: { id: 'text', request_hash: 'text', resource_id: 'text', created_at: 'number' },
  sessions: { id: 'text', api_key_id: 'text', created_at: 'number', expires_at: 'number' },
};

const NUMBERS = ['bigint', 'integer', 'int8', 'int4'];

it.each(STORES)('make on $name the tables that the code expects', async (kind) => {
  const store = await newStore(kind);
  const tables = await store.db.introspection.getTables();
  const found: Record<string, Record<string, string>> = {};
  for (const { name, columns } of tables) {
    // SQLite does not call the columns of a text key «not null»; nothing writes null into them.
    const keys = kind.name === 'SQLite' ? await primaryKey(store.db, name) : [];
    found[name] = Object.fromEntries(
      columns.map((column) => {
        const base = NUMBERS.includes(column.dataType.toLowerCase()) ? 'number' : column.dataType.toLowerCase();
        return [column.name, column.isNullable && !keys.includes(column.name) ? `${base} or null` : base];
      }),
    );
  }
  expect(found).toEqual(COLUMNS);
});

async function primaryKey(db: Kysely<Schema>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table}) where pk > 0`.execute(db);
  return rows.map(({ name }) => name);
}

it('take over a data folder of the first release with all that is in it', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const handle = openSqlite(join(folder, 'fleet.db'));
  handle.exec(readFileSync(join(fixtures, 'folder-of-0001.sql'), 'utf8'));
  // One more waits behind the one that is there.
  handle.exec(`insert into deliveries select id || '_behind', 'whe_2h6ytzx78xvjbbz5', event_id, instance_id, sequence,
    'pending', 0, next_at, null, null, created_at, null from deliveries where sequence = 6`);
  handle.close();
  const store = await openStore({ address: folder, open: () => SqliteStore.open(folder) });
  const key = Buffer.from(readFileSync(join(fixtures, 'folder-of-0001.key'), 'utf8').trim(), 'base64');

  const { db } = store;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual(names);
  const endpoints = await listEndpoints(db, undefined);
  expect(endpoints.map(({ id, sealed_secret }) => new SecretBox(key).open(sealed_secret, id))).toEqual([
    expect.stringMatching(/^whsec_/),
    expect.stringMatching(/^whsec_/),
  ]);
  expect(endpoints.map(({ owner }) => owner)).toEqual([null, null]);
  const keys = await db.selectFrom('api_keys').selectAll().execute();
  expect(keys).toMatchObject([{ scope: 'admin', revoked_at: null, max_cost: null, last_used_at: null }]);
  const owners = await db.selectFrom('instances').select(['owner', 'body']).execute();
  for (const { owner, body } of owners) {
    expect([owner, (JSON.parse(body) as { owner: string }).owner]).toEqual([keys[0]!.id, keys[0]!.id]);
  }
  const states = await db.selectFrom('instances').select(['id', 'state', 'watched']).orderBy('created_at').execute();
  expect(states).toMatchObject([
    { state: 'deleted', watched: 0 },
    { state: 'ready', watched: 1 },
    { state: 'pending', watched: 1 },
  ]);
  expect((await findInstance(db, states[1]!.id))?.instance.state).toBe('ready');
  expect(await db.selectFrom('events').select('id').execute()).toHaveLength(12);
  const endpointId = endpoints[1]!.id;
  const waiting = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('state', '=', 'pending')
    .where('endpoint_id', '=', endpointId)
    .orderBy('instance_id')
    .orderBy('sequence')
    .execute();
  // Of each instance one is due, and the other behind it.
  expect(waiting).toMatchObject([
    { instance_id: states[1]!.id, sequence: 5, attempts: 1, last_status: 500, event_type: 'instance.ready' },
    { instance_id: states[0]!.id, sequence: 4, attempts: 1, attempts_before: 0, body: null },
    { instance_id: states[0]!.id, sequence: 6, attempts: 0, next_at: BEHIND },
  ]);
  const due = await listDue(db, { endpointId, now: Date.now(), limit: 100 });
  expect(due.map(({ sequence }) => sequence).sort()).toEqual([4, 5]);
  expect(due.every(({ body }) => JSON.parse(body) !== null)).toBe(true);
  const jobs = await db.selectFrom('jobs').selectAll().execute();
  // Those of lanes are gone: the reconciler orders one for each endpoint.
  expect(jobs.filter(({ kind }) => kind === 'delivery')).toEqual([]);
  expect(jobs).toHaveLength(4);
  expect(jobs.every(({ worker, again_at }) => worker === null && again_at === null)).toBe(true);
});
