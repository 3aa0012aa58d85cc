import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite-database.js';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import type { Tx } from '../../src/store/store.js';
import { temporaryFolder, temporaryStore } from '../temporary-store.js';

const addKey = (id: string) => (tx: Tx) =>
  tx.db.insertInto('api_keys').values({ id, hash: 'h', created_at: 1 }).execute();

async function ids(store: SqliteStore): Promise<string[]> {
  return (await store.db.selectFrom('api_keys').select('id').orderBy('id').execute()).map(({ id }) => id);
}

it('keeps what was written, over a restart', async () => {
  const folder = temporaryFolder();
  const first = await SqliteStore.open(folder);
  await first.write(addKey('a'));
  await first.close();
  const second = await SqliteStore.open(folder);
  expect(await ids(second)).toEqual(['a']);
  await second.close();
});

it('undoes a unit that throws, and only that one, though they share a transaction', async () => {
  const store = await temporaryStore();
  const failed = store.write(async (tx) => {
    await addKey('bad')(tx);
    throw new Error('no');
  });
  const results = await Promise.allSettled([store.write(addKey('a')), failed, store.write(addKey('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await ids(store)).toEqual(['a', 'b']);
});

it('tells of a commit only when there was one', async () => {
  const store = await temporaryStore();
  const told: string[] = [];
  const unit = (id: string, fails: boolean) =>
    store.write(async (tx) => {
      tx.afterCommit(() => void told.push(id));
      await addKey(id)(tx);
      if (fails) throw new Error('no');
    });
  await Promise.allSettled([unit('a', false), unit('b', true)]);
  expect(told).toEqual(['a']);
});

it('shows no reader what is not durable yet', async () => {
  const store = await temporaryStore();
  let seen: string[] | undefined;
  let reading: Promise<void> | undefined;
  await store.write(async (tx) => {
    await addKey('a')(tx);
    reading = ids(store).then((found) => {
      seen = found;
    });
    await tx.db.selectFrom('api_keys').select('id').execute();
    expect(seen).toBeUndefined();
  });
  await reading;
  expect(seen).toEqual(['a']);
});

it('finishes what was asked for before it closes', async () => {
  const folder = temporaryFolder();
  const store = await SqliteStore.open(folder);
  const writes = Array.from({ length: 600 }, (_, index) => store.write(addKey(String(index))));
  await store.close();
  await Promise.all(writes);
  const again = await SqliteStore.open(folder);
  expect(await ids(again)).toHaveLength(600);
  await again.close();
});

it('refuses a folder that another store holds, by name', async () => {
  const folder = temporaryFolder();
  const store = await SqliteStore.open(folder);
  await expect(SqliteStore.open(folder)).rejects.toMatchObject({
    code: 'store_locked',
    message: expect.stringContaining(folder) as string,
  });
  await store.close();
  await (await SqliteStore.open(folder)).close();
});

it('refuses a folder that a newer version wrote', async () => {
  const folder = temporaryFolder();
  await (await SqliteStore.open(folder)).close();
  const handle = openSqlite(join(folder, 'fleet.db'));
  handle.exec("insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')");
  handle.close();
  await expect(SqliteStore.open(folder)).rejects.toMatchObject({ code: 'store_too_new' });
});
