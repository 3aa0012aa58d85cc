// The fleet server with 10,000 watched instances: requests, CPU and time of a sweep, how soon a change is seen, memory of
// an instance, latency of the API meanwhile, and how long a start takes. The CPU of a sweep stands beside the least it
// could be: undici reading the same pages and comparing their bytes with those of the time before.
// Needs a build (npm run build). Usage: node bench/fleet.mjs [instances]
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent as Undici } from 'undici';
import { judge, median } from './figures.mjs';
import { cpuMs, exitOf, inParallel, needsLinux, Programs, rssKb, sender } from './programs.mjs';

const INSTANCES = Number(process.argv[2] ?? 10_000);
const PAGE_SIZE = 100;
const PAGES = Math.ceil(INSTANCES / PAGE_SIZE);
const IN_FLIGHT = 16;
const SWEEPS = 10;
const MAX_SECONDS = 600;
const TARGETS = { kbPerInstance: 50, startMs: 1_000, p99Ms: 100, sweepRatio: 1.3 };
if (!Number.isInteger(INSTANCES) || INSTANCES < PAGE_SIZE) {
  console.error(`instances must be an integer of at least ${PAGE_SIZE}`);
  process.exit(2);
}
needsLinux();

const programs = new Programs(MAX_SECONDS);
try {
  const scenario = join(programs.folder, 'scenario.json');
  writeFileSync(scenario, JSON.stringify({ options: { ledgerRequests: 100, stock: 2 * INSTANCES } }));
  const simulated = await programs.startSimulator('--stepped', '--scenario', scenario);
  const cloud = sender(simulated.baseUrl, simulated.apiKey, IN_FLIGHT);
  const settings = { NOVITA_FLEET_SWEEP_FAST_MS: '1000', NOVITA_FLEET_SWEEP_SLOW_MS: '1000' };
  let server = await programs.startServer(simulated, settings);
  const fleet = sender(server.url, server.apiKey, IN_FLIGHT);
  const read = async () => parse(await fleet('GET', '/metrics'));
  const ready = (series) => series.get('novita_fleet_instances{state="ready"}') ?? 0;
  const sweepsOf = (series) => series.get('novita_fleet_sweep_duration_seconds_count{outcome="success"}') ?? 0;
  const until = async (look, everyMs) => {
    for (;;) {
      const series = await read();
      if (look(series)) return series;
      await wait(everyMs);
    }
  };
  for (let index = 0; index < 200; index += 1) await fleet('GET', '/v1/instances');
  const rssEmpty = rssKb(server.child);

  const body = { name: 'job', productId: '4090.16c62g', imageUrl: 'library/python:3.12' };
  const createStart = performance.now();
  const ids = [];
  await inParallel(INSTANCES, IN_FLIGHT, async (turn) => {
    const metadata = { run: `r-${turn}`, team: 'research' };
    const made = await fleet('POST', '/v1/instances', { ...body, metadata, stopAfterMs: 86_400_000 });
    ids.push(JSON.parse(made).id);
  });
  const createSeconds = (performance.now() - createStart) / 1_000;
  for (;;) {
    await cloud('POST', '/_simulator/clock/advance', { seconds: 300 });
    if (ready(await read()) === INSTANCES) break;
    await wait(200);
  }
  const allReadySeconds = (performance.now() - createStart) / 1_000;

  // Sweeps over what stands still.
  const created = sweepsOf(await read());
  // The next ones still have news; and to ask often would cost more than a sweep does.
  const first = await until((series) => sweepsOf(series) > created + 2, 1_000);
  const rssFull = rssKb(server.child);
  const cpuBefore = cpuMs(server.child);
  const last = await until((series) => sweepsOf(series) >= sweepsOf(first) + SWEEPS, 1_000);
  const sweeps = sweepsOf(last) - sweepsOf(first);
  const cpuPerSweep = (cpuMs(server.child) - cpuBefore) / sweeps;
  const attempts = 'novita_fleet_cloud_attempts_total';
  const requests = (last.get(attempts) - first.get(attempts)) / sweeps;
  const seconds = 'novita_fleet_sweep_duration_seconds_sum{outcome="success"}';
  const sweepMs = ((last.get(seconds) - first.get(seconds)) / sweeps) * 1_000;

  const limitMs = await pagesByUndici(simulated);
  const ratio = cpuPerSweep / limitMs;

  // A change from outside.
  const seen = [];
  for (let round = 0; round < 3; round += 1) {
    const id = ids[Math.floor((ids.length * (round + 0.5)) / 3)];
    const { novita } = JSON.parse(await fleet('GET', `/v1/instances/${id}`));
    await cloud('POST', `/_simulator/instances/${novita.instanceId}/stop`, {});
    await cloud('POST', '/_simulator/clock/advance', { seconds: 300 });
    const from = sweepsOf(await read());
    for (;;) {
      const to = sweepsOf(await read());
      if (JSON.parse(await fleet('GET', `/v1/instances/${id}`)).status === 'stopped') {
        seen.push(to - from);
        break;
      }
      await wait(20);
    }
  }

  // The API while sweeps go on, at a steady pace.
  const latencies = [];
  const under = await read();
  const end = performance.now() + 10_000;
  let turn = 0;
  while (performance.now() < end) {
    const began = performance.now();
    turn += 1;
    await fleet('GET', turn % 10 === 0 ? '/v1/instances?limit=20' : `/v1/instances/${ids[(turn * 7919) % ids.length]}`);
    latencies.push(performance.now() - began);
    await wait(4);
  }
  const during = sweepsOf(await read()) - sweepsOf(under);
  latencies.sort((a, b) => a - b);
  const p99 = latencies[Math.floor(latencies.length * 0.99)];

  // Starts with all that in the store.
  const starts = [];
  for (let round = 0; round < 3; round += 1) {
    server.child.kill('SIGTERM');
    await exitOf(server.child);
    server = await programs.startServer(simulated, settings);
    starts.push(server.startMs);
  }
  const kbPerInstance = (rssFull - rssEmpty) / INSTANCES;
  const storeKb = statSync(join(programs.folder, 'data', 'fleet.db')).size / 1_024 / INSTANCES;

  console.log(`instances                     ${INSTANCES}`);
  console.log(`creates                       ${(INSTANCES / createSeconds).toFixed(0)} a second through the API`);
  console.log(`all ready                     after ${allReadySeconds.toFixed(1)} s`);
  console.log(`a sweep                       ${sweepMs.toFixed(0)} ms, ${cpuPerSweep.toFixed(0)} ms of CPU`);
  console.log(`its pages by undici alone     ${limitMs.toFixed(0)} ms of CPU`);
  console.log(`memory, empty and full        ${(rssEmpty / 1_024).toFixed(0)} and ${(rssFull / 1_024).toFixed(0)} MB`);
  console.log(`store                         ${storeKb.toFixed(1)} KB an instance`);
  console.log(
    `API during ${String(during).padEnd(3)} sweeps         median ${median(latencies).toFixed(1)} ms of ${latencies.length}`,
  );
  judge(`requests of a sweep = pages (${PAGES})`, Math.abs(requests - PAGES) < 1, requests.toFixed(1));
  judge(
    `CPU of a quiet sweep <= ${TARGETS.sweepRatio} x undici and a comparison of bytes`,
    ratio <= TARGETS.sweepRatio,
    ratio.toFixed(2),
  );
  judge(
    'a change is seen within one sweep (the one under way may have passed it)',
    Math.max(...seen) <= 2,
    seen.join(', '),
  );
  judge(
    `memory of an instance <= ${TARGETS.kbPerInstance} KB`,
    kbPerInstance <= TARGETS.kbPerInstance,
    `${kbPerInstance.toFixed(1)} KB`,
  );
  judge(`API latency p99 during sweeps <= ${TARGETS.p99Ms} ms`, p99 <= TARGETS.p99Ms, `${p99.toFixed(1)} ms`);
  judge(
    `start to ready to serve < ${TARGETS.startMs} ms`,
    median(starts) < TARGETS.startMs,
    `${median(starts).toFixed(0)} ms`,
  );
} finally {
  await programs.close();
}

/** Milliseconds of CPU that reading all pages takes without a client, when none of them has changed. */
async function pagesByUndici({ baseUrl: origin, apiKey }) {
  const pool = new Undici({ connections: 1 });
  const headers = { authorization: `Bearer ${apiKey}` };
  const pages = [];
  const times = [];
  for (let round = 0; round < 2 * SWEEPS; round += 1) {
    const begin = process.cpuUsage();
    for (let page = 1; page <= PAGES; page += 1) {
      const path = `/gpu-instance/openapi/v1/gpu/instances?pageNum=${page}&pageSize=${PAGE_SIZE}`;
      const { body } = await pool.request({ origin, path, method: 'GET', headers });
      const bytes = Buffer.from(await body.arrayBuffer());
      if (pages[page]?.equals(bytes) !== true) pages[page] = bytes;
    }
    const { user, system } = process.cpuUsage(begin);
    times.push((user + system) / 1_000);
    // As far apart as sweeps are: without a pause everything would be in the caches of the processor.
    await wait(200);
  }
  await pool.close();
  return median(times.slice(SWEEPS));
}

function parse(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}
