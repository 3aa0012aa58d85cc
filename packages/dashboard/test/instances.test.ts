import type { FleetInstanceRequest } from '@novita-fleet/client';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { REQUEST } from '../../server/test/quick-fleet.js';
import { signIn } from './sign-in.js';
import { Stage } from './stage.js';

const stage = Stage.forAllTests();
let page: Page;

beforeEach(async () => {
  page = await stage.open('/');
});

/** An instance that is ready. */
async function aReadyOne(name: string, parts: Partial<FleetInstanceRequest> = {}): Promise<string> {
  const { id } = await stage.fleet.client.instances.create({ ...REQUEST, ...parts, name });
  await reach(id, 'ready');
  return id;
}

async function reach(id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await stage.fleet.client.instances.get(id)).status).toBe(status), 30_000);
}

/** The badge in the head of the screen of an instance. */
const badge = () => page.locator('.page-header .badge');

it('shows a new instance and its way to ready live, in the list and on its own screen', async () => {
  // A page that was loaded again would have forgotten this.
  await page.evaluate('window.isSame = true');
  const { id } = await stage.fleet.client.instances.create({ ...REQUEST, name: 'live-one' });
  const row = page.getByRole('row').filter({ hasText: 'live-one' });
  await row.getByText('Ready').waitFor();
  await row.getByRole('link').click();
  await page.getByRole('heading', { name: 'live-one' }).waitFor();
  expect(page.url()).toBe(`${stage.fleet.server.url}/instances/${id}`);
  const phases = page.locator('.timeline-name');
  // A quick cloud may be past a phase before it is looked at.
  const way = /^Pending Creating (?:Starting )?Running Ready$/;
  await expect.poll(async () => (await phases.allTextContents()).join(' ')).toMatch(way);
  expect(await page.evaluate('window.isSame')).toBe(true);
});

it('stops, starts and deletes an instance after asking, and follows what becomes of it', async () => {
  const id = await aReadyOne('to-stop');
  await page.goto(`${stage.fleet.server.url}/instances/${id}`);
  await badge().getByText('Ready').waitFor();
  await page.getByRole('button', { name: 'Stop…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The GPU is given back').waitFor();
  await page.keyboard.press('Escape');
  expect(await dialog.count()).toBe(0);
  expect((await stage.fleet.client.instances.get(id)).status).toBe('ready');

  await page.getByRole('button', { name: 'Stop…' }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await badge().getByText('Stopped').waitFor();
  expect((await stage.fleet.client.instances.get(id)).status).toBe('stopped');
  await page.getByRole('button', { name: 'Start…' }).click();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await badge().getByText('Ready').waitFor();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await badge().getByText('Deleted').waitFor();
  await reach(id, 'deleted');
});

it('goes to the new instance when one is recreated', async () => {
  const id = await aReadyOne('to-recreate');
  await page.goto(`${stage.fleet.server.url}/instances/${id}`);
  await page.getByRole('button', { name: 'Recreate…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Recreate' }).click();
  const replaced = page.locator('.definitions > div').filter({ hasText: 'Replaces' });
  await replaced.getByRole('link', { name: id }).waitFor();
  expect(page.url()).not.toContain(id);
});

it('says in the dialog why the server refused', async () => {
  const id = await aReadyOne('not-to-be-restarted');
  const other = await stage.open(`/instances/${id}`, { allow: [/409/] });
  // Between the click and its arrival the instance may have changed; only the network knows how to time that.
  await other.route('**/restart', async (route) => {
    await stage.fleet.client.instances.stop(id);
    await reach(id, 'stopped');
    await route.continue();
  });
  await other.getByRole('button', { name: 'Restart…' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Restart' }).click();
  await other.getByRole('dialog').getByText('The instance is stopped').waitFor();
});

it('changes budget and time, and says beside the field what is wrong', async () => {
  const id = await aReadyOne('promised');
  await page.goto(`${stage.fleet.server.url}/instances/${id}`);
  await page.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Budget in US dollars').fill('much');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Must be an amount of US dollars').waitFor();
  await dialog.getByLabel('Budget in US dollars').fill('12.50');
  await dialog.getByLabel('Stop after').fill('2h');
  await page.keyboard.press('Enter');
  await page.getByText('of $12.50; it is stopped when that is spent').waitFor();
  const { promises } = await stage.fleet.client.instances.get(id);
  expect(promises).toMatchObject({ stopAfterMs: 7_200_000, maxCost: { amount: 1_250_000, scale: 5 } });
});

it('fetches passwords only when asked, and takes them from the page again', async () => {
  const ports = [...(REQUEST.ports ?? []), { port: 22, type: 'tcp' as const }];
  const id = await aReadyOne('secretive', { ports });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${stage.fleet.server.url}/instances/${id}`);
  const show = page.getByRole('button', { name: 'Show SSH and passwords' });
  await show.waitFor();
  expect(asked.filter((path) => path.endsWith('/connection'))).toEqual([]);
  await show.click();
  const line = page.locator('.connection-line').filter({ hasText: 'SSH password' });
  const password = await line.locator('.connection-value').innerText();
  expect(password.length).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Hide' }).click();
  expect(await page.content()).not.toContain(password);
  const kept = await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
  expect(kept).not.toContain(password);
  expect(stage.fleet.server.log.join('\n')).not.toContain(password);
});

it('shows another key nothing that is not its own', async () => {
  const id = await aReadyOne('of-the-first-key');
  const { key } = await stage.fleet.client.apiKeys.create({ name: 'reader', scope: 'read' });
  const reader = await stage.browser.open(`${stage.fleet.server.url}/`, { allow: [/404.*inst_/] });
  await signIn(reader, key);
  await reader.getByText('There are no instances yet').waitFor();
  await reader.goto(`${stage.fleet.server.url}/instances/${id}`);
  await reader.getByText('The server has no instance').waitFor();
});

it('tells who may only read why nothing can be done', async () => {
  const id = await aReadyOne('readable');
  const reader = await stage.browser.open(`${stage.fleet.server.url}/instances/${id}`);
  // A key that may only read has no instances of its own, so this one is said to be such a key.
  await reader.route('**/session', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), scope: 'read' } });
  });
  await signIn(reader, stage.fleet.apiKey);
  for (const name of ['Stop…', 'Delete…', 'Change…', 'Show SSH and passwords']) {
    const button = reader.getByRole('button', { name });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('title')).toContain('may only read');
    await button.click({ force: true });
  }
  expect(await reader.getByRole('dialog').count()).toBe(0);
  expect(await reader.locator('.connection-line').filter({ hasText: 'SSH' }).count()).toBe(0);
});

it('can be used by keyboard alone', async () => {
  await aReadyOne('first-by-keyboard');
  await aReadyOne('second-by-keyboard');
  await page.goto(`${stage.fleet.server.url}/?q=by-keyboard&sort=name`);
  await page.getByRole('row').filter({ hasText: 'second-by-keyboard' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  for (let presses = 0; (await focused()) !== 'first-by-keyboard'; presses += 1) {
    expect(presses, 'presses of the tabulator key').toBeLessThan(30);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('second-by-keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'second-by-keyboard' }).waitFor();
});
