import type { Fields } from '../fields.js';
import type { Answer, Outcome } from '../http/answer.js';
import type { CloudRequest } from '../http/cloud-route.js';
import type { SeededRandom } from '../seeded-random.js';
import type { FirstPage } from '../v1/paging.js';
import type { World } from '../world/world.js';

/** What a fault does to one request. Plans of several faults add up. */
export interface FaultPlan {
  /** The caller gets this, and the request has no effect. */
  readonly instead?: Outcome;
  /** The request has its effect; the caller gets this for the true answer. */
  readonly afterwards?: (answer: Answer) => Outcome;
  /** Holds the answer back, in real milliseconds, after the effect. */
  readonly delayMs?: number;
  /** What the route gets to see for the true request. */
  readonly rewrite?: (request: CloudRequest) => CloudRequest;
  /** Happens in the cloud just before the effect. */
  readonly before?: (request: CloudRequest, world: World) => void;
  /** Happens in the cloud just after the effect. */
  readonly after?: (answer: Answer, world: World) => void;
}

/** What the kinds of faults are built on. */
export interface FaultContext {
  /** Draws that only faults use. */
  readonly chance: SeededRandom;
  /** Number of the first page of lists. */
  readonly firstPage: FirstPage;
}

/** Gives the plan of one strike at a request to the named route. */
export type Strike = (route: string) => FaultPlan;

/** A kind of fault: how its parameters are read, and what it does. One file each. */
export interface FaultKind {
  readonly kind: string;
  /** Whether it decides the answer; of several such faults only the first strikes a request. */
  readonly decides: boolean;
  /** The routes that it makes sense for; absent for all. */
  readonly fits?: (route: string) => boolean;
  /**
   * Reads the parameters of the kind.
   *
   * @throws FieldError naming a parameter that is missing or wrong.
   */
  readonly read: (fields: Fields, context: FaultContext) => Strike;
}
