import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A screen, loaded when somebody goes there. */
interface Screen {
  /** As wouter reads it. What it names is passed to the component as `params`. */
  readonly path: string;
  readonly component: LazyExoticComponent<ComponentType<{ params: Readonly<Record<string, string>> }>>;
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
