import type { Faults } from '../faults/faults.js';
import { FieldError, Fields } from '../fields.js';
import type { RequestLog } from '../http/request-log.js';
import type { Happening, HappeningReport } from '../scenario/happenings.js';
import type { VirtualClock } from '../virtual-clock.js';
import type { World } from '../world/world.js';
import { LifeControl } from './life-control.js';
import { toLedger, toSummary, type Ledger, type Summary } from './ledger.js';

/** Where virtual time stands. */
export interface ClockReport {
  readonly mode: 'real' | 'accelerated' | 'stepped';
  /** Virtual seconds per real second; 0 for a stepped clock. */
  readonly speed: number;
  /** Virtual milliseconds since 1970. */
  readonly now: number;
}

/** A hundred years: more is a mistake of units. */
const MAX_STEP_SECONDS = 3_155_760_000;

/** The hands of the one who runs the simulator; behind the admin routes and the `Simulator` object alike. */
export class Control {
  readonly faults: Faults;
  /** What happens to instances, jobs and the account. */
  readonly life: LifeControl;
  readonly #world: World;
  readonly #clock: VirtualClock;
  readonly #log: RequestLog;
  readonly #happenings: readonly Happening[];

  constructor(
    world: World,
    clock: VirtualClock,
    faults: Faults,
    log: RequestLog,
    happenings: readonly Happening[] = [],
  ) {
    this.#world = world;
    this.#clock = clock;
    this.faults = faults;
    this.life = new LifeControl(world, () => this.#catchUp());
    this.#log = log;
    this.#happenings = happenings;
  }

  clock(): ClockReport {
    this.#catchUp();
    return { mode: this.#clock.mode.kind, speed: this.#clock.speed, now: this.#world.now };
  }

  /**
   * Moves a stepped clock and runs what falls due.
   *
   * @param seconds - virtual seconds, at least 0.
   * @throws FieldError when the clock moves by itself, or `seconds` is no such number.
   */
  advance(seconds: number): ClockReport {
    const fields = new Fields({ seconds }, 'clock');
    const checked = fields.required('seconds', fields.number('seconds', { min: 0, max: MAX_STEP_SECONDS }));
    if (this.#clock.mode.kind !== 'stepped') {
      throw new FieldError('clock', `is ${this.#clock.mode.kind} and moves by itself; only a stepped one is advanced`);
    }
    this.#clock.step(Math.round(checked * 1000));
    return this.clock();
  }

  /** What was planned by the scenario, and what came of it. */
  happenings(): HappeningReport[] {
    this.#catchUp();
    return this.#happenings.map((happening) => happening.report());
  }

  ledger(): Ledger {
    this.#catchUp();
    return toLedger(this.#world, this.#log);
  }

  summary(): Summary {
    this.#catchUp();
    return toSummary(this.#world, this.#log);
  }

  /** The instance is not there any more, and nothing tells of it. @throws Refusal when it is not there. */
  vanish(id: string): void {
    this.#catchUp();
    this.#world.instances.vanish(id);
  }

  /** The instance exits with an error. @throws Refusal when it is not there or being deleted. */
  fail(id: string, error: { readonly state: string; readonly message: string }): void {
    this.#catchUp();
    const { state, message } = error;
    this.#world.instances.fail(id, { state, message });
  }

  /** Someone else stops the instance. @throws Refusal when it is not running. */
  stop(id: string): void {
    this.#catchUp();
    this.#world.instances.command(id, 'stop');
  }

  #catchUp(): void {
    this.#world.advanceTo(this.#clock.now());
  }
}
