// What the simulator costs with 10,000 instances: CPU of a list page of 100, and memory of an instance.
// Needs a build (npm run build). Usage: node bench/simulator.mjs [instances]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { judge } from './figures.mjs';
import { cpuMs, inParallel, needsLinux, Programs, rssKb, sender } from './programs.mjs';

const INSTANCES = Number(process.argv[2] ?? 10_000);
const PAGE_SIZE = 100;
const PAGES = 1000;
const CONCURRENT_CREATES = 8;
const MAX_SECONDS = 180;
const TARGETS = { cpuMsPerPage: 5, kbPerInstance: 10 };

if (!Number.isInteger(INSTANCES) || INSTANCES < PAGE_SIZE) {
  console.error(`instances must be an integer of at least ${PAGE_SIZE}`);
  process.exit(2);
}
needsLinux();

const programs = new Programs(MAX_SECONDS);
try {
  const scenario = join(programs.folder, 'scenario.json');
  // A short ledger: the memory of an instance is asked for, not that of a request.
  const options = { ledgerRequests: 100, stock: INSTANCES, durations: { pulling: 5 } };
  writeFileSync(scenario, JSON.stringify({ options }));
  const { child, baseUrl, apiKey } = await programs.startSimulator('--stepped', '--scenario', scenario);
  const send = sender(baseUrl, apiKey, CONCURRENT_CREATES);
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
  const rssBefore = rssKb(child);

  const createStart = performance.now();
  await inParallel(INSTANCES, CONCURRENT_CREATES, create);
  const createMs = (performance.now() - createStart) / INSTANCES;
  await send('POST', '/_simulator/clock/advance', { seconds: 300 });
  await wait(500);
  const rssAfter = rssKb(child);

  const cpuBefore = cpuMs(child);
  const listStart = performance.now();
  for (let index = 0; index < PAGES; index += 1) await listPage(index);
  const wallPerPage = (performance.now() - listStart) / PAGES;
  const cpuPerPage = (cpuMs(child) - cpuBefore) / PAGES;
  const kbPerInstance = (rssAfter - rssBefore) / INSTANCES;

  console.log(`instances                    ${INSTANCES}`);
  console.log(`create                       ${createMs.toFixed(2)} ms each (${CONCURRENT_CREATES} at a time)`);
  console.log(`wall time per list page      ${wallPerPage.toFixed(2)} ms`);
  judge(
    `CPU per list page of ${PAGE_SIZE} < ${TARGETS.cpuMsPerPage} ms`,
    cpuPerPage < TARGETS.cpuMsPerPage,
    `${cpuPerPage.toFixed(2)} ms`,
  );
  judge(
    `memory (RSS) per instance < ${TARGETS.kbPerInstance} KB`,
    kbPerInstance < TARGETS.kbPerInstance,
    `${kbPerInstance.toFixed(2)} KB`,
  );
} finally {
  await programs.close();
}
