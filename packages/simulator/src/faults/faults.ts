import { Fields, inside } from '../fields.js';
import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { FirstPage } from '../v1/paging.js';
import { Refusal } from '../world/refusal.js';
import { FAULT_KINDS } from './fault-kinds.js';
import type { FaultContext, FaultKind, FaultPlan, Strike } from './fault-plan.js';
import { ScopeState } from './fault-scope.js';

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
  /** In the order in which the faults were added; at most one decides the answer. */
  readonly plans: readonly FaultPlan[];
}

export interface FaultsParts {
  readonly seed: number;
  /** Names of the routes of the cloud. */
  readonly routes: readonly string[];
  /** First virtual time, in milliseconds since 1970. */
  readonly startMs: number;
  readonly firstPage: FirstPage;
}

interface ActiveFault {
  readonly id: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly kind: FaultKind;
  readonly scope: ScopeState;
  readonly strike: Strike;
}

/** The faults in force, in the order in which they were added. */
export class Faults {
  readonly #active = new Map<string, ActiveFault>();
  readonly #parts: FaultsParts;
  readonly #chance: SeededRandom;
  #added = 0;

  constructor(parts: FaultsParts) {
    this.#parts = parts;
    this.#chance = seededRandom(parts.seed, 'faults');
  }

  /**
   * @returns the id of the new fault.
   * @throws FieldError naming an unknown kind, route or field, or a wrong value.
   */
  add(spec: unknown): string {
    const { routes, startMs } = this.#parts;
    const read = readFault(spec, routes, startMs, { chance: this.#chance, firstPage: this.#parts.firstPage });
    this.#added += 1;
    const id = `fault-${this.#added}`;
    const copy = { ...(spec as Record<string, unknown>) };
    this.#active.set(id, { id, spec: copy, ...read });
    return id;
  }

  /**
   * Adds several faults.
   *
   * @param name - what the list is called in messages.
   * @throws FieldError naming the fault by its place, and its field.
   */
  addAll(specs: readonly unknown[], name: string): void {
    specs.forEach((spec, index) => inside(`${name}[${index}]`, () => this.add(spec)));
  }

  list(): FaultReport[] {
    return [...this.#active.values()].map(({ id, spec, scope }) => ({
      id,
      spec,
      struck: scope.struck,
      left: scope.left === Infinity ? null : scope.left,
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
  draw(route: string, nowMs: number): DrawnFaults {
    const ids: string[] = [];
    const plans: FaultPlan[] = [];
    let isDecided = false;
    for (const { id, kind, scope, strike } of this.#active.values()) {
      if (!scope.covers(route, nowMs) || (isDecided && kind.decides)) continue;
      if (!scope.strikes(() => this.#chance.fraction())) continue;
      isDecided ||= kind.decides;
      ids.push(id);
      plans.push(strike(route));
    }
    return { ids, plans };
  }
}

/** @throws FieldError naming what is wrong with a fault. */
function readFault(
  spec: unknown,
  routes: readonly string[],
  startMs: number,
  context: FaultContext,
): Pick<ActiveFault, 'kind' | 'scope' | 'strike'> {
  const fields = new Fields(spec, 'fault');
  const kinds = new Map(FAULT_KINDS.map((kind) => [kind.kind, kind]));
  const name = fields.oneOf('kind', [...kinds.keys()]);
  const kind = fields.required('kind', name === undefined ? undefined : kinds.get(name));
  const { fits } = kind;
  const scope = new ScopeState(fields, fits ? routes.filter((route) => fits(route)) : routes, startMs);
  const strike = kind.read(fields, context);
  fields.refuseUnknown();
  return { kind, scope, strike };
}
