// How many requests for an instance the server accepts a second, on both stores: with authentication, validation, event and
// job, all durable before the answer. Beside it the limit: Fastify with a schema and one durable row for each request.
// Needs a build (npm run build) and PostgreSQL's programs; Linux only. Usage: node bench/creates.mjs [creates] [in flight]
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@novita-fleet/testkit';
import { judge, median, printTable } from './figures.mjs';
import { cpuMs, inParallel, needsLinux, Programs, sender } from './programs.mjs';

const CREATES = Number(process.argv[2] ?? 2_000);
const IN_FLIGHT = Number(process.argv[3] ?? 64);
const ROUNDS = 7;
const MAX_SECONDS = 600;
const TARGET = 0.4;
const LIMIT = 'Fastify and a row, SQLite';

if (![CREATES, IN_FLIGHT].every(Number.isInteger) || IN_FLIGHT < 1 || CREATES < IN_FLIGHT) {
  console.error('creates and in flight must be integers, and creates the larger');
  process.exit(2);
}
needsLinux();

const body = { name: 'job', productId: '4090.16c62g', imageUrl: 'library/python:3.12', stopAfterMs: 86_400_000 };
const programs = new Programs(MAX_SECONDS);
const cluster = await startPostgres({ fsync: true });
try {
  const row = programs.start([fileURLToPath(new URL('creates/row-server.mjs', import.meta.url)), programs.folder]);
  const [rowPort] = await once(row, 'message');
  const simulated = await programs.startSimulator('--stepped', '--stock', String(20 * CREATES));
  // The cloud is asked no more than it has to be: what is measured is how soon a wish is safe, not what comes of it.
  const quiet = { NOVITA_FLEET_REQUESTS_PER_MINUTE: '60' };
  const embedded = await programs.startServer(simulated, quiet);
  const scaled = await programs.startServer(simulated, { ...quiet, NOVITA_FLEET_DATABASE_URL: cluster.url });
  const subjects = {
    [LIMIT]: { child: row, send: sender(`http://127.0.0.1:${rowPort}`, '', IN_FLIGHT) },
    'Novita Fleet, SQLite': { child: embedded.child, send: sender(embedded.url, embedded.apiKey, IN_FLIGHT) },
    'Novita Fleet, PostgreSQL': { child: scaled.child, send: sender(scaled.url, scaled.apiKey, IN_FLIGHT) },
  };
  const figures = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  // By turns, so that what else the machine does strikes all alike. The first rounds warm up.
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [name, { child, send }] of Object.entries(subjects)) {
      const cpu = cpuMs(child);
      const begin = performance.now();
      await inParallel(CREATES, IN_FLIGHT, (turn) =>
        send('POST', '/v1/instances', { ...body, metadata: { run: `r-${round}-${turn}`, team: 'research' } }),
      );
      const perSecond = (CREATES * 1_000) / (performance.now() - begin);
      if (round >= 0) figures[name].push({ perSecond, us: ((cpuMs(child) - cpu) * 1_000) / CREATES });
    }
  }
  const of = (name, figure) => median(figures[name].map((each) => each[figure]));
  const ratio = (name) =>
    median(figures[name].map(({ perSecond }, round) => perSecond / figures[LIMIT][round].perSecond));
  console.log(`${CREATES} creates, ${IN_FLIGHT} in flight, median of ${ROUNDS} rounds:\n`);
  const rows = Object.keys(subjects).map((name) => [
    name,
    Math.round(of(name, 'perSecond')).toLocaleString('en'),
    Math.round(of(name, 'us')).toLocaleString('en'),
    ratio(name).toFixed(2),
  ]);
  printTable(['', 'a second', 'µs of CPU', 'ratio'], rows);
  console.log();
  const reached = ratio('Novita Fleet, SQLite');
  judge(`SQLite: at least ${TARGET} of Fastify and a row`, reached >= TARGET, reached.toFixed(2));
} finally {
  await programs.close();
  await cluster.close();
}
