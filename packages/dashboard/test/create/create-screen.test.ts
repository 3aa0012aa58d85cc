import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QUICK } from '../../../server/test/quick-fleet.js';
import { expectAccessible } from '../accessibility.js';
import { isWiderThanScreen, LOOKS } from '../looks.js';
import { Stage } from '../stage.js';

const stage = Stage.forAllTests({ simulator: { durations: { ...QUICK, networkCreating: 0.05 } } });

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name: /^RTX 4090 24GB/ }).check({ force: true });
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Image', { exact: true }).fill('pytorch/pytorch:latest');
}

const create = (page: Page) => page.getByRole('button', { name: 'Create the instance' });
const named = async (name: string) => (await stage.fleet.client.instances.list({ name })).data;

describe('the create screen', () => {
  it('makes the instance that was filled in, and shows it', async () => {
    const page = await stage.open('/create');
    await fillIn(page, 'by-form');
    await page.getByRole('button', { name: 'Add a fallback' }).click();
    await page.getByText('Name a GPU').click();
    await page.getByLabel('GPU', { exact: true }).fill('3090');
    await page.getByRole('button', { name: 'Add a port' }).click();
    await page.getByLabel('Port', { exact: true }).fill('8080');
    await page.getByRole('button', { name: 'Add a probe' }).click();
    await page.getByRole('button', { name: 'Add a variable' }).click();
    await page.getByLabel('Name', { exact: true }).last().fill('HF_TOKEN');
    await page.getByLabel('Value', { exact: true }).fill('s3cret');
    await page.getByLabel('Stop after').fill('2h');
    await page.getByLabel('Most it may cost, USD').fill('0.5');
    // $0.35 an hour: the budget ends before the two hours do.
    await expect.poll(() => page.locator('.create-cost').innerText()).toContain('the budget lasts 1h 25m');
    const command = await page.getByRole('tabpanel').innerText();
    expect(command).toContain('--product 4090.16c62g');
    expect(command).toContain('--env HF_TOKEN');
    expect(command).not.toContain('s3cret');

    await create(page).click();
    await page.waitForURL(/\/instances\/inst_/);
    const [instance] = await named('by-form');
    expect(page.url()).toContain(instance!.id);
    expect(instance).toMatchObject({
      promises: { stopAfterMs: 7_200_000, maxCost: { amount: 50_000 } },
      spec: {
        imageUrl: 'pytorch/pytorch:latest',
        ports: [{ port: 8080, type: 'http' }],
        plan: [{ productId: '4090.16c62g' }, { gpuName: '3090' }],
      },
    });
  });

  it('connects it to a network and storages, and asks it as often and for what was wished', async () => {
    const { simulator } = stage.fleet;
    const cloud = new NovitaClient({ apiKey: simulator.apiKey, baseUrl: simulator.baseUrl });
    onTestFinished(() => cloud.close());
    const { instances, networks, networkStorage } = new NovitaApiService(cloud);
    const network = await networks.create({ clusterId: 'us-ca-6', name: 'lan' });
    const storage = await networkStorage.create({ clusterId: 'us-ca-6', storageName: 'data', storageSize: 10 });
    await expect.poll(async () => (await networks.get(network!.id)).state).toBe('ready');

    const page = await stage.open('/create');
    await fillIn(page, 'connected');
    await page.getByRole('button', { name: 'US-CA-06' }).click();
    await page.getByText('Network and storage').click();
    await page.getByLabel('VPC network').fill(network!.id);
    await page.getByRole('button', { name: 'Add a network storage' }).click();
    await page.getByLabel('Storage id').fill(storage.id);
    await page.getByLabel('Mounted at').fill('/data');
    await page.getByRole('button', { name: 'Add a port' }).click();
    await page.getByLabel('Port', { exact: true }).fill('8080');
    await page.getByRole('button', { name: 'Add a probe' }).click();
    await page.getByText('Timing and body').click();
    await page.getByLabel('Asked every').fill('150ms');
    await page.getByLabel('Must answer within').fill('30s');
    await page.getByLabel('Body contains').fill('"ok":true');
    const request = page.waitForRequest((each) => each.method() === 'POST' && each.url().endsWith('/v1/instances'));
    await create(page).click();
    expect((await request).postDataJSON()).toMatchObject({
      probes: [{ type: 'http', port: 8080, intervalMs: 150, timeoutMs: 30_000, expectBody: '"ok":true' }],
    });
    await page.waitForURL(/\/instances\/inst_/);
    await expect.poll(async () => (await named('connected'))[0]?.status, { timeout: 30_000 }).toBe('ready');
    const [made] = await named('connected');
    const inCloud = await instances.get(made!.novita.instanceId!);
    expect(inCloud.network).toMatchObject({ id: network!.id });
    expect(inCloud.volumeMounts).toMatchObject([{ type: 'network', mountPath: '/data', sizeGb: 10 }]);
  });

  it('shows what the server refuses in a fold that is closed', async () => {
    const page = await stage.open('/create', { allow: [/400/] });
    await fillIn(page, 'not-connected');
    const fold = page.getByText('Network and storage');
    await fold.click();
    await page.getByLabel('VPC network').fill('no-such-net');
    await page.getByRole('button', { name: 'Add a network storage' }).click();
    const storage = page.getByLabel('Storage id');
    await create(page).click();
    await page.getByRole('button', { name: 'networkStorages[0].id: Name the storage' }).waitFor();
    await storage.fill('no-such-disk');
    await fold.click();
    await create(page).click();
    await page.getByRole('button', { name: 'networkId: The account has no such network.' }).waitFor();
    expect(await storage.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'networkStorages[0].id: The account' }).click();
    expect(await storage.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await storage.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('VPC network').getAttribute('aria-invalid')).toBe('true');
    expect(await named('not-connected')).toEqual([]);
  });

  it('makes one instance of a double click, and of a repetition after a lost answer', async () => {
    const page = await stage.open('/create', { allow: [/ERR_FAILED/] });
    await fillIn(page, 'once');
    let lost = 0;
    await page.route('**/v1/instances', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await create(page).dblclick();
    await page.getByText('No answer came').waitFor();
    expect(await named('once')).toHaveLength(1);

    await create(page).dblclick();
    await page.waitForURL(/\/instances\/inst_/);
    expect(await named('once')).toHaveLength(1);
  });

  it('says what an earlier try made when the form was changed since, and can ask for another', async () => {
    const page = await stage.open('/create', { allow: [/ERR_FAILED/, /409/] });
    await fillIn(page, 'first-wish');
    let lost = false;
    await page.route('**/v1/instances', async (route) => {
      if (route.request().method() !== 'POST' || lost) return route.continue();
      lost = true;
      await route.fetch();
      await route.abort();
    });
    await create(page).click();
    await page.getByText('No answer came').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('second-wish');
    await create(page).click();
    const [first] = await named('first-wish');
    const link = page.getByRole('link', { name: 'Look at it' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`/instances/${first!.id}`);

    await page.getByRole('button', { name: 'Create another' }).click();
    await page.waitForURL(/\/instances\/inst_/);
    expect(await named('second-wish')).toHaveLength(1);
  });

  it('tells what is wrong beside the fields, before and after the server was asked', async () => {
    const page = await stage.open('/create', { allow: [/400/] });
    await create(page).click();
    const name = page.getByLabel('Name', { exact: true });
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('3 fields need a look').waitFor();
    await page.getByRole('button', { name: /^name:/ }).click();
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.getByRole('button', { name: 'Add a fallback' }).click();
    await page.getByRole('button', { name: /^productId:/ }).click();
    await expect.poll(() => page.locator('[data-open=true] h3').innerText()).toBe('First choice');
    await page.getByRole('button', { name: 'Remove Fallback 1' }).click();
    await page.getByText('Name a GPU').click();
    const gpu = page.getByLabel('GPU', { exact: true });
    await gpu.fill('no such GPU');
    await name.fill('refused');
    await page.getByLabel('Image', { exact: true }).fill('image');
    await create(page).click();
    await page
      .getByText(/No product for onDemand has this name/)
      .first()
      .waitFor();
    expect(await gpu.getAttribute('aria-invalid')).toBe('true');
    // What the server said holds no longer once the field is changed.
    await gpu.fill('4090');
    await expect.poll(() => gpu.getAttribute('aria-invalid')).toBe('false');
    expect(await named('refused')).toEqual([]);
  });

  it('orders the plan by keyboard alone', async () => {
    const page = await stage.open('/create');
    await fillIn(page, 'ordered');
    const add = page.getByRole('button', { name: 'Add a fallback' });
    await add.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /^RTX 3090/ }).focus();
    await page.keyboard.press('Space');
    const heads = page.locator('.create-candidate-head');
    await expect.poll(() => heads.nth(1).innerText()).toContain('RTX 3090');

    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => heads.first().innerText()).toContain('RTX 3090');
    await page.getByRole('button', { name: 'Move First choice down' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heads.first().innerText()).toContain('RTX 4090');
    await page.getByRole('button', { name: 'Remove Fallback 1' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heads.count()).toBe(1);
  });

  it('goes from program to program by arrow keys', async () => {
    const page = await stage.open('/create');
    const tabs = page.getByRole('tab');
    await tabs.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('tabpanel').innerText()).toContain('await using fleet');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.getByRole('tabpanel').innerText()).toContain('curl --fail-with-body');
  });

  it('tells those who may only read why they cannot', async () => {
    const { key } = await stage.fleet.client.apiKeys.create({ name: 'reader', scope: 'read' });
    const page = await stage.open('/create', { apiKey: key });
    await fillIn(page, 'not-allowed');
    await expect.poll(() => create(page).getAttribute('aria-disabled')).toBe('true');
    await create(page).focus();
    await page.keyboard.press('Enter');
    expect(await named('not-allowed')).toEqual([]);
  });

  it.each(LOOKS)('can be used by everybody: %s', async (_look, options) => {
    const page = await stage.open('/create', options);
    await fillIn(page, 'two words');
    await page.getByRole('button', { name: 'Add a fallback' }).click();
    await page.getByRole('button', { name: 'Add a port' }).click();
    await page.getByRole('button', { name: 'Add a probe' }).click();
    await page.getByRole('button', { name: 'Add a variable' }).click();
    await page.getByText('Network and storage').click();
    await page.getByRole('button', { name: 'Add a network storage' }).click();
    await page.getByText('Timing and body').click();
    await page.getByLabel('Asked every').fill('now and then');
    await create(page).click();
    await page.getByText(/fields need a look/).waitFor();
    await expectAccessible(page);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
