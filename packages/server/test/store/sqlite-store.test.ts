import { expect, it } from 'vitest';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import { temporaryFolder } from '../temporary-store.js';

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
