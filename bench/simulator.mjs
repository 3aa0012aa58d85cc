// What the simulator costs with 10,000 instances: CPU of a list page of 100, and memory of an instance.
// Needs a build (npm run build). Usage: node bench/simulator.mjs [instances]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const INSTANCES = Number(process.argv[2] ?? 10_000);
const PAGE_SIZE = 100;
const PAGES = 1000;
const CONCURRENT_CREATES = 8;
const MAX_SECONDS = 180;
const TARGETS = { cpuMsPerPage: 5, kbPerInstance: 10 };
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

const main = fileURLToPath(new URL('../packages/simulator/dist/main.js', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'bench-simulator-'));
const scenario = join(dir, 'scenario.json');
// A short ledger: the memory of an instance is asked for, not that of a request.
writeFileSync(
  scenario,
  JSON.stringify({ options: { ledgerRequests: 100, stock: INSTANCES, durations: { pulling: 5 } } }),
);
const child = spawn(process.execPath, [main, '--json', '--exit-with-stdin', '--stepped', '--scenario', scenario], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const limit = setTimeout(() => {
  console.error(`not done after ${MAX_SECONDS} s`);
  child.kill('SIGKILL');
  process.exitCode = 1;
}, MAX_SECONDS * 1000);
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT_CREATES });

try {
  const { baseUrl, apiKey, pid } = JSON.parse(await firstLine(child));
  const send = sender(baseUrl, apiKey);
  const v1 = '/gpu-instance/openapi/v1';
  const body = { productId: '4090.16c62g', gpuNum: 1, rootfsSize: 60, imageUrl: 'library/python:3.12', kind: 'gpu' };
  const create = (index) => send('POST', `${v1}/gpu/instance/create`, { ...body, name: `instance-${index}` });
  const listPage = (index) => {
    const pageNum = 1 + (index % (INSTANCES / PAGE_SIZE));
    return send('GET', `${v1}/gpu/instances?pageSize=${PAGE_SIZE}&pageNum=${Math.floor(pageNum)}`);
  };

  // Warm up: the code of both routes is compiled before the memory is measured.
  for (let index = 0; index < 200; index += 1) await create(`warm-${index}`);
  for (let index = 0; index < 200; index += 1) await listPage(0);
  await wait(500);
  const rssBefore = rssKb(pid);

  const createStart = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < INSTANCES) await create(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENT_CREATES }, worker));
  const createMs = (performance.now() - createStart) / INSTANCES;
  await send('POST', '/_simulator/clock/advance', { seconds: 300 });
  await wait(500);
  const rssAfter = rssKb(pid);

  const cpuBefore = cpuMs(pid);
  const listStart = performance.now();
  for (let index = 0; index < PAGES; index += 1) await listPage(index);
  const wallPerPage = (performance.now() - listStart) / PAGES;
  const cpuPerPage = (cpuMs(pid) - cpuBefore) / PAGES;
  const kbPerInstance = (rssAfter - rssBefore) / INSTANCES;

  console.log(`instances                    ${INSTANCES}`);
  console.log(`create                       ${createMs.toFixed(2)} ms each (${CONCURRENT_CREATES} at a time)`);
  report('CPU per list page of 100', cpuPerPage, 'ms', TARGETS.cpuMsPerPage);
  console.log(`wall time per list page      ${wallPerPage.toFixed(2)} ms`);
  report('memory (RSS) per instance', kbPerInstance, 'KB', TARGETS.kbPerInstance);
} finally {
  clearTimeout(limit);
  agent.destroy();
  child.stdin.end();
  rmSync(dir, { recursive: true });
}

function report(name, value, unit, target) {
  const verdict = value < target ? 'met' : 'MISSED';
  if (value >= target) process.exitCode = 1;
  console.log(`${name.padEnd(28)} ${value.toFixed(2)} ${unit} (target < ${target} ${unit}: ${verdict})`);
}

function firstLine(process) {
  return new Promise((resolve, reject) => {
    let text = '';
    process.stdout.on('data', (data) => {
      text += data;
      if (text.includes('\n')) resolve(text.split('\n')[0]);
    });
    process.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
}

/** Plain node:http, so that the caller takes as little of the machine as it can. */
function sender(baseUrl, apiKey) {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
      const call = request(baseUrl + path, { method, headers, agent }, (response) => {
        let bytes = 0;
        response.on('data', (chunk) => (bytes += chunk.length));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(bytes);
          else reject(new Error(`${method} ${path} answered ${response.statusCode}`));
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
