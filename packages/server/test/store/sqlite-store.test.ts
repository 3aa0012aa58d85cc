import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import { temporaryFolder, temporaryStore } from '../temporary-store.js';

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

const addKey = (store: SqliteStore, id: string) =>
  store.write((tx) =>
    tx.db
      .insertInto('api_keys')
      .values({ id, hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 })
      .execute(),
  );

it('writes a backup that opens as a store, with all that was acknowledged before', async () => {
  const store = await temporaryStore();
  await addKey(store, 'a');
  // A quote in the path is no end of it.
  const folder = join(temporaryFolder(), "it's");
  mkdirSync(folder);
  const file = join(folder, 'fleet.db');
  await store.backup(file);
  await addKey(store, 'b');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const copy = await SqliteStore.open(folder);
  expect(await copy.db.selectFrom('api_keys').select('id').execute()).toEqual([{ id: 'a' }]);
  await copy.close();
});

it('writes no backup over a file, nor where it cannot', async () => {
  const store = await temporaryStore();
  const file = join(temporaryFolder(), 'there');
  writeFileSync(file, 'mine');
  await expect(store.backup(file)).rejects.toMatchObject({ code: 'backup_failed' });
  expect(statSync(file).size).toBe(4);
  const nowhere = join(temporaryFolder(), 'missing', 'fleet.db');
  await expect(store.backup(nowhere)).rejects.toMatchObject({ code: 'backup_failed' });
  expect(existsSync(nowhere)).toBe(false);
});
