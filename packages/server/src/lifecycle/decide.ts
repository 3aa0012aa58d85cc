import { adopt, chosen, createRefused, createSending } from './creating.js';
import { enter, isFinal, tell, type Draft } from './draft.js';
import type { LifecycleEvent } from './event.js';
import type { Instance } from './instance.js';
import type { Change, Observation } from './observation.js';
import { given } from './given.js';
import { keepPromises, keyBudget } from './promises.js';
import { absent, denied, found, goUp, probed, seen } from './watching.js';
import { alarm, plan, retryWork } from './work.js';

export { isFinal } from './draft.js';

/** What follows from an observation. */
export interface Decision {
  /** The instance afterwards; the very object that was passed in when nothing changed. */
  instance: Instance;
  /** When the instance has to be looked after next, in milliseconds since 1970, where that is new; else null. */
  wakeAt: number | null;
  /** One event for each change of state, and for what else users are told, in order. */
  events: LifecycleEvent[];
}

/**
 * Decides the life of an instance: the only place where that happens. It is pure: the same arguments give the same
 * answer, nothing is read or written, and the instance passed in is left as it was.
 *
 * It accepts every observation in every state. What is late, repeated or contradicts itself changes nothing that it
 * should not: a look at the cloud that began before our last call is ignored, a final state is never left, and a
 * create call without a clear answer is searched for before anything else happens.
 *
 * @param now - milliseconds since 1970.
 */
export function decide(before: Instance, observation: Observation, now: number): Decision {
  const text = JSON.stringify(before);
  const draft: Draft = { instance: JSON.parse(text) as Instance, events: [], now };
  observe(draft, observation);
  settle(draft);
  keepPromises(draft);
  settle(draft);
  plan(draft);
  alarm(draft);
  const { instance, events } = draft;
  if (JSON.stringify(instance) === text) return { instance: before, wakeAt: null, events: [] };
  const next = dueAt(instance);
  const isNew = next !== dueAt(before) || instance.work?.type !== before.work?.type;
  return { instance, wakeAt: isNew ? next : null, events };
}

/** When work or a deadline of an instance falls due, whichever is first; null when neither does. */
export function dueAt({ work, deadlineAt }: Instance): number | null {
  if (work === null || deadlineAt === null) return work?.at ?? deadlineAt;
  return Math.min(work.at, deadlineAt);
}

function observe(draft: Draft, observation: Observation): void {
  const { instance, now } = draft;
  const { create } = instance;
  switch (observation.kind) {
    case 'requested':
      if (instance.sequence === 0) tell(draft, 'instance.pending', { previous: null });
      return;
    case 'chosen':
      chosen(draft, observation);
      return;
    case 'create_sending':
      createSending(draft);
      return;
    case 'create_accepted':
      adopt(draft, observation.cloudId, now);
      return;
    case 'create_refused':
      createRefused(draft, observation.cause, observation.refusal);
      return;
    case 'create_unclear':
      if (create.stage === 'sending') instance.create = { ...create, stage: 'unclear', since: now };
      return;
    case 'found':
      found(draft, observation.matches, observation.at);
      return;
    case 'seen':
      seen(draft, observation.cloud, observation.at);
      return;
    case 'absent':
      absent(draft, observation.at);
      return;
    case 'gone':
      denied(draft, observation.cloudId);
      return;
    case 'probed':
      probed(draft, observation.passed, observation.detail);
      return;
    case 'accepted':
      accepted(draft, observation.cloudId);
      return;
    case 'action_refused':
      if (instance.pending === null || isFinal(instance.state)) return;
      // Nothing is removed: the data of the instance may be wanted.
      if (instance.pending.action === 'start') {
        instance.goal = 'stopped';
        enter(draft, 'stopped', observation.cause);
      }
      instance.pending = null;
      instance.phase = null;
      return;
    case 'work_failed':
      if (instance.work !== null) retryWork(instance.work, now, observation.retryAfterMs);
      return;
    case 'measured':
      measured(draft, observation.percent, observation.at);
      return;
    case 'heartbeat':
      if (instance.goal === 'up' && !isFinal(instance.state)) instance.usedAt = now;
      return;
    case 'replaced':
      replaced(draft, observation.by);
      return;
    case 'key_budget':
      keyBudget(draft, observation.used);
      return;
    case 'start_requested':
      startRequested(draft);
      return;
    case 'restart_requested':
      restartRequested(draft);
      return;
    case 'stop_requested':
      if (instance.cloudId === null || instance.goal !== 'up' || isFinal(instance.state)) return;
      if (instance.state === 'reclaimed' || instance.isMovingOn) return;
      instance.goal = 'stopped';
      instance.phase = null;
      instance.pending = null;
      enter(draft, 'stopping');
      return;
    case 'delete_requested':
      if (isFinal(instance.state)) return;
      instance.goal = 'deleted';
      instance.phase = null;
      instance.pending = null;
      if (instance.cloudId !== null || create.stage !== 'idle') enter(draft, 'deleting');
      return;
    case 'change_requested':
      change(instance, observation.change);
      return;
    case 'tick':
      return;
  }
}

/** The cloud accepted an action. What comes of it is seen by looking; without effect it is asked for again. */
function accepted({ instance, now }: Draft, cloudId: string): void {
  if (instance.duplicates.includes(cloudId)) {
    instance.duplicates = instance.duplicates.filter((id) => id !== cloudId);
    instance.work = null;
  } else if (instance.work !== null && cloudId === instance.cloudId) {
    instance.touchedAt = now;
    if (instance.pending !== null) instance.pending.isAccepted = true;
    instance.work.tries += 1;
    instance.work.at = now + instance.limits.confirmMs;
  }
}

function startRequested(draft: Draft): void {
  const { instance, now } = draft;
  if (instance.state !== 'stopped' && instance.state !== 'reclaimed') return;
  if (instance.cloudId === null || instance.goal === 'deleted' || instance.replacedBy !== null) return;
  goUp(instance, now);
  instance.pending = { action: 'start', isAccepted: false };
  instance.phase = { name: 'starting', since: now };
  instance.probesPassed = 0;
  enter(draft, 'starting');
}

function restartRequested(draft: Draft): void {
  const { instance, now } = draft;
  if (instance.goal !== 'up' || (instance.state !== 'running' && instance.state !== 'ready')) return;
  instance.pending = { action: 'restart', isAccepted: false };
  instance.phase = { name: 'starting', since: now };
  instance.probesPassed = 0;
  enter(draft, 'starting');
}

function measured({ instance, now }: Draft, percent: number | null, at: number): void {
  if (percent === null) {
    if (instance.work?.type === 'measure') retryWork(instance.work, now);
    return;
  }
  if (instance.work?.type === 'measure') instance.work = null;
  instance.measuredAt = Math.max(instance.measuredAt ?? 0, at);
  const busy = instance.promises.idle?.gpuBusyPercent ?? Infinity;
  if (percent >= busy) instance.usedAt = Math.max(instance.usedAt ?? 0, at);
}

/** The new instance is stored; only now may the old one be given up. */
function replaced(draft: Draft, by: string): void {
  const { instance } = draft;
  if (instance.replacedBy !== null) return;
  instance.replacedBy = by;
  tell(draft, 'instance.replaced', { details: { by } });
  if (isFinal(instance.state)) return;
  instance.goal = 'deleted';
  instance.phase = null;
  instance.pending = null;
  if (instance.cloudId !== null || instance.create.stage !== 'idle') enter(draft, 'deleting', instance.cause);
}

function change(instance: Instance, { promises, limits, metadata }: Change): void {
  if (isFinal(instance.state)) return;
  if (promises?.maxCost !== undefined) instance.isBudgetTold = false;
  instance.promises = { ...instance.promises, ...given(promises) };
  instance.limits = { ...instance.limits, ...given(limits) };
  if (metadata !== undefined) instance.spec.metadata = metadata;
}

/** Ends that need no cloud. */
function settle(draft: Draft): void {
  const { instance } = draft;
  const isNothingThere = instance.cloudId === null && instance.create.stage === 'idle';
  if (isNothingThere && instance.goal === 'deleted') enter(draft, 'deleted', instance.cause);
  if (isNothingThere && isFinal(instance.state)) instance.released = true;
}
