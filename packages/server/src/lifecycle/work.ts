import { isFinal, tell, type Draft } from './draft.js';
import type { Instance, Work } from './instance.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** Time between two looks at the GPU of an instance that may be idle. */
const MEASURE_EVERY_MS = 60_000;
/** A stop or removal without effect after so many calls is told. */
const ALARM_AFTER = 3;

/** Milliseconds to wait after `tries` failures. */
export function pause(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 16), LONGEST_PAUSE_MS);
}

export function retryWork(work: Work, now: number, retryAfterMs = 0): void {
  work.at = now + Math.max(pause(work.tries), retryAfterMs);
  work.tries += 1;
}

/** Sets the outstanding work to what the state asks for. Work of the same kind keeps its time and its count. */
export function plan({ instance, now }: Draft): void {
  const type = wantedWork(instance);
  if (type === null) instance.work = null;
  else if (instance.work?.type !== type) instance.work = { type, at: firstTime(type, instance, now), tries: 0 };
}

/** Tells once that a stop or a removal is asked for again and again without effect: it costs money. */
export function alarm(draft: Draft): void {
  const { instance } = draft;
  const { work } = instance;
  const isEnding = work?.type === 'stop' || work?.type === 'delete';
  if (!isEnding) {
    instance.isAlarmed = false;
  } else if (work.tries >= ALARM_AFTER && !instance.isAlarmed) {
    instance.isAlarmed = true;
    const cause = {
      code: 'stop_failing' as const,
      message: `The cloud was asked ${work.tries} times to ${work.type} the instance, and it is still there.`,
    };
    tell(draft, 'instance.stop_failing', { cause, details: { action: work.type, tries: work.tries } });
  }
}

function firstTime(type: Work['type'], { measuredAt }: Instance, now: number): number {
  return type === 'measure' && measuredAt !== null ? Math.max(now, measuredAt + MEASURE_EVERY_MS) : now;
}

function wantedWork(instance: Instance): Work['type'] | null {
  const { create, cloudId, cloudPhase, goal, state } = instance;
  if (create.stage === 'sending') return null;
  if (create.stage === 'unclear') return 'find';
  if (instance.duplicates.length > 0) return 'delete_duplicate';
  if (cloudId === null) {
    if (goal !== 'up' || isFinal(state)) return null;
    return instance.place.targets === null ? 'choose' : 'create';
  }
  if (instance.released) return null;
  if (instance.missingSince !== null) return 'look';
  // The new one is asked for before the old one is given up.
  if (state === 'reclaimed' && instance.promises.onReclaim === 'recreate' && instance.replacedBy === null) {
    if (goal !== 'deleted') return 'recreate';
  }
  if (goal === 'deleted' || instance.isMovingOn || isFinal(state)) return cloudPhase === 'removing' ? null : 'delete';
  if (goal === 'stopped') {
    const stands = cloudPhase === 'stopping' || cloudPhase === 'exited' || cloudPhase === 'removing';
    return state === 'stopping' && !stands ? 'stop' : null;
  }
  if (instance.pending !== null) {
    // A restart that is sent twice restarts twice.
    const { action, isAccepted } = instance.pending;
    return action === 'restart' && isAccepted ? null : action;
  }
  if (state !== 'running' && state !== 'ready') return null;
  // The list of the cloud may leave out the addresses of the ports.
  if (instance.endpoints.length < instance.spec.ports.length) return 'look';
  if (state === 'running' && instance.probesPassed < instance.spec.probes.length) return 'probe';
  return instance.promises.idle !== null && instance.promises.idle.gpuBusyPercent !== null ? 'measure' : null;
}
