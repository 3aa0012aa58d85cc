import { FieldError, Fields } from '../fields.js';
import type { Answer, Outcome } from '../http/answer.js';
import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { Refusal } from '../world/refusal.js';
import { FAULT_KINDS } from './fault-kinds.js';
import type { FaultPlan } from './fault-plan.js';

/** A fault that has been added, and what it has done. */
export interface FaultReport {
  readonly id: string;
  /** As it was given. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** How many requests it has struck. */
  readonly struck: number;
  /** How many it still will; null for no end. */
  readonly left: number | null;
}

/** All that is to happen to one request. */
export interface DrawnFaults {
  readonly ids: readonly string[];
  readonly instead: Outcome | undefined;
  readonly afterwards: ((answer: Answer) => Outcome) | undefined;
  /** Real milliseconds. */
  readonly delayMs: number;
}

interface ActiveFault {
  readonly id: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly route: string;
  readonly probability: number;
  readonly plan: FaultPlan;
  struck: number;
  left: number;
}

/** The faults in force, in the order in which they were added. */
export class Faults {
  readonly #active = new Map<string, ActiveFault>();
  readonly #chance: SeededRandom;
  readonly #routes: readonly string[];
  #added = 0;

  /** @param routes - names of the routes that a fault may be bound to. */
  constructor(seed: number, routes: readonly string[]) {
    this.#chance = seededRandom(seed, 'faults');
    this.#routes = routes;
  }

  /**
   * @returns the id of the new fault.
   * @throws FieldError naming an unknown kind, route or field, or a wrong value.
   */
  add(spec: unknown): string {
    const fields = new Fields(spec, 'fault');
    const names = FAULT_KINDS.map((known) => known.kind);
    const name = fields.required('kind', fields.oneOf('kind', names));
    const route = fields.text('route') ?? '*';
    if (route !== '*' && !this.#routes.includes(route)) {
      throw new FieldError('route', `is not a route of the cloud: ${route}; give a method and a path, or *`);
    }
    const count = fields.integer('count', { min: 1 });
    const probability = fields.number('probability', { min: 0, max: 1 }) ?? 1;
    const plan = FAULT_KINDS.find((known) => known.kind === name)?.plan(fields) ?? {};
    fields.refuseUnknown();

    this.#added += 1;
    const id = `fault-${this.#added}`;
    const copy = { ...(spec as Record<string, unknown>) };
    this.#active.set(id, { id, spec: copy, route, probability, plan, struck: 0, left: count ?? Infinity });
    return id;
  }

  list(): FaultReport[] {
    return [...this.#active.values()].map(({ id, spec, struck, left }) => ({
      id,
      spec,
      struck,
      left: left === Infinity ? null : left,
    }));
  }

  /** @throws Refusal when there is no such fault. */
  remove(id: string): void {
    if (!this.#active.delete(id)) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', `no such fault: ${id}`);
  }

  clear(): void {
    this.#active.clear();
  }

  /**
   * Says what happens to a request, and counts it. Delays add up; of the faults that decide the answer only the
   * first strikes, so that two faults of one request each happen to two requests in a row.
   */
  draw(route: string): DrawnFaults {
    const struck: ActiveFault[] = [];
    for (const fault of this.#active.values()) {
      if (fault.left === 0 || (fault.route !== '*' && fault.route !== route)) continue;
      const isDecided = struck.some((earlier) => decides(earlier.plan));
      if (isDecided && decides(fault.plan)) continue;
      if (fault.probability < 1 && this.#chance.fraction() >= fault.probability) continue;
      fault.struck += 1;
      fault.left -= 1;
      struck.push(fault);
    }
    const decider = struck.find((fault) => decides(fault.plan))?.plan;
    return {
      ids: struck.map((fault) => fault.id),
      instead: decider?.instead,
      afterwards: decider?.afterwards,
      delayMs: struck.reduce((sum, fault) => sum + (fault.plan.delayMs ?? 0), 0),
    };
  }
}

function decides(plan: FaultPlan): boolean {
  return plan.instead !== undefined || plan.afterwards !== undefined;
}
