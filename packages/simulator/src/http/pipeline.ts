import type { DrawnFaults, Faults } from '../faults/faults.js';
import type { VirtualClock } from '../virtual-clock.js';
import type { World } from '../world/world.js';
import type { Outcome } from './answer.js';
import { errorAnswer, type NotFoundStatus } from './api-error.js';
import type { ApiKeys } from './api-keys.js';
import { routeName, type CloudRequest, type CloudRoute } from './cloud-route.js';
import type { RequestListeners } from './request-listeners.js';
import type { RateLimiter } from './rate-limiter.js';
import type { RequestLog } from './request-log.js';

export interface PipelineParts {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly apiKeys: ApiKeys;
  readonly rateLimiter: RateLimiter | undefined;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly listeners: RequestListeners;
  readonly notFoundStatus: NotFoundStatus;
  /** Waits real milliseconds; rejects when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborts when the simulator closes. */
  readonly closing: AbortSignal;
}

/** What every request to the cloud goes through, the same for all routes. */
export class Pipeline {
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Serves one request and says what to send. Up to the effect, nothing is waited for. */
  async serve(route: Pick<CloudRoute, 'method' | 'path' | 'handle'>, request: CloudRequest): Promise<Outcome> {
    const { world, clock, faults, log, listeners } = this.#parts;
    const { method, path, query } = request;
    world.advanceTo(clock.now());

    const name = routeName(route);
    const entry = log.open({ time: world.now, method, path, query, route: name });
    listeners.tell({ route: name, method, path, phase: 'received' });

    const drawn = faults.draw(name, world.now);
    entry.faults = drawn.ids;
    const outcome = await this.#struck(route, request, drawn);
    log.settle(entry, outcome);

    const delayMs = drawn.plans.reduce((sum, plan) => sum + (plan.delayMs ?? 0), 0);
    if (delayMs > 0 && !(await this.#delay(delayMs))) return { type: 'reset' };
    listeners.tell({ route: name, method, path, phase: 'answered', status: entry.status });
    return outcome;
  }

  /** The effect and the answer, with all that faults do to them. */
  async #struck(route: Pick<CloudRoute, 'handle'>, request: CloudRequest, { plans }: DrawnFaults): Promise<Outcome> {
    const { world } = this.#parts;
    const decided = plans.find((plan) => plan.instead)?.instead;
    if (decided) return decided;

    for (const plan of plans) plan.before?.(request, world);
    const seen = plans.reduce((changed, plan) => plan.rewrite?.(changed) ?? changed, request);
    const outcome = await this.#effect(route, seen);
    if (outcome.type === 'reset') return outcome;
    for (const plan of plans) plan.after?.(outcome.answer, world);
    return plans.find((plan) => plan.afterwards)?.afterwards?.(outcome.answer) ?? outcome;
  }

  async #effect(route: Pick<CloudRoute, 'handle'>, request: CloudRequest): Promise<Outcome> {
    const { apiKeys, rateLimiter, world } = this.#parts;
    try {
      const key = apiKeys.check(request.authorization);
      const tooSoon = rateLimiter?.check(key, world.now);
      if (tooSoon) return { type: 'answer', answer: tooSoon };
      return { type: 'answer', answer: await route.handle(request) };
    } catch (error) {
      return { type: 'answer', answer: errorAnswer(error, this.#parts.notFoundStatus) };
    }
  }

  /** @returns whether the wait came to its end; false when the simulator closed meanwhile. */
  async #delay(ms: number): Promise<boolean> {
    try {
      await this.#parts.wait(ms, this.#parts.closing);
      return true;
    } catch {
      return false;
    }
  }
}
