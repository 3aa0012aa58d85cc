import type { Instance } from '../world/instance.js';
import type { World } from '../world/world.js';
import type { EndpointLookup, LogAddressLookup } from './instance-view.js';
import type { FirstPage } from './paging.js';

/** Prefix of the first API generation. */
export const V1_PREFIX = '/gpu-instance/openapi/v1';

/** Body of a successful start, stop, restart or delete; no page shows one, and all three were seen. */
export type ActionBody = 'empty' | 'object' | 'full';

/** What the v1 routes work on. */
export interface V1Context {
  readonly world: World;
  readonly firstPage: FirstPage;
  readonly actionBody: ActionBody;
  /** Whether list items carry the addresses of ports. */
  readonly listEndpoints: boolean;
  readonly endpointOf: EndpointLookup;
  readonly logAddressOf: LogAddressLookup;
  /** Makes the ports of an instance reachable, and those that an edit will expose. */
  readonly openPorts: (instance: Instance) => Promise<void>;
}
