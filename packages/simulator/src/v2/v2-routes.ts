import type { CloudRoute } from '../http/cloud-route.js';
import { endpointRoutes } from './endpoint-routes.js';
import { imageRoutes } from './image-routes.js';
import { networkRoutes } from './network-routes.js';
import { prewarmRoutes } from './prewarm-routes.js';
import { templateRoutes } from './template-routes.js';
import type { V2Context } from './v2-context.js';

/** Every route of the second API generation. */
export function v2Routes(context: V2Context): CloudRoute[] {
  return [
    ...templateRoutes(context),
    ...networkRoutes(context),
    ...imageRoutes(context),
    ...prewarmRoutes(context),
    ...endpointRoutes(context),
  ];
}
