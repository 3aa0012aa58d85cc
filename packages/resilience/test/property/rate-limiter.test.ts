import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueueFullError, type RateLimiterOptions } from '@novita-fleet/resilience';
import { ExpectedPause, ExpectedRate } from './expected-rate.js';
import { LimiterRun, type Ask, type Step } from './limiter-run.js';
import { runs } from './runs.js';

/** Sums of fractions miss whole numbers by less than this. */
const NOISE = 1e-3;
/** How late a deadline may be told by a punctual clock, in milliseconds. */
const BUCKET_MS = 10;

/** Whole milliseconds and eighths of them, which floating point holds without rounding. */
const ms = (max: number) =>
  fc.oneof(
    fc.nat(max),
    fc.nat(8 * max).map((eighths) => eighths / 8),
  );

const options = fc.record(
  {
    requestsPerMinute: fc.oneof(
      fc.integer({ min: 1, max: 6_000 }),
      fc.integer({ min: 5, max: 1_000_000 }).map((tenths) => tenths / 10),
      fc.constant(Infinity),
    ),
    burst: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(1.25, 2.5)),
    concurrency: fc.constantFrom(1, 2, 5, Infinity),
    maxQueue: fc.constantFrom(0, 3, 20),
    maxWaitMs: fc.oneof(fc.constant(Infinity), ms(20_000)),
    adaptive: fc.boolean(),
    quietMs: fc.integer({ min: 1, max: 20_000 }),
  },
  { requiredKeys: ['requestsPerMinute', 'burst'] },
);

const only = <Name extends Step['do']>(name: Name) => fc.record({ do: fc.constant(name) });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      signal: fc.constantFrom('none', 'none', 'own', 'own', 'shared', 'aborted'),
      deadlineIn: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: ms(10_000) }),
    }),
  },
  { weight: 2, arbitrary: only('try') },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: ms(3_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: ms(5) }) },
  { weight: 4, arbitrary: only('release') },
  { weight: 3, arbitrary: only('giveBack') },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('abort' as const), which: fc.nat(40) }) },
  { weight: 1, arbitrary: only('abortShared') },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pauseFor', 'pauseUntil'), ms: ms(5_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pauseFor', 'pauseUntil'), ms: fc.constant(-5) }) },
  { weight: 2, arbitrary: only('slowDown') },
);
const steps = fc.array(step, { minLength: 10, maxLength: 80, size: 'max' });
/** Milliseconds by which timers may be late. */
const lateness = fc.constantFrom(0, 0, 7, 2_000);

interface Played {
  readonly run: LimiterRun;
  readonly rate: ExpectedRate;
  readonly pause: ExpectedPause;
}

/** Plays the steps, and looks after each whether the limiter tells the truth and holds its promises. */
async function play(each: RateLimiterOptions, list: readonly Step[], lateMs: number, seed: number): Promise<Played> {
  const run = new LimiterRun(each, lateMs, seed);
  const rate = new ExpectedRate(each);
  const pause = new ExpectedPause();
  run.onGrant = (ask) => {
    expect(run.now, 'no slot within a pause').toBeGreaterThanOrEqual(pause.until - NOISE);
    expect(run.waiting[0], 'first come, first served').toBe(ask);
  };
  for (const one of list) {
    const before = run.waiting.length;
    pause.told(one, run);
    if (one.do === 'slowDown') rate.slowDown(run.now);
    await run.take(one);
    const latest = run.asks.at(-1);
    if (one.do === 'ask' && latest?.outcome === 'refused') checkRefusal(latest, before, each);
    checkStatus({ run, rate, pause });
  }
  return { run, rate, pause };
}

function checkStatus({ run, rate, pause }: Played): void {
  const status = run.limiter.getStatus();
  expect(status.queueLength).toBe(run.waiting.length);
  expect(status.inFlight).toBe(run.held);
  expect(run.held).toBeLessThanOrEqual(run.options.concurrency ?? Infinity);
  expect(status.requestsPerMinute).toBeCloseTo(rate.at(run.now) * 60_000);
  if (pause.until > run.now + NOISE) expect(status.pausedUntil).toBeCloseTo(run.fake.now() + pause.until - run.now);
  if (pause.until < run.now - NOISE) expect(status.pausedUntil).toBeUndefined();
}

/** Who is refused at once found the queue full, or would have waited too long. */
function checkRefusal({ error, askedAt, at, latest }: Ask, before: number, { maxQueue = 1_000 }: RateLimiterOptions) {
  expect(at).toBe(askedAt);
  if (!(error instanceof QueueFullError)) throw error;
  if (error.limit === 'maxQueue') expect(before).toBe(maxQueue);
  else expect(askedAt + error.retryAfterMs).toBeGreaterThan(latest - NOISE);
}

/**
 * Lets all that wait have their turn: slots come back, time goes on. Each turn has time for a pause to end and for a
 * token at the lowest rate, so each must give a slot to the first.
 */
async function finish({ run, rate, pause }: Played, lateMs: number): Promise<void> {
  while (run.waiting.length > 0) {
    const [first] = run.waiting;
    while (run.held > 0) await run.take({ do: 'release' });
    const pauseMs = Math.max(0, pause.until - run.now);
    await run.take({ do: 'advance', ms: pauseMs + rate.longestGapMs + BUCKET_MS + lateMs + 2 });
    expect(first?.outcome, 'a slot for the first').not.toBe('waiting');
  }
}

/** In any window no more slots than the tokens at its start and those made in it; `moves` holds what was given. */
function checkWindows({ run, rate }: Played, burst: number): void {
  run.moves.forEach(({ at: from }, first) => {
    let given = 0;
    for (const { at, change } of run.moves.slice(first)) {
      given += change;
      if (given <= burst) continue;
      expect(given, `slots from ${from} to ${at}`).toBeLessThanOrEqual(burst + rate.made(from, at) + NOISE);
    }
  });
}

/** After a pause there is one token, not a burst. */
function checkAfterPauses({ run, rate, pause }: Played): void {
  for (const { until, moves } of pause.ends) {
    let given = 0;
    for (const { at, change } of run.moves.slice(moves)) {
      given += change;
      if (at < until) continue;
      expect(given, `slots from ${until} to ${at}, after a pause`).toBeLessThanOrEqual(
        1 + rate.made(until, at) + NOISE + givenBack(run, moves),
      );
    }
  }
}

const givenBack = (run: LimiterRun, since: number): number =>
  run.moves.slice(since).filter(({ change }) => change === -1).length;

/** Nobody is told of the end of the wait early, and nobody gets a slot much later than asked for. */
function checkDeadlines(run: LimiterRun, lateMs: number): void {
  for (const { outcome, at, latest } of run.asks) {
    if (outcome === 'expired') expect(at).toBeGreaterThanOrEqual(latest - NOISE);
    if (outcome === 'granted' || outcome === 'expired') expect(at).toBeLessThanOrEqual(latest + BUCKET_MS + lateMs + 1);
  }
}

const SECONDS_30 = 30_000;

describe('RateLimiter, whatever happens', () => {
  it(
    'never exceeds the present rate in any window, keeps the order and the pauses, and loses nobody',
    async () => {
      await fc.assert(
        fc.asyncProperty(options, steps, lateness, fc.nat(), async (each, list, lateMs, seed) => {
          const played = await play(each, list, lateMs, seed);
          await finish(played, lateMs);
          checkStatus(played);
          checkWindows(played, each.burst);
          checkAfterPauses(played);
          checkDeadlines(played.run, lateMs);
          // The queue of deadlines may keep one timer for an emptied bucket.
          expect(played.run.fake.pending).toBeLessThanOrEqual(1);
          expect(getEventListeners(played.run.shared.signal, 'abort')).toHaveLength(0);
        }),
        runs(150),
      );
    },
    SECONDS_30,
  );

  it(
    'counts a slot that is given back at once as never given',
    async () => {
      const calm = fc.oneof(
        { weight: 4, arbitrary: fc.constant<Step>({ do: 'ask', signal: 'none', deadlineIn: Infinity }) },
        { weight: 1, arbitrary: fc.constant<Step>({ do: 'try' }) },
        { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: ms(2_000) }) },
        { weight: 1, arbitrary: only('slowDown') },
      );
      const list = fc.array(calm, { minLength: 10, maxLength: 60, size: 'max' });
      await fc.assert(
        fc.asyncProperty(options, list, fc.array(fc.boolean()), async (each, asked, unused) => {
          const run = new LimiterRun({ ...each, maxQueue: Infinity, concurrency: Infinity }, 0, 0);
          const rate = new ExpectedRate(each);
          const used: { at: number; change: 1 }[] = [];
          let grants = 0;
          run.onGrant = () => {
            if (unused[grants++ % Math.max(1, unused.length)] !== true) used.push({ at: run.now, change: 1 });
            // In the turn of the grant, as the client does when the breaker refuses.
            else queueMicrotask(() => run.limiter.giveBack());
          };
          for (const one of asked) {
            if (one.do === 'slowDown') rate.slowDown(run.now);
            await run.take(one);
          }
          run.moves.splice(0, Infinity, ...used);
          checkWindows({ run, rate, pause: new ExpectedPause() }, each.burst);
        }),
        runs(150),
      );
    },
    SECONDS_30,
  );

  it(
    'sends all away, at any moment, and is as new afterwards',
    async () => {
      await fc.assert(
        fc.asyncProperty(options, steps, steps, async (each, before, after) => {
          const run = new LimiterRun(each, 0, 0);
          for (const one of before) await run.take(one);
          const waiting = run.waiting.map(({ id }) => id);
          await run.take({ do: 'rejectAll' });
          expect(run.fake.pending).toBe(0);
          for (const id of waiting) expect(run.asks[id]?.outcome).toBe('rejected');
          for (const one of after) await run.take(one);
          const { queueLength, inFlight } = run.limiter.getStatus();
          expect({ queueLength, inFlight }).toEqual({ queueLength: run.waiting.length, inFlight: run.held });
        }),
        runs(50),
      );
    },
    SECONDS_30,
  );
});
