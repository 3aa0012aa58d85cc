import type { IdleRule, Promises } from '../lifecycle/instance.js';
import type { Change } from '../lifecycle/observation.js';
import type { ChangeInstanceBody, CreateInstanceBody } from './create-instance-schema.js';
import { parseDecimalMoney } from './usd.js';

const DEFAULT_GRACE_MS = 10 * 60_000;

/** What a request changes of the promises; what it does not name is undefined. */
function promisesOf(body: ChangeInstanceBody | CreateInstanceBody): {
  [Name in keyof Promises]: Promises[Name] | undefined;
} {
  const { stopAfterMs, deleteAfterMs, maxCost, onReclaim } = body;
  return {
    stopAfterMs,
    deleteAfterMs,
    idle: idleRuleOf(body),
    maxCost: typeof maxCost === 'string' ? parseDecimalMoney(maxCost) : maxCost,
    onReclaim,
  };
}

/** A change of an instance as its user asked for it. */
export function changeOf(body: ChangeInstanceBody): Change {
  return { promises: promisesOf(body), limits: body.deadlines, metadata: body.metadata };
}

function idleRuleOf(body: ChangeInstanceBody | CreateInstanceBody): IdleRule | null | undefined {
  const { idleStopAfterMs, idleGraceMs = DEFAULT_GRACE_MS, idleGpuBusyPercent = null } = body;
  if (typeof idleStopAfterMs !== 'number') return idleStopAfterMs;
  return { stopAfterMs: idleStopAfterMs, graceMs: idleGraceMs, gpuBusyPercent: idleGpuBusyPercent };
}
