import { endTry } from './creating.js';
import { enter, isFinal, tell, type Draft } from './draft.js';
import type { Cause, Instance } from './instance.js';
import { isUsed, usedUpAt, type Part } from './meter.js';

/** A budget is told of when four fifths of it are used. */
const MOST: Part = [4n, 5n];
const ALL: Part = [1n, 1n];
/** A measurement older than this says nothing about whether an instance is idle now. */
const MEASURED_LATELY_MS = 5 * 60_000;

/** Keeps what has fallen due, and sets the time at which the next promise does. */
export function keepPromises(draft: Draft): void {
  const { instance } = draft;
  instance.deadlineAt = null;
  if (isFinal(instance.state) || isUnanswered(instance)) return;
  keepLifetime(draft);
  keepBudget(draft);
  keepIdleRule(draft);
  keepPhase(draft);
}

/** A deadline of the present phase on the way up. */
function keepPhase(draft: Draft): void {
  const { instance, now } = draft;
  const { phase, limits } = instance;
  if (phase === null || isFinal(instance.state)) return;
  const limitMs = limits[`${phase.name}Ms`];
  if (now - phase.since < limitMs) {
    fallsDue(instance, phase.since + limitMs);
    return;
  }
  const probe = phase.name === 'probing' && instance.probeDetail !== null ? ` Last probe: ${instance.probeDetail}` : '';
  const message = `The instance was ${phase.name} for more than ${limitMs / 1000} s.${probe}`;
  const cause: Cause = { code: 'phase_timeout', message };
  if (!instance.wasRunning) {
    endTry(draft, cause, 'timed_out');
  } else if (instance.wasReady) {
    // Its data may be wanted.
    stop(draft, cause);
  } else {
    instance.phase = null;
    enter(draft, 'timed_out', cause);
  }
}

/** `stopAfter` and `deleteAfter`. */
function keepLifetime(draft: Draft): void {
  const { instance, now } = draft;
  const { deleteAfterMs, stopAfterMs } = instance.promises;
  if (deleteAfterMs !== null && instance.goal !== 'deleted') {
    const at = instance.createdAt + deleteAfterMs;
    if (now < at) fallsDue(instance, at);
    else {
      instance.goal = 'deleted';
      instance.phase = null;
      enter(draft, 'deleting', { code: 'delete_after', message: `The time of ${deleteAfterMs / 1000} s is over.` });
      return;
    }
  }
  if (stopAfterMs === null || instance.goal !== 'up') return;
  const at = instance.upSince + stopAfterMs;
  if (now < at) fallsDue(instance, at);
  else stop(draft, { code: 'stop_after', message: `The time of ${stopAfterMs / 1000} s is over.` });
}

/** `maxCost`. The time at which it is reached is known beforehand, so that it is not passed by a whole sweep. */
function keepBudget(draft: Draft): void {
  const { instance, now } = draft;
  const { maxCost } = instance.promises;
  if (maxCost === null || instance.goal !== 'up') return;
  if (!instance.isBudgetTold && isUsed(instance, maxCost, MOST, now)) {
    instance.isBudgetTold = true;
    tell(draft, 'instance.budget_warning', { details: { scope: 'instance', used: 'most' } });
  }
  if (isUsed(instance, maxCost, ALL, now)) {
    stop(draft, { code: 'budget_exhausted', message: 'The instance has cost as much as its `maxCost` allows.' });
    return;
  }
  const at = usedUpAt(instance, maxCost, instance.isBudgetTold ? ALL : MOST, now);
  if (at !== null) fallsDue(instance, at);
}

/** `idleStopAfter`. */
function keepIdleRule(draft: Draft): void {
  const { instance, now } = draft;
  const { idle } = instance.promises;
  const { runningSince, usedAt: lastUse, measuredAt } = instance;
  const isUp = instance.state === 'running' || instance.state === 'ready';
  if (idle === null || !isUp || runningSince === null || instance.goal !== 'up') return;
  const at = Math.max((lastUse ?? runningSince) + idle.stopAfterMs, runningSince + idle.graceMs);
  if (now < at) {
    fallsDue(instance, at);
    return;
  }
  // Not knowing whether the GPU is busy is no reason to stop it.
  const isMeasured = measuredAt !== null && now - measuredAt < MEASURED_LATELY_MS;
  if (idle.gpuBusyPercent !== null && !isMeasured) return;
  stop(draft, { code: 'idle', message: `Nobody has used the instance for ${idle.stopAfterMs / 1000} s.` });
}

/** Stops an instance for a reason of ours. One that never ran has nothing to keep and is removed. */
function stop(draft: Draft, cause: Cause): void {
  const { instance } = draft;
  instance.phase = null;
  instance.pending = null;
  if (!instance.wasRunning) {
    enter(draft, cause.code === 'stop_after' ? 'timed_out' : 'failed', cause);
    return;
  }
  instance.goal = 'stopped';
  enter(draft, 'stopping', cause);
}

/** The budget of the API key that asked for the instance. It is told again with every look at that budget. */
export function keyBudget(draft: Draft, used: 'most' | 'all'): void {
  const { instance } = draft;
  if (instance.goal !== 'up' || isFinal(instance.state) || isUnanswered(instance)) return;
  if (used === 'most') tell(draft, 'instance.budget_warning', { details: { scope: 'api_key', used } });
  else stop(draft, { code: 'budget_exhausted', message: 'The API key has cost as much as its `maxCost` allows.' });
}

/** While a create call is unanswered deadlines and budgets wait: what it may have made has to be found first. */
function isUnanswered({ create }: Instance): boolean {
  return create.stage === 'unclear' || create.stage === 'sending';
}

function fallsDue(instance: Instance, at: number): void {
  if (instance.deadlineAt === null || at < instance.deadlineAt) instance.deadlineAt = at;
}
