import { adopt, endTry, moveOn, notFound } from './creating.js';
import { enter, isFinal, tell, type Draft } from './draft.js';
import type { Cause, Instance } from './instance.js';
import { meter, setPrice } from './meter.js';
import type { CloudView } from './observation.js';
import { retryWork } from './work.js';

/** A complete search for an instance whose create call had no clear answer. */
export function found(draft: Draft, matches: CloudView[], at: number): void {
  const { instance, now } = draft;
  const { create, limits } = instance;
  if (create.stage !== 'unclear') return;
  const [oldest, ...others] = matches
    .filter(({ name, phase }) => name === instance.marker && phase !== 'removing' && phase !== 'removed')
    .sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.id < b.id ? -1 : 1));
  if (oldest !== undefined) {
    seen(draft, oldest, at);
    for (const other of others) adopt(draft, other.id, now);
    return;
  }
  if (at - create.since >= limits.createSettleMs) {
    notFound(draft);
    return;
  }
  if (instance.work === null) return;
  retryWork(instance.work, now);
  // The last look must begin when the time is over, and need not begin much later.
  instance.work.at = Math.max(now, Math.min(instance.work.at, create.since + limits.createSettleMs));
}

/** The cloud shows an instance. */
export function seen(draft: Draft, cloud: CloudView, at: number): void {
  const { instance, now } = draft;
  if (cloud.id !== instance.cloudId) {
    // Not ours, or a create call is in flight whose answer will tell.
    if (cloud.name !== instance.marker || instance.create.stage === 'sending') return;
    if (cloud.phase === 'removing' || cloud.phase === 'removed') return;
    adopt(draft, cloud.id, at);
    if (cloud.id !== instance.cloudId) return;
  }
  if (at < instance.touchedAt) return;
  instance.cloudStatus = cloud.status;
  instance.cloudPhase = cloud.phase;
  instance.missingSince = null;
  setPrice(instance, cloud.hourlyPrice, now);
  if (cloud.endpoints.length > 0) instance.endpoints = cloud.endpoints;
  meter(instance, cloud.phase, now);
  if (isFinal(instance.state) || instance.goal === 'deleted' || instance.isMovingOn) {
    if (cloud.phase === 'removed') gone(draft, 'deleted');
    return;
  }
  compareShape(draft, cloud.shape);
  noticeReclaim(draft, cloud);
  const comesUp = cloud.phase === 'starting' || cloud.phase === 'pulling' || cloud.phase === 'running';
  // Somebody started it again elsewhere: their wish counts, we do not fight it.
  if (comesUp && (instance.state === 'stopped' || instance.state === 'reclaimed')) goUp(instance, now);
  if (instance.goal === 'up') follow(draft, cloud);
  else if (cloud.phase === 'exited' && instance.state === 'stopping') enter(draft, 'stopped', instance.cause);
  else if (cloud.phase === 'removing' || cloud.phase === 'removed') removedOutside(draft, cloud.phase);
}

/** It is meant to be up from now on. */
export function goUp(instance: Instance, now: number): void {
  instance.goal = 'up';
  instance.upSince = now;
  instance.reclaimAt = null;
}

/** Follows the cloud while the instance is meant to be up. */
function follow(draft: Draft, cloud: CloudView): void {
  const { instance, now } = draft;
  const reclaimed: Cause = { code: 'spot_reclaimed', message: 'The cloud took the spot instance back.' };
  const outside: Cause = { code: 'stopped_outside', message: 'The instance was stopped, but not through this server.' };
  if (cloud.error !== null && !instance.wasRunning) {
    endTry(draft, { code: 'cloud_failed', message: cloud.error }, 'failed');
    return;
  }
  switch (cloud.phase) {
    case 'queued':
      if (instance.state === 'pending') enter(draft, 'creating');
      return;
    case 'pulling':
    case 'starting':
    case 'moving':
      instance.pending = null;
      comeUp(instance, cloud.phase === 'pulling' ? 'pulling' : 'starting', now);
      enter(draft, 'starting');
      return;
    case 'running':
      // It still runs from before; a restart that was accepted may be over before anybody has looked.
      if (instance.pending?.action === 'restart' && !instance.pending.isAccepted) return;
      instance.pending = null;
      instance.wasRunning = true;
      if (instance.state === 'ready') return;
      if (instance.state !== 'running') {
        comeUp(instance, 'probing', now);
        instance.runningSince = now;
        instance.usedAt = now;
      }
      enter(draft, 'running');
      becomeReady(draft);
      return;
    case 'stopping':
      if (instance.pending?.action === 'start') return;
      enter(draft, 'stopping', cloud.reclaimed ? reclaimed : outside);
      instance.phase = null;
      return;
    case 'exited':
      if (instance.pending?.action === 'start') return;
      if (!cloud.reclaimed && !instance.wasRunning) {
        endTry(draft, { code: 'cloud_failed', message: 'The instance exited before it was running.' }, 'failed');
        return;
      }
      enter(draft, cloud.reclaimed ? 'reclaimed' : 'stopped', cloud.reclaimed ? reclaimed : outside);
      instance.goal = 'stopped';
      instance.phase = null;
      instance.pending = null;
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

/** The list of the cloud does not hold the instance. */
export function absent(draft: Draft, at: number): void {
  const { instance, now } = draft;
  if (instance.cloudId === null || at < instance.touchedAt) return;
  if (instance.missingSince === null) instance.missingSince = now;
  // The list alone may be stale. A look at the instance itself settles it sooner; without one, only time does.
  else if (at - instance.missingSince >= instance.limits.confirmMs) gone(draft, 'lost');
}

/** The cloud says that an id does not exist. */
export function denied(draft: Draft, cloudId: string): void {
  const { instance, now } = draft;
  instance.duplicates = instance.duplicates.filter((id) => id !== cloudId);
  if (cloudId !== instance.cloudId) return;
  // One 404 may come from a proxy: the list has to miss it, too.
  if (instance.missingSince !== null) gone(draft, 'lost');
  else if (instance.work !== null) retryWork(instance.work, now);
}

/** The cloud has the instance no more. */
function gone(draft: Draft, unlessAsked: 'lost' | 'deleted'): void {
  const { instance, now } = draft;
  meter(instance, 'removed', now);
  if (instance.isMovingOn && instance.goal === 'up' && !isFinal(instance.state)) {
    moveOn(instance, now);
    return;
  }
  instance.released = true;
  instance.phase = null;
  instance.pending = null;
  if (instance.goal === 'deleted' || unlessAsked === 'deleted') enter(draft, 'deleted', instance.cause);
  else enter(draft, 'lost', { code: 'vanished', message: 'The cloud no longer has the instance, at two looks.' });
}

export function probed(draft: Draft, passed: boolean, detail: string): void {
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
  instance.wasReady = true;
  instance.phase = null;
}

/** Tells once that the cloud will take a spot instance back, and again when the time changes. */
function noticeReclaim(draft: Draft, { reclaimAt, reclaimed, phase }: CloudView): void {
  const { instance } = draft;
  if (reclaimAt === null || reclaimAt === instance.reclaimAt) return;
  if (reclaimed && (phase === 'exited' || phase === 'stopping')) return;
  instance.reclaimAt = reclaimAt;
  tell(draft, 'instance.spot_notice', { details: { reclaimAt: new Date(reclaimAt).toISOString() } });
}

/** Tells when somebody has changed what the instance is made of. */
function compareShape(draft: Draft, shape: Record<string, string>): void {
  const { instance } = draft;
  const before = instance.shape;
  instance.shape = { ...before, ...shape };
  if (before === null) return;
  const changes = Object.entries(shape)
    .filter(([field, value]) => before[field] !== undefined && before[field] !== value)
    .map(([field, value]) => ({ field, from: before[field], to: value }));
  if (changes.length > 0) tell(draft, 'instance.changed', { details: { changes } });
}
