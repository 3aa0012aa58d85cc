import type { CloudRoute } from '../http/cloud-route.js';
import type { AccountContext } from './account-context.js';
import { endpointRoutes } from './endpoint-routes.js';
import { networkRoutes } from './network-routes.js';
import { networkStorageRoutes } from './network-storage-routes.js';
import { prewarmRoutes } from './prewarm-routes.js';
import { registryAuthRoutes } from './registry-auth-routes.js';
import { templateRoutes } from './template-routes.js';

/** Every v1 route of what an account has beside its instances and jobs. */
export function accountRoutes(context: AccountContext): CloudRoute[] {
  return [
    ...templateRoutes(context),
    ...networkRoutes(context),
    ...networkStorageRoutes(context),
    ...registryAuthRoutes(context),
    ...prewarmRoutes(context),
    ...endpointRoutes(context),
  ];
}
