import type { Page } from 'playwright-core';
import { FleetClient } from '@novita-fleet/client';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../accessibility.js';
import { isWiderThanScreen, LOOKS } from '../looks.js';
import { Stage } from '../stage.js';

const stage = Stage.forAllTests();

const dialog = (page: Page) => page.getByRole('dialog');

describe('the system screen', () => {
  it('tells that all is well, with figures', async () => {
    const page = await stage.open('/system');
    await page.getByText('All is well').waitFor();
    const card = (name: string) => page.getByRole('region', { name }).innerText();
    expect(await card('Server')).toMatch(/Ready[^]*SQLite/);
    expect(await card('Watch of the cloud')).toContain('The first sweep comes with the first instance.');
    expect(await card('Rate limit')).toContain('100000 a minute');
  });

  it('tells that the server is gone, and that it is back, without being asked', async () => {
    const page = await stage.open('/system', {
      allow: [/ERR_CONNECTION_REFUSED|ERR_.*CHUNKED|ERR_EMPTY/],
    });
    await page.getByText('All is well').waitFor();
    await stage.fleet.server.stop();
    await page.getByText('The server cannot be reached from this browser').waitFor();
    await page.getByText('Something is wrong').waitFor();
    await stage.fleet.server.restart();
    await page.getByText('All is well').waitFor();
  });

  it('makes an API key that works, changes it and revokes it', async () => {
    const page = await stage.open('/system');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog(page).getByRole('button', { name: 'Make it' }).click();
    await dialog(page).getByText('Name what it is for.').waitFor();
    await dialog(page).getByLabel('Name').fill('CI');
    await dialog(page).getByLabel('Budget, USD').fill('a lot');
    await dialog(page).getByRole('button', { name: 'Make it' }).click();
    await dialog(page).getByText('Must be an amount in USD').waitFor();
    await dialog(page).getByLabel('Budget, USD').fill('12.5');
    await dialog(page).getByRole('button', { name: 'Make it' }).click();
    const key = (await dialog(page).locator('pre').innerText()).trim();
    await using client = new FleetClient({ baseUrl: stage.fleet.server.url, apiKey: key });
    expect(await client.instances.list()).toMatchObject({ data: [] });
    await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('row', { name: /^CI.*write.*\$12\.50/ }).waitFor();

    await page.getByRole('button', { name: 'Edit CI' }).click();
    expect(await dialog(page).getByLabel('Budget, USD').inputValue()).toBe('12.5');
    await dialog(page).getByLabel('Name').fill('CI 2');
    await dialog(page).getByLabel('Budget, USD').fill('');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^CI 2.*no limit/ }).waitFor();

    await page.getByRole('button', { name: 'Revoke CI 2' }).click();
    await dialog(page).getByText('Its instances go on and cost').waitFor();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Revoke CI 2' }).count()).toBe(0);
    await expect(client.instances.list()).rejects.toThrow();
  });

  it('refuses to revoke the last key of an administrator, and says so', async () => {
    const page = await stage.open('/system', { allow: [/409/] });
    await page.getByRole('button', { name: 'Revoke first key' }).click();
    await dialog(page).getByText('You are signed in with this key').waitFor();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await dialog(page).getByText('is the last API key with the scope admin').waitFor();
  });

  it('shows keys to administrators alone', async () => {
    const { key } = await stage.fleet.client.apiKeys.create({ name: 'reader', scope: 'read' });
    const page = await stage.open('/system', { apiKey: key });
    await page.getByText('All is well').waitFor();
    expect(await page.getByText('API keys').count()).toBe(0);
  });

  it.each(LOOKS)('can be used by everybody: %s', async (_look, options) => {
    const page = await stage.open('/system', options);
    await page.getByText('All is well').waitFor();
    await page.getByRole('button', { name: 'Edit first key' }).waitFor();
    await expectAccessible(page);
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.getByRole('button', { name: 'Make a key' }).click();
    await expectAccessible(page);
  });
});
