import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { REQUEST } from '../../server/test/quick-fleet.js';
import { storeEndedInstances } from '../../server/test/store/ended-instances.js';
import { signIn } from './sign-in.js';
import { Stage } from './stage.js';

const COUNT = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'novita-fleet-many-'));

beforeAll(() => storeEndedInstances(folder, COUNT, Date.now()));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// After these hooks, so that it stands on the folder and is taken down before it.
const stage = Stage.forAllTests({ settings: { NOVITA_FLEET_DATA_DIR: folder } });

/** Queries of the reads of the list that a page makes from now on. */
function readsOf(page: Page): URLSearchParams[] {
  const reads: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/v1/instances' && request.method() === 'GET') reads.push(searchParams);
  });
  return reads;
}

it('shows thousands of instances, drawing only those in the window, and finds each', async () => {
  const page = await stage.browser.open(stage.fleet.server.url);
  const reads = readsOf(page);
  await signIn(page, stage.fleet.apiKey);
  await page.getByText('5,000 instances').waitFor();
  expect(reads.map((query) => query.get('limit'))).toEqual(['100', '1000', '1000', '1000', '1000', '1000']);
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
  expect(await page.locator('.fleet-row').count()).toBeLessThan(60);

  await page.getByRole('row').filter({ hasText: 'ended-0' }).getByRole('link').focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('ended-4999');

  await page.getByRole('searchbox').fill('ended-77');
  await page.getByText('11 instances', { exact: true }).waitFor();
  expect(page.url()).toContain('q=ended-77');
  await page.reload();
  await page.getByText('11 instances', { exact: true }).waitFor();
});

it('reads again only the instances that events name', async () => {
  const page = await stage.open('/');
  await page.getByText('5,000 instances').waitFor();
  const reads = readsOf(page);
  const made = await stage.fleet.client.instances.create({ ...REQUEST, name: 'among-many' });
  await page.getByRole('row').filter({ hasText: 'among-many' }).getByText('Ready').waitFor();
  await page.getByText('5,001 instances').waitFor();
  expect(reads.length).toBeGreaterThan(0);
  expect(new Set(reads.flatMap((query) => query.getAll('id')))).toEqual(new Set([made.id]));
  expect(reads.filter((query) => !query.has('id'))).toEqual([]);
});
