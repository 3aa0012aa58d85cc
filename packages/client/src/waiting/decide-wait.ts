import { cloudPhase, type CloudPhase } from './cloud-phase.js';
import type {
  Failure,
  OpenWait,
  PhaseDeadlines,
  WaitObservation,
  WaitPhase,
  WaitRules,
  WaitState,
} from './wait-state.js';

type Sighting = WaitObservation & { readonly kind: 'seen' };

/** A wait of which nothing is known yet. @param now - milliseconds of a monotonic clock. */
export function beginWait(rules: WaitRules, now: number): OpenWait {
  return {
    kind: 'waiting',
    rules,
    startedAt: now,
    phase: 'unknown',
    history: [],
    timed: goesUp(rules) ? { name: 'queuedMs', since: now } : null,
    probesPassed: 0,
    probeDetail: null,
    missing: NOT_MISSING,
    suspect: null,
    wants: 'any',
  };
}

/**
 * Decides what an observation means for a wait. It is pure, and takes every observation in every state; an end is never
 * left. No state in between has to be seen.
 *
 * Good news counts at once. A failure counts when a look by id tells it, because lists may be old, or when lists have
 * told it for `confirmMs`. An instance is gone when the list and a look by id miss it, or one of them at two looks that
 * are `confirmMs` apart; one that was never seen has at least that time to appear. Deadlines are judged last, so that a
 * goal that is seen at the deadline is reached.
 *
 * @param now - milliseconds of the clock with which the wait began.
 */
export function decideWait(state: WaitState, observation: WaitObservation, now: number): WaitState {
  if (state.kind !== 'waiting') return state;
  const after = observe(state, observation, now);
  return after.kind === 'waiting' ? judgeTime(after, now) : after;
}

/** The moment at which the next deadline of a wait passes; `Infinity` for never. */
export function deadlineOf({ rules, startedAt, timed }: OpenWait): number {
  const phaseAt = timed === null ? Infinity : timed.since + rules.phaseDeadlines[timed.name];
  return Math.min(startedAt + rules.timeoutMs, phaseAt);
}

const NOT_MISSING: OpenWait['missing'] = { list: null, id: null };

function observe(state: OpenWait, observation: WaitObservation, now: number): WaitState {
  switch (observation.kind) {
    case 'seen':
      return seen(state, observation, now);
    case 'absent':
      return absent(state, observation.by, observation.began);
    case 'probed':
      return probed(state, observation);
    case 'tick':
      return state;
  }
}

function seen(before: OpenWait, look: Sighting, now: number): WaitState {
  const phase = cloudPhase(look.status);
  const state = move(before, phase, look.status, now);
  if (isReached(state, phase)) return end(state, { kind: 'reached' });
  const failure = failureOf(state.rules, phase, look);
  if (failure === null) {
    const needsAddress = state.phase === 'probing' && !look.addressKnown;
    return { ...state, suspect: null, wants: needsAddress ? 'id' : 'any' };
  }
  const since = state.suspect?.since ?? look.began;
  const isSure = look.by === 'id' || look.began - since >= state.rules.confirmMs;
  if (isSure) return end(state, { kind: 'failed', ...failure });
  return { ...state, suspect: { ...failure, since }, wants: 'id' };
}

/** Notes the status, and enters the phase that it stands for. A status that nobody documented changes no phase. */
function move(before: OpenWait, phase: CloudPhase, status: string, now: number): OpenWait {
  const isNew = before.history.at(-1)?.status !== status;
  const history = isNew ? [...before.history, { status, phase, at: now }] : before.history;
  const state = { ...before, history, missing: NOT_MISSING };
  if (phase === 'unknown') return state;
  const isProbing = phase === 'running' && before.rules.until === 'ready' && before.rules.probes > 0;
  const shown: WaitPhase = isProbing ? 'probing' : phase;
  const name = goesUp(before.rules) ? deadlineNameOf(shown) : null;
  const timed = name === null || before.timed?.name === name ? before.timed : { name, since: now };
  if (isProbing) return { ...state, phase: shown, timed };
  return { ...state, phase: shown, timed, probesPassed: 0, probeDetail: null };
}

function deadlineNameOf(phase: WaitPhase): keyof PhaseDeadlines {
  if (phase === 'queued') return 'queuedMs';
  if (phase === 'pulling') return 'pullingMs';
  return phase === 'probing' ? 'probingMs' : 'startingMs';
}

function isReached({ rules, probesPassed }: OpenWait, phase: CloudPhase): boolean {
  switch (rules.until) {
    case 'running':
      return phase === 'running';
    case 'ready':
      return phase === 'running' && probesPassed >= rules.probes;
    case 'stopped':
      return phase === 'exited';
    case 'deleted':
      return phase === 'removed';
  }
}

/** What a sighting tells of an end other than the goal, or null. */
function failureOf(rules: WaitRules, phase: CloudPhase, { error, reclaimed }: Sighting): Failure | null {
  if (rules.until === 'deleted') return null;
  if (phase === 'removing' || phase === 'removed') return { reason: 'removed', message: 'The instance was deleted.' };
  if (rules.until === 'stopped') return null;
  if (reclaimed && (phase === 'stopping' || phase === 'exited')) {
    return { reason: 'reclaimed', message: 'The cloud took the spot instance back.' };
  }
  if (error !== null && phase !== 'running') {
    return { reason: 'status_error', message: `The cloud reports an error: ${error}` };
  }
  return phase === 'exited' ? { reason: 'exited', message: 'The instance has exited.' } : null;
}

function absent(before: OpenWait, by: 'list' | 'id', began: number): WaitState {
  const { rules, startedAt, suspect } = before;
  const since = before.missing[by] ?? began;
  const state = { ...before, missing: { ...before.missing, [by]: since } };
  const other = state.missing[by === 'list' ? 'id' : 'list'];
  const isMissed = other !== null || began - since >= rules.confirmMs;
  // A new instance may be in no list yet.
  const mayComeYet = state.history.length === 0 && rules.until !== 'deleted' && began - startedAt < rules.confirmMs;
  if (isMissed && !mayComeYet) {
    if (rules.until === 'deleted') return end(state, { kind: 'reached' });
    const wasRemoved = suspect?.reason === 'removed';
    const vanished: Failure = { reason: 'vanished', message: 'The cloud no longer has the instance, at two looks.' };
    const { reason, message } = wasRemoved ? suspect : vanished;
    return end(state, { kind: 'failed', reason, message });
  }
  const unasked = by === 'list' ? 'id' : 'list';
  return { ...state, wants: other === null ? unasked : 'any' };
}

function probed(state: OpenWait, result: WaitObservation & { readonly kind: 'probed' }): WaitState {
  if (state.phase !== 'probing' || result.probe !== state.probesPassed) return state;
  const probesPassed = state.probesPassed + (result.passed ? 1 : 0);
  const after = { ...state, probesPassed, probeDetail: result.detail };
  return probesPassed >= state.rules.probes ? end(after, { kind: 'reached' }) : after;
}

function judgeTime(state: OpenWait, now: number): WaitState {
  const { rules, startedAt, timed, probeDetail } = state;
  if (now < deadlineOf(state)) return state;
  const isOver = now >= startedAt + rules.timeoutMs;
  const limit = isOver || timed === null ? 'timeoutMs' : timed.name;
  const limitMs = limit === 'timeoutMs' ? rules.timeoutMs : rules.phaseDeadlines[limit];
  return end(state, { kind: 'timeout', limit, limitMs, probeDetail });
}

/** Whether the goal is on the way up, where phases have deadlines and an exit is a failure. */
function goesUp({ until }: WaitRules): boolean {
  return until === 'running' || until === 'ready';
}

function end<End extends object>({ rules, startedAt, phase, history }: OpenWait, how: End) {
  return { rules, startedAt, phase, history, ...how };
}
