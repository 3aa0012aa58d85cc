import { FieldError, Fields } from '../fields.js';
import type { Instance } from '../world/instance.js';
import { Refusal } from '../world/refusal.js';
import type { World } from '../world/world.js';
import { HAPPENING_KINDS, type Deed, type HappeningDeed } from './happening-kinds.js';

/** Something that happens at a set time. */
export type HappeningSpec = HappeningDeed & {
  /** Virtual seconds since the start of the simulator. */
  readonly at: number;
};

/** A happening, and what came of it. */
export interface HappeningReport {
  /** As it was given. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** `planned` until its time has come. */
  readonly state: 'planned' | 'done';
  /** Ids of the instances that it struck. */
  readonly struck: readonly string[];
  /** Why it did not strike what it named. */
  readonly problems: readonly string[];
}

/** Some 31 years: more is a mistake of units. */
const MAX_AT_SECONDS = 1e9;

/** One happening of a scenario, checked, and what has come of it. */
export class Happening {
  readonly #spec: Readonly<Record<string, unknown>>;
  readonly #deed: Deed;
  readonly #fits: (name: string) => boolean;
  readonly #count: number;
  #state: HappeningReport['state'] = 'planned';
  readonly #struck: string[] = [];
  readonly #problems: string[] = [];
  /** Virtual milliseconds since the start. */
  readonly atMs: number;

  /** @throws FieldError naming the field that is unknown, missing or wrong. */
  constructor(spec: unknown) {
    const fields = new Fields(spec, 'happening');
    this.atMs = Math.round(fields.required('at', fields.number('at', { min: 0, max: MAX_AT_SECONDS })) * 1000);
    const kinds = Object.keys(HAPPENING_KINDS) as HappeningDeed['do'][];
    this.#deed = HAPPENING_KINDS[fields.required('do', fields.oneOf('do', kinds))].read(fields);
    const isToInstances = this.#deed.to === 'instances';
    const pattern = isToInstances ? fields.text('instances', { minLength: 1, maxLength: 255 }) : undefined;
    this.#fits = nameMatcher(pattern ?? '*');
    this.#count = (isToInstances ? fields.integer('count', { min: 1 }) : undefined) ?? Infinity;
    fields.refuseUnknown();
    this.#spec = { ...(spec as Record<string, unknown>) };
  }

  /** Plans it in a world. @param startMs - first virtual time, in milliseconds since 1970. */
  plan(world: World, startMs: number): void {
    world.schedule(startMs + this.atMs, () => this.#happen(world));
  }

  report(): HappeningReport {
    return { spec: this.#spec, state: this.#state, struck: [...this.#struck], problems: [...this.#problems] };
  }

  #happen(world: World): void {
    this.#state = 'done';
    const deed = this.#deed;
    if (deed.to === 'cloud') {
      this.#attempt(() => deed.run(world));
      return;
    }
    const targets = this.#targets(world);
    if (targets.length === 0) this.#problems.push('no instance has such a name');
    for (const instance of targets) {
      this.#attempt(() => {
        deed.run(world, instance);
        this.#struck.push(instance.id);
      });
    }
  }

  #targets({ instances }: World): Instance[] {
    return [...instances.visible()].filter(({ spec }) => this.#fits(spec.name)).slice(0, this.#count);
  }

  /** A refusal is no reason to end the simulation: it is told in the report. */
  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof FieldError)) throw error;
      this.#problems.push(error.message);
    }
  }
}

function nameMatcher(pattern: string): (name: string) => boolean {
  const literals = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const matcher = new RegExp(`^${literals.join('.*')}$`, 's');
  return (name) => matcher.test(name);
}
