import type { Instance } from '../world/instance.js';
import type { World } from '../world/world.js';
import type { EndpointLookup } from '../v1/instance-view.js';

/** Prefix of the second API generation. */
export const V2_PREFIX = '/gpus/v2';

/** What the v2 routes work on: the same world as v1. */
export interface V2Context {
  readonly world: World;
  readonly endpointOf: EndpointLookup;
  /** Makes the ports of a new instance reachable. */
  readonly openPorts: (instance: Instance) => Promise<void>;
}
