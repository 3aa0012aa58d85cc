import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { Changes } from '../../src/instances/changes.js';
import { waitForAnswer } from '../../src/instances/wait-for-answer.js';
import { findInstance, insertInstance, updateInstance } from '../../src/store/instances.js';
import type { Store } from '../../src/store/store.js';
import { freshInstance } from '../lifecycle/life.js';
import { until } from '../until.js';
import { newStore, STORES, type StoreKind } from '../stores.js';

async function setUp(kind: StoreKind) {
  const store = await newStore(kind);
  const clock = new FakeClock();
  const changes = new Changes();
  const gone = new AbortController();
  const instance = freshInstance('inst_1', 0);
  await store.write(({ db }) => insertInstance(db, instance, 0));
  let reads = 0;
  const counting: Pick<Store, 'db'> = {
    get db() {
      reads += 1;
      return store.db;
    },
  };
  const stored = (await findInstance(store.db, 'inst_1'))!;
  const wait = (waitMs: number) =>
    waitForAnswer(stored, waitMs, { store: counting as Store, changes, clock, signal: gone.signal });
  const change = (part: { cloudId?: string; state?: 'creating' | 'failed' }) =>
    store.write(({ db }) => updateInstance(db, { ...instance, ...part }, 1, 0));
  /** Resolves once it waits. */
  const settle = () => until('a timer', () => clock.pending === 1 || undefined);
  return { clock, changes, gone, wait, change, settle, reads: () => reads };
}

describe.each(STORES)('the wait for the answer of the cloud, on $name', (kind) => {
  it('ends with the id of the cloud as soon as this process stores it', async () => {
    const { changes, wait, change, settle } = await setUp(kind);
    const waiting = wait(30_000);
    await settle();
    await change({ cloudId: 'cloud_1' });
    changes.tell('inst_1');
    expect((await waiting).instance.cloudId).toBe('cloud_1');
  });

  it('ends when the instance has ended', async () => {
    const { changes, wait, change, settle } = await setUp(kind);
    const waiting = wait(30_000);
    await settle();
    await change({ state: 'failed' });
    changes.tell('inst_1');
    expect((await waiting).instance.state).toBe('failed');
  });

  it('sees within a second what another process stores', async () => {
    const { clock, wait, change, settle } = await setUp(kind);
    const waiting = wait(30_000);
    await settle();
    await change({ cloudId: 'cloud_1' });
    await clock.advance(1_000);
    expect((await waiting).instance.cloudId).toBe('cloud_1');
  });

  it('lasts as long as was asked, with a read a second', async () => {
    const { clock, wait, settle, reads } = await setUp(kind);
    let isOver = false;
    const waiting = wait(5_000).then((stored) => {
      isOver = true;
      return stored;
    });
    for (let second = 1; second <= 5; second += 1) {
      await settle();
      expect(isOver).toBe(false);
      await clock.advance(1_000);
    }
    expect((await waiting).instance.state).toBe('pending');
    expect(reads()).toBe(5);
  });

  it('ends when nobody listens any more', async () => {
    const { gone, wait, settle } = await setUp(kind);
    const waiting = wait(30_000);
    await settle();
    gone.abort();
    expect((await waiting).instance.state).toBe('pending');
  });
});
