import { beforeAll, describe, expect, it, vi } from 'vitest';
import { REQUEST } from '../../server/test/quick-fleet.js';
import { expectAccessible } from './accessibility.js';
import { LOOKS } from './looks.js';
import { signIn } from './sign-in.js';
import { Stage } from './stage.js';

const stage = Stage.forAllTests();
let ready: string;
let failed: string;

beforeAll(async () => {
  const { instances } = stage.fleet.client;
  const plan = { fallback: [{ gpuName: '3090' }], maxCost: '20', metadata: { team: 'blue' } };
  ({ id: ready } = await instances.create({ ...REQUEST, ...plan, name: 'a-ready-one' }));
  // No product is so cheap, so that it fails.
  ({ id: failed } = await instances.create({ ...REQUEST, name: 'a-failed-one', maxHourlyPrice: '0.001' }));
  await vi.waitFor(async () => expect((await instances.get(ready)).status).toBe('ready'), 30_000);
  await vi.waitFor(async () => expect((await instances.get(failed)).status).toBe('failed'), 30_000);
});

// Moving things are judged while they stand.
const context = { reducedMotion: 'reduce' } as const;

describe.each(LOOKS)('%s', (_look, options) => {
  it('everybody can use the screens', async () => {
    const page = await stage.browser.open(stage.fleet.server.url, { ...options, context });
    const fits = async () => {
      const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(beyond)).toBeLessThanOrEqual(0);
    };
    await page.getByLabel('API key').waitFor();
    await expectAccessible(page);
    await fits();
    await signIn(page, stage.fleet.apiKey);
    await page.getByRole('row').filter({ hasText: 'a-ready-one' }).waitFor();
    await expectAccessible(page);
    await fits();

    await page.goto(`${stage.fleet.server.url}/?q=nothing-like-this`);
    await page.getByText('No instance fits these filters').waitFor();
    await expectAccessible(page);

    for (const id of [ready, failed]) {
      await page.goto(`${stage.fleet.server.url}/instances/${id}`);
      await page.locator('.timeline-name').first().waitFor();
      await expectAccessible(page);
      await fits();
    }
    await page.getByRole('button', { name: 'Recreate…' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page);
  });
});

it('shows why an instance failed, and what its plan came to', async () => {
  const page = await stage.open(`/instances/${failed}`);
  const { cause } = await stage.fleet.client.instances.get(failed);
  await page
    .locator('.note-bad')
    .getByText(cause?.code ?? 'none')
    .waitFor();
  await page.locator('.plan-list').getByText('Came to nothing').waitFor();
});
