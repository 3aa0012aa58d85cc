import type { Call } from '../middleware/call.js';
import { LatencyHistogram } from './latency-histogram.js';
import { RouteTable } from './route-table.js';
import type { CatalogueStats, ClientStats } from './client-stats.js';

/** The part of `ClientStats` that is counted; the rest is the present state of limiter and breaker. */
type Counted = Omit<ClientStats, 'limiter' | 'circuitBreaker' | 'catalogue'> & {
  readonly catalogue: Omit<CatalogueStats, 'entries'>;
};

/** Counts what the calls of a client do. Takes a fixed amount of memory and no timer. */
export class CallStats {
  readonly #since: number;
  readonly #routes = new RouteTable();
  readonly #calls = new LatencyHistogram();
  readonly #attempts = new LatencyHistogram();
  #active = 0;
  #retries = 0;
  #waits = 0;
  #waitedMs = 0;
  #longestWaitMs = 0;
  #hits = 0;
  #shared = 0;

  /** @param now - in milliseconds since 1970. */
  constructor(now: number) {
    this.#since = now;
  }

  begin(): void {
    this.#active++;
  }

  /** @param code - of the error; undefined for a success. */
  end(call: Call, code: string | undefined, durationMs: number): void {
    this.#active--;
    this.#calls.record(durationMs);
    this.#routes.count(call.method, call.route, code);
    if (call.source === 'cache') this.#hits++;
    else if (call.source === 'shared') this.#shared++;
  }

  attempt(durationMs: number): void {
    this.#attempts.record(durationMs);
  }

  retry(): void {
    this.#retries++;
  }

  waited(durationMs: number): void {
    this.#waits++;
    this.#waitedMs += durationMs;
    this.#longestWaitMs = Math.max(this.#longestWaitMs, durationMs);
  }

  snapshot(): Counted {
    const routes = this.#routes.snapshot();
    const outcomes: Record<string, number> = {};
    for (const route of routes) {
      for (const [outcome, count] of Object.entries(route.outcomes)) {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
      }
    }
    return {
      since: this.#since,
      calls: this.#calls.count,
      active: this.#active,
      outcomes,
      routes,
      attempts: this.#attempts.count,
      retries: this.#retries,
      waits: { count: this.#waits, totalMs: this.#waitedMs, maxMs: this.#longestWaitMs },
      catalogue: { hits: this.#hits, shared: this.#shared },
      callLatency: this.#calls.summary(),
      attemptLatency: this.#attempts.summary(),
    };
  }
}
