import { describe, expect, it } from 'vitest';
import { findInstance, insertInstance, listWatched, updateInstance } from '../../src/store/instances.js';
import type { Store } from '../../src/store/store.js';
import { WatchedInstances } from '../../src/watcher/watched-instances.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, STORES } from '../stores.js';

const insert = (store: Store, id: string) => store.write(({ db }) => insertInstance(db, freshInstance(id, 1), 1));

async function update(store: Store, id: string, change: object): Promise<void> {
  const { instance, version } = (await findInstance(store.db, id))!;
  await store.write(({ db }) => updateInstance(db, { ...instance, ...change }, version, 2));
}

describe.each(STORES)('what is watched, on $name,', (kind) => {
  it('is read anew when one was written, and is the same rows until then', async () => {
    const store = await newStore(kind);
    const watched = new WatchedInstances();
    expect(await watched.read(store.db)).toEqual([]);
    await insert(store, 'inst_a');
    await insert(store, 'inst_b');
    const first = await watched.read(store.db);
    expect(first.map(({ id }) => id).sort()).toEqual(['inst_a', 'inst_b']);
    expect(await watched.read(store.db)).toBe(first);
    await update(store, 'inst_b', { deadlineAt: 77 });
    const second = await watched.read(store.db);
    expect(second.find(({ id }) => id === 'inst_b')?.deadline_at).toBe(77);
    expect(await watched.read(store.db)).toBe(second);
  });

  it('is read anew when one took the place of another that was written as often', async () => {
    const store = await newStore(kind);
    const watched = new WatchedInstances();
    await insert(store, 'inst_a');
    await update(store, 'inst_a', { deadlineAt: 5 });
    await watched.read(store.db);
    await update(store, 'inst_a', { state: 'deleted', released: true });
    await insert(store, 'inst_b');
    await update(store, 'inst_b', { deadlineAt: 6 });
    const rows = await watched.read(store.db);
    expect(rows).toEqual(await listWatched(store.db));
    expect(rows.map(({ id }) => id)).toEqual(['inst_b']);
  });
});
