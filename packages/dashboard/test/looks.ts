import { DESKTOP, PHONE, type PageOptions } from './browser.js';

/** How every screen is looked at: on a desktop and a phone, light and dark. */
export const LOOKS: readonly (readonly [string, PageOptions])[] = [
  ['light on a desktop', { size: DESKTOP, colours: 'light' }],
  ['dark on a desktop', { size: DESKTOP, colours: 'dark' }],
  ['light on a phone', { size: PHONE, colours: 'light' }],
  ['dark on a phone', { size: PHONE, colours: 'dark' }],
];
