import type { Faults } from '../faults/faults.js';
import type { VirtualClock } from '../virtual-clock.js';
import type { World } from '../world/world.js';
import type { Outcome } from './answer.js';
import { errorAnswer, type NotFoundStatus } from './api-error.js';
import type { ApiKeys } from './api-keys.js';
import { routeName, type CloudRequest, type CloudRoute } from './cloud-route.js';
import type { RequestListeners } from './request-listeners.js';
import type { RequestLog } from './request-log.js';

export interface PipelineParts {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly apiKeys: ApiKeys;
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

    const plan = faults.draw(name);
    entry.faults = plan.ids;
    let outcome = plan.instead ?? (await this.#effect(route, request));
    if (outcome.type === 'answer' && plan.afterwards) outcome = plan.afterwards(outcome.answer);
    log.settle(entry, outcome);

    if (plan.delayMs > 0 && !(await this.#delay(plan.delayMs))) return { type: 'reset' };
    listeners.tell({ route: name, method, path, phase: 'answered', status: entry.status });
    return outcome;
  }

  async #effect(route: Pick<CloudRoute, 'handle'>, request: CloudRequest): Promise<Outcome> {
    try {
      this.#parts.apiKeys.check(request.authorization);
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
