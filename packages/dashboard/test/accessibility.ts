import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps people from using what a page shows now: rule, gravity and where; empty when nothing does. */
export async function barriersOf(page: Page): Promise<string[]> {
  // By the protocol of the browser, which the policy of the page does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run(document));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Whether the page can be moved sideways, which on a phone hides a part of it. */
export function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
