import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeClock } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { insertInstance } from '../../src/store/instances.js';
import { Reconciler } from '../../src/store/reconciler.js';
import type { Store } from '../../src/store/store.js';
import { exportStore, importStore } from '../../src/store/transfer.js';
import { KeptLog } from '../silent-log.js';
import { freshInstance } from '../lifecycle/life.js';
import { newStore, POSTGRES, SQLITE, STORES, type StoreKind } from '../stores.js';
import { temporaryFolder } from '../temporary-store.js';

const NOW = 1_000_000;

/** Fills a store with a few rows of every kind and a number of instances, text in several scripts among it. */
async function fill(store: Store, instances: number): Promise<void> {
  await store.write(async ({ db }) => {
    await db.insertInto('meta').values({ name: 'secret_check', value: 'sealed' }).execute();
    await db
      .insertInto('api_keys')
      .values({ id: 'key_1', hash: 'h', name: '', scope: 'read', spent: '0', created_at: NOW })
      .execute();
    await db
      .insertInto('sessions')
      .values({ id: 's', api_key_id: 'key_1', created_at: NOW, expires_at: NOW + 1 })
      .execute();
    await db
      .insertInto('idempotency_keys')
      .values({ id: 'i', request_hash: 'h', resource_id: 'inst_1', created_at: NOW })
      .execute();
    await db
      .insertInto('webhook_endpoints')
      .values({
        id: 'whe_1',
        url: 'https://x.test/ü',
        event_types: null,
        sealed_secret: 's',
        enabled: 1,
        created_at: NOW,
      })
      .execute();
    for (let index = 1; index <= instances; index += 1) {
      const instance = freshInstance(`inst_${index}`, NOW, {
        envs: [{ key: 'A', value: '«雪»\n\u0000' }],
        metadata: { a: 'ü' },
      });
      await insertInstance(db, { ...instance, work: { type: 'create', at: NOW + 5_000, tries: 0 } }, NOW);
      const event = {
        id: `evt_${index}`,
        instance_id: instance.id,
        sequence: 1,
        at: NOW,
        type: 't',
        body: '{}',
        position: index,
      };
      await db.insertInto('events').values(event).execute();
    }
    const used = { owner: 'key_1', day: '2026-11-27', hourly_price: 67_000, ms: 1_000 };
    await db
      .insertInto('usage')
      .values({ id: 'u', instance_id: 'inst_gone', ...used })
      .execute();
    await db
      .insertInto('deliveries')
      .values({
        ...{ id: 'dlv_1', endpoint_id: 'whe_1', event_id: 'evt_1', instance_id: 'inst_1', sequence: 1, attempts: 3 },
        ...{ state: 'pending', next_at: NOW, last_status: 500, last_error: null, created_at: NOW, finished_at: null },
        ...{ event_type: 't', attempts_before: 0 },
      })
      .execute();
    // More than are read at a time, so that the key of two columns is needed.
    for (let number = 1; number <= 450; number += 1) {
      const attempt = { delivery_id: 'dlv_1', number, at: NOW, duration_ms: 5, status: 500, error: null, answer: 'ü' };
      await db.insertInto('delivery_attempts').values(attempt).execute();
    }
    await db
      .insertInto('jobs')
      .values({ kind: 'instance', key: 'inst_1', run_at: NOW, failures: 0, worker: null, again_at: null })
      .execute();
  });
}

const newFile = () => join(temporaryFolder(), 'export.jsonl');

/** Lines of an export, of each table in a row of its own: databases sort text differently. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').toSorted();
}

async function exported(kind: StoreKind, instances: number) {
  const store = await newStore(kind);
  await fill(store, instances);
  const file = newFile();
  const counts = await exportStore(store, file);
  return { store, file, counts };
}

describe.each([
  { from: SQLITE, to: POSTGRES },
  { from: POSTGRES, to: SQLITE },
])('a fleet that moves from $from.name to $to.name', ({ from, to }) => {
  it('arrives whole, and gets its jobs from the reconciler', async () => {
    const { file, counts } = await exported(from, 450);
    const target = await newStore(to);
    expect(await importStore(target, file)).toEqual(counts);
    expect(counts).toEqual({
      ...{
        meta: 1,
        api_keys: 1,
        idempotency_keys: 1,
        webhook_endpoints: 1,
        instances: 450,
        instance_labels: 450,
        usage: 1,
        events: 450,
        deliveries: 1,
        delivery_attempts: 450,
      },
    });
    const back = newFile();
    await exportStore(target, back);
    expect(linesOf(back)).toEqual(linesOf(file));

    expect(await target.db.selectFrom('jobs').selectAll().execute()).toEqual([]);
    expect(await target.db.selectFrom('sessions').selectAll().execute()).toEqual([]);
    const clock = new FakeClock(NOW);
    const log = new KeptLog();
    const retention = { deliveriesMs: 0, eventsMs: 0, endedMs: 0, idempotencyKeysMs: 0 };
    const engine = to.engine({ store: target, clock, log });
    await new Reconciler({ store: target, engine, clock, log, retention }).reconcile();
    const jobs = await target.db.selectFrom('jobs').select(['kind', 'key', 'run_at']).execute();
    expect(jobs.filter(({ kind }) => kind === 'instance')).toHaveLength(450);
    expect(jobs).toContainEqual({ kind: 'instance', key: 'inst_450', run_at: NOW + 5_000 });
    expect(jobs).toContainEqual({ kind: 'delivery', key: 'whe_1', run_at: NOW });
    expect(jobs).toContainEqual({ kind: 'sweep', key: 'all', run_at: NOW });
  });
});

describe.each(STORES)('an import into $name', (kind) => {
  const attempt = async (change: (lines: string[]) => string[]) => {
    const { file } = await exported(SQLITE, 3);
    writeFileSync(file, change(readFileSync(file, 'utf8').split('\n')).join('\n'));
    const target = await newStore(kind);
    const error: unknown = await importStore(target, file).catch((reason: unknown) => reason);
    const rows = await target.db.selectFrom('instances').select('id').execute();
    expect(rows, 'nothing is kept').toEqual([]);
    return error;
  };

  it('is refused when the store is not empty', async () => {
    const { file } = await exported(SQLITE, 1);
    const target = await newStore(kind);
    await fill(target, 1);
    await expect(importStore(target, file)).rejects.toMatchObject({
      code: 'import_refused',
      message: 'The store already holds data (in meta). Import into an empty one.',
    });
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['is cut off', (lines) => lines.slice(0, -2), /is cut off: its last line is missing/],
    [
      'lacks a row',
      (lines) => lines.filter((line) => !line.includes('"evt_2"')),
      /tells of 3 rows of events, but holds 2/,
    ],
    [
      'is of another version',
      (lines) => [lines[0]!.replace(/"schema":"\d+/, '"schema":"0000'), ...lines.slice(1)],
      /another version/,
    ],
    ['is no export', () => ['{}'], /is not an export of a fleet server/],
    ['is empty', () => [], /is cut off/],
    ['is not JSON', (lines) => [lines[0]!, '{"table":', ...lines.slice(1)], /Line 2 of .* is not a JSON object/],
    [
      'names a table of no export',
      (lines) => [lines[0]!, '{"table":"jobs","row":{}}', ...lines.slice(1)],
      /Line 2 .* no table/,
    ],
  ])('is refused when the file %s', async (_what, change, message) => {
    expect(await attempt(change)).toMatchObject({
      code: 'import_refused',
      message: expect.stringMatching(message) as string,
    });
  });

  it('says so when there is no such file', async () => {
    await expect(importStore(await newStore(kind), '/nowhere/at-all')).rejects.toThrow(/ENOENT/);
  });
});

it('writes no export over a file, and one for its owner alone', async () => {
  const { store, file } = await exported(SQLITE, 1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file, 'utf8');
  await expect(exportStore(store, file)).rejects.toThrow(/EEXIST/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('leaves no half export behind', async () => {
  const { store } = await exported(SQLITE, 1);
  const file = newFile();
  const broken: Store['snapshot'] = async () => Promise.reject(new Error('no'));
  await expect(exportStore({ ...store, snapshot: broken }, file)).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
