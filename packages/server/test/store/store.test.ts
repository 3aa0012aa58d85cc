import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findInstance, insertInstance, updateInstance } from '../../src/store/instances.js';
import type { Store, Tx } from '../../src/store/store.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, openStore, STORES } from '../stores.js';

const addKey = (id: string) => (tx: Tx) =>
  tx.db.insertInto('api_keys').values({ id, hash: 'h', name: '', scope: 'read', spent: '0', created_at: 1 }).execute();

async function ids(store: Pick<Store, 'db'>): Promise<string[]> {
  return (await store.db.selectFrom('api_keys').select('id').orderBy('id').execute()).map(({ id }) => id);
}

describe.each(STORES)('the store on $name', (kind) => {
  it('keeps what was written, over a restart', async () => {
    const place = await kind.place();
    const first = await place.open();
    await first.write(addKey('a'));
    await first.close();
    const second = await openStore(place);
    expect(await ids(second)).toEqual(['a']);
  });

  it('undoes a unit that throws, and only that one, though they share a transaction', async () => {
    const store = await newStore(kind);
    const failed = store.write(async (tx) => {
      await addKey('bad')(tx);
      throw new Error('no');
    });
    const results = await Promise.allSettled([store.write(addKey('a')), failed, store.write(addKey('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids(store)).toEqual(['a', 'b']);
  });

  it('undoes a unit whose statement fails, and only that one', async () => {
    const store = await newStore(kind);
    const twice = async (tx: Tx): Promise<void> => {
      await addKey('b')(tx);
      await addKey('a')(tx);
    };
    const results = await Promise.allSettled([store.write(addKey('a')), store.write(twice), store.write(addKey('c'))]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids(store)).toEqual(['a', 'c']);
  });

  it('lets a unit see the units before it', async () => {
    const store = await newStore(kind);
    const [, seen] = await Promise.all([store.write(addKey('a')), store.write((tx) => ids(tx))]);
    expect(seen).toEqual(['a']);
  });

  it('tells of a commit only when there was one, and then after it', async () => {
    const store = await newStore(kind);
    const told: string[] = [];
    let seen: Promise<string[]> | undefined;
    const unit = (id: string, fails: boolean) =>
      store.write(async (tx) => {
        tx.afterCommit(() => {
          told.push(id);
          seen = ids(store);
        });
        await addKey(id)(tx);
        if (fails) throw new Error('no');
      });
    await Promise.allSettled([unit('a', false), unit('b', true)]);
    expect(told).toEqual(['a']);
    expect(await seen).toEqual(['a']);
  });

  it('shows no reader what is not durable yet', async () => {
    const store = await newStore(kind);
    const seen: string[][] = [];
    let reading: Promise<void> | undefined;
    let committed = false;
    await store.write(async (tx) => {
      tx.afterCommit(() => (committed = true));
      await addKey('a')(tx);
      reading = ids(store).then((found) => {
        if (!committed) seen.push(found);
      });
      // A reader that need not wait for the commit gets its answer meanwhile.
      for (let turn = 0; turn < 20; turn += 1) await tx.db.selectFrom('api_keys').select('id').execute();
    });
    await reading;
    expect(seen.flat()).toEqual([]);
    expect(await ids(store)).toEqual(['a']);
  });

  it('runs units that read, decide and write as if one after the other', async () => {
    const store = await newStore(kind);
    await store.write((tx) => tx.db.insertInto('meta').values({ name: 'n', value: '0' }).execute());
    const add = () =>
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
    const rounds = Array.from({ length: 20 }, async () => {
      for (let count = 0; count < 20; count += 1) await add();
    });
    await Promise.all(rounds);
    expect(await store.db.selectFrom('meta').selectAll().execute()).toEqual([{ name: 'n', value: '400' }]);
  });

  it('lets only one of two writers of one version through', async () => {
    const store = await newStore(kind);
    const instance = freshInstance('inst_1', 1_000);
    await store.write((tx) => insertInstance(tx.db, instance, 1_000));
    const stored = (await findInstance(store.db, 'inst_1'))!;
    const change = () => store.write((tx) => updateInstance(tx.db, instance, stored.version, 2_000));
    const results = await Promise.allSettled([change(), change()]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await findInstance(store.db, 'inst_1')).toMatchObject({ version: 2, updatedAt: 2_000 });
  });

  it('reads numbers as numbers, however large, and counts and sums too', async () => {
    const store = await newStore(kind);
    const at = Date.UTC(2100, 0, 1);
    await store.write((tx) =>
      tx.db
        .insertInto('api_keys')
        .values({ id: 'a', hash: 'h', name: '', scope: 'read', spent: '0', created_at: at })
        .execute(),
    );
    const row = await store.db
      .selectFrom('api_keys')
      .select((select) => [
        'created_at',
        select.fn.countAll<number>().as('count'),
        sql<number>`count(id) + 1`.as('more'),
      ])
      .groupBy('created_at')
      .execute();
    expect(row).toEqual([{ created_at: at, count: 1, more: 2 }]);
  });

  it('keeps references whole', async () => {
    const store = await newStore(kind);
    const orphan = { id: 'evt_1', instance_id: 'inst_none', sequence: 1, type: 't', at: 1, body: '{}', position: 1 };
    await expect(store.write((tx) => tx.db.insertInto('events').values(orphan).execute())).rejects.toThrow(
      /foreign key/i,
    );
  });

  it('finishes what was asked for before it closes', async () => {
    const place = await kind.place();
    const store = await place.open();
    const writes = Array.from({ length: 600 }, (_, index) => store.write(addKey(String(index))));
    await store.close();
    await Promise.all(writes);
    expect(await ids(await openStore(place))).toHaveLength(600);
  });

  it('shows one state to all reads of a snapshot', async () => {
    const store = await newStore(kind);
    await store.write(addKey('a'));
    let written: Promise<unknown> | undefined;
    const seen = await store.snapshot(async (db) => {
      const before = await ids({ db });
      written = store.write(addKey('b'));
      // A writer that need not wait for the readers has its turn.
      for (let turn = 0; turn < 20; turn += 1) await ids({ db });
      return [before, await ids({ db })];
    });
    await written;
    expect(seen).toEqual([['a'], ['a']]);
    expect(await ids(store)).toEqual(['a', 'b']);
  });

  it('answers that it is there', async () => {
    await expect((await newStore(kind)).ping()).resolves.toBeUndefined();
  });

  it('refuses what a newer version wrote', async () => {
    const place = await kind.place();
    const store = await place.open();
    await store.write((tx) =>
      sql`insert into kysely_migration values ('9999_later', '2030-01-01T00:00:00.000Z')`.execute(tx.db),
    );
    await store.close();
    await expect(place.open()).rejects.toMatchObject({ code: 'store_too_new' });
  });
});
