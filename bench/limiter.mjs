// What a slot of the rate limiter costs, in CPU, when 1,000, 10,000 and 100,000 calls wait at once, beside other
// limiters in the same run, and when nobody waits. Needs a build (npm run build) and the peers (npm ci --prefix bench).
// Usage: node bench/limiter.mjs
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So high that one timer gives many slots: what is left to see is the limiter's own work. */
const SLOTS_PER_MS = 1_000;
const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 7;
/** A contender that has taken so much of a size is not asked for another round. */
const MAX_MS_PER_SIZE = 8_000;
/** A contender that would take longer for a single run is left out. */
const MAX_MS_PER_RUN = 60_000;
const TARGET_US = 3;
/** How much dearer the dearest size may be than the cheapest, beyond what bare promises are. */
const FLAT = 1.5;

const ours = new URL('../packages/resilience/dist/index.js', import.meta.url);
if (!existsSync(ours)) fail('Needs a build: npm run build');
if (
  !existsSync(new URL('node_modules/p-throttle', import.meta.url)) ||
  !existsSync(new URL('node_modules/bottleneck', import.meta.url))
)
  fail('Needs the peers: npm ci --prefix bench');
const { RateLimiter } = await import(ours);
const { default: pThrottle } = await import('p-throttle');
const { default: Bottleneck } = await import('bottleneck');

function fail(message) {
  console.error(message);
  process.exit(2);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const fleet = (burst) => new RateLimiter({ requestsPerMinute: SLOTS_PER_MS * 60_000, burst, maxQueue: Infinity });

/** Each makes a limiter with that burst, and gives the function that waits for one of its slots. */
const contenders = {
  'Novita Fleet': (burst) => {
    const limiter = fleet(burst);
    return () => limiter.waitForSlot();
  },
  '  with signal and deadline': (burst) => {
    const limiter = fleet(burst);
    const { signal } = new AbortController();
    return () => limiter.waitForSlot(signal, performance.now() + 600_000);
  },
  'array token bucket': (burst) => {
    const waiting = [];
    let tokens = burst;
    let filledAt = performance.now();
    const take = () => {
      const now = performance.now();
      tokens = Math.min(burst, tokens + (now - filledAt) * SLOTS_PER_MS);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
    const drain = () => {
      while (waiting.length > 0 && take()) waiting.shift()();
      if (waiting.length > 0) setTimeout(drain, 1);
    };
    return () => {
      if (waiting.length === 0 && take()) return Promise.resolve();
      return new Promise((resolve) => {
        if (waiting.push(resolve) === 1) setTimeout(drain, 1);
      });
    };
  },
  'array of timestamps': (burst, isFull) => {
    const limit = 10_000;
    const windowMs = limit / SLOTS_PER_MS;
    const begin = performance.now() - windowMs;
    let given = isFull ? Array.from({ length: limit }, (_, each) => begin + each / SLOTS_PER_MS) : [];
    let before = Promise.resolve();
    const acquire = async () => {
      for (;;) {
        const now = performance.now();
        given = given.filter((at) => now - at < windowMs);
        if (given.length < limit) break;
        await new Promise((resolve) => setTimeout(resolve, given[0] + windowMs - now));
      }
      given.push(performance.now());
    };
    return () => (before = before.then(acquire));
  },
  'p-throttle': (burst) => pThrottle({ limit: burst, interval: burst / SLOTS_PER_MS })(() => undefined),
  bottleneck: () => {
    const limiter = new Bottleneck({ minTime: 1 / SLOTS_PER_MS });
    const nothing = () => Promise.resolve();
    return () => limiter.schedule(nothing);
  },
  'bare promises (the limit)': (burst) => {
    const waiting = [];
    let next = 0;
    const drain = () => {
      for (let each = 0; each < burst && next < waiting.length; each++) waiting[next++]();
      if (next < waiting.length) setTimeout(drain, 1);
    };
    return () =>
      new Promise((resolve) => {
        if (waiting.push(resolve) - next === 1) setTimeout(drain, 1);
      });
  },
};
const OURS = 'Novita Fleet';
const LIMIT = 'bare promises (the limit)';

function cpuUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds of CPU for each of `count` calls that wait at once, over so many runs that the clock can tell. */
async function waitAtOnce(make, count) {
  const runs = Math.max(1, 10_000 / count);
  let total = 0;
  collectGarbage();
  for (let run = 0; run < runs; run++) {
    const acquire = make(SLOTS_PER_MS, true);
    // The burst is taken first, so that all that are measured wait.
    for (let each = 0; each < SLOTS_PER_MS; each++) void acquire();
    const done = new Array(count);
    const begin = cpuUs();
    for (let each = 0; each < count; each++) done[each] = acquire();
    await Promise.all(done);
    total += cpuUs() - begin;
  }
  return total / runs / count;
}

/** The same for calls one after the other, each of which finds a free slot. */
async function oneByOne(make) {
  const count = 10_000;
  collectGarbage();
  const acquire = make(count, false);
  const begin = cpuUs();
  for (let each = 0; each < count; each++) await acquire();
  return (cpuUs() - begin) / count;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const results = new Map();

/** Rounds in which each contender has one turn, so that a busy moment of the machine meets all alike. */
async function measure(column, names, run) {
  const values = new Map(names.map((name) => [name, []]));
  const spent = new Map(names.map((name) => [name, 0]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      if (spent.get(name) > MAX_MS_PER_SIZE) continue;
      const begin = performance.now();
      values.get(name).push(await run(contenders[name]));
      spent.set(name, spent.get(name) + performance.now() - begin);
    }
  }
  results.set(column, new Map(names.map((name) => [name, median(values.get(name))])));
}

const names = Object.keys(contenders);
// The code of all is compiled before it is measured.
for (const name of names) await waitAtOnce(contenders[name], name === 'bottleneck' ? 1_000 : 100_000);
for (const size of SIZES) {
  const before = results.get(SIZES[SIZES.indexOf(size) - 1]);
  const fast = names.filter((name) => ((before?.get(name) ?? 0) * size) / 1_000 < MAX_MS_PER_RUN);
  await measure(size, fast, (make) => waitAtOnce(make, size));
}
await measure(
  'nobody',
  names.filter((name) => name !== 'bottleneck' && name !== LIMIT),
  oneByOne,
);

const columns = [...SIZES, 'nobody'];
const row = (name, cells) => console.log(name.padEnd(28) + cells.map((cell) => String(cell).padStart(11)).join(''));
console.log('CPU microseconds per slot (median of interleaved rounds) with so many calls waiting:');
row(
  '',
  columns.map((column) => column.toLocaleString('en')),
);
for (const name of names)
  row(
    name,
    columns.map((column) => results.get(column).get(name)?.toFixed(2) ?? '–'),
  );
const peers = names.filter((name) => !name.startsWith(' ') && name !== OURS && name !== LIMIT);
const best = (column) => Math.min(...peers.map((name) => results.get(column).get(name) ?? Infinity));
row(
  'ours : best peer',
  columns.map((column) => (results.get(column).get(OURS) / best(column)).toFixed(2)),
);

const growth = (name) => {
  const values = SIZES.map((size) => results.get(size).get(name));
  return Math.max(...values) / Math.min(...values);
};
verdict('dearest size, plain', Math.max(...SIZES.map((size) => results.get(size).get(OURS))), TARGET_US, 'µs');
const bounded = names.find((name) => name.startsWith(' '));
verdict(
  'dearest size, signal and deadline',
  Math.max(...SIZES.map((size) => results.get(size).get(bounded))),
  TARGET_US,
  'µs',
);
verdict('dearest : cheapest size', growth(OURS), FLAT * growth(LIMIT), `(bare promises ${growth(LIMIT).toFixed(2)})`);

function verdict(name, value, target, unit) {
  const met = value <= target;
  if (!met) process.exitCode = 1;
  console.log(
    `${name.padEnd(36)} ${value.toFixed(2)} ${unit} (target ≤ ${target.toFixed(2)}: ${met ? 'met' : 'MISSED'})`,
  );
}
