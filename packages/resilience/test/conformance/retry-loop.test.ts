import { FakeClock, loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import {
  exponentialBackoff,
  retry,
  RetryBudget,
  sleep,
  type ExponentialBackoffOptions,
  type GiveUpReason,
  type RetryBudgetOptions,
  type RetryDecision,
} from '../../src/index.js';

interface Attempt {
  readonly takesMs: number;
  readonly result: 'success' | 'failure';
  readonly decision?: 'stop' | 'again' | { readonly afterMs: number };
}

type End =
  | { readonly at: number; readonly outcome: 'success'; readonly attempt: number }
  | {
      readonly at: number;
      readonly outcome: 'failure';
      readonly attempt: number;
      readonly reason: GiveUpReason | 'aborted';
    }
  | { readonly at: number; readonly outcome: 'aborted' };

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly options: {
      readonly maxRetries: number;
      readonly backoff: Omit<ExponentialBackoffOptions, 'random'>;
      readonly randoms?: readonly number[];
      readonly deadlineAt?: number;
      readonly abortAt?: number;
      readonly budget?: RetryBudgetOptions;
    };
    readonly attempts: readonly Attempt[];
    readonly expect: {
      readonly begun: readonly number[];
      readonly waits: readonly number[];
      readonly end: End;
      readonly tokens?: number;
    };
  }[];
}

const vectors = loadVectors('retry-loop.json') as Vectors;

class Failure extends Error {
  readonly attempt: number;

  constructor(attempt: number) {
    super(`attempt ${attempt}`);
    this.attempt = attempt;
  }
}

function decisionOf({ decision }: Attempt): RetryDecision {
  if (decision === 'stop' || decision === undefined) return { retry: false };
  return decision === 'again' ? { retry: true } : { retry: true, delayMs: decision.afterMs };
}

describe('retry-loop.json', () => {
  it.each(vectors.cases)('$name', async ({ options, attempts, expect: expected }) => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const given = new Error('given up');
    const randoms = [...(options.randoms ?? [])];
    const random = (): number => randoms.shift() ?? NaN;
    const budget = options.budget && new RetryBudget(options.budget);
    const begun: number[] = [];
    const waits: number[] = [];
    let reason: GiveUpReason | undefined;

    // The timer is made first, so that it fires first among those of its moment.
    if (options.abortAt === 0) controller.abort(given);
    else if (options.abortAt !== undefined) clock.setTimeout(() => controller.abort(given), options.abortAt);
    const run = retry(
      async (attempt) => {
        begun.push(clock.monotonic());
        const told = attempts[attempt]!;
        if (told.takesMs > 0) await sleep(clock, told.takesMs);
        if (told.result === 'failure') throw new Failure(attempt);
        return attempt;
      },
      {
        maxRetries: options.maxRetries,
        backoff: exponentialBackoff({ ...options.backoff, random }),
        clock,
        signal: controller.signal,
        ...(options.deadlineAt !== undefined && { deadlineAt: options.deadlineAt }),
        ...(budget && { budget }),
        decide: (_error, attempt) => decisionOf(attempts[attempt]!),
        onRetry: (_error, _attempt, delayMs) => waits.push(delayMs),
        onGiveUp: (error, why) => {
          reason = why;
          return error;
        },
      },
    );
    const end = run.then(
      (attempt): End => ({ at: clock.monotonic(), outcome: 'success', attempt }),
      (error: unknown): End => {
        const at = clock.monotonic();
        if (error === given) return { at, outcome: 'aborted' };
        if (!(error instanceof Failure)) throw error;
        return { at, outcome: 'failure', attempt: error.attempt, reason: reason ?? 'aborted' };
      },
    );
    await clock.advance(1_000_000);
    expect({ begun, waits, end: await end }).toEqual({
      begun: expected.begun,
      waits: expected.waits,
      end: expected.end,
    });
    expect(budget?.tokens).toBe(expected.tokens);
    expect(randoms).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
