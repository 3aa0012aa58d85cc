import { FieldError, type Fields } from '../fields.js';

/** When a fault strikes. */
export interface FaultScope {
  /**
   * The route, such as `POST /gpu-instance/openapi/v1/gpu/instance/create`; an asterisk stands for any text, as in
   * `GET *`. Default `*`: all routes of the cloud that the kind makes sense for.
   */
  readonly route?: string;
  /** How many requests it strikes before it is spent; default: no end. */
  readonly count?: number;
  /** Chance to strike, 0 to 1, drawn from the seed; default 1. */
  readonly probability?: number;
  /** Once it strikes, it also strikes the next requests of its routes, until it has struck so many in a row; default 1. */
  readonly burst?: number;
  /** Virtual seconds since the start of the simulator; before, it does not strike. Default 0. */
  readonly from?: number;
  /** Virtual seconds since the start; from then on, it does not strike any more. Default: no end. */
  readonly until?: number;
}

/** The scope of one fault, checked, and how much of it is used up. */
export class ScopeState {
  readonly #routes: ReadonlySet<string>;
  readonly #probability: number;
  readonly #burst: number;
  readonly #fromMs: number;
  readonly #untilMs: number;
  #burstLeft = 0;
  struck = 0;
  left: number;

  /**
   * @param routes - names of the routes that the kind makes sense for.
   * @param startMs - first virtual time of the simulator.
   * @throws FieldError naming the field of the scope that is wrong.
   */
  constructor(fields: Fields, routes: readonly string[], startMs: number) {
    this.#routes = readRoutes(fields, routes);
    this.left = fields.integer('count', { min: 1 }) ?? Infinity;
    this.#probability = fields.number('probability', { min: 0, max: 1 }) ?? 1;
    this.#burst = fields.integer('burst', { min: 1 }) ?? 1;
    const from = fields.number('from', { min: 0 }) ?? 0;
    const until = fields.number('until', { min: 0 }) ?? Infinity;
    if (until <= from) throw new FieldError('until', `must be above from (${from}), not ${until}`);
    this.#fromMs = startMs + from * 1000;
    this.#untilMs = startMs + until * 1000;
  }

  /** Whether a request lies in the scope, leaving chance aside. */
  covers(route: string, nowMs: number): boolean {
    return this.left > 0 && this.#routes.has(route) && nowMs >= this.#fromMs && nowMs < this.#untilMs;
  }

  /** Draws whether it strikes a request that it covers, and counts it. @param fraction - draws from 0 up to 1. */
  strikes(fraction: () => number): boolean {
    if (this.#burstLeft > 0) this.#burstLeft -= 1;
    else if (this.#probability < 1 && fraction() >= this.#probability) return false;
    else this.#burstLeft = this.#burst - 1;
    this.struck += 1;
    this.left -= 1;
    return true;
  }
}

function readRoutes(fields: Fields, routes: readonly string[]): ReadonlySet<string> {
  const pattern = fields.text('route') ?? '*';
  const literals = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const matcher = new RegExp(`^${literals.join('.*')}$`);
  const matches = routes.filter((route) => matcher.test(route));
  if (matches.length === 0) {
    const problem = `is no route of the cloud that this fault fits: ${pattern}; give a method and a path, or *`;
    throw new FieldError('route', problem);
  }
  return new Set(matches);
}
