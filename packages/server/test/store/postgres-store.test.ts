import { inspect } from 'node:util';
import { freePort, startPostgres } from '@novita-fleet/testkit';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { PostgresStore } from '../../src/store/postgres-store.js';
import type { Store } from '../../src/store/store.js';
import { KeptLog } from '../silent-log.js';
import { administer, newStore, openStore, POSTGRES, temporaryDatabase } from '../stores.js';
import { until } from '../until.js';

const PASSWORD = 'hunter2-planted';

const open = (url: string) => PostgresStore.open(url, new KeptLog());

const addKey = (store: Store, id: string) =>
  store.write((tx) =>
    tx.db
      .insertInto('api_keys')
      .values({ id, hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 })
      .execute(),
  );

async function ids(store: Store): Promise<string[]> {
  return (await store.db.selectFrom('api_keys').select('id').orderBy('id').execute()).map(({ id }) => id);
}

it('says which database does not answer and why, without its password', async () => {
  const port = await freePort();
  const error: unknown = await open(`postgres://fleet:${PASSWORD}@127.0.0.1:${port}/fleet`).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'store_unavailable' });
  expect(String(error)).toContain(`The database fleet on 127.0.0.1:${port} cannot be used.`);
  expect(String(error)).toContain('ECONNREFUSED');
  expect(inspect(error, { depth: 10 })).not.toContain(PASSWORD);
});

it('says so when there is no such database', async () => {
  const url = (await temporaryDatabase()).replace('fleet@', `fleet:${PASSWORD}@`).replace(/[^/]+$/, 'nowhere');
  const error: unknown = await open(url).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'store_unavailable' });
  expect(String(error)).toContain('database "nowhere" does not exist');
  expect(inspect(error, { depth: 10 })).not.toContain(PASSWORD);
});

it('makes the tables once when several servers start at the same time', async () => {
  const url = await temporaryDatabase();
  const stores = await Promise.all(Array.from({ length: 6 }, () => open(url)));
  for (const store of stores) onTestFinished(() => store.close());
  await Promise.all(stores.map((store, index) => addKey(store, String(index))));
  expect(await ids(stores[0]!)).toEqual(['0', '1', '2', '3', '4', '5']);
});

it('goes by an index however small a table is, and compiles nothing where there is none', async () => {
  const store = await newStore(POSTGRES);
  const explain = async (query: string) => {
    const { rows } = await sql<{ 'QUERY PLAN': object[] }>`explain (analyze, format json) ${sql.raw(query)}`.execute(
      store.db,
    );
    return rows[0]?.['QUERY PLAN'][0];
  };
  expect(await explain(`select * from deliveries where id = 'dlv_1'`)).toMatchObject({
    Plan: { 'Index Name': 'deliveries_new_pkey' },
  });
  const plan = await explain('select * from webhook_endpoints where enabled = 1');
  expect(plan).toMatchObject({ Plan: { 'Node Type': 'Seq Scan' } });
  expect(plan).not.toHaveProperty('JIT');
});

it('runs units of several processes one after the other', async () => {
  const place = await POSTGRES.place();
  const [first, second] = [await openStore(place), await openStore(place)];
  await first.write((tx) => tx.db.insertInto('meta').values({ name: 'n', value: '0' }).execute());
  const add = (store: Store) =>
    store.write(async (tx) => {
      const { value } = await tx.db
        .selectFrom('meta')
        .select('value')
        .where('name', '=', 'n')
        .executeTakeFirstOrThrow();
      await tx.db
        .updateTable('meta')
        .set({ value: String(Number(value) + 1) })
        .where('name', '=', 'n')
        .execute();
    });
  const rounds = [first, second, first, second].map(async (store) => {
    for (let count = 0; count < 25; count += 1) await add(store);
  });
  await Promise.all(rounds);
  expect(await first.db.selectFrom('meta').select('value').execute()).toEqual([{ value: '100' }]);
});

it('fails a unit that goes on after a statement that failed', async () => {
  const store = await newStore(POSTGRES);
  const unit = store.write(async (tx) => {
    await tx.db
      .insertInto('api_keys')
      .values({ id: 'a', hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 })
      .execute();
    const again = tx.db
      .insertInto('api_keys')
      .values({ id: 'a', hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 })
      .execute();
    await again.catch(() => undefined);
  });
  await expect(unit).rejects.toThrow(/current transaction is aborted/);
  expect(await ids(store)).toEqual([]);
});

it('goes on after a newer server has changed a table under it', async () => {
  const place = await POSTGRES.place();
  const store = await openStore(place);
  const read = () => store.db.selectFrom('api_keys').selectAll().where('created_at', '>', 0).execute();
  await read();
  await administer(place.address, 'alter table api_keys add column note text');
  await read().catch(() => undefined);
  expect(await read()).toEqual([]);
});

it(
  'loses nothing that it acknowledged when PostgreSQL crashes, and goes on when that is back',
  { timeout: 60_000 },
  async () => {
    const cluster = await startPostgres({ fsync: true });
    onTestFinished(() => cluster.close());
    const store = await open(cluster.url);
    onTestFinished(() => store.close());
    const acknowledged: string[] = [];
    let failures = 0;
    let stopped = false;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; !stopped; count += 1) {
        const id = `${writer}-${count}`;
        await addKey(store, id).then(
          () => acknowledged.push(id),
          (error: unknown) => {
            failures += 1;
            expect(error).toMatchObject({ code: 'store_unavailable' });
          },
        );
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    for (let round = 1; round <= 2; round += 1) {
      const before = acknowledged.length;
      await until('some writes', () => (acknowledged.length > before + 50 ? true : undefined));
      await cluster.halt();
      const failed = failures;
      await until('a failure', () => (failures > failed ? true : undefined));
      await expect(store.ping()).rejects.toMatchObject({ code: 'store_unavailable' });
      await cluster.resume();
    }
    const before = acknowledged.length;
    await until('writes again', () => (acknowledged.length > before + 50 ? true : undefined));
    stopped = true;
    await Promise.all(writers);
    const kept = new Set(await ids(store));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  },
);
