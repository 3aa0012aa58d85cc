// What it costs to verify a webhook, in CPU, at 1 KB and 64 KB, beside the bare HMAC and other libraries; and how many
// deliveries a second the outbox of the server makes beside bare undici, on both stores, and how soon they arrive. Needs a
// build (npm run build), the peers (npm ci --prefix bench) and PostgreSQL's programs. Usage: node bench/webhooks.mjs [--only verify|send]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@novita-fleet/testkit';
import { judge, median, printTable } from './figures.mjs';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const needs = [
  ['packages/webhooks/dist/index.js', 'npm run build'],
  ['bench/node_modules/svix/package.json', 'npm ci --prefix bench'],
];
for (const [path, command] of needs) {
  if (existsSync(new URL(`../${path}`, import.meta.url))) continue;
  console.error(`${path} is missing: run \`${command}\` in the root folder`);
  process.exit(2);
}
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}`);
if (loadavg()[0] > cpus().length / 2) {
  console.log(`The machine is busy (load ${loadavg()[0].toFixed(1)}): expect noise, and misses that are none.`);
}

/** Events a second, for the time until they arrive. */
const PACE = 200;
const ROUNDS = 40;
/** Milliseconds of CPU that a contender gets in a round. */
const SLICE_MS = 40;

async function verifying() {
  const { CONTENDERS, LIMIT, LIMIT_PARSED, OURS, OURS_PARSED, signed } = await import('./webhooks/contenders.mjs');
  const names = Object.keys(CONTENDERS);
  const sizes = [1_024, 65_536];
  const ratios = {};
  const rows = names.map((name) => [name]);
  for (const size of sizes) {
    const request = signed(size);
    const figures = Object.fromEntries(names.map((name) => [name, []]));
    const times = Object.fromEntries(names.map((name) => [name, 100]));
    for (let round = -5; round < ROUNDS; round += 1) {
      // By turns, so that a busy moment of the machine meets all alike, and nobody always sweeps up behind the same other.
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const verify = CONTENDERS[name];
        const count = times[name];
        const begin = process.cpuUsage();
        for (let each = 0; each < count; each += 1) {
          const result = verify(request);
          if (result instanceof Promise) await result;
        }
        const { user, system } = process.cpuUsage(begin);
        const us = (user + system) / count;
        times[name] = Math.max(20, Math.round((SLICE_MS * 1_000) / Math.max(us, 0.1)));
        if (round >= 0) figures[name].push(us);
      }
    }
    const ratio = (name, base) => median(figures[name].map((value, round) => value / figures[base][round]));
    names.forEach((name, index) => {
      rows[index].push(median(figures[name]).toFixed(2), ratio(name, LIMIT).toFixed(2));
    });
    ratios[size] = { ours: ratio(OURS, LIMIT), parsed: ratio(OURS_PARSED, LIMIT_PARSED) };
  }
  console.log('\nCPU microseconds to verify a webhook, and how many times the bare HMAC that is:\n');
  printTable(['', '1 KB', '', '64 KB', ''], rows);
  console.log();
  const [small, large] = sizes.map((size) => ratios[size]);
  judge('1 KB: at most 1.2 times the bare HMAC', small.ours <= 1.2, small.ours.toFixed(2));
  judge('64 KB: at most 1.05 times the bare HMAC', large.ours <= 1.05, large.ours.toFixed(2));
  judge('1 KB, parsed: at most 1.1 times HMAC and JSON.parse', small.parsed <= 1.1, small.parsed.toFixed(2));
  judge('64 KB, parsed: at most 1.1 times HMAC and JSON.parse', large.parsed <= 1.1, large.parsed.toFixed(2));
}

/** On one store; `database` names it, when it is PostgreSQL. */
async function sending(where, target, database) {
  const children = [];
  const env = { ...process.env, BENCH_POSTGRES: database ?? '' };
  const start = async (script, ...args) => {
    const child = fork(fileURLToPath(new URL(`webhooks/${script}.mjs`, import.meta.url)), args, { env });
    children.push(child);
    const [first] = await once(child, 'message');
    return { child, first };
  };
  const ask = async (child, message) => {
    child.send(message);
    return (await once(child, 'message'))[0];
  };
  const { child: sink, first: port } = await start('sink');
  const rows = [];
  const ratios = [];
  for (const atOnce of [64, 256]) {
    const senders = {};
    for (const how of ['bare', 'durable'])
      senders[how] = (await start('sender', how, String(port), String(atOnce))).child;
    const figures = { bare: [], durable: [] };
    for (let round = -2; round < 9; round += 1) {
      for (const [how, child] of Object.entries(senders)) {
        const perSecond = await ask(child, { count: round < 0 ? 2_000 : 4_000 });
        if (round >= 0) figures[how].push(perSecond);
      }
    }
    const ratio = median(figures.durable.map((value, round) => value / figures.bare[round]));
    ratios.push(ratio);
    const text = (how) => Math.round(median(figures[how])).toLocaleString('en');
    rows.push([`${atOnce} at a time`, text('bare'), text('durable'), ratio.toFixed(2)]);
    for (const child of Object.values(senders)) child.disconnect();
  }
  const { child: paced } = await start('sender', 'durable', String(port), '64');
  sink.send('watch');
  await ask(paced, { count: 10 * PACE, perSecond: PACE });
  const latencies = (await ask(sink, 'tell')).toSorted((a, b) => a - b);
  const p95 = latencies[Math.ceil(latencies.length * 0.95) - 1];
  console.log(`\nDeliveries a second, ${where}:\n`);
  printTable(['', 'bare undici', 'durable', 'ratio'], rows);
  console.log();
  judge(`64 at a time: at least ${target} of bare undici`, ratios[0] >= target, ratios[0].toFixed(2));
  judge(`${PACE} a second: 95 % arrive within 100 ms of their transaction's begin`, p95 <= 100, `${p95} ms`);
  if (latencies.length !== 10 * PACE) throw new Error(`${latencies.length} of ${10 * PACE} arrived`);
  for (const child of children) if (child.connected) child.disconnect();
}

if (only !== 'send') await verifying();
if (only !== 'verify') {
  await sending('embedded store', 0.5);
  const cluster = await startPostgres({ fsync: true });
  try {
    await sending('PostgreSQL', 0.2, cluster.url);
  } finally {
    await cluster.close();
  }
}
