import type { IconName } from './icon.js';

interface NavigationItem {
  readonly href: string;
  readonly name: string;
  readonly icon: IconName;
}

/** In the order in which they are looked through. */
export const NAVIGATION: readonly NavigationItem[] = [
  { href: '/', name: 'Fleet', icon: 'fleet' },
  { href: '/create', name: 'Create', icon: 'create' },
  { href: '/webhooks', name: 'Webhooks', icon: 'webhooks' },
  { href: '/costs', name: 'Costs', icon: 'costs' },
  { href: '/system', name: 'System', icon: 'system' },
];

/** Whether an item of the navigation stands for a path. */
export function isCurrent(href: string, path: string): boolean {
  if (href === '/') return path === '/' || path.startsWith('/instances/');
  return path === href || path.startsWith(`${href}/`);
}
