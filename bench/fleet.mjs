// The fleet server with 10,000 watched instances: requests, CPU and time of a sweep, how soon a change is seen, memory of
// an instance, latency of the API meanwhile, and how long a start takes. The CPU of a sweep stands beside the least it
// could be: undici reading the same pages and comparing their bytes with those of the time before.
// Needs a build (npm run build). Usage: node bench/fleet.mjs [instances]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@novita-fleet/testkit';
import { Agent as Undici } from 'undici';
import { judge, median } from './figures.mjs';

const INSTANCES = Number(process.argv[2] ?? 10_000);
const PAGE_SIZE = 100;
const PAGES = Math.ceil(INSTANCES / PAGE_SIZE);
const IN_FLIGHT = 16;
const SWEEPS = 10;
const MAX_SECONDS = 600;
const TARGETS = { kbPerInstance: 50, startMs: 1_000, p99Ms: 100, sweepRatio: 1.3 };
/** Linux counts CPU time of other processes in these. */
const TICK_MS = 10;

if (!Number.isInteger(INSTANCES) || INSTANCES < PAGE_SIZE) {
  console.error(`instances must be an integer of at least ${PAGE_SIZE}`);
  process.exit(2);
}
if (process.platform !== 'linux') {
  console.error('CPU time and memory of another process are read from /proc, which only Linux has.');
  process.exit(2);
}

const dist = (name) => fileURLToPath(new URL(`../packages/${name}/dist/main.js`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'));
const scenario = join(folder, 'scenario.json');
writeFileSync(scenario, JSON.stringify({ options: { ledgerRequests: 100, stock: 2 * INSTANCES } }));
const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
const children = [];
const limit = setTimeout(() => {
  console.error(`not done after ${MAX_SECONDS} s`);
  process.exitCode = 1;
  for (const child of children) child.kill('SIGKILL');
}, MAX_SECONDS * 1_000);

try {
  const simulator = start([dist('simulator'), '--json', '--exit-with-stdin', '--stepped', '--scenario', scenario]);
  const { baseUrl, apiKey: cloudKey } = JSON.parse(await lineOf(simulator.stdout, () => true));
  const cloud = sender(baseUrl, cloudKey);
  const port = await freePort();
  const env = {
    NOVITA_API_KEY: cloudKey,
    NOVITA_BASE_URL: baseUrl,
    NOVITA_FLEET_PORT: String(port),
    NOVITA_FLEET_DATA_DIR: join(folder, 'data'),
    NOVITA_FLEET_LOG_LEVEL: 'info',
    NOVITA_FLEET_REQUESTS_PER_MINUTE: '1000000',
    NOVITA_FLEET_API_REQUESTS_PER_MINUTE: '1000000',
    NOVITA_FLEET_SWEEP_FAST_MS: '1000',
    NOVITA_FLEET_SWEEP_SLOW_MS: '1000',
  };
  const startServer = async () => {
    const began = performance.now();
    const child = start([dist('server'), '--exit-with-stdin'], env);
    const keyLine = lineOf(child.stderr, (line) => line.includes('nfk_')).catch(() => '');
    await lineOf(child.stdout, (line) => line.includes('"msg":"listening"'));
    // Nobody reads on otherwise, and a full pipe would hold the server up.
    child.stdout.resume();
    return { child, startMs: performance.now() - began, keyLine };
  };

  let server = await startServer();
  const apiKey = /nfk_\S+/.exec(await server.keyLine)[0];
  const fleet = sender(`http://127.0.0.1:${port}`, apiKey);
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
  const rssEmpty = rssKb(server.child.pid);

  const body = { name: 'job', productId: '4090.16c62g', imageUrl: 'library/python:3.12' };
  const createStart = performance.now();
  const ids = [];
  let asked = 0;
  const worker = async () => {
    while (asked < INSTANCES) {
      asked += 1;
      const metadata = { run: `r-${asked}`, team: 'research' };
      const made = await fleet('POST', '/v1/instances', { ...body, metadata, stopAfterMs: 86_400_000 });
      ids.push(JSON.parse(made).id);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
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
  const rssFull = rssKb(server.child.pid);
  const cpuBefore = cpuMs(server.child.pid);
  const last = await until((series) => sweepsOf(series) >= sweepsOf(first) + SWEEPS, 1_000);
  const sweeps = sweepsOf(last) - sweepsOf(first);
  const cpuPerSweep = (cpuMs(server.child.pid) - cpuBefore) / sweeps;
  const attempts = 'novita_fleet_cloud_attempts_total';
  const requests = (last.get(attempts) - first.get(attempts)) / sweeps;
  const seconds = 'novita_fleet_sweep_duration_seconds_sum{outcome="success"}';
  const sweepMs = ((last.get(seconds) - first.get(seconds)) / sweeps) * 1_000;

  const limitMs = await pagesByUndici(baseUrl, cloudKey);
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
    const gone = new Promise((resolve) => server.child.once('exit', resolve));
    server.child.kill('SIGTERM');
    await gone;
    server = await startServer();
    starts.push(server.startMs);
  }
  const kbPerInstance = (rssFull - rssEmpty) / INSTANCES;
  const storeKb = statSync(join(folder, 'data', 'fleet.db')).size / 1_024 / INSTANCES;

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
  clearTimeout(limit);
  agent.destroy();
  const gone = children.map(
    (child) => child.exitCode ?? child.signalCode ?? new Promise((resolve) => child.once('exit', resolve)),
  );
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(gone);
  rmSync(folder, { recursive: true });
}

function start(args, env = {}) {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  children.push(child);
  return child;
}

/** Milliseconds of CPU that reading all pages takes without a client, when none of them has changed. */
async function pagesByUndici(origin, apiKey) {
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

/** The first line of a stream that fits; the stream flows on. */
function lineOf(stream, fits) {
  return new Promise((resolve, reject) => {
    let text = '';
    const listen = (data) => {
      text += data;
      const line = text.split('\n').slice(0, -1).find(fits);
      if (line === undefined) return;
      stream.off('data', listen);
      stream.resume();
      resolve(line);
    };
    stream.on('data', listen);
    stream.once('end', () => reject(new Error(`a process ended: ${text}`)));
  });
}

function parse(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

/** Plain node:http, so that the caller takes as little of the machine as it can. */
function sender(baseUrl, apiKey) {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) };
      const call = request(baseUrl + path, { method, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text}`));
        });
      });
      call.once('error', reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

function rssKb(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** User and system time; they are the 12th and 13th field after the name, which may hold spaces. */
function cpuMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
