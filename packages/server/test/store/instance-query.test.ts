import { describe, expect, it } from 'vitest';
import { listInstances, type InstanceQuery } from '../../src/store/instance-query.js';
import { insertInstance, replaceLabels } from '../../src/store/instances.js';
import type { Store } from '../../src/store/store.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, STORES } from '../stores.js';

/** Five instances, the later the higher the number. */
async function fill(store: Store): Promise<void> {
  const rows = [
    { id: 'inst_1', name: 'train-a', owner: 'key_1', state: 'ready', metadata: { team: 'blue', 'a/b': '1' } },
    { id: 'inst_2', name: 'train-b', owner: 'key_2', state: 'stopped', metadata: { team: 'blue' } },
    { id: 'inst_3', name: 'Train-c', owner: 'key_1', state: 'ready', metadata: { team: 'Blue' } },
    { id: 'inst_4', name: 'test', owner: 'key_1', state: 'failed', metadata: {} },
    { id: 'inst_5', name: 'train-a', owner: 'key_1', state: 'ready', metadata: { blue: 'team' } },
  ] as const;
  await store.write(async ({ db }) => {
    for (const [index, { id, name, owner, state, metadata }] of rows.entries()) {
      const instance = freshInstance(id, (index + 1) * 1_000, { name, metadata });
      await insertInstance(db, { ...instance, owner, state }, 1);
    }
  });
}

describe.each(STORES)('instances on $name', (kind) => {
  const find = async (store: Store, wanted: Partial<InstanceQuery>): Promise<string> => {
    const found = await listInstances(store.db, { limit: 10, ...wanted });
    return found.map(({ instance: { id } }) => id.slice(-1)).join('');
  };

  it('are found by every filter and by several at once, the newest first', async () => {
    const store = await newStore(kind);
    await fill(store);
    expect(await find(store, {})).toBe('54321');
    expect(await find(store, { limit: 2 })).toBe('54');
    expect(await find(store, { states: ['ready', 'failed'] })).toBe('5431');
    expect(await find(store, { owners: ['key_2'] })).toBe('2');
    expect(await find(store, { owners: ['key_1', 'key_2'] })).toBe('');
    expect(await find(store, { name: 'train' })).toBe('521');
    expect(await find(store, { name: 'train-a-nf' })).toBe('');
    expect(await find(store, { metadata: { team: 'blue' } })).toBe('21');
    expect(await find(store, { metadata: { team: 'blue', 'a/b': '1' } })).toBe('1');
    expect(await find(store, { metadata: { team: "' or 1=1 --" } })).toBe('');
    expect(await find(store, { createdAfter: 2_000, createdBefore: 4_000 })).toBe('32');
    expect(await find(store, { after: { createdAt: 4_000, id: 'inst_4' }, states: ['ready'] })).toBe('31');
    expect(await find(store, { states: ['ready'], owners: ['key_1'], name: 'train', metadata: { team: 'blue' } })).toBe(
      '1',
    );
  });

  it('are found by the labels that they have now, and leave none behind', async () => {
    const store = await newStore(kind);
    await fill(store);
    const changed = freshInstance('inst_1', 1_000, { metadata: { team: 'green', odd: 'a\u0000«雪»\ud800' } });
    await store.write(({ db }) => replaceLabels(db, changed));
    expect(await find(store, { metadata: { team: 'green' } })).toBe('1');
    expect(await find(store, { metadata: { odd: 'a\u0000«雪»\ud800' } })).toBe('1');
    expect(await find(store, { metadata: { team: 'blue' } })).toBe('2');
    await store.write(({ db }) => db.deleteFrom('instances').where('id', '=', 'inst_1').execute());
    const left = await store.db.selectFrom('instance_labels').select('instance_id').distinct().execute();
    expect(left.map(({ instance_id }) => instance_id).sort()).toEqual(['inst_2', 'inst_3', 'inst_5']);
  });
});
