// The dashboard with 5,000 instances in a real browser: how soon it shows something, and how long the page is held up by
// scrolling, filtering, sorting and by events. Needs a build and Chromium. Usage: node bench/dashboard.mjs [instances]
import { setTimeout as wait } from 'node:timers/promises';
import { findChromium } from '@novita-fleet/testkit';
import { chromium } from 'playwright-core';
import { judge, median } from './figures.mjs';
import { inParallel, Programs, sender } from './programs.mjs';

const INSTANCES = Number(process.argv[2] ?? 5_000);
const IN_FLIGHT = 16;
const LOADS = 5;
const MAX_SECONDS = 600;
const TARGETS = { firstContentMs: 2_000, longTaskMs: 200 };
/** In what the browser itself counts a long task, in milliseconds. */
const LEAST_LONG_TASK_MS = 50;

const executablePath = findChromium();
if (!Number.isInteger(INSTANCES) || INSTANCES < 200 || executablePath === undefined) {
  console.error(
    'Usage: node bench/dashboard.mjs [instances], at least 200. It needs Chromium, or CHROMIUM that names one.',
  );
  process.exit(2);
}

const programs = new Programs(MAX_SECONDS);
let browser;
try {
  const durations = 'toCreate=0.1,creating=0.1,pulling=0.2,appStart=0,toStop=0.1,stopping=0.1';
  const simulated = await programs.startSimulator('--stock', String(2 * INSTANCES), '--durations', durations);
  const { url, apiKey } = await programs.startServer(simulated, {
    NOVITA_FLEET_SWEEP_FAST_MS: '1000',
    NOVITA_FLEET_SWEEP_SLOW_MS: '10000',
  });
  const send = sender(url, apiKey, IN_FLIGHT);
  const call = async (...request) => JSON.parse(await send(...request));
  await fill(call);

  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(`window.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: 'longtask', buffered: true });`);
  await page.goto(url);
  await page.getByLabel('API key').fill(apiKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.fleet-row').first().waitFor();

  const longest = {};
  /** Does something, waits until the page rests, and keeps the longest task. */
  const during = async (what, act) => {
    await page.evaluate('longTasks.length = 0');
    await act();
    await wait(500);
    longest[what] = Math.max(longest[what] ?? 0, await page.evaluate('Math.max(0, ...longTasks)'));
  };
  const all = page.getByText(`${INSTANCES.toLocaleString('en-US')} instances`, { exact: true });

  const loads = [];
  for (let load = 0; load < LOADS; load += 1) {
    await during('loading', async () => {
      await page.goto(url);
      await page.locator('.fleet-row').first().waitFor();
      const firstMs = await page.evaluate('performance.now()');
      await all.waitFor();
      loads.push({ firstMs, allMs: await page.evaluate('performance.now()') });
    });
  }
  await during('scrolling', async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.move(600, 500);
      await page.mouse.wheel(0, 1_200);
      await wait(30);
    }
    for (const part of [0.5, 1, 0.2, 0]) {
      await page.evaluate(`scrollTo(0, document.body.scrollHeight * ${part})`);
      await wait(200);
    }
  });
  const search = page.getByRole('searchbox');
  await during('filtering', async () => {
    for (const text of ['job-12', '4090', 'team=blue job-4']) {
      await search.pressSequentially(text, { delay: 40 });
      await wait(200);
      await search.fill('');
    }
  });
  await during('sorting', async () => {
    for (const name of ['Name', 'So far', 'Status', 'GPU', 'Age']) {
      await page.getByRole('columnheader', { name }).getByRole('button').click();
      await wait(300);
    }
  });
  const reads = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/v1/instances') reads.push(searchParams.getAll('id').length);
  });
  const changed = 100;
  await during('events', async () => {
    const { data } = await call('GET', `/v1/instances?limit=${changed}`);
    await Promise.all(data.map(({ id }) => call('POST', `/v1/instances/${id}/stop`)));
    await page.getByRole('button', { name: new RegExp(`Stopped ${changed}`) }).waitFor();
  });

  const first = median(loads.map(({ firstMs }) => firstMs));
  console.log(`instances                     ${INSTANCES}`);
  console.log(`first rows                    ${first.toFixed(0)} ms after the page was asked for, median of ${LOADS}`);
  console.log(`all rows                      ${median(loads.map(({ allMs }) => allMs)).toFixed(0)} ms`);
  console.log(`${changed} instances stopped         ${reads.length} reads of ${Math.max(...reads)} at most`);
  console.log(`tasks below ${LEAST_LONG_TASK_MS} ms are counted as 0`);
  judge(`first rows within ${TARGETS.firstContentMs} ms`, first <= TARGETS.firstContentMs, `${first.toFixed(0)} ms`);
  for (const [what, ms] of Object.entries(longest)) {
    judge(`no task above ${TARGETS.longTaskMs} ms while ${what}`, ms <= TARGETS.longTaskMs, `${ms.toFixed(0)} ms`);
  }
  judge(
    'events have no more than the changed read again',
    reads.every((ids) => ids > 0 && ids <= changed),
    `${reads}`,
  );
} finally {
  await browser?.close();
  await programs.close();
}

/** Creates the instances and waits until the last is ready. */
async function fill(call) {
  const products = ['4090.16c62g', '3090.8c48g', 'l40s.12c96g', '5090.16c96g'];
  await inParallel(INSTANCES, IN_FLIGHT, async (turn) => {
    const place = { productId: products[turn % products.length], metadata: { team: turn % 3 ? 'blue' : 'red' } };
    await call('POST', '/v1/instances', { name: `job-${turn}`, imageUrl: 'library/python:3.12', ...place });
  });
  const onTheWay = ['pending', 'creating', 'starting', 'running'].map((status) => `status=${status}`).join('&');
  while ((await call('GET', `/v1/instances?limit=1&${onTheWay}`)).data.length > 0) await wait(500);
}
