import { beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../accessibility.js';
import { isWiderThanScreen, LOOKS } from '../looks.js';
import { Stage } from '../stage.js';

const stage = Stage.forAllTests();
let id: string;

beforeAll(async () => {
  await stage.fleet.client.apiKeys.create({ name: 'thrifty', scope: 'write', maxCost: '12.50' });
  const request = { name: 'costly', productId: '4090.16c62g', gpuNum: 8, imageUrl: 'image' };
  ({ id } = await stage.fleet.client.instances.create(request));
  // $2.80 an hour: it takes some seconds until that can be seen.
  await vi.waitFor(
    async () => expect((await stage.fleet.client.usage.get({})).total.cost.amount).toBeGreaterThan(100),
    30_000,
  );
});

describe('the costs screen', () => {
  it('shows a bar for each day, and what instances and keys cost', async () => {
    const page = await stage.open('/costs');
    const bars = page.getByRole('list', { name: 'Cost per day' }).getByRole('listitem');
    await expect.poll(() => bars.count()).toBe(30);
    // Today is the last, and the only day on which something ran.
    expect(await bars.last().innerText()).toMatch(/\$0\.\d*[1-9]/);
    expect(await bars.first().innerText()).toContain('$0.00');
    await page.getByText('7 days').click();
    await expect.poll(() => bars.count()).toBe(7);
    expect(page.url()).toMatch(/from=\d{4}-\d{2}-\d{2}&to=/);

    const instances = page.getByRole('region', { name: 'By instance' });
    expect(await instances.getByRole('link', { name: 'costly' }).getAttribute('href')).toBe(`/instances/${id}`);
    expect(await instances.innerText()).toContain('100.0%');
    const keys = page.getByRole('region', { name: 'By API key' });
    await expect.poll(() => keys.innerText()).toContain('first key');
    const budget = page.getByRole('meter', { name: 'Budget of thrifty' });
    expect(await budget.getAttribute('aria-valuetext')).toBe('$0.00 of $12.50');
  });

  it('takes any days, and says what is wrong with them', async () => {
    const page = await stage.open('/costs?from=2026-01-01&to=2026-01-10');
    await page.getByText('Nothing ran in these days').first().waitFor();
    await page.getByText('10 days', { exact: true }).waitFor();
    await page.getByLabel('Last day').fill('2025-12-31');
    await page.getByText('The first day must not be later than the last.').waitFor();
    await page.getByLabel('Last day').fill('2026-01-02');
    await page.getByText('2 days', { exact: true }).waitFor();
  });

  it('shows others only what is theirs', async () => {
    const { key } = await stage.fleet.client.apiKeys.create({ name: 'reader', scope: 'read' });
    const page = await stage.open('/costs', { apiKey: key });
    await page.getByText('Only what reader asked for.').waitFor();
    await page.getByText('Nothing ran in these days').first().waitFor();
    expect(await page.getByText('By API key').count()).toBe(0);
  });

  it.each(LOOKS)('can be used by everybody: %s', async (_look, options) => {
    const page = await stage.open('/costs', options);
    await page.getByRole('link', { name: 'costly' }).waitFor();
    await page.getByText('As a table').click();
    await page.getByText('Custom').click();
    await page.getByRole('meter').first().waitFor();
    await expectAccessible(page);
    expect(await isWiderThanScreen(page)).toBe(false);
  });
});
