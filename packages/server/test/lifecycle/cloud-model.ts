import { seededRandom } from '@novita-fleet/testkit';
import { isFinal } from '../../src/lifecycle/decide.js';
import type { CloudView, Observation } from '../../src/lifecycle/observation.js';
import { LIMITS, type Life } from './life.js';

interface Machine {
  id: string;
  name: string;
  status: string;
  /** Not in lists before this time, and in stale lists for a while after it is gone. */
  visibleAt: number;
}

const CAUSE = { code: 'create_rejected', message: 'no room' } as const;
/** Where a machine goes by itself. */
const NEXT: Readonly<Record<string, string>> = {
  toCreate: 'pulling',
  pulling: 'running',
  toStop: 'exited',
  toStart: 'starting',
  starting: 'running',
  toRestart: 'running',
  toRemove: 'gone',
};

/** A cloud in memory with one customer: it does what the instance's work asks for, with mishaps drawn from a seed. */
export class CloudModel {
  readonly #life: Life;
  readonly #random: () => number;
  #trouble: number;
  #machines: Machine[] = [];
  #made = 0;

  /** @param trouble - how likely each mishap is, from 0 to 1. */
  constructor(life: Life, seed: number, trouble: number) {
    this.#life = life;
    this.#random = seededRandom(seed);
    this.#trouble = trouble;
  }

  /** Machines that cost money or will. */
  get live(): number {
    return this.#machines.length;
  }

  /** No mishaps from now on. */
  calm(): void {
    this.#trouble = 0;
  }

  /** A while passes: machines move on, outstanding work is done, a sweep looks. */
  turn(): void {
    const life = this.#life;
    life.now += Math.floor(this.#random() * 5_000);
    for (const machine of this.#machines) this.#advance(machine);
    this.#machines = this.#machines.filter(({ status }) => status !== 'gone');
    const { work } = life.instance;
    if (work !== null) {
      life.now = Math.max(life.now, work.at);
      for (const observation of this.#perform(work.type)) life.see(observation);
    }
    this.#sweep();
  }

  #advance(machine: Machine): void {
    if (this.#mishap()) return;
    const drawn = this.#random();
    if (machine.status === 'running' && this.#trouble > 0 && drawn < 0.03) machine.status = 'exited';
    else machine.status = NEXT[machine.status] ?? machine.status;
  }

  #perform(type: string): Observation[] {
    const { instance, now } = this.#life;
    const target = type === 'delete_duplicate' ? instance.duplicates[0] : instance.cloudId;
    switch (type) {
      case 'choose':
        if (this.#mishap()) return [{ kind: 'chosen', targets: [], cause: CAUSE }];
        return [{ kind: 'chosen', targets: [{ productId: 'x', clusterId: null, billingMode: 'spot' }], cause: CAUSE }];
      case 'create':
        return this.#create();
      case 'find':
        return this.#mishap() ? [{ kind: 'work_failed' }] : [{ kind: 'found', matches: this.#views(), at: now }];
      case 'probe':
        return [{ kind: 'probed', passed: !this.#mishap(), detail: '' }];
      case 'measure':
        return [{ kind: 'measured', percent: this.#mishap() ? null : 50 * Math.round(this.#random()), at: now }];
      case 'recreate':
        return this.#mishap() ? [{ kind: 'work_failed' }] : [{ kind: 'replaced', by: 'inst_new' }];
      default:
        return [this.#act(type, target ?? '')];
    }
  }

  #create(): Observation[] {
    const { life } = { life: this.#life };
    life.see({ kind: 'create_sending' });
    if (life.instance.create.stage !== 'sending') return [];
    if (this.#mishap()) {
      const refusal = (['later', 'elsewhere', 'elsewhere'] as const)[Math.floor(this.#random() * 3)] ?? 'later';
      return [{ kind: 'create_refused', cause: CAUSE, refusal }];
    }
    if (this.#mishap()) return [{ kind: 'create_unclear' }];
    this.#made += 1;
    const id = `c${this.#made}`;
    // What was made unheard shows up within the settling time.
    const lag = this.#mishap() ? Math.floor(this.#random() * LIMITS.createSettleMs) : 0;
    life.cloudId = id;
    this.#machines.push({ id, name: life.instance.marker, status: 'toCreate', visibleAt: life.now + lag });
    return [this.#mishap() ? { kind: 'create_unclear' } : { kind: 'create_accepted', cloudId: id }];
  }

  #act(type: string, id: string): Observation {
    const { now } = this.#life;
    const machine = this.#machines.find((each) => each.id === id);
    if (this.#mishap()) return { kind: 'work_failed' };
    if (machine === undefined) return { kind: 'gone', cloudId: id };
    if (type === 'look') return { kind: 'seen', cloud: this.#view(machine), at: now };
    // An answer that is a lie: nothing happens.
    if (this.#mishap()) return { kind: 'accepted', cloudId: id };
    if (type === 'start' && machine.status === 'exited') {
      if (this.#mishap()) return { kind: 'action_refused', cause: CAUSE };
      machine.status = 'toStart';
    } else if (type === 'stop' && machine.status === 'running') machine.status = 'toStop';
    else if (type === 'restart' && machine.status === 'running') machine.status = 'toRestart';
    else if (type === 'delete' || type === 'delete_duplicate') machine.status = 'toRemove';
    else if (type !== 'start') return { kind: 'work_failed' };
    return { kind: 'accepted', cloudId: id };
  }

  #sweep(): void {
    const life = this.#life;
    const at = life.now;
    if (this.#mishap()) return;
    const views = this.#views();
    const own = views.find(({ id }) => id === life.instance.cloudId);
    if (own !== undefined) life.see({ kind: 'seen', cloud: own, at });
    else if (life.instance.cloudId !== null) life.see({ kind: 'absent', at });
    else life.see({ kind: 'tick' });
    for (const cloud of views) {
      if (cloud.id !== life.instance.cloudId && !isFinal(life.instance.state)) life.see({ kind: 'seen', cloud, at });
    }
  }

  #views(): CloudView[] {
    return this.#machines.filter(({ visibleAt }) => visibleAt <= this.#life.now).map((machine) => this.#view(machine));
  }

  #view({ id, name, status }: Machine): CloudView {
    return this.#life.view(status, { id, name });
  }

  #mishap(): boolean {
    return this.#random() < this.#trouble;
  }
}
