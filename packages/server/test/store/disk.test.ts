import { expect, it } from 'vitest';
import { diskOf, diskOfType } from '../../src/store/disk.js';
import { SqliteStore } from '../../src/store/sqlite-store.js';
import { KeptLog } from '../silent-log.js';
import { temporaryFolder } from '../temporary-store.js';

it.each([
  [0x6969, 'network', 'NFS'],
  [0xff534d42, 'network', 'CIFS'],
  // As a system with signed numbers answers it.
  [0xff534d42 | 0, 'network', 'CIFS'],
  [0x65735546, 'unsure', 'FUSE'],
  [0xef53, 'local', undefined],
])('tells the disk of type %s: %s', (type, kind, name) => {
  const disk = diskOfType(type);
  expect([disk.kind, disk.name]).toEqual([kind, name]);
});

it('takes the folder of this test for a local one', () => {
  expect(diskOf(temporaryFolder())).toEqual({ kind: 'local' });
});

it('is refused by the embedded store when it is in the network', async () => {
  const folder = temporaryFolder();
  const opened = SqliteStore.open(folder, { disk: () => diskOfType(0x6969) });
  await expect(opened).rejects.toMatchObject({ code: 'config_invalid' });
  await expect(opened).rejects.toThrow(`The data folder ${folder} is on a network disk (NFS)`);
});

it('is warned about when it may be in the network', async () => {
  const log = new KeptLog();
  const store = await SqliteStore.open(temporaryFolder(), { log, disk: () => diskOfType(0x65735546) });
  await store.close();
  expect(log.lines).toEqual(['the data folder may be on a network disk: make sure that it is not']);
});
