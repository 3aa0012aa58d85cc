import { enter, isFinal, tell, type Draft } from './draft.js';
import type { Cause, Instance } from './instance.js';
import { knownTargets, markerOf } from './new-instance.js';
import type { Observation, Refusal } from './observation.js';
import { pause } from './work.js';

/** Tries of the plan that are remembered. */
const MAX_TRIES = 50;

/** What the present candidate of the plan was worked out to. */
export function chosen(draft: Draft, { targets, cause }: Observation & { kind: 'chosen' }): void {
  const { instance } = draft;
  if (instance.place.targets !== null || instance.cloudId !== null || isFinal(instance.state)) return;
  if (targets.length > 0) instance.place = { ...instance.place, targets, target: 0 };
  else endTry(draft, cause, 'failed');
}

export function createSending(draft: Draft): void {
  const { instance, now } = draft;
  const { create, place } = instance;
  if (create.stage !== 'idle' || instance.goal !== 'up' || isFinal(instance.state)) return;
  if (instance.cloudId !== null || place.targets === null) return;
  instance.create = { stage: 'sending', attempt: create.attempt + 1, since: now };
  enter(draft, 'creating');
}

export function createRefused(draft: Draft, cause: Cause, refusal: Refusal): void {
  const { instance, now } = draft;
  const { create } = instance;
  if (create.stage !== 'sending') return;
  instance.create = { ...create, stage: 'idle', since: now };
  if (instance.goal !== 'up') return;
  if (refusal === 'later')
    instance.work = { type: 'create', at: now + pause(create.attempt - 1), tries: create.attempt };
  else if (refusal === 'elsewhere') endTry(draft, cause, 'failed');
  else enter(draft, 'failed', cause);
}

/** The id in the cloud is known. A second one is a duplicate that a repeated create call left behind: it is deleted. */
export function adopt(draft: Draft, cloudId: string, touchedAt: number): void {
  const { instance } = draft;
  if (instance.cloudId === cloudId) return;
  if (instance.cloudId !== null || isFinal(instance.state)) {
    const isKnown = instance.duplicates.includes(cloudId) || instance.formerCloudIds.includes(cloudId);
    if (!isKnown) {
      instance.duplicates.push(cloudId);
      // It costs money until it is gone.
      tell(draft, 'instance.duplicate_found', { details: { novitaInstanceId: cloudId } });
    }
    if (instance.create.stage !== 'done') instance.create = { ...instance.create, stage: 'idle' };
    return;
  }
  instance.cloudId = cloudId;
  instance.create = { ...instance.create, stage: 'done', since: touchedAt };
  instance.touchedAt = touchedAt;
  instance.work = null;
}

/** No create call got a clear answer, and nothing appeared within the settling time. */
export function notFound(draft: Draft): void {
  const { instance, now } = draft;
  const { create, limits, marker } = instance;
  instance.create = { ...create, stage: 'idle', since: now };
  if (create.attempt < limits.createAttempts) return;
  const message = `${create.attempt} create calls got no clear answer, and no instance named ${marker} appeared.`;
  endTry(draft, { code: 'create_unconfirmed', message }, 'failed');
}

/**
 * The present try of the plan has come to nothing. The next place is tried, once the cloud has nothing left of this
 * one; without a next place the instance ends. One that has been running holds data of its user and never moves on.
 */
export function endTry(draft: Draft, cause: Cause, end: 'failed' | 'timed_out'): void {
  const { instance, now } = draft;
  const { place, spec } = instance;
  const target = place.targets?.[place.target] ?? null;
  instance.tries = [...instance.tries, { candidate: place.candidate, target, at: now, cause }].slice(-MAX_TRIES);
  instance.phase = null;
  const next = nextPlace(instance);
  if (next === null || instance.goal !== 'up' || instance.wasRunning) {
    enter(draft, end, instance.tries.length > 1 && next === null ? exhausted(instance) : cause);
    return;
  }
  instance.place = next;
  if (instance.cloudId === null) begin(instance, now);
  else instance.isMovingOn = true;
  const moved: Cause = { code: 'moved_on', message: `${cause.message} The next place of the plan is tried.` };
  tell(draft, 'instance.moved_on', { cause, details: { candidate: next.candidate, of: spec.plan.length } });
  if (instance.state === 'starting') enter(draft, 'creating', moved);
}

/** The cloud has nothing left of the try before. */
export function moveOn(instance: Instance, now: number): void {
  if (instance.cloudId !== null) instance.formerCloudIds.push(instance.cloudId);
  instance.cloudId = null;
  instance.isMovingOn = false;
  instance.missingSince = null;
  instance.cloudStatus = null;
  instance.cloudPhase = null;
  instance.shape = null;
  instance.endpoints = [];
  instance.probesPassed = 0;
  instance.probeDetail = null;
  instance.reclaimAt = null;
  instance.touchedAt = now;
  instance.billing.hourlyPrice = null;
  instance.marker = markerOf(instance.id, instance.spec.name, instance.formerCloudIds.length + 1);
  begin(instance, now);
}

function begin(instance: Instance, now: number): void {
  instance.create = { stage: 'idle', attempt: 0, since: now };
  instance.phase = { name: 'queued', since: now };
  instance.work = null;
}

function nextPlace({ place, spec }: Instance): Instance['place'] | null {
  if (place.targets !== null && place.target + 1 < place.targets.length) return { ...place, target: place.target + 1 };
  const candidate = spec.plan[place.candidate + 1];
  if (candidate === undefined) return null;
  return { candidate: place.candidate + 1, targets: knownTargets(candidate), target: 0 };
}

function exhausted({ tries }: Instance): Cause {
  const causes = tries.map(({ target, cause }) => {
    const where = target === null ? 'no product' : `${target.productId} in ${target.clusterId ?? 'any cluster'}`;
    return `${where}: ${cause.message}`;
  });
  return {
    code: 'plan_exhausted',
    message: `${tries.length} tries came to nothing. ${causes.join(' ')}`.slice(0, 2_000),
  };
}
