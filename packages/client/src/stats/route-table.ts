import type { HttpMethod } from '../transport/transport.js';

/** How often one method and route was called, and with what result. */
export interface RouteStats {
  readonly method: HttpMethod;
  /** Path with names in place of ids; `(other)` stands for all beyond the 200 that are kept apart. */
  readonly route: string;
  /** Calls that have ended. */
  readonly calls: number;
  /** How they ended: `success`, or the code of the error. What did not come up is absent. */
  readonly outcomes: Readonly<Record<string, number>>;
}

interface Counter {
  readonly method: HttpMethod;
  readonly route: string;
  successes: number;
  readonly failures: Map<string, number>;
}

/** Beyond so many the rest is counted together: a caller who builds paths must not fill the memory. */
const MAX_ROUTES = 200;
/** Where a route has no place of its own any more. */
export const OTHER_ROUTE = '(other)';

/** Results of calls by method and route, in bounded memory. */
export class RouteTable {
  readonly #counters = new Map<string, Partial<Record<HttpMethod, Counter>>>();
  #size = 0;

  /** @param code - of the error; undefined for a success. */
  count(method: HttpMethod, route: string, code: string | undefined): void {
    const counter = this.#counters.get(route)?.[method] ?? this.#add(method, route);
    if (code === undefined) counter.successes++;
    else counter.failures.set(code, (counter.failures.get(code) ?? 0) + 1);
  }

  /** Most called first. */
  snapshot(): RouteStats[] {
    const all = [...this.#counters.values()].flatMap((byMethod) => Object.values(byMethod));
    return all.map(statsOf).sort((a, b) => b.calls - a.calls);
  }

  #add(method: HttpMethod, route: string): Counter {
    if (this.#size >= MAX_ROUTES && route !== OTHER_ROUTE) {
      return this.#counters.get(OTHER_ROUTE)?.[method] ?? this.#add(method, OTHER_ROUTE);
    }
    this.#size++;
    const counter: Counter = { method, route, successes: 0, failures: new Map() };
    this.#counters.set(route, { ...this.#counters.get(route), [method]: counter });
    return counter;
  }
}

function statsOf({ method, route, successes, failures }: Counter): RouteStats {
  let calls = successes;
  for (const count of failures.values()) calls += count;
  const outcomes = { ...(successes > 0 && { success: successes }), ...Object.fromEntries(failures) };
  return { method, route, calls, outcomes };
}

/** A segment that only an id can be: eight characters and more with a digit among them, or digits alone. */
const ID_SEGMENT = /\/(?:\d+|(?=[^/]*\d)[^/]{8,})(?=\/|$)/g;

/**
 * The route of a path whose caller named none: segments that look like ids become `{id}`.
 *
 * @param path - without a query.
 */
export function routeOf(path: string): string {
  return path.replaceAll(ID_SEGMENT, '/{id}');
}
