import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@novita-fleet/webhooks';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../accessibility.js';
import { isWiderThanScreen, LOOKS } from '../looks.js';
import { Stage } from '../stage.js';

const stage = Stage.forAllTests();
/** Answers every request as it is told, and counts them. */
let moody: { readonly url: string; readonly server: Server; status: number; requests: number };

beforeAll(async () => {
  const server = createServer((request, response) => {
    moody.requests += 1;
    request.resume().on('end', () => response.writeHead(moody.status).end('{"reason":"not today"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  moody = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, server, status: 200, requests: 0 };
});

afterAll(async () => {
  moody.server.closeAllConnections();
  moody.server.close();
});

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

/** An endpoint that sends to the moody receiver, opened. */
async function openEndpoint(): Promise<{ readonly page: Page; readonly id: string }> {
  const { id } = await stage.fleet.client.webhookEndpoints.create({ url: moody.url });
  return { page: await stage.open(`/webhooks/${id}`), id };
}

describe('the webhooks screen', () => {
  it('adds an endpoint, shows its secret once, and tests it', async () => {
    const page = await stage.open('/webhooks');
    await page.getByText('Nobody is told of events yet').waitFor();
    await press(page, 'Add an endpoint');
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
    await dialog(page).getByText('Give an address that begins with').waitFor();
    await dialog(page).getByLabel('Address').fill(stage.fleet.receiver.url);
    await dialog(page).getByText('Only some').click();
    await dialog(page)
      .getByRole('checkbox', { name: /^instance\.failed/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
    const secret = (await dialog(page).locator('code').first().innerText()).trim();
    expect(secret).toMatch(/^whsec_/);
    await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
    expect(await page.content()).not.toContain(secret);

    const [endpoint] = await stage.fleet.client.webhookEndpoints.list();
    expect(endpoint).toMatchObject({ url: stage.fleet.receiver.url, eventTypes: ['instance.failed'] });

    // The receiver knows another secret, and says so.
    await press(page, 'Send a test event');
    await dialog(page).getByText('refused: see whether the receiver knows the signing secret').waitFor();
    const arrival = stage.fleet.receiver.arrivals.at(-1)!;
    expect(arrival.status).toBe(401);
    const verified = verifyWebhook({ headers: arrival.headers, body: arrival.body, secrets: [secret] });
    expect(verified.event.type).toBe('webhook.test');
    await stage.fleet.client.webhookEndpoints.delete(endpoint!.id);
  });

  it('rotates a secret: the new one is shown once and signs', async () => {
    const { page, id } = await openEndpoint();
    await press(page, 'Rotate secret');
    await dialog(page).getByLabel('The old secret signs as well').selectOption('for an hour more');
    await dialog(page).getByRole('button', { name: 'Rotate' }).click();
    await dialog(page).getByText('Both secrets sign until').waitFor();
    const secret = (await dialog(page).locator('code').first().innerText()).trim();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog(page).count()).toBe(0);
    expect(await page.content()).not.toContain(secret);
    await page.getByText('Old secret signs').waitFor();
    const { oldSecretUntil } = await stage.fleet.client.webhookEndpoints.get(id);
    expect(Date.parse(oldSecretUntil!) - Date.now()).toBeLessThanOrEqual(3_600_000);
    await stage.fleet.client.webhookEndpoints.delete(id);
  });

  it('shows every attempt with its answer, and sends a delivery once more', async () => {
    const { page, id } = await openEndpoint();
    moody.status = 204;
    await press(page, 'Send a test event');
    await dialog(page).getByText('delivered').waitFor();
    const before = moody.requests;

    await dialog(page).getByRole('tab', { name: 'Raw, as signed' }).click();
    expect(await dialog(page).getByRole('tabpanel').innerText()).toContain('"type":"webhook.test"');

    // Nothing but a press of the button can have it sent again: it was delivered.
    moody.status = 503;
    await dialog(page).getByRole('button', { name: 'Send once more' }).click();
    await dialog(page).getByText('the receiver failed').first().waitFor();
    await dialog(page).getByText('{"reason":"not today"}').first().waitFor();
    expect(moody.requests).toBeGreaterThan(before);
    moody.status = 200;
    await stage.fleet.client.webhookEndpoints.delete(id);
  });

  it('says on the screen of an instance the same of its deliveries as here', async () => {
    const { client } = stage.fleet;
    moody.status = 503;
    const { id } = await client.webhookEndpoints.create({ url: moody.url });
    const instance = await client.instances.create({ name: 'untold', gpuName: '4090', imageUrl: 'image' });
    const tried = async () =>
      (await client.deliveries.list({ endpointId: id })).data.map(({ attempts }) => attempts > 0);
    // Events of an instance wait for each other, so that only the first is tried.
    await expect.poll(tried, { timeout: 20_000 }).toEqual(expect.arrayContaining([true, false]));
    const page = await stage.open(`/instances/${instance.id}`);
    const card = page.getByRole('region', { name: 'Webhook deliveries' });
    await card.getByText('will be tried again').waitFor();
    await card.getByText('503: the receiver failed').waitFor();
    await card.getByText('behind an earlier one').first().waitFor();
    const saidThere = await card.locator('.badge').allInnerTexts();
    await page.goto(`${stage.fleet.server.url}/webhooks/${id}`);
    await page.locator('.table-folding .badge').first().waitFor();
    expect(await page.locator('.table-folding .badge').allInnerTexts()).toEqual(expect.arrayContaining(saidThere));
    moody.status = 200;
    await client.instances.delete(instance.id);
    await client.webhookEndpoints.delete(id);
  });

  it('disables, enables, edits and removes an endpoint', async () => {
    const { page, id } = await openEndpoint();
    const endpoint = () => stage.fleet.client.webhookEndpoints.get(id);
    await press(page, 'Disable');
    await page.getByText('It takes no new events').waitFor();
    expect((await endpoint()).enabled).toBe(false);
    expect(await page.getByRole('button', { name: /^Send a test event/ }).getAttribute('aria-disabled')).toBe('true');
    await press(page, 'Enable');
    await page.getByRole('button', { name: 'Disable', exact: true }).waitFor();
    expect((await endpoint()).enabled).toBe(true);

    await press(page, 'Edit');
    await dialog(page).getByText('Only some').click();
    await dialog(page)
      .getByRole('checkbox', { name: /^instance\.lost/ })
      .check();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await endpoint()).eventTypes).toEqual(['instance.lost']);

    await press(page, 'Remove');
    await dialog(page).getByText('gets no more events').waitFor();
    await dialog(page).getByRole('button', { name: 'Remove' }).click();
    await page.waitForURL(/\/webhooks$/);
    expect(await stage.fleet.client.webhookEndpoints.list()).toEqual([]);
  });

  it('sends the events of a time once more', async () => {
    const { page, id } = await openEndpoint();
    const instance = await stage.fleet.client.instances.create({ name: 'told', gpuName: '4090', imageUrl: 'image' });
    const delivered = async () =>
      (await stage.fleet.client.deliveries.list({ endpointId: id, status: 'delivered' })).data;
    await expect.poll(async () => (await delivered()).length, { timeout: 20_000 }).toBeGreaterThan(2);
    const before = moody.requests;
    await press(page, 'Send again…');
    await dialog(page).getByText('Every event of a time').click();
    await dialog(page).getByRole('button', { name: 'Send again' }).click();
    await dialog(page).getByText('Say since when').waitFor();
    await dialog(page).getByLabel('Since', { exact: true }).fill('2020-01-01T00:00');
    await dialog(page).getByRole('button', { name: 'Send again' }).click();
    await page.getByText(/deliveries are sent once more/).waitFor();
    await expect.poll(() => moody.requests, { timeout: 20_000 }).toBeGreaterThan(before + 2);
    await stage.fleet.client.instances.delete(instance.id);
    await stage.fleet.client.webhookEndpoints.delete(id);
  });

  it('filters deliveries, keeps the filter in the address, and leads from page to page', async () => {
    const { id } = await stage.fleet.client.webhookEndpoints.create({ url: moody.url, eventTypes: ['instance.lost'] });
    // More than one page.
    for (let count = 0; count < 55; count += 1) await stage.fleet.client.webhookEndpoints.test(id);
    const page = await stage.open(`/webhooks/${id}`);
    const rows = page.locator('.table-folding tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    await press(page, 'Show older ones');
    await expect.poll(() => rows.count()).toBe(55);

    await page.getByText('Given up', { exact: true }).last().click();
    await page.getByText('No delivery fits').waitFor();
    expect(page.url()).toContain('status=dead');
    await press(page, 'Show all');
    await page.getByLabel('Event type').selectOption('instance.lost');
    await page.getByText('No delivery fits').waitFor();
    await page.getByLabel('Event type').selectOption('webhook.test');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByLabel('Id of an instance').fill('inst_none');
    await page.getByText('No delivery fits').waitFor();
    await stage.fleet.client.webhookEndpoints.delete(id);
  });

  it('tells those who may only read why they cannot', async () => {
    const { key } = await stage.fleet.client.apiKeys.create({ name: 'reader', scope: 'read' });
    const page = await stage.open('/webhooks', { apiKey: key });
    const add = page.getByRole('button', { name: /^Add an endpoint/ });
    await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true');
    await add.focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).count()).toBe(0);
  });

  it('says that an endpoint is not there, and where the others are', async () => {
    const page = await stage.open('/webhooks/whe_none', { allow: [/404/] });
    await page.getByText('There is no such endpoint').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'All webhooks' }).click();
    await page.waitForURL(/\/webhooks$/);
  });

  it.each(LOOKS)('can be used by everybody: %s', async (_look, options) => {
    const { id } = await stage.fleet.client.webhookEndpoints.create({ url: moody.url });
    moody.status = 500;
    await stage.fleet.client.webhookEndpoints.test(id);
    const page = await stage.open('/webhooks', options);
    await page.locator('.badge', { hasText: 'given up' }).first().waitFor();
    await expectAccessible(page);
    expect(await isWiderThanScreen(page)).toBe(false);
    await page.getByRole('button', { name: 'webhook.test' }).first().click();
    await dialog(page).getByText('the receiver failed').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await press(page, 'Add an endpoint');
    await dialog(page).getByText('Only some').click();
    await expectAccessible(page);
    moody.status = 200;
    await stage.fleet.client.webhookEndpoints.delete(id);
  });
});
