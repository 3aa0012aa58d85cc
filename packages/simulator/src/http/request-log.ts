import type { Outcome } from './answer.js';

/** One request to the cloud. It holds no header, so no credential. */
export interface LoggedRequest {
  /** Counts all requests, from 1. */
  readonly sequence: number;
  /** Virtual milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** The route that served it, as faults name it. */
  readonly route: string;
  /** `pending` until the effect is done; `reset` when the caller got no answer. */
  outcome: 'pending' | 'answered' | 'reset';
  /** HTTP status that was or will be sent; null for none. */
  status: number | null;
  /** Ids of the faults that took part. */
  faults: readonly string[];
}

/** The last requests in full, and counts of all. */
export class RequestLog {
  readonly #limit: number;
  readonly #entries: LoggedRequest[] = [];
  readonly #counts = new Map<string, number>();
  #sequence = 0;

  /** @param limit - how many requests to keep in full; the oldest go first. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  open(request: Pick<LoggedRequest, 'time' | 'method' | 'path' | 'query' | 'route'>): LoggedRequest {
    const { time, method, path, query, route } = request;
    this.#sequence += 1;
    const entry: LoggedRequest = {
      sequence: this.#sequence,
      time,
      method,
      path,
      query,
      route,
      outcome: 'pending',
      status: null,
      faults: [],
    };
    this.#entries.push(entry);
    // Cut in blocks: one shift of a long array for each request would be quadratic.
    if (this.#entries.length >= 2 * this.#limit) this.#entries.splice(0, this.#entries.length - this.#limit);
    this.#counts.set(route, (this.#counts.get(route) ?? 0) + 1);
    return entry;
  }

  settle(entry: LoggedRequest, outcome: Outcome): void {
    entry.outcome = outcome.type === 'answer' ? 'answered' : 'reset';
    entry.status = outcome.type === 'answer' ? outcome.answer.status : null;
  }

  /** The last requests, oldest first. */
  entries(): LoggedRequest[] {
    return this.#entries.slice(-this.#limit).map((entry) => ({ ...entry }));
  }

  /** How many requests each route got. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  /** How many requests there were in all. */
  get total(): number {
    return this.#sequence;
  }
}
