import type { FaultKind } from './fault-plan.js';
import { latency, type LatencyFault } from './latency.js';
import { resetAfter, resetBefore, type ResetFault } from './reset.js';
import { lostAnswerStatus, status, type StatusFault } from './status.js';

/** Every kind of fault; a new kind is a new file and a line here. */
export const FAULT_KINDS: readonly FaultKind[] = [latency, resetBefore, resetAfter, status, lostAnswerStatus];

/** When a fault strikes. */
export interface FaultScope {
  /** The route, such as `POST /gpu-instance/openapi/v1/gpu/instance/create`; default `*`, all routes of the cloud. */
  readonly route?: string;
  /** How many requests it strikes before it is spent; default: no end. */
  readonly count?: number;
  /** Chance to strike, 0 to 1, drawn from the seed; default 1. */
  readonly probability?: number;
}

/** A fault as it is given to `faults.add` or `POST /_simulator/faults`. */
export type FaultSpec = FaultScope & (LatencyFault | ResetFault | StatusFault);
