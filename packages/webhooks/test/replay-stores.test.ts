import { DatabaseSync } from '@photostructure/sqlite';
import { createClient } from '@redis/client';
import { FakeClock, startPostgres, startRedis } from '@novita-fleet/testkit';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MemoryReplayStore,
  RedisReplayStore,
  SqlReplayStore,
  WebhookReceiver,
  type ReplayClaim,
  type ReplayClaimResult,
  type ReplayStore,
  type SqlReplayStoreOptions,
} from '../src/index.js';
import { aSignedEvent, SECRET } from './signed-event.js';
import { thrownBy } from './thrown-by.js';

const LEASE_MS = 1_000;
const TTL_MS = 60_000;

/** A store under test, and how its time passes. */
interface Subject {
  readonly store: ReplayStore;
  /** Another store on the same data, as in another process. */
  readonly other: ReplayStore;
  readonly pass: (ms: number) => Promise<void>;
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

function sqlSubject(options: Pick<SqlReplayStoreOptions, 'dialect' | 'query'>): () => Promise<Subject> {
  let tables = 0;
  return async () => {
    const clock = new FakeClock();
    tables += 1;
    const make = () =>
      new SqlReplayStore({ ...options, table: `events_${tables}`, clock, leaseMs: LEASE_MS, ttlMs: TTL_MS });
    const store = make();
    await store.createTable();
    await store.createTable();
    return { store, other: make(), pass: (ms) => clock.advance(ms) };
  };
}

let subjects: Record<string, () => Promise<Subject>> = {};
beforeAll(async () => {
  const cluster = await startPostgres();
  closers.push(() => cluster.close());
  const pool = new Pool({ connectionString: cluster.url });
  closers.push(() => pool.end());
  const redis = await startRedis();
  closers.push(() => redis.close());
  const client = await createClient({ url: redis.url }).connect();
  closers.push(() => client.close());
  const database = new DatabaseSync(':memory:');
  let prefixes = 0;
  subjects = {
    memory: () => {
      const clock = new FakeClock();
      const store = new MemoryReplayStore({ clock, leaseMs: LEASE_MS, ttlMs: TTL_MS });
      return Promise.resolve({ store, other: store, pass: (ms) => clock.advance(ms) });
    },
    PostgreSQL: sqlSubject({
      dialect: 'postgres',
      query: async (text, values) => (await pool.query(text, [...values])).rows as unknown[],
    }),
    SQLite: sqlSubject({
      dialect: 'sqlite',
      query: (text, values) => database.prepare(text).all(...values) as unknown[],
    }),
    Redis: () => {
      prefixes += 1;
      const prefix = `${prefixes}:`;
      const make = () =>
        new RedisReplayStore({
          send: (command) => client.sendCommand(command),
          ...{ prefix, leaseMs: LEASE_MS, ttlMs: TTL_MS },
        });
      // Redis has a clock of its own: what is left of each key is cut instead.
      const pass = async (ms: number): Promise<void> => {
        for (const key of await client.keys(`${prefix}*`)) {
          const left = await client.pTTL(key);
          expect(left).toBeGreaterThan(0);
          if (left <= ms) await client.del(key);
          else await client.pExpire(key, left - ms);
        }
      };
      return Promise.resolve({ store: make(), other: make(), pass });
    },
  };
}, 60_000);

function isNew(result: ReplayClaimResult): ReplayClaim {
  if (result.state !== 'new') throw new Error(`the event is ${result.state}`);
  return result;
}

describe.each(['memory', 'PostgreSQL', 'SQLite', 'Redis'])('the replay store in %s', (name) => {
  const subject = (): Promise<Subject> => subjects[name]?.() ?? Promise.reject(new Error('no such store'));

  it('gives an event to one of two at the same time', async () => {
    const { store, other } = await subject();
    const results = await Promise.all(
      [store, other, store, other].map(async (each) => (await each.claim('evt_1')).state),
    );
    expect(results.sort()).toEqual(['in_progress', 'in_progress', 'in_progress', 'new']);
    expect((await store.claim('evt_2')).state).toBe('new');
  });

  it('knows an event as a duplicate once it is handled, for as long as it remembers', async () => {
    const { store, other, pass } = await subject();
    await isNew(await store.claim('evt_1')).complete();
    expect((await other.claim('evt_1')).state).toBe('duplicate');
    await pass(TTL_MS - 1_000);
    expect((await other.claim('evt_1')).state).toBe('duplicate');
    await pass(1_001);
    expect((await other.claim('evt_1')).state).toBe('new');
  });

  it('gives an event again at once when its handler failed', async () => {
    const { store, other } = await subject();
    await isNew(await store.claim('evt_1')).release();
    expect((await other.claim('evt_1')).state).toBe('new');
  });

  it('gives an event again when its worker has died', async () => {
    const { store, other, pass } = await subject();
    isNew(await store.claim('evt_1'));
    await pass(LEASE_MS / 2);
    expect((await other.claim('evt_1')).state).toBe('in_progress');
    await pass(LEASE_MS / 2 + 1);
    expect((await other.claim('evt_1')).state).toBe('new');
  });

  it('lets no claim whose lease is over free the event of another', async () => {
    const { store, other, pass } = await subject();
    const late = isNew(await store.claim('evt_1'));
    await pass(LEASE_MS + 1);
    const present = isNew(await other.claim('evt_1'));
    await late.release();
    expect((await other.claim('evt_1')).state).toBe('in_progress');
    await present.complete();
    await late.release();
    expect((await other.claim('evt_1')).state).toBe('duplicate');
  });

  it('serves a receiver', async () => {
    const { store, other } = await subject();
    let handled = 0;
    let fails = true;
    const receivers = [store, other].map(
      (replayStore) =>
        new WebhookReceiver({
          ...{ secrets: SECRET, replayStore, clock: new FakeClock() },
          onEvent: () => {
            if (fails) throw new Error('no');
            handled += 1;
          },
        }),
    );
    const send = async (index: number) =>
      (await receivers[index]?.handle({ method: 'POST', ...aSignedEvent() }))?.status;
    expect(await send(0)).toBe(500);
    fails = false;
    expect([await send(1), await send(0), handled]).toEqual([200, 200, 1]);
  });
});

describe('SqlReplayStore', () => {
  it('removes what is over, and nothing else', async () => {
    const clock = new FakeClock();
    const database = new DatabaseSync(':memory:');
    const store = new SqlReplayStore({
      ...{ dialect: 'sqlite', clock, leaseMs: LEASE_MS, ttlMs: TTL_MS },
      query: (text, values) => database.prepare(text).all(...values) as unknown[],
    });
    await store.createTable();
    await isNew(await store.claim('evt_1')).complete();
    await store.claim('evt_2');
    await clock.advance(LEASE_MS);
    expect(await store.removeExpired()).toBe(1);
    expect((await store.claim('evt_1')).state).toBe('duplicate');
    await clock.advance(TTL_MS);
    expect(await store.removeExpired()).toBe(1);
    expect(await store.removeExpired()).toBe(0);
  });

  it.each([
    ['table', { table: 'a; drop table b' }],
    ['dialect', { dialect: 'mysql' }],
    ['query', { query: undefined }],
    ['leaseMs', { leaseMs: 0 }],
    ['tabel', { tabel: 'x' }],
  ])('refuses a wrong "%s"', async (argument, wrong) => {
    const options = { dialect: 'sqlite', query: () => [], ...wrong } as unknown as SqlReplayStoreOptions;
    expect(await thrownBy(() => new SqlReplayStore(options))).toMatchObject({ code: 'invalid_argument', argument });
  });
});

describe('RedisReplayStore', () => {
  it.each([
    ['send', {}],
    ['ttlMs', { send: () => Promise.resolve(null), ttlMs: -1 }],
  ])('refuses a wrong "%s"', async (argument, options) => {
    const error = await thrownBy(() => new RedisReplayStore(options as never));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
  });
});
