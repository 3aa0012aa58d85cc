// What a slot of the rate limiter costs, in CPU: with 1,000, 10,000 and 100,000 calls waiting at once, and with nobody
// waiting; beside other limiters in the same run. Needs a build (npm run build) and the peers (npm ci --prefix bench).
// Usage: node bench/limiter.mjs
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { judge, median, printTable } from './figures.mjs';
import { CONTENDERS, SLOTS_PER_MS, WINDOW } from './limiter/contenders.mjs';

const OURS = 'Novita Fleet';
const BOUNDED = 'with signal and deadline';
const BARE = 'bare promises';
const NAMES = Object.keys(CONTENDERS);
const PEERS = NAMES.filter((name) => ![OURS, BOUNDED, BARE].includes(name));
/** Calls that wait at once, how often they do for one figure, and how often before, while caches are still cold. */
const CROWDS = [
  { count: 1_000, runs: 30, coldRuns: 30, atOnce: true },
  { count: 10_000, runs: 4, coldRuns: 2, atOnce: true },
  { count: 100_000, runs: 1, coldRuns: 0, atOnce: true },
];
/** Calls one after the other. */
const NOBODY = { count: WINDOW, runs: 4, coldRuns: 2, atOnce: false };
const SETTINGS = [...CROWDS, NOBODY];
/** Until its code is compiled, a limiter costs several times as much. */
const WARM_UP = [
  { count: 100_000, runs: 2, coldRuns: 0, atOnce: true },
  { count: WINDOW, runs: 10, coldRuns: 0, atOnce: false },
];
/** Rounds are made while there is time, but so many at least and at most. */
const SECONDS = 60;
const ROUNDS = { least: 3, most: 15 };
/** What a contender may take, in CPU, to warm up, for a figure of each round, and for one that is measured once. */
const LONG_MS = { warmUp: 1_000, round: 4_000, once: 20_000 };
/** For a machine that is busy. */
const MAX_SECONDS = 600;
const TARGET_US = 3;
/** How many times dearer the dearest crowd may be than the cheapest. */
const FLAT = 3;

const needs = [
  ['packages/resilience/dist/index.js', 'npm run build'],
  ['bench/node_modules/p-throttle/package.json', 'npm ci --prefix bench'],
  ['bench/node_modules/bottleneck/package.json', 'npm ci --prefix bench'],
];
for (const [path, command] of needs) {
  if (existsSync(new URL(`../${path}`, import.meta.url))) continue;
  console.error(`${path} is missing: run \`${command}\` in the root folder`);
  process.exit(2);
}
setTimeout(() => {
  console.error(`not done after ${MAX_SECONDS} s`);
  process.exit(1);
}, MAX_SECONDS * 1_000).unref();

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, ${SLOTS_PER_MS} slots a millisecond`,
);
if (loadavg()[0] > cpus().length / 2) {
  console.log(`The machine is busy (load ${loadavg()[0].toFixed(1)}): expect noise, and misses that are none.`);
}

/** Each contender in a process of its own, so that none meets the garbage or the optimised code of another. */
const processes = new Map(
  NAMES.map((name) => [name, fork(fileURLToPath(new URL('limiter/caller.mjs', import.meta.url)), [name])]),
);
process.on('exit', () => {
  for (const child of processes.values()) child.kill();
});

for (const [name, child] of processes) {
  child.on('exit', (code, signal) => {
    console.error(`the process of ${name} ended with ${code ?? signal}`);
    process.exit(1);
  });
}

/** Microseconds of CPU for a slot. */
async function ask(name, setting) {
  const child = processes.get(name);
  child.send(setting);
  const [figure] = await once(child, 'message');
  return figure;
}

/** Figures of each contender by setting, then by name. */
const figures = SETTINGS.map(() => Object.fromEntries(NAMES.map((name) => [name, []])));
const msOf = (us, { count, runs, coldRuns }) => (us * count * (runs + coldRuns)) / 1_000;

const first = {};
for (const name of NAMES) {
  first[name] = await ask(name, { ...CROWDS[0], runs: 1, coldRuns: 0 });
  for (const setting of WARM_UP) if (msOf(first[name], setting) < LONG_MS.warmUp) await ask(name, setting);
}
const begin = performance.now();
const isTime = (rounds) =>
  rounds < ROUNDS.least || (rounds < ROUNDS.most && performance.now() - begin < SECONDS * 1_000);
for (let round = 0; isTime(round); round++) {
  for (const [index, setting] of SETTINGS.entries()) {
    // One after the other, so that a busy moment of the machine meets all alike.
    for (const name of NAMES) {
      if (setting === NOBODY && name === BARE) continue;
      const once = { ...setting, runs: 1, coldRuns: 0 };
      const known = figures[index][name].at(-1) ?? figures[index - 1]?.[name].at(-1) ?? first[name];
      const fitting = [setting, once].find((each) => msOf(known, each) < LONG_MS.round);
      if (fitting === undefined && (round > 0 || msOf(known, once) > LONG_MS.once)) continue;
      figures[index][name].push(await ask(name, fitting ?? once));
    }
  }
}

const us = figures.map((each) => Object.fromEntries(NAMES.map((name) => [name, median(each[name])])));
const text = (value) => (Number.isNaN(value) ? '–' : value.toFixed(2));
const best = us.map((each) => Math.min(...PEERS.map((name) => each[name]).filter((value) => !Number.isNaN(value))));
console.log('\nCPU microseconds for a slot, with so many calls waiting at once:\n');
printTable(
  ['', ...CROWDS.map(({ count }) => count.toLocaleString('en')), 'nobody'],
  [
    ...NAMES.map((name) => [name, ...us.map((each) => text(each[name]))]),
    [`${OURS} : best peer`, ...us.map((each, index) => text(each[OURS] / best[index]))],
    [`${OURS} : ${BARE}`, ...us.map((each) => text(each[OURS] / each[BARE]))],
  ],
);
console.log();
for (const name of [OURS, BOUNDED]) {
  const crowds = CROWDS.map((_, index) => us[index][name]);
  const dearest = Math.max(...crowds);
  judge(`${name}: at most ${TARGET_US} µs a slot, whatever waits`, dearest <= TARGET_US, `${text(dearest)} µs`);
  const growth = dearest / Math.min(...crowds);
  judge(`${name}: flat, at most ${FLAT} : 1 from crowd to crowd`, growth <= FLAT, `${text(growth)} : 1`);
}
process.exit();
