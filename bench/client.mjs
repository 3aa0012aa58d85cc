// What a call costs: our client with every policy on against undici itself and against other clients, one small GET over
// keep-alive to a sink on this machine. Needs a build (npm run build) and the peers (npm ci --prefix bench).
// Usage: node bench/client.mjs [--variants] [--only name,name] [--seconds n]
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { Caller, startSink } from './client/processes.mjs';
import { CLIENT_MODULE, CONTENDERS, OURS, REFERENCE, UNDICI_MODULE, VARIANTS } from './client/contenders.mjs';
import { judge, median, printTable } from './figures.mjs';

const CONCURRENCIES = [1, 16, 64];
/** Where the targets were set. With 1 in flight each request pays for a wake-up, and even bare undici would miss some. */
const JUDGED_AT = 16;
const TARGETS = { toUndici: 1.15, toStripe: 0.45, toAxios: 0.12, heapKb: 16, importToUndici: 1.2 };
/** One thread is fully used at 16 in flight; at 64 it may not do less, noise apart. */
const NOISE = 0.05;
const WARM_UP_MS = 400;
const HEAP = { concurrency: JUDGED_AT, warmUpMs: 700, requests: 1_000, tries: 3 };
const IMPORT_ROUNDS = 15;
/** A round measures each client once at each concurrency. */
const SLICE_MS = 350;
const LEAST_ROUNDS = 3;
/** For heap and import time; imports are repeated while there is half of it left. */
const OTHER_SECONDS = 90;

const run = promisify(execFile);
const settings = readSettings();
checkPeers();
const names = settings.names;
const limitSeconds = settings.seconds + OTHER_SECONDS;
setTimeout(() => {
  console.error(`not done after ${limitSeconds} s`);
  process.exit(1);
}, limitSeconds * 1000).unref();

console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}; ends after ${limitSeconds} s at the latest\n`,
);
const { origin, stop } = await startSink();
const slices = await measureSlices();
const heapBytes = await measureHeap();
stop();
printCalls();
if (!settings.variants) {
  const importMs = await measureImports();
  printImports(importMs);
  judgeAll(importMs);
}
process.exit();

function readSettings() {
  try {
    const { values } = parseArgs({
      options: {
        variants: { type: 'boolean', default: false },
        only: { type: 'string' },
        seconds: { type: 'string', default: '90' },
      },
    });
    const all = Object.keys(values.variants ? VARIANTS : CONTENDERS);
    const names = values.only?.split(',') ?? all;
    const strangers = names.filter((name) => !all.includes(name));
    if (strangers.length > 0) throw new Error(`unknown: ${strangers.join(', ')}; there is ${all.join(', ')}`);
    const seconds = Number(values.seconds);
    if (!(Number.isInteger(seconds) && seconds > 0)) throw new Error('--seconds must be a whole number above 0');
    return { variants: values.variants, names, seconds };
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

function checkPeers() {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  const isThere = (name) => existsSync(new URL(`node_modules/${name}/package.json`, import.meta.url));
  if (!Object.keys(dependencies).every(isThere)) {
    console.error('The peers are missing. Install them with: npm ci --prefix bench');
    process.exit(2);
  }
  if (!existsSync(CLIENT_MODULE)) {
    console.error('The client is not built. Build it with: npm run build');
    process.exit(2);
  }
}

/** All callers live side by side; one at a time works, in an order that turns with every round. Rounds go on while there is time. */
async function measureSlices() {
  const callers = new Map();
  for (const name of names) {
    const caller = await Caller.start(origin, name);
    for (const concurrency of CONCURRENCIES) await caller.slice(concurrency, WARM_UP_MS);
    callers.set(name, caller);
  }
  const slices = new Map(names.map((name) => [name, new Map(CONCURRENCIES.map((each) => [each, []]))]));
  for (let round = 0; round < LEAST_ROUNDS || performance.now() < settings.seconds * 1000; round += 1) {
    const from = round % names.length;
    for (const concurrency of CONCURRENCIES) {
      for (const name of [...names.slice(from), ...names.slice(0, from)]) {
        slices
          .get(name)
          .get(concurrency)
          .push(await callers.get(name).slice(concurrency, SLICE_MS));
      }
    }
  }
  for (const caller of callers.values()) caller.stop();
  return slices;
}

async function measureHeap() {
  const bytes = new Map();
  for (const name of names) {
    const caller = await Caller.startForHeap(origin, name);
    await caller.slice(HEAP.concurrency, HEAP.warmUpMs);
    const found = [];
    for (let each = 0; each < HEAP.tries; each += 1) found.push(await caller.heap(HEAP.concurrency, HEAP.requests));
    caller.stop();
    const sound = found.filter((each) => each !== undefined);
    bytes.set(name, sound.length > 0 ? median(sound) : undefined);
  }
  return bytes;
}

/** Milliseconds of the first import, each time in a fresh process. */
async function measureImports() {
  const modules = { undici: UNDICI_MODULE, '@novita-fleet/client': CLIENT_MODULE };
  for (const name of ['axios', 'stripe']) modules[name] = import.meta.resolve(name);
  const script =
    'const begin = performance.now(); await import(process.argv[1]); console.log(performance.now() - begin);';
  const times = new Map(Object.keys(modules).map((name) => [name, []]));
  const until = (settings.seconds + OTHER_SECONDS / 2) * 1000;
  for (let round = -1; round < LEAST_ROUNDS || (round < IMPORT_ROUNDS && performance.now() < until); round += 1) {
    for (const [name, url] of Object.entries(modules)) {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, String(url)]);
      const ms = Number(stdout);
      // The first round brings the files into the cache of the disk.
      if (round >= 0) times.get(name).push(ms);
    }
  }
  return times;
}

function cpuOf({ cpuUs, requests }) {
  return cpuUs / requests;
}

function rateOf({ wallMs, requests }) {
  return (1000 * requests) / wallMs;
}

/** Median of the ratios of figures that were taken one after the other, which noise of the machine changes alike. */
function ratio(values, others) {
  return median(values.map((value, index) => value / others[index]));
}

function cpuRatio(name, to, concurrency) {
  return ratio(slices.get(name).get(concurrency).map(cpuOf), slices.get(to).get(concurrency).map(cpuOf));
}

function printCalls() {
  const at = (text) => CONCURRENCIES.map((each) => `${text} ${each}`);
  const head = ['in flight:', ...at('CPU µs'), ...at('req/s'), ...at('×'), 'heap KB'];
  const rows = names.map((name) => {
    const each = (figure, digits) =>
      CONCURRENCIES.map((c) => median(slices.get(name).get(c).map(figure)).toFixed(digits));
    const bytes = heapBytes.get(name);
    const ratios = CONCURRENCIES.map((c) =>
      names.includes(REFERENCE) ? cpuRatio(name, REFERENCE, c).toFixed(2) : '-',
    );
    return [
      name,
      ...each(cpuOf, 1),
      ...each(rateOf, 0),
      ...ratios,
      bytes === undefined ? '-' : (bytes / 1024).toFixed(1),
    ];
  });
  printTable(head, rows);
  const rounds = slices.get(names[0]).get(JUDGED_AT).length;
  console.log(
    `\nMedians of ${rounds} rounds. CPU µs and heap KB are for one request; × is its CPU to that of ${REFERENCE}.`,
  );
}

function printImports(importMs) {
  console.log();
  const rows = [...importMs].map(([name, times]) => [
    name,
    median(times).toFixed(1),
    ratio(times, importMs.get('undici')).toFixed(2),
  ]);
  printTable(['import', 'ms', '× undici'], rows);
}

function judgeAll(importMs) {
  console.log();
  if (names.includes(OURS)) {
    judgeRatio(REFERENCE, TARGETS.toUndici);
    judgeRatio('stripe-node', TARGETS.toStripe);
    judgeRatio('axios + policies', TARGETS.toAxios);
    judgeRates();
    const bytes = heapBytes.get(OURS);
    const kb = bytes === undefined ? 'not measured' : `${(bytes / 1024).toFixed(1)} KB`;
    judge(`at most ${TARGETS.heapKb} KB of heap per request`, bytes <= TARGETS.heapKb * 1024, kb);
  }
  const toUndici = ratio(importMs.get('@novita-fleet/client'), importMs.get('undici'));
  judge(`import at most ${TARGETS.importToUndici} × undici's`, toUndici <= TARGETS.importToUndici, toUndici.toFixed(2));
}

function judgeRatio(to, most) {
  if (!names.includes(to)) return;
  const [low, judged, high] = CONCURRENCIES.map((concurrency) => cpuRatio(OURS, to, concurrency));
  const others = `${low.toFixed(3)} at 1, ${high.toFixed(3)} at 64`;
  judge(`CPU at most ${most} × ${to}`, judged <= most, `${judged.toFixed(3)} at ${JUDGED_AT} in flight (${others})`);
}

/** By the best rounds: what else runs on the machine can only lower a rate. */
function judgeRates() {
  const best = CONCURRENCIES.map((concurrency) => Math.max(...slices.get(OURS).get(concurrency).map(rateOf)));
  const [first, second] = [best[1] / best[0], best[2] / best[1]];
  const rises = first > 1 + NOISE && second > 1 - NOISE;
  const reached = `× ${first.toFixed(2)} from 1 to 16, × ${second.toFixed(2)} from 16 to 64 (best rounds)`;
  judge('requests/s rises with concurrency', rises, reached);
}
