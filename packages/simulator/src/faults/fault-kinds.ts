import { badBody, type BadBodyFault } from './bad-body.js';
import { chaos, type ChaosFault } from './chaos.js';
import { edgeBlock, type EdgeBlockFault } from './edge-block.js';
import type { FaultKind } from './fault-plan.js';
import type { FaultScope } from './fault-scope.js';
import { ignored, type IgnoredFault } from './ignored.js';
import { latency, type LatencyFault } from './latency.js';
import { balanceNotEnough, insufficientResource, type RefusedFault } from './refused.js';
import { resetAfter, resetBefore, type ResetFault } from './reset.js';
import { slowBody, type SlowBodyFault } from './slow-body.js';
import { staleList, type StaleListFault } from './stale-list.js';
import { lostAnswerStatus, status, type StatusFault } from './status.js';
import { vanish, type VanishFault } from './vanish.js';
import { wrongPageBase, type WrongPageBaseFault } from './wrong-page-base.js';

/** Every kind of fault; a new kind is a new file and a line here. */
export const FAULT_KINDS: readonly FaultKind[] = [
  latency,
  resetBefore,
  resetAfter,
  status,
  lostAnswerStatus,
  badBody,
  slowBody,
  edgeBlock,
  ignored,
  insufficientResource,
  balanceNotEnough,
  staleList,
  vanish,
  wrongPageBase,
  chaos,
];

/** A fault as it is given to `faults.add` or `POST /_simulator/faults`. */
export type FaultSpec = FaultScope &
  (
    | LatencyFault
    | ResetFault
    | StatusFault
    | BadBodyFault
    | SlowBodyFault
    | EdgeBlockFault
    | IgnoredFault
    | RefusedFault
    | StaleListFault
    | VanishFault
    | WrongPageBaseFault
    | ChaosFault
  );
