import type { CloudRoute } from '../http/cloud-route.js';
import { endpointRoutes } from './endpoint-routes.js';
import { imageRoutes } from './image-routes.js';
import { instanceActionRoutes } from './instance-action-routes.js';
import { instanceRoutes } from './instance-routes.js';
import { jobRoutes } from './job-routes.js';
import { networkRoutes } from './network-routes.js';
import { prewarmRoutes } from './prewarm-routes.js';
import { productRoutes } from './product-routes.js';
import { templateRoutes } from './template-routes.js';
import type { V2Context } from './v2-context.js';

/** Every route of the second API generation. */
export function v2Routes(context: V2Context): CloudRoute[] {
  return [
    ...instanceRoutes(context),
    ...instanceActionRoutes(context),
    ...productRoutes(context),
    ...jobRoutes(context),
    ...templateRoutes(context),
    ...networkRoutes(context),
    ...imageRoutes(context),
    ...prewarmRoutes(context),
    ...endpointRoutes(context),
  ];
}
