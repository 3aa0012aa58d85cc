import type { Schemas } from '../api/schemas.js';

export type System = Schemas['System'];

/** `unknown`: there is nothing to judge yet. */
export type Level = 'ok' | 'unknown' | 'warning' | 'problem';

/** What a figure means, in plain words. */
export interface Judgement {
  readonly level: Level;
  /** How it is, in a few words. */
  readonly summary: string;
  /** What it means and what to do; null when nothing is wrong. */
  readonly advice: string | null;
}

/** The worse the later. */
const LEVELS: readonly Level[] = ['ok', 'unknown', 'warning', 'problem'];

/** A sweep that is later than this is late by more than a busy server explains, in milliseconds. */
const LATE_MS = 30_000;
const STOPPED_MS = 120_000;

/** A delivery that waits so long has failed several times, in milliseconds. */
const STALE_MS = 10 * 60_000;
const VERY_STALE_MS = 24 * 60 * 60_000;

/** Calls that wait for the rate limit: a few are usual when many instances begin at once. */
const LONG_QUEUE = 20;

/** How the watch of the cloud is doing. */
export function judgeSweep(sweep: System['sweep']): Judgement {
  // The first one comes with the first instance.
  if (sweep === null) return ok('Nothing to watch yet');
  if (sweep.lastSuccessAt === null) {
    return problem(
      'Never read to the end',
      'The server has never read the whole list of the cloud. Check the API key of Novita and the connection of the server; its log names the error.',
    );
  }
  const overdueMs = overdueOf(sweep);
  if (overdueMs > STOPPED_MS) {
    return problem(
      'Sweeps have stopped',
      'Instances are not watched at present, and deadlines wait. Look at the log of the server for errors of the sweep, then restart it.',
    );
  }
  if (!sweep.isComplete) {
    return warning(
      'The last sweep broke off',
      'States may be older than they look. It is tried again by itself; if this stays, see whether the cloud or the rate limit below is the reason.',
    );
  }
  if (Math.max(overdueMs, sweep.lagMs) > LATE_MS) {
    return warning(
      'Sweeps are late',
      'States change on the screen later than in the cloud. The server or its disk is busy: give it more CPU, or raise the rate limit if calls queue below.',
    );
  }
  if (sweep.nextAt === null) return ok('Nothing to watch');
  return ok('On time');
}

/** Milliseconds since the next sweep was due, by the clock of the server alone: that of the browser may be wrong. */
function overdueOf({ lastSuccessAt, ageMs, nextAt }: NonNullable<System['sweep']>): number {
  if (lastSuccessAt === null || ageMs === null || nextAt === null) return 0;
  return Date.parse(lastSuccessAt) + ageMs - Date.parse(nextAt);
}

/** Whether calls to the cloud go through. */
export function judgeBreaker({ breaker }: System['cloud']): Judgement {
  if (breaker === 'closed') return ok('Calls go through');
  if (breaker === 'half_open') {
    return warning('Trying again', 'The cloud did not answer for a while; single calls try whether it does again.');
  }
  return problem(
    'The cloud does not answer',
    'Calls fail at once for a minute, then one is tried. Instances run on; nothing is lost. See the status page of Novita if it lasts.',
  );
}

/** Whether calls to the cloud have to wait for the rate limit. */
export function judgeRate(cloud: System['cloud']): Judgement {
  const { requestsPerMinute, maxRequestsPerMinute, freeSlots, queueLength, pausedUntil } = cloud;
  if (pausedUntil !== null) {
    return warning(
      'The cloud asked for a pause',
      'It answered that there were too many requests. Calls go on by themselves after the pause; other programs with the same account use the same limit.',
    );
  }
  if (queueLength > LONG_QUEUE) {
    return warning(
      `${queueLength} calls wait`,
      'More is asked of the cloud than the rate limit lets through, so that starts and stops take longer. Raise the limit if your account has a higher one.',
    );
  }
  if (requestsPerMinute < maxRequestsPerMinute * 0.9) {
    return warning(
      'Below its setting',
      'The cloud refused requests lately, so the server sends fewer. The rate rises again by itself; if it does not, another program uses the same account, or the setting is too high.',
    );
  }
  if (queueLength > 0) return ok(queueLength === 1 ? '1 call waits' : `${queueLength} calls wait`);
  return ok(freeSlots < 1 ? 'In full use' : 'Room to spare');
}

/** Whether webhooks reach their receivers. */
export function judgeOutbox({ waiting, oldestAgeMs }: System['outbox']): Judgement {
  if (waiting === 0) return ok('All delivered');
  const count = waiting === 1 ? '1 delivery waits' : `${waiting} deliveries wait`;
  if (oldestAgeMs === null || oldestAgeMs < STALE_MS) return ok(count);
  const advice = 'A receiver fails or is disabled. The webhooks screen tells which endpoint, and what it answered.';
  return oldestAgeMs < VERY_STALE_MS ? warning(count, advice) : problem(count, advice);
}

/** What `/healthz` and `/readyz` answered; undefined before the first answer. */
export interface Health {
  readonly isAlive: boolean;
  readonly isReady: boolean;
  /** What `/readyz` said, when it said no. */
  readonly detail: string | undefined;
}

/** Whether the server can do its work. */
export function judgeHealth(health: Health | undefined): Judgement {
  if (health === undefined) return { level: 'unknown', summary: 'Asking…', advice: null };
  if (!health.isAlive) {
    return problem(
      'No answer',
      'The server cannot be reached from this browser. See whether it runs, and whether the network is up.',
    );
  }
  if (health.isReady) return ok('Ready');
  return problem('Not ready', `${health.detail ?? 'The server cannot work at present.'} Its log says more.`);
}

/** The worst of several. */
export function worstOf(judgements: readonly Judgement[]): Level {
  const worst = Math.max(0, ...judgements.map(({ level }) => LEVELS.indexOf(level)));
  return LEVELS[worst] ?? 'ok';
}

function ok(summary: string): Judgement {
  return { level: 'ok', summary, advice: null };
}

function warning(summary: string, advice: string): Judgement {
  return { level: 'warning', summary, advice };
}

function problem(summary: string, advice: string): Judgement {
  return { level: 'problem', summary, advice };
}
