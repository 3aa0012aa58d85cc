import type { Page } from 'playwright-core';
import { DESKTOP, PHONE, type PageOptions } from './browser.js';

/** How every screen is looked at: on a desktop and a phone, light and dark. */
export const LOOKS: readonly (readonly [string, PageOptions])[] = [
  ['light on a desktop', { size: DESKTOP, colours: 'light' }],
  ['dark on a desktop', { size: DESKTOP, colours: 'dark' }],
  ['light on a phone', { size: PHONE, colours: 'light' }],
  ['dark on a phone', { size: PHONE, colours: 'dark' }],
];

/** Whether the page can be moved sideways, which on a phone hides a part of it. */
export function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
