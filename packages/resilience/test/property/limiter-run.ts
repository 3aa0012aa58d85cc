import { QueueFullError, RateLimiter, type RateLimiterOptions } from '@novita-fleet/resilience';
import { FakeClock, seededRandom } from '@novita-fleet/testkit';
import { UnpunctualClock } from './unpunctual-clock.js';

/** What a caller or the other side does to a limiter. */
export type Step =
  | {
      readonly do: 'ask';
      readonly signal: 'none' | 'own' | 'shared' | 'aborted';
      /** Milliseconds from now. */
      readonly deadlineIn: number;
    }
  | { readonly do: 'try' | 'abortShared' | 'release' | 'giveBack' | 'slowDown' | 'rejectAll' }
  | { readonly do: 'abort'; readonly which: number }
  | { readonly do: 'pauseFor' | 'pauseUntil' | 'advance'; readonly ms: number };

export type Outcome = 'waiting' | 'granted' | 'not_free' | 'aborted' | 'refused' | 'expired' | 'rejected';

/** A call, in the order of arrival. */
export interface Ask {
  readonly id: number;
  readonly askedAt: number;
  /** The moment at which its wait must end. */
  readonly latest: number;
  readonly controller: AbortController | undefined;
  outcome: Outcome;
  /** When the outcome came. */
  at: number;
  error: unknown;
}

/** A slot that was given, or given back without use. */
export interface Move {
  readonly at: number;
  readonly change: 1 | -1;
}

/** A limiter in a world of its own, and everything that its callers saw. */
export class LimiterRun {
  readonly fake = new FakeClock();
  readonly limiter: RateLimiter;
  readonly options: RateLimiterOptions;
  readonly asks: Ask[] = [];
  readonly moves: Move[] = [];
  /** Slots that callers hold. */
  held = 0;
  shared = new AbortController();
  readonly sent: Error = new Error('closed');
  /** Called at each grant, before anything else can happen. */
  onGrant: (ask: Ask) => void = () => undefined;

  /** @param lateMs - by how much timers may be late, in milliseconds. */
  constructor(options: RateLimiterOptions, lateMs: number, seed: number) {
    this.options = options;
    const clock = new UnpunctualClock(this.fake, { earlyMs: 0, lateMs }, seededRandom(seed));
    this.limiter = new RateLimiter({ ...options, clock });
  }

  get now(): number {
    return this.fake.monotonic();
  }

  get waiting(): readonly Ask[] {
    return this.asks.filter(({ outcome }) => outcome === 'waiting');
  }

  /** Takes one step and lets the promises settle. */
  async take(step: Step): Promise<void> {
    this.#act(step);
    await this.fake.advance(step.do === 'advance' ? step.ms : 0);
  }

  #act(step: Step): void {
    switch (step.do) {
      case 'ask':
        this.#ask(step.signal, this.now + step.deadlineIn);
        break;
      case 'try':
        this.#try();
        break;
      case 'abort':
        this.asks[step.which]?.controller?.abort(new Error('aborted'));
        break;
      case 'abortShared':
        this.shared.abort(new Error('aborted'));
        this.shared = new AbortController();
        break;
      case 'release':
        this.held = Math.max(0, this.held - 1);
        this.limiter.release();
        break;
      case 'giveBack':
        this.#giveBack();
        break;
      case 'slowDown':
        this.limiter.slowDown();
        break;
      case 'rejectAll':
        this.limiter.rejectAll(this.sent);
        break;
      case 'pauseFor':
        this.limiter.pauseFor(step.ms);
        break;
      case 'pauseUntil':
        this.limiter.pauseUntil(this.fake.now() + step.ms);
        break;
      case 'advance':
        break;
    }
  }

  #giveBack(): void {
    if (this.held > 0) {
      this.held--;
      this.moves.push({ at: this.now, change: -1 });
    }
    this.limiter.giveBack();
  }

  #try(): void {
    const ask = this.#note(undefined, Infinity);
    if (this.limiter.tryAcquire()) this.#granted(ask);
    else ask.outcome = 'not_free';
  }

  #ask(kind: 'none' | 'own' | 'shared' | 'aborted', deadlineAt: number): void {
    const own = kind === 'own' || kind === 'aborted' ? new AbortController() : undefined;
    if (kind === 'aborted') own?.abort(new Error('aborted'));
    const signal = kind === 'shared' ? this.shared.signal : own?.signal;
    const ask = this.#note(own, Math.min(deadlineAt, this.now + (this.options.maxWaitMs ?? Infinity)));
    this.limiter.waitForSlot(signal, deadlineAt).then(
      () => this.#granted(ask),
      (error: unknown) => {
        ask.at = this.now;
        ask.error = error;
        if (error === this.sent) ask.outcome = 'rejected';
        else if (error instanceof QueueFullError) ask.outcome = ask.at > ask.askedAt ? 'expired' : 'refused';
        else if (error === signal?.reason) ask.outcome = 'aborted';
        else throw error;
      },
    );
  }

  #note(controller: AbortController | undefined, latest: number): Ask {
    const { now } = this;
    const ask: Ask = {
      id: this.asks.length,
      askedAt: now,
      latest,
      controller,
      outcome: 'waiting',
      at: now,
      error: undefined,
    };
    this.asks.push(ask);
    return ask;
  }

  #granted(ask: Ask): void {
    this.onGrant(ask);
    ask.outcome = 'granted';
    ask.at = this.now;
    this.held++;
    this.moves.push({ at: this.now, change: 1 });
  }
}
