import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CircuitBreaker,
  CircuitOpenError,
  type CircuitBreakerState,
  type CircuitOutcome,
  type CircuitPermit,
} from '@novita-fleet/resilience';
import { FakeClock } from '@novita-fleet/testkit';
import { runs } from './runs.js';

type Step =
  | { readonly do: 'acquire' | 'tryAcquire' | 'check' }
  | { readonly do: 'record'; readonly which: number; readonly outcome: CircuitOutcome }
  /** Tells a result a second time. */
  | { readonly do: 'recordAgain'; readonly which: number; readonly outcome: CircuitOutcome }
  | { readonly do: 'wait'; readonly ms: number };

const outcome = fc.constantFrom<CircuitOutcome>('success', 'success', 'failure', 'failure', 'ignored');
const OPEN_MS = 10_000;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('acquire', 'tryAcquire', 'check') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('record' as const), which: fc.nat(6), outcome }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recordAgain' as const), which: fc.nat(6), outcome }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 4_000, OPEN_MS) }) },
);

const settings = fc.record({
  failureThreshold: fc.integer({ min: 1, max: 4 }),
  successThreshold: fc.integer({ min: 1, max: 4 }),
  openMs: fc.constantFrom(0, 1, OPEN_MS),
});

/** Something that runs with the breaker's leave. */
interface Operation {
  readonly permit: CircuitPermit;
  readonly isProbe: boolean;
  /** How often the breaker had opened or closed when it was admitted. */
  readonly era: number;
}

interface Change {
  readonly to: CircuitBreakerState;
  readonly at: number;
}

/** A breaker, and what somebody who watches it from outside can know. */
class Watched {
  readonly clock = new FakeClock();
  readonly changes: Change[] = [];
  readonly breaker: CircuitBreaker;
  readonly underWay: Operation[] = [];
  readonly over: Operation[] = [];
  /** Results that count, since the last change of state, without the ignored ones. */
  #results: CircuitOutcome[] = [];
  /** How often the breaker has opened or closed: a result of an earlier era must not count. */
  #era = 0;
  readonly #failureThreshold: number;
  readonly #successThreshold: number;
  readonly #openMs: number;

  constructor(options: {
    readonly failureThreshold: number;
    readonly successThreshold: number;
    readonly openMs: number;
  }) {
    this.#failureThreshold = options.failureThreshold;
    this.#successThreshold = options.successThreshold;
    this.#openMs = options.openMs;
    this.breaker = new CircuitBreaker({
      ...options,
      clock: this.clock,
      onStateChange: (to, from) => {
        expect(from).toBe(this.changes.at(-1)?.to ?? 'closed');
        this.changes.push({ to, at: this.clock.monotonic() });
      },
    });
  }

  async take(each: Step): Promise<void> {
    switch (each.do) {
      case 'wait':
        await this.clock.advance(each.ms);
        break;
      case 'check':
        this.#look(() => {
          this.breaker.check();
          return undefined;
        });
        break;
      case 'acquire':
        this.#look(() => this.breaker.acquire());
        break;
      case 'tryAcquire':
        this.#tryAcquire();
        break;
      case 'record':
        this.#record(each.which, each.outcome);
        break;
      case 'recordAgain':
        this.#recordAgain(each.which, each.outcome);
        break;
    }
    expect(this.breaker.getState()).toBe(this.#expectedState());
  }

  /** What was last told, and time alone turns `open` into `half_open`. */
  #expectedState(): CircuitBreakerState {
    const { to, at } = this.changes.at(-1) ?? { to: 'closed', at: 0 };
    return to === 'open' && this.clock.monotonic() >= at + this.#openMs ? 'half_open' : to;
  }

  /** Milliseconds for which nothing must be admitted; undefined when something must. */
  #expectedRefusal(): number | undefined {
    const state = this.#expectedState();
    if (state === 'closed') return undefined;
    if (state === 'open') return (this.changes.at(-1)?.at ?? 0) + this.#openMs - this.clock.monotonic();
    return this.underWay.some(({ isProbe, era }) => isProbe && era === this.#era) ? 0 : undefined;
  }

  #look(ask: () => CircuitPermit | undefined): void {
    const refusal = this.#expectedRefusal();
    const state = this.#expectedState();
    try {
      const permit = ask();
      expect(refusal, 'admitted').toBeUndefined();
      if (permit !== undefined) this.#admitted(permit, state);
    } catch (error) {
      if (!(error instanceof CircuitOpenError)) throw error;
      expect(error.retryAfterMs).toBe(refusal);
    }
  }

  #tryAcquire(): void {
    const refusal = this.#expectedRefusal();
    const state = this.#expectedState();
    const permit = this.breaker.tryAcquire();
    expect(permit === undefined).toBe(refusal !== undefined);
    if (permit !== undefined) this.#admitted(permit, state);
  }

  #admitted(permit: CircuitPermit, state: CircuitBreakerState): void {
    this.underWay.push({ permit, isProbe: state === 'half_open', era: this.#era });
  }

  #record(which: number, result: CircuitOutcome): void {
    if (this.underWay.length === 0) return;
    const [operation] = this.underWay.splice(which % this.underWay.length, 1);
    this.over.push(operation!);
    const before = this.changes.length;
    const counts = operation!.era === this.#era;
    this.breaker.record(operation!.permit, result);
    if (!counts) {
      expect(this.changes.length, 'a late result').toBe(before);
      return;
    }
    this.#counted(operation!.isProbe, result, before);
  }

  #counted(isProbe: boolean, result: CircuitOutcome, before: number): void {
    if (result !== 'ignored') this.#results.push(result);
    const inARow = this.#results.length - 1 - this.#results.findLastIndex((each) => each !== result);
    const opens = result === 'failure' && (isProbe || inARow >= this.#failureThreshold);
    const closes = isProbe && result === 'success' && inARow >= this.#successThreshold;
    const told = this.changes.slice(before).map(({ to }) => to);
    expect(told).toEqual(opens ? ['open'] : closes ? ['closed'] : []);
    if (!opens && !closes) return;
    this.#results = [];
    this.#era++;
  }

  /** A probe counts once; after it its permit is void. Of other calls the breaker cannot know. */
  #recordAgain(which: number, result: CircuitOutcome): void {
    const probes = this.over.filter(({ isProbe }) => isProbe);
    const probe = probes[which % Math.max(1, probes.length)];
    if (probe === undefined) return;
    const before = this.changes.length;
    this.breaker.record(probe.permit, result);
    expect(this.changes.length).toBe(before);
  }
}

describe('CircuitBreaker, whatever happens', () => {
  it('admits nothing while open and one probe at a time, and counts each result only in its own state', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(step, { maxLength: 150, size: 'max' }), async (options, steps) => {
        const watched = new Watched(options);
        for (const each of steps) await watched.take(each);
      }),
      runs(150),
    );
  });
});
