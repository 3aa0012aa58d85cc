// Durable creates a second at the store (instance, event, outbox, jobs in one transaction), on SQLite and on PostgreSQL,
// beside the limit: the same number of bare rows, committed in groups as large.
// Needs a build (npm run build) and PostgreSQL's programs. Usage: node bench/store.mjs [creates] [in flight]
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { systemClock } from '@novita-fleet/resilience';
import { startPostgres } from '@novita-fleet/testkit';
import { makeEngine } from '../packages/server/dist/storage.js';
import { randomId } from '../packages/server/dist/ids.js';
import { InstanceService } from '../packages/server/dist/instances/instance-service.js';
import { PostgresStore } from '../packages/server/dist/store/postgres-store.js';
import { openSqlite } from '../packages/server/dist/store/sqlite-database.js';
import { SqliteStore } from '../packages/server/dist/store/sqlite-store.js';

const CREATES = Number(process.argv[2] ?? 10_000);
const IN_FLIGHT = Number(process.argv[3] ?? 64);
const ROUNDS = 5;
/** Creates a second on the embedded store. It holds for a machine that does nothing else; CPU says more on others. */
const TARGET = 11_000;

if (!Number.isInteger(CREATES) || !Number.isInteger(IN_FLIGHT) || CREATES < IN_FLIGHT || IN_FLIGHT < 1) {
  console.error('creates and in flight must be integers, and creates the larger');
  process.exit(2);
}

const { Client } = createRequire(new URL('../packages/server/package.json', import.meta.url))('pg');
const log = { debug() {}, info() {}, warn() {}, error: (fields, text) => console.error(text, fields) };
const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
const cluster = await startPostgres({ fsync: true });
const BODY = JSON.stringify({ text: 'x'.repeat(1_000) });
const SPEC = {
  ...{ name: 'job', productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'ghcr.io/me/app:1' },
  ...{
    billingMode: 'onDemand',
    envs: [{ key: 'MODE', value: 'x' }],
    ports: [{ port: 8080, type: 'http' }],
    probes: [],
  },
};
const LIMITS = {
  ...{ queuedMs: 6e5, pullingMs: 6e5, startingMs: 6e5, probingMs: 6e5 },
  ...{ createSettleMs: 30_000, createAttempts: 3, confirmMs: 60_000 },
};

/** Measures `CREATES` operations: how many end in a second, and how many microseconds of CPU each takes here. */
async function measure(run) {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await run();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: CREATES / seconds, cpu: (user + system) / CREATES };
}

/** Keeps `IN_FLIGHT` operations under way until all are done. */
async function drive(operation) {
  let left = CREATES;
  const caller = async () => {
    while (left-- > 0) await operation();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
}

/** The store with an engine that does not run: enqueueing is measured, not what the jobs do. */
async function ours(store, url) {
  const config = { NOVITA_FLEET_DATABASE_URL: url, NOVITA_FLEET_LEASE_MS: 10_000 };
  const engine = await makeEngine(config, { store, clock: systemClock, newId: randomId, log });
  const instances = new InstanceService({ store, engine, clock: systemClock, newId: randomId, limits: LIMITS });
  return () => drive(() => store.write((tx) => instances.create(tx, SPEC)));
}

function bareSqlite() {
  const db = openSqlite(join(folder, 'bare.db'));
  db.exec('PRAGMA locking_mode=EXCLUSIVE');
  db.exec('PRAGMA journal_mode=WAL');
  db.exec('PRAGMA synchronous=FULL');
  db.exec('CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT)');
  const insert = db.prepare('INSERT INTO bare VALUES (?, ?)');
  return async () => {
    for (let done = 0; done < CREATES; done += IN_FLIGHT) {
      db.exec('BEGIN IMMEDIATE');
      for (let row = 0; row < IN_FLIGHT; row += 1) insert.run(randomId('bare'), BODY);
      db.exec('COMMIT');
    }
  };
}

async function barePostgres(client) {
  await client.query('create table bare (id text primary key, body text)');
  return async () => {
    for (let done = 0; done < CREATES; done += IN_FLIGHT) {
      await client.query('begin');
      for (let row = 0; row < IN_FLIGHT; row += 1) {
        await client.query({
          name: 'bare',
          text: 'insert into bare values ($1, $2)',
          values: [randomId('bare'), BODY],
        });
      }
      await client.query('commit');
    }
  };
}

const client = new Client({ connectionString: cluster.url });
const closers = [() => client.end()];
try {
  await client.connect();
  const sqlite = await SqliteStore.open(folder);
  const postgres = await PostgresStore.open(cluster.url, log);
  closers.unshift(
    () => sqlite.close(),
    () => postgres.close(),
  );
  const subjects = {
    'SQLite, bare rows': bareSqlite(),
    'SQLite, our creates': await ours(sqlite, ''),
    'PostgreSQL, bare rows': await barePostgres(client),
    'PostgreSQL, our creates': await ours(postgres, cluster.url),
  };
  const results = new Map(Object.keys(subjects).map((name) => [name, []]));
  // Interleaved, so that what else the machine does strikes all alike. The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(subjects)) {
      const result = await measure(run);
      if (round > 0) results.get(name).push(result);
    }
  }
  const median = (name, figure) => {
    const sorted = results.get(name).map((result) => result[figure]);
    return sorted.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  };
  console.log(`${CREATES} creates, ${IN_FLIGHT} in flight, median of ${ROUNDS} rounds:`);
  for (const name of Object.keys(subjects)) {
    const [perSecond, cpu] = [median(name, 'perSecond'), median(name, 'cpu')];
    console.log(
      `  ${name.padEnd(24)} ${perSecond.toFixed(0).padStart(7)}/s ${cpu.toFixed(0).padStart(6)} µs of CPU each`,
    );
  }
  for (const kind of ['SQLite', 'PostgreSQL']) {
    const ratio = median(`${kind}, our creates`, 'perSecond') / median(`${kind}, bare rows`, 'perSecond');
    console.log(`  ${kind}: ${ratio.toFixed(2)} × bare rows`);
  }
  const reached = median('SQLite, our creates', 'perSecond');
  console.log(`  target on SQLite: ${TARGET}/s (${reached >= TARGET ? 'met' : 'MISSED'})`);
  if (reached < TARGET) process.exitCode = 1;
} finally {
  for (const close of closers) await close();
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
}
