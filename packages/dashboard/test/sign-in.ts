import type { Page } from 'playwright-core';
import type { PageOptions, TestBrowser } from './browser.js';
import type { RunningFleet } from './running-fleet.js';

/** Signs in by the form that a page shows. */
export async function signIn(page: Page, apiKey: string): Promise<void> {
  await page.getByLabel('API key').fill(apiKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
}

/** Opens a screen as somebody who is signed in. @param apiKey - default: the first key. */
export async function openScreen(
  browser: TestBrowser,
  fleet: RunningFleet,
  path: string,
  { apiKey = fleet.apiKey, ...options }: PageOptions & { readonly apiKey?: string } = {},
): Promise<Page> {
  const page = await browser.open(`${fleet.server.url}${path}`, options);
  await signIn(page, apiKey);
  return page;
}
