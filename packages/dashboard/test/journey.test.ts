import { expect, it } from 'vitest';
import { DESKTOP, PHONE } from './browser.js';
import { signIn } from './sign-in.js';
import { Stage } from './stage.js';

const stage = Stage.forAllTests();

it.each([
  { device: 'desktop', size: DESKTOP },
  { device: 'phone', size: PHONE },
])('all that a day brings can be done on a $device', { timeout: 120_000 }, async ({ device, size }) => {
  const { id: endpointId } = await stage.fleet.client.webhookEndpoints.create({
    ...{ url: stage.fleet.receiver.url, secret: stage.fleet.receiver.secret, eventTypes: ['instance.ready'] },
  });
  const name = `day-on-a-${device}`;
  const page = await stage.browser.open(stage.fleet.server.url, { size });
  const dialog = page.getByRole('dialog');
  const goTo = (screen: string) =>
    page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  await signIn(page, stage.fleet.apiKey);
  // A page that was loaded again would have forgotten this.
  await page.evaluate('window.isSame = true');

  await goTo('Create');
  await page.getByRole('radio', { name: /^RTX 4090 24GB/ }).check({ force: true });
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Image', { exact: true }).fill('pytorch/pytorch:latest');
  await page.getByRole('button', { name: 'Create the instance' }).click();
  await page.waitForURL(/\/instances\/inst_/);
  const badge = page.locator('.page-header .badge');
  await badge.getByText('Ready').waitFor();
  const [instance] = (await stage.fleet.client.instances.list({ name })).data;

  await page.getByRole('button', { name: 'Stop…' }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await badge.getByText('Stopped').waitFor();
  expect((await stage.fleet.client.instances.get(instance!.id)).status).toBe('stopped');

  const arrivals = () =>
    stage.fleet.receiver.arrivals.filter(({ body }) => body.includes(instance!.id) && body.includes('instance.ready'));
  await expect.poll(() => arrivals().map(({ status }) => status)).toEqual([200]);
  await goTo('Webhooks');
  await page
    .getByRole('link', { name: 'instance.ready' })
    .or(page.getByRole('button', { name: 'instance.ready' }))
    .first()
    .click();
  await dialog.getByRole('button', { name: 'Send once more' }).click();
  // It is the same event, which a receiver knows.
  await expect.poll(() => arrivals().map(({ status }) => status)).toEqual([200, 200]);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);

  await page.getByRole('button', { name: 'Rotate secret' }).first().click();
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await dialog.getByText('Both secrets sign until').waitFor();
  expect((await dialog.locator('code').first().innerText()).trim()).toMatch(/^whsec_/);
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  expect((await stage.fleet.client.webhookEndpoints.get(endpointId)).oldSecretUntil).not.toBeNull();
  await stage.fleet.client.webhookEndpoints.delete(endpointId);

  expect(await page.evaluate('window.isSame')).toBe(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to your fleet' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
});
