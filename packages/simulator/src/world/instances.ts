import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { BillingMeter } from './billing-meter.js';
import { drawDuration, type DurationName, type DurationRanges } from './durations.js';
import type { EventQueue } from './event-queue.js';
import type { Instance, InstanceSpec, InstanceStatus, Presence } from './instance.js';
import { commandTarget, invalidStateChange, isOnTheWayOut, phaseOf, type Command } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { Stock } from './stock.js';

const PASSWORD_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';

/** Told, in the middle of the change, what the world outside the simulation has to follow. */
export interface InstanceObserver {
  /** It is not running any more. */
  down(instance: Instance): void;
  /** It was removed or has vanished; its id is never used again. */
  released(instance: Instance): void;
}

export interface InstancesParts {
  readonly seed: number;
  readonly durations: DurationRanges;
  readonly events: EventQueue;
  readonly stock: Stock;
  /** Virtual milliseconds since 1970. */
  readonly now: () => number;
  readonly observer: InstanceObserver;
}

/** All instances there ever were, and what happens to them. No I/O: time and chance come from outside. */
export class Instances {
  readonly #parts: InstancesParts;
  readonly #ids: SeededRandom;
  readonly #chance: SeededRandom;
  readonly #passwords: SeededRandom;
  readonly #all = new Map<string, Instance>();
  readonly #visible = new Map<string, Instance>();

  constructor(parts: InstancesParts) {
    this.#parts = parts;
    this.#ids = seededRandom(parts.seed, 'instance ids');
    this.#chance = seededRandom(parts.seed, 'durations');
    this.#passwords = seededRandom(parts.seed, 'passwords');
  }

  /** How many the API shows. */
  get visibleCount(): number {
    return this.#visible.size;
  }

  /** What the API shows, oldest first. */
  visible(): Iterable<Instance> {
    return this.#visible.values();
  }

  /** Every instance ever created, oldest first. */
  everCreated(): Iterable<Instance> {
    return this.#all.values();
  }

  get createdCount(): number {
    return this.#all.size;
  }

  /** @throws Refusal of kind `not_found`. */
  get(id: string): Instance {
    const instance = this.#visible.get(id);
    if (instance === undefined) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', 'instance not found');
    return instance;
  }

  /** @throws Refusal `INSUFFICIENT_RESOURCE` when the cluster has not enough free GPUs. */
  create(spec: InstanceSpec): Instance {
    const hourlyPrice = spec.billingMode === 'spot' ? (spec.product.spotPrice ?? 0) : spec.product.price;
    const instance: Instance = {
      id: this.#newId(),
      spec,
      searchName: spec.name.toLowerCase(),
      createdAt: this.#parts.now(),
      sshPassword: this.#passwords.text(20, PASSWORD_ALPHABET),
      meter: new BillingMeter(hourlyPrice * spec.gpuNum),
      status: 'toCreate',
      statusError: undefined,
      presence: 'visible',
      lastStartedAt: undefined,
      lastStoppedAt: undefined,
      appUpAt: undefined,
      holdsGpus: false,
      epoch: 0,
    };
    this.#takeGpus(instance);
    this.#all.set(instance.id, instance);
    this.#visible.set(instance.id, instance);
    this.#enter(instance, 'toCreate');
    return instance;
  }

  /**
   * Carries out a command of a user.
   *
   * @throws Refusal when the instance is not there, in the wrong state, or its cluster is full.
   */
  command(id: string, command: Command): Instance {
    const instance = this.get(id);
    const target = commandTarget(command, instance.status);
    if (command === 'start') {
      this.#takeGpus(instance);
      instance.statusError = undefined;
    }
    if (target !== undefined) this.#enter(instance, target);
    return instance;
  }

  /** Takes it away without a word: no state tells of it, and the API does not know it any more. */
  vanish(id: string): void {
    this.#leave(this.get(id), 'vanished');
  }

  /**
   * Something broke: `exited`, with the reason in `statusError`.
   *
   * @throws Refusal when it is not there or being deleted.
   */
  fail(id: string, error: { readonly state: string; readonly message: string }): Instance {
    const instance = this.get(id);
    if (isOnTheWayOut(instance.status)) throw invalidStateChange();
    instance.statusError = error;
    this.#enter(instance, 'exited');
    return instance;
  }

  #enter(instance: Instance, status: InstanceStatus): void {
    const { events, now, observer } = this.#parts;
    const wasRunning = instance.status === 'running';
    instance.status = status;
    instance.epoch += 1;
    instance.appUpAt = undefined;

    if (status === 'pulling' || status === 'starting') instance.meter.run(now());
    if (status === 'running') {
      instance.lastStartedAt = now();
      instance.appUpAt = now() + this.#draw('appStart');
    }
    if (status === 'exited') instance.lastStoppedAt = now();
    if (status === 'exited' || status === 'removed') this.#stopPaying(instance);
    if (wasRunning && status !== 'running') observer.down(instance);
    if (status === 'removed') observer.released(instance);

    const phase = phaseOf(status);
    if (phase === undefined) return;
    const { epoch } = instance;
    events.schedule(now() + this.#draw(phase.lasts), () => {
      if (instance.epoch !== epoch) return;
      if (phase.next === 'gone') this.#leave(instance, 'gone');
      else this.#enter(instance, phase.next);
    });
  }

  #leave(instance: Instance, presence: Exclude<Presence, 'visible'>): void {
    instance.presence = presence;
    instance.epoch += 1;
    instance.appUpAt = undefined;
    this.#visible.delete(instance.id);
    this.#stopPaying(instance);
    if (presence === 'vanished') this.#parts.observer.released(instance);
  }

  #stopPaying(instance: Instance): void {
    instance.meter.pause(this.#parts.now());
    if (!instance.holdsGpus) return;
    instance.holdsGpus = false;
    this.#parts.stock.giveBack(instance.spec.product.id, instance.spec.cluster.id, instance.spec.gpuNum);
  }

  #takeGpus(instance: Instance): void {
    const { product, cluster, gpuNum } = instance.spec;
    if (!this.#parts.stock.take(product.id, cluster.id, gpuNum)) {
      const message = `not enough free GPUs of ${product.id} in ${cluster.id}`;
      throw new Refusal('rejected', 'INSUFFICIENT_RESOURCE', message);
    }
    instance.holdsGpus = true;
  }

  #draw(name: DurationName): number {
    return drawDuration(this.#chance, this.#parts.durations[name]);
  }

  #newId(): string {
    let id = this.#ids.hex(16);
    while (this.#all.has(id)) id = this.#ids.hex(16);
    return id;
  }
}
