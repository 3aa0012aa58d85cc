import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { IconName } from './icon.js';

/** A screen, loaded when somebody goes there. */
interface Screen {
  /** As wouter reads it. What it names is passed to the component as `params`. */
  readonly path: string;
  readonly component: LazyExoticComponent<ComponentType<{ params: Readonly<Record<string, string>> }>>;
}

interface NavigationItem {
  readonly href: string;
  readonly name: string;
  readonly icon: IconName;
}

/** In the order in which they are looked through. */
export const SCREENS: readonly Screen[] = [
  { path: '/', component: lazy(() => import('../fleet/fleet-screen.js')) },
  { path: '/instances/:id', component: lazy(() => import('../instance/instance-screen.js')) },
  { path: '/create', component: lazy(() => import('../create/create-screen.js')) },
  { path: '/webhooks', component: lazy(() => import('../webhooks/webhooks-screen.js')) },
  { path: '/webhooks/:id', component: lazy(() => import('../webhooks/endpoint-screen.js')) },
  { path: '/costs', component: lazy(() => import('../costs/costs-screen.js')) },
  { path: '/system', component: lazy(() => import('../system/system-screen.js')) },
];

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
