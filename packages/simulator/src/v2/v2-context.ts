import type { Instance } from '../world/instance.js';
import type { ViewContext } from '../v1/instance-view.js';

/** Prefix of the second API generation. */
export const V2_PREFIX = '/gpus/v2';

/** What the v2 routes work on: the same world as v1. */
export interface V2Context extends ViewContext {
  /** Decimal digits of prices. */
  readonly pricePrecision: number;
  /** Makes the ports of a new instance reachable. */
  readonly openPorts: (instance: Instance) => Promise<void>;
}
