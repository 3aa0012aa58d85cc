import type { CloudPhase } from '@novita-fleet/client';
import type { LifecycleEvent } from './event.js';
import type { Cause, Instance, InstanceState, Work } from './instance.js';
import type { CloudView, Observation } from './observation.js';

/** What follows from an observation. */
export interface Decision {
  /** The instance afterwards; the very object that was passed in when nothing changed. */
  instance: Instance;
  /** Work that is new or has a new time. */
  commands: Work[];
  /** One event for each change of state, in order. */
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
  const instance: Instance = {
    ...before,
    create: { ...before.create },
    billing: { ...before.billing },
    duplicates: [...before.duplicates],
    work: before.work === null ? null : { ...before.work },
  };
  const events: LifecycleEvent[] = [];
  observe({ instance, events, now }, observation);
  settle({ instance, events, now });
  plan(instance, now);
  if (JSON.stringify(instance) === JSON.stringify(before)) return { instance: before, commands: [], events: [] };
  const { work } = instance;
  const isNew = work !== null && (work.type !== before.work?.type || work.at !== before.work.at);
  return { instance, commands: isNew ? [work] : [], events };
}

interface Draft {
  instance: Instance;
  events: LifecycleEvent[];
  now: number;
}

/** True for the states that are never left. */
export function isFinal(state: InstanceState): boolean {
  return state === 'deleted' || state === 'failed' || state === 'timed_out' || state === 'lost';
}

/** Enters a state and tells it, unless the instance is in it already or in a final one. */
function enter({ instance, events, now }: Draft, state: InstanceState, cause: Cause | null = null): void {
  if (instance.state === state || isFinal(instance.state)) return;
  tell(instance, events, now, state, instance.state, cause);
}

function tell(
  instance: Instance,
  events: LifecycleEvent[],
  now: number,
  state: InstanceState,
  previous: InstanceState | null,
  cause: Cause | null,
): void {
  instance.state = state;
  instance.since = now;
  instance.cause = cause;
  instance.sequence += 1;
  events.push({
    id: `evt_${instance.id.slice('inst_'.length)}_${instance.sequence}`,
    type: `instance.${state === 'timed_out' ? 'timeout' : state}`,
    sequence: instance.sequence,
    at: now,
    data: {
      instanceId: instance.id,
      novitaInstanceId: instance.cloudId,
      name: instance.spec.name,
      status: state,
      previousStatus: previous,
      cloudStatus: instance.cloudStatus,
      elapsedTime: now - instance.createdAt,
      error: cause,
    },
  });
}

function observe(draft: Draft, observation: Observation): void {
  const { instance, now } = draft;
  const { create } = instance;
  switch (observation.kind) {
    case 'requested':
      if (instance.sequence === 0) tell(instance, draft.events, now, 'pending', null, null);
      return;
    case 'create_sending':
      if (create.stage !== 'idle' || instance.goal !== 'up' || isFinal(instance.state)) return;
      instance.create = { stage: 'sending', attempt: create.attempt + 1, since: now };
      enter(draft, 'creating');
      return;
    case 'create_accepted':
      adopt(instance, observation.cloudId, now);
      return;
    case 'create_refused':
      if (create.stage !== 'sending') return;
      instance.create = { ...create, stage: 'idle', since: now };
      if (!observation.again) enter(draft, 'failed', observation.cause);
      else instance.work = { type: 'create', at: now + pause(create.attempt - 1), tries: create.attempt };
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
      if (instance.cloudId === null || observation.at < instance.touchedAt) return;
      if (instance.missingSince === null) instance.missingSince = now;
      // The list alone may be stale. A look at the instance itself settles it sooner; without one, only time does.
      else if (observation.at - instance.missingSince >= instance.limits.confirmMs) gone(draft, 'lost');
      return;
    case 'gone':
      instance.duplicates = instance.duplicates.filter((id) => id !== observation.cloudId);
      if (observation.cloudId !== instance.cloudId) return;
      // One 404 may come from a proxy: the list has to miss it, too.
      if (instance.missingSince !== null) gone(draft, 'lost');
      else if (instance.work !== null) retryWork(instance.work, now);
      return;
    case 'probed':
      probed(draft, observation.passed, observation.detail);
      return;
    case 'accepted':
      if (instance.duplicates.includes(observation.cloudId)) {
        instance.duplicates = instance.duplicates.filter((id) => id !== observation.cloudId);
        instance.work = null;
      } else if (instance.work !== null && observation.cloudId === instance.cloudId) {
        instance.touchedAt = now;
        instance.work.tries += 1;
        instance.work.at = now + instance.limits.confirmMs;
      }
      return;
    case 'work_failed':
      if (instance.work !== null) retryWork(instance.work, now, observation.retryAfterMs);
      return;
    case 'stop_requested':
      if (instance.cloudId === null || instance.goal !== 'up' || isFinal(instance.state)) return;
      if (instance.state === 'reclaimed') return;
      instance.goal = 'stopped';
      instance.phase = null;
      enter(draft, 'stopping');
      return;
    case 'delete_requested':
      if (isFinal(instance.state)) return;
      instance.goal = 'deleted';
      instance.phase = null;
      if (instance.cloudId !== null || create.stage !== 'idle') enter(draft, 'deleting');
      return;
    case 'tick':
      return;
  }
}

/** The id in the cloud is known. A second one is a duplicate that a repeated create call left behind. */
function adopt(instance: Instance, cloudId: string, touchedAt: number): void {
  if (instance.cloudId === cloudId) return;
  if (instance.cloudId !== null || isFinal(instance.state)) {
    if (!instance.duplicates.includes(cloudId)) instance.duplicates.push(cloudId);
    if (instance.create.stage !== 'done') instance.create = { ...instance.create, stage: 'idle' };
    return;
  }
  instance.cloudId = cloudId;
  instance.create = { ...instance.create, stage: 'done', since: touchedAt };
  instance.touchedAt = touchedAt;
  instance.work = null;
}

function found(draft: Draft, matches: CloudView[], at: number): void {
  const { instance, now } = draft;
  const { create, limits } = instance;
  if (create.stage !== 'unclear') return;
  const [oldest, ...others] = matches
    .filter(({ name, phase }) => name === instance.marker && phase !== 'removing' && phase !== 'removed')
    .sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.id < b.id ? -1 : 1));
  if (oldest !== undefined) {
    seen(draft, oldest, at);
    for (const other of others) adopt(instance, other.id, now);
    return;
  }
  if (at - create.since < limits.createSettleMs) {
    if (instance.work === null) return;
    retryWork(instance.work, now);
    // The last look must begin when the time is over, and need not begin much later.
    instance.work.at = Math.max(now, Math.min(instance.work.at, create.since + limits.createSettleMs));
    return;
  }
  instance.create = { ...create, stage: 'idle', since: now };
  if (create.attempt < limits.createAttempts) return;
  enter(draft, 'failed', {
    code: 'create_unconfirmed',
    message: `${create.attempt} create calls got no clear answer, and no instance named ${instance.marker} appeared.`,
  });
}

function seen(draft: Draft, cloud: CloudView, at: number): void {
  const { instance, now } = draft;
  if (cloud.id !== instance.cloudId) {
    // Not ours, or a create call is in flight whose answer will tell.
    if (cloud.name !== instance.marker || instance.create.stage === 'sending') return;
    if (cloud.phase === 'removing' || cloud.phase === 'removed') return;
    adopt(instance, cloud.id, at);
    if (cloud.id !== instance.cloudId) return;
  }
  if (at < instance.touchedAt) return;
  instance.cloudStatus = cloud.status;
  instance.cloudPhase = cloud.phase;
  instance.missingSince = null;
  if (cloud.hourlyPrice !== null) instance.billing.hourlyPrice = cloud.hourlyPrice;
  if (cloud.endpoints.length > 0) instance.endpoints = cloud.endpoints;
  meter(instance, cloud.phase, now);
  if (isFinal(instance.state) || instance.goal === 'deleted') {
    if (cloud.phase === 'removed') gone(draft, 'deleted');
    return;
  }
  const comesUp = cloud.phase === 'starting' || cloud.phase === 'pulling' || cloud.phase === 'running';
  // Somebody started it again elsewhere: their wish counts, we do not fight it.
  if (comesUp && (instance.state === 'stopped' || instance.state === 'reclaimed')) instance.goal = 'up';
  if (instance.goal === 'up') follow(draft, cloud);
  else if (cloud.phase === 'exited') enter(draft, 'stopped', instance.cause);
  else if (cloud.phase === 'removing' || cloud.phase === 'removed') removedOutside(draft, cloud.phase);
}

/** Follows the cloud while the instance is meant to be up. */
function follow(draft: Draft, cloud: CloudView): void {
  const { instance, now } = draft;
  const reclaimed: Cause = { code: 'spot_reclaimed', message: 'The cloud took the spot instance back.' };
  const outside: Cause = { code: 'stopped_outside', message: 'The instance was stopped, but not through this server.' };
  if (cloud.error !== null && !instance.wasRunning) {
    enter(draft, 'failed', { code: 'cloud_failed', message: cloud.error });
    return;
  }
  switch (cloud.phase) {
    case 'queued':
      if (instance.state === 'pending') enter(draft, 'creating');
      return;
    case 'pulling':
    case 'starting':
    case 'moving':
      comeUp(instance, cloud.phase === 'pulling' ? 'pulling' : 'starting', now);
      enter(draft, 'starting');
      return;
    case 'running':
      instance.wasRunning = true;
      if (instance.state === 'ready') return;
      if (instance.state !== 'running') comeUp(instance, 'probing', now);
      enter(draft, 'running');
      becomeReady(draft);
      return;
    case 'stopping':
      enter(draft, 'stopping', cloud.reclaimed ? reclaimed : outside);
      instance.phase = null;
      return;
    case 'exited':
      if (cloud.reclaimed) enter(draft, 'reclaimed', reclaimed);
      else if (instance.wasRunning) enter(draft, 'stopped', outside);
      else enter(draft, 'failed', { code: 'cloud_failed', message: 'The instance exited before it was running.' });
      instance.goal = 'stopped';
      instance.phase = null;
      return;
    case 'removing':
    case 'removed':
      removedOutside(draft, cloud.phase);
      return;
    case 'frozen':
    case 'unknown':
      return;
  }
}

function comeUp(instance: Instance, name: 'pulling' | 'starting' | 'probing', now: number): void {
  if (instance.phase?.name !== name) instance.phase = { name, since: now };
  instance.probesPassed = 0;
}

function removedOutside(draft: Draft, phase: 'removing' | 'removed'): void {
  draft.instance.goal = 'deleted';
  draft.instance.phase = null;
  enter(draft, 'deleting', {
    code: 'deleted_outside',
    message: 'The instance was deleted, but not through this server.',
  });
  if (phase === 'removed') gone(draft, 'deleted');
}

/** The cloud has the instance no more. */
function gone(draft: Draft, unlessAsked: 'lost' | 'deleted'): void {
  const { instance, now } = draft;
  meter(instance, 'removed', now);
  instance.released = true;
  instance.phase = null;
  if (instance.goal === 'deleted' || unlessAsked === 'deleted') enter(draft, 'deleted', instance.cause);
  else enter(draft, 'lost', { code: 'vanished', message: 'The cloud no longer has the instance, at two looks.' });
}

function probed(draft: Draft, passed: boolean, detail: string): void {
  const { instance, now } = draft;
  if (instance.state !== 'running' || instance.work?.type !== 'probe') return;
  const probe = instance.spec.probes[instance.probesPassed];
  instance.probeDetail = detail;
  if (passed) {
    instance.probesPassed += 1;
    instance.work = null;
    becomeReady(draft);
  } else {
    instance.work = { type: 'probe', at: now + (probe?.intervalMs ?? 0), tries: instance.work.tries + 1 };
  }
}

function becomeReady(draft: Draft): void {
  const { instance } = draft;
  if (instance.probesPassed < instance.spec.probes.length) return;
  enter(draft, 'ready');
  instance.phase = null;
}

/** The meter of the cloud runs from `pulling` until the stop has taken (Novita page gpu-instance-pricing). */
function meter(instance: Instance, phase: CloudPhase, now: number): void {
  const { billing } = instance;
  const stands = phase === 'exited' || phase === 'removed' || phase === 'frozen';
  if (stands && billing.startedAt !== null) {
    billing.accruedMs += now - billing.startedAt;
    billing.startedAt = null;
  } else if (!stands && billing.startedAt === null && phase !== 'queued' && phase !== 'unknown') {
    // An instance that is stopped or removed before it was pulled has cost nothing yet.
    if (phase !== 'stopping' && phase !== 'removing') billing.startedAt = now;
  }
}

/** What holds whatever was observed: ends that need no cloud, and deadlines. */
function settle(draft: Draft): void {
  const { instance, now } = draft;
  const nothingThere = instance.cloudId === null && instance.create.stage === 'idle';
  if (nothingThere && instance.goal === 'deleted') enter(draft, 'deleted');
  if (nothingThere && isFinal(instance.state)) instance.released = true;
  const { phase, limits } = instance;
  instance.deadlineAt = null;
  // While a create call is unanswered the deadline waits: what may have been created has to be found first.
  if (phase === null || isFinal(instance.state) || instance.create.stage === 'unclear') return;
  if (instance.create.stage === 'sending') return;
  const limitMs = limits[`${phase.name}Ms`];
  if (now - phase.since < limitMs) {
    instance.deadlineAt = phase.since + limitMs;
    return;
  }
  const detail =
    phase.name === 'probing' && instance.probeDetail !== null ? ` Last probe: ${instance.probeDetail}` : '';
  instance.phase = null;
  enter(draft, 'timed_out', {
    code: 'phase_timeout',
    message: `The instance was ${phase.name} for more than ${limitMs / 1000} s.${detail}`,
  });
  if (nothingThere) instance.released = true;
}

/** Sets the outstanding work to what the state asks for. Work of the same kind keeps its time and its count. */
function plan(instance: Instance, now: number): void {
  const type = wantedWork(instance);
  if (type === null) instance.work = null;
  else if (instance.work?.type !== type) instance.work = { type, at: now, tries: 0 };
}

function wantedWork(instance: Instance): Work['type'] | null {
  const { create, cloudId, cloudPhase, goal, state } = instance;
  if (create.stage === 'sending') return null;
  if (create.stage === 'unclear') return 'find';
  if (instance.duplicates.length > 0) return 'delete_duplicate';
  if (cloudId === null) return goal === 'up' && !isFinal(state) ? 'create' : null;
  if (instance.released) return null;
  if (instance.missingSince !== null) return 'look';
  if (goal === 'deleted' || isFinal(state)) return cloudPhase === 'removing' ? null : 'delete';
  if (goal === 'stopped') {
    const stands = cloudPhase === 'stopping' || cloudPhase === 'exited' || cloudPhase === 'removing';
    return state === 'stopping' && !stands ? 'stop' : null;
  }
  if (state !== 'running' && state !== 'ready') return null;
  // The list of the cloud may leave out the addresses of the ports.
  if (instance.endpoints.length < instance.spec.ports.length) return 'look';
  return state === 'running' && instance.probesPassed < instance.spec.probes.length ? 'probe' : null;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

function pause(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 16), LONGEST_PAUSE_MS);
}

function retryWork(work: Work, now: number, retryAfterMs = 0): void {
  work.at = now + Math.max(pause(work.tries), retryAfterMs);
  work.tries += 1;
}
