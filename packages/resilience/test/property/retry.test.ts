import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RetryBudget,
  exponentialBackoff,
  retry,
  type Backoff,
  type GiveUpReason,
  type RetryDecision,
} from '@novita-fleet/resilience';
import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import { runs } from './runs.js';
import { UnpunctualClock } from './unpunctual-clock.js';

/** Differences below this are rounding, in milliseconds. */
const NOISE = 0.02;

/** What becomes of one attempt. */
interface Attempt {
  readonly takesMs: number;
  readonly decision: RetryDecision | 'success';
}

const ms = (max: number) => fc.nat(4 * max).map((quarters) => quarters / 4);

const attempt: fc.Arbitrary<Attempt> = fc.record({
  takesMs: fc.oneof(fc.constant(0), ms(2_000)),
  decision: fc.oneof(
    { weight: 1, arbitrary: fc.constant('success' as const) },
    { weight: 1, arbitrary: fc.constant<RetryDecision>({ retry: false }) },
    { weight: 4, arbitrary: fc.constant<RetryDecision>({ retry: true }) },
    { weight: 4, arbitrary: ms(5_000).map((delayMs): RetryDecision => ({ retry: true, delayMs })) },
  ),
});

const settings = fc.record({
  maxRetries: fc.nat(5),
  jitter: fc.constantFrom('full' as const, 'none' as const),
  deadlineAt: fc.oneof(fc.constant(Infinity), ms(15_000)),
  abortAt: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: ms(15_000) }),
  unpunctual: fc.constantFrom({ earlyMs: 0, lateMs: 0 }, { earlyMs: 1, lateMs: 0 }, { earlyMs: 2, lateMs: 3_000 }),
  startsAt: ms(3_000),
});

type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

class Failure extends Error {
  readonly decision: RetryDecision;

  constructor(decision: RetryDecision) {
    super('failed');
    this.decision = decision;
  }
}

/** One operation under `retry`, and what was seen of it. */
class Watched {
  readonly begun: number[] = [];
  /** Before which moment the next attempt must not begin. */
  notBefore = -Infinity;
  failure: unknown;
  gaveUp: GiveUpReason | undefined;
  result: 'success' | 'failure' | undefined;
  readonly #script: readonly Attempt[];
  readonly #settings: Settings;
  readonly #clock: FakeClock;
  readonly #random = seededRandom(1);

  constructor(script: readonly Attempt[], each: Settings, clock: FakeClock) {
    this.#script = script;
    this.#settings = each;
    this.#clock = clock;
  }

  async run(budget: RetryBudget): Promise<void> {
    const { maxRetries, jitter, deadlineAt, abortAt, unpunctual, startsAt } = this.#settings;
    const controller = new AbortController();
    this.#clock.setTimeout(() => controller.abort(new Error('aborted')), abortAt);
    const exponential = exponentialBackoff({ baseMs: 500, maxMs: 4_000, jitter, random: this.#random });
    const backoff: Backoff = (attempt) => {
      const delayMs = exponential(attempt);
      this.notBefore = this.#clock.monotonic() + delayMs;
      return delayMs;
    };
    await this.#after(startsAt);
    try {
      await retry((attempt) => this.#attempt(attempt, controller.signal), {
        maxRetries,
        backoff,
        deadlineAt,
        budget,
        signal: controller.signal,
        clock: new UnpunctualClock(this.#clock, unpunctual, this.#random),
        decide: (error) => this.#decide(error),
        onGiveUp: (error, reason) => {
          this.gaveUp = reason;
          return error;
        },
      });
      this.result = 'success';
    } catch (error) {
      this.failure = error;
      this.result = 'failure';
    }
  }

  async #attempt(attempt: number, signal: AbortSignal): Promise<void> {
    const now = this.#clock.monotonic();
    expect(attempt).toBe(this.begun.length);
    expect(now, 'never earlier than it was told').toBeGreaterThanOrEqual(this.notBefore - NOISE);
    expect(signal.aborted, 'never after it was given up').toBe(false);
    if (attempt > 0) expect(now, 'never past the deadline').toBeLessThan(this.#settings.deadlineAt);
    this.begun.push(now);
    const { takesMs, decision } = this.#script[attempt % this.#script.length]!;
    if (takesMs > 0) await this.#after(takesMs);
    if (decision !== 'success') throw new Failure(decision);
  }

  #decide(error: unknown): RetryDecision {
    const { decision } = error as Failure;
    if (decision.retry && decision.delayMs !== undefined) {
      this.notBefore = this.#clock.monotonic() + decision.delayMs;
    }
    return decision;
  }

  #after(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.setTimeout(resolve, delayMs));
  }

  /** Whether the end follows from what was seen. */
  check(): void {
    const { maxRetries } = this.#settings;
    expect(this.begun.length).toBeLessThanOrEqual(maxRetries + 1);
    if (this.result === 'success') {
      expect(this.#script[(this.begun.length - 1) % this.#script.length]?.decision).toBe('success');
      return;
    }
    expect(this.result).toBe('failure');
    if (this.gaveUp === undefined) {
      expect(this.#settings.abortAt).toBeLessThan(Infinity);
      return;
    }
    const last = this.#script[(this.begun.length - 1) % this.#script.length]?.decision as RetryDecision;
    expect((this.failure as Failure).decision).toBe(last);
    if (this.gaveUp === 'not_retryable') expect(last.retry).toBe(false);
    if (this.gaveUp === 'retries_exhausted') expect(this.begun).toHaveLength(maxRetries + 1);
    if (this.gaveUp === 'deadline') expect(this.#settings.deadlineAt).toBeLessThan(Infinity);
  }
}

describe('retry, whatever happens', () => {
  it('waits as told, stops at its limits, and never overdraws the budget that many share', async () => {
    const operation = fc.tuple(fc.array(attempt, { minLength: 1, maxLength: 6 }), settings);
    const budgets = fc.record({
      capacity: fc.constantFrom(0, 3, 10, Infinity),
      retryCost: fc.constantFrom(0, 0.5, 3, 5),
      successGain: fc.constantFrom(0, 0.25, 1, 4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 5 }), budgets, async (operations, prices) => {
        const clock = new FakeClock();
        const budget = new RetryBudget(prices);
        const watched = operations.map(([script, each]) => new Watched(script, each, clock));
        const ends = watched.map((each) => each.run(budget));
        for (let second = 0; second < 100 && watched.some(({ result }) => result === undefined); second++) {
          await clock.advance(1_000);
          expect(budget.tokens).toBeGreaterThanOrEqual(0);
          expect(budget.tokens).toBeLessThanOrEqual(prices.capacity);
        }
        await Promise.all(ends);
        for (const each of watched) each.check();
        const repeated = watched.reduce((sum, { begun }) => sum + begun.length - 1, 0);
        const successes = watched.filter(({ result }) => result === 'success').length;
        expect(repeated * prices.retryCost).toBeLessThanOrEqual(prices.capacity + successes * prices.successGain);
      }),
      runs(150),
    );
  }, 30_000);
});
