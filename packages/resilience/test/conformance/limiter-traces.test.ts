import { FakeClock, loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { QueueFullError, RateLimiter, type QueueLimit, type RateLimiterOptions } from '../../src/index.js';

type Step = { readonly at: number } & (
  | { readonly do: 'arrive'; readonly id: string; readonly deadlineAt?: number; readonly aborted?: boolean }
  | { readonly do: 'try' | 'abort'; readonly id: string }
  | { readonly do: 'release' | 'giveBack' | 'slowDown' }
  | { readonly do: 'pauseFor'; readonly ms: number }
  | { readonly do: 'pauseUntil'; readonly epochMs: number }
);

type Outcome =
  | { readonly outcome: 'granted' | 'not_free' | 'aborted' }
  | { readonly outcome: 'refused'; readonly limit: QueueLimit; readonly retryAfterMs: number };
type Event = Outcome & { readonly at: number; readonly id: string };

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly options: Omit<RateLimiterOptions, 'clock'>;
    readonly steps: readonly Step[];
    readonly until: number;
    readonly events: readonly Event[];
    readonly end: { readonly waiting: number; readonly held: number };
  }[];
}

const vectors = loadVectors('limiter-traces.json') as Vectors;

/** A limiter, and what its callers see. */
class Trace {
  readonly clock = new FakeClock(1_767_225_600_000);
  readonly events: Event[] = [];
  readonly limiter: RateLimiter;
  readonly #aborts = new Map<string, AbortController>();

  constructor(options: Omit<RateLimiterOptions, 'clock'>) {
    this.limiter = new RateLimiter({ ...options, clock: this.clock });
  }

  async moveTo(at: number): Promise<void> {
    await this.clock.advance(at - this.clock.monotonic());
  }

  take(step: Step): void {
    switch (step.do) {
      case 'arrive':
        this.#arrive(step.id, step.aborted === true, step.deadlineAt);
        break;
      case 'try':
        this.#see(step.id, { outcome: this.limiter.tryAcquire() ? 'granted' : 'not_free' });
        break;
      case 'abort':
        this.#aborts.get(step.id)?.abort();
        break;
      case 'release':
        this.limiter.release();
        break;
      case 'giveBack':
        this.limiter.giveBack();
        break;
      case 'slowDown':
        this.limiter.slowDown();
        break;
      case 'pauseFor':
        this.limiter.pauseFor(step.ms);
        break;
      case 'pauseUntil':
        this.limiter.pauseUntil(step.epochMs);
        break;
    }
  }

  #arrive(id: string, aborted: boolean, deadlineAt: number | undefined): void {
    const abort = new AbortController();
    this.#aborts.set(id, abort);
    if (aborted) abort.abort();
    this.limiter.waitForSlot(abort.signal, deadlineAt).then(
      () => this.#see(id, { outcome: 'granted' }),
      (error: unknown) => {
        if (error instanceof QueueFullError) {
          this.#see(id, { outcome: 'refused', limit: error.limit, retryAfterMs: Math.round(error.retryAfterMs) });
        } else if (error === abort.signal.reason) this.#see(id, { outcome: 'aborted' });
        else throw error;
      },
    );
  }

  #see(id: string, outcome: Outcome): void {
    this.events.push({ at: this.clock.monotonic(), id, ...outcome });
  }
}

describe('limiter-traces.json', () => {
  it.each(vectors.cases)('$name', async ({ options, steps, until, events, end }) => {
    const trace = new Trace(options);
    for (const step of steps) {
      await trace.moveTo(step.at);
      trace.take(step);
    }
    await trace.moveTo(until);
    expect(trace.events).toEqual(events);
    const { queueLength, inFlight } = trace.limiter.getStatus();
    expect({ waiting: queueLength, held: inFlight }).toEqual(end);
  });
});
