import type { RateLimiterOptions } from '@novita-fleet/resilience';
import type { LimiterRun, Step } from './limiter-run.js';

/** Refusals within this time count as one, in milliseconds. */
const VOLLEY_MS = 1_000;
const MAX_HALVINGS = 4;

/** The rate over time, counted again from what was told to the limiter. */
export class ExpectedRate {
  readonly #fullPerMs: number;
  readonly #adaptive: boolean;
  readonly #quietMs: number;
  #halvings = 0;
  #quietSince = 0;
  #volleyUntil = -Infinity;
  /** From which moment on which rate held. */
  readonly #history: { from: number; perMs: number }[];

  constructor({ requestsPerMinute = 100, adaptive = true, quietMs = 60_000 }: RateLimiterOptions) {
    this.#fullPerMs = requestsPerMinute / 60_000;
    this.#adaptive = adaptive;
    this.#quietMs = quietMs;
    this.#history = [{ from: -Infinity, perMs: this.#fullPerMs }];
  }

  slowDown(now: number): void {
    if (!this.#adaptive) return;
    this.at(now);
    if (now >= this.#volleyUntil) {
      this.#volleyUntil = now + VOLLEY_MS;
      if (this.#halvings < MAX_HALVINGS) this.#become(this.#halvings + 1, now);
    }
    this.#quietSince = now;
  }

  /** Milliseconds from one token to the next at the lowest rate. */
  get longestGapMs(): number {
    return 2 ** MAX_HALVINGS / this.#fullPerMs;
  }

  /** Slots a millisecond. A moment before the last one that was asked for has the rate of that. */
  at(now: number): number {
    while (this.#halvings > 0 && now - this.#quietSince >= this.#quietMs) {
      this.#quietSince += this.#quietMs;
      this.#become(this.#halvings - 1, this.#quietSince);
    }
    return this.#fullPerMs / 2 ** this.#halvings;
  }

  /** Tokens made between two moments. */
  made(from: number, to: number): number {
    this.at(to);
    let sum = 0;
    this.#history.forEach(({ from: since, perMs }, index) => {
      const until = this.#history[index + 1]?.from ?? Infinity;
      const length = Math.min(to, until) - Math.max(from, since);
      if (length > 0) sum += length * perMs;
    });
    return sum;
  }

  #become(halvings: number, from: number): void {
    this.#halvings = halvings;
    this.#history.push({ from, perMs: this.#fullPerMs / 2 ** halvings });
  }
}

/** Ends the pauses that a run was told of; the longest counts. */
export class ExpectedPause {
  until = -Infinity;
  /** When each pause that changed something ends, and how many moves there were when it was told. */
  readonly ends: { until: number; moves: number }[] = [];

  told(step: Step, run: LimiterRun): void {
    if (step.do !== 'pauseFor' && step.do !== 'pauseUntil') return;
    if (run.now + step.ms <= Math.max(run.now, this.until)) return;
    this.until = run.now + step.ms;
    this.ends.push({ until: this.until, moves: run.moves.length });
  }
}
