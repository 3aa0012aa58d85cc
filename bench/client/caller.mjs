// One contender in a process of its own, so that none is measured in code that another has warmed or spoilt. Waits for
// orders of its parent and ends with it. Arguments: origin, name of the contender.
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { CONTENDERS, INSTANCE, VARIANTS } from './contenders.mjs';

const [origin, name] = process.argv.slice(2);
const call = await { ...CONTENDERS, ...VARIANTS }[name](origin);

/** Keeps `concurrency` calls under way until `isOver` says so. */
async function keepBusy(concurrency, isOver) {
  let requests = 0;
  const worker = async () => {
    while (!isOver(requests)) {
      requests += 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return requests;
}

/** Requests, wall time and CPU time (user and system, all threads) of this process in about `ms` milliseconds. */
async function slice({ concurrency, ms }) {
  let over = false;
  setTimeout(() => (over = true), ms);
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const requests = await keepBusy(concurrency, () => over);
  const wallMs = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { requests, wallMs, cpuUs: user + system };
}

/** Bytes put on the JavaScript heap by `count` requests, or undefined when a collection took some of them away. */
async function heap({ concurrency, count }) {
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  globalThis.gc();
  await wait(20);
  observer.observe({ entryTypes: ['gc'] });
  const before = process.memoryUsage().heapUsed;
  const requests = await keepBusy(concurrency, (begun) => begun >= count);
  const bytes = process.memoryUsage().heapUsed - before;
  // The observer is told a turn later.
  await wait(20);
  collections += observer.takeRecords().length;
  observer.disconnect();
  return { bytesPerRequest: collections === 0 ? bytes / requests : undefined };
}

const ORDERS = { slice, heap };

process.once('disconnect', () => process.exit());
process.on('message', ({ order, ...settings }) => {
  ORDERS[order](settings).then(
    (result) => process.send(result),
    (error) => process.send({ error: `${name}: ${error?.stack ?? error}` }),
  );
});
const { id } = await call();
process.send(id === INSTANCE ? { ready: true } : { error: `${name} returned another body` });
