import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { balanceNotEnough, type Billing } from './billing.js';
import { drawDuration, type DurationName, type DurationRanges } from './durations.js';
import type { EventQueue } from './event-queue.js';
import { planPull } from './image-pulls.js';
import { openBill, settleBill, unitsOf } from './instance-bill.js';
import { newInstance } from './instance-birth.js';
import type { Instance, InstanceSpec, InstanceStatus, Presence } from './instance.js';
import { commandTarget, invalidStateChange, isOnTheWayOut, phaseOf, type Command } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { WorldRules } from './rules.js';
import type { Stock } from './stock.js';

/** Told, in the middle of the change, what the world outside the simulation has to follow. */
export interface InstanceObserver {
  /** It is not running any more. */
  down(instance: Instance): void;
  /** It was removed or has vanished; its id is never used again. */
  released(instance: Instance): void;
  /** An edit took effect: ports that are not in its spec any more are to be closed. */
  portsChanged?(instance: Instance): void;
}

/** Told after an instance has entered a state, or has left for good; may move it on at once. */
export type StateListener = (instance: Instance) => void;

export interface InstancesParts {
  readonly seed: number;
  readonly durations: DurationRanges;
  readonly rules: WorldRules;
  readonly events: EventQueue;
  readonly stock: Stock;
  readonly billing: Billing;
  /** Virtual milliseconds since 1970. */
  readonly now: () => number;
  readonly observer: InstanceObserver;
}

/** All instances there ever were, and their states. No I/O: time and chance come from outside. */
export class Instances {
  readonly #parts: InstancesParts;
  readonly #ids: SeededRandom;
  readonly #chance: SeededRandom;
  readonly #passwords: SeededRandom;
  readonly #secrets: SeededRandom;
  readonly #all = new Map<string, Instance>();
  readonly #visible = new Map<string, Instance>();
  readonly #listeners: StateListener[] = [];

  constructor(parts: InstancesParts) {
    this.#parts = parts;
    this.#ids = seededRandom(parts.seed, 'instance ids');
    this.#chance = seededRandom(parts.seed, 'durations');
    this.#passwords = seededRandom(parts.seed, 'passwords');
    this.#secrets = seededRandom(parts.seed, 'secrets');
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

  /** Adds a listener for good; they are told in the order they came. */
  watch(listener: StateListener): void {
    this.#listeners.push(listener);
  }

  /** What the API shows under this id, if anything. */
  find(id: string): Instance | undefined {
    return this.#visible.get(id);
  }

  /** @throws Refusal of kind `not_found`. */
  get(id: string): Instance {
    const instance = this.#visible.get(id);
    if (instance === undefined) throw new Refusal('not_found', 'RESOURCE_NOT_FOUND', 'instance not found');
    return instance;
  }

  /**
   * @param beforeBirth - runs when all else is sure, with the new id; what it throws refuses the creation.
   * @throws Refusal `BALANCE_NOT_ENOUGH` when the account is empty, `INSUFFICIENT_RESOURCE` when the cluster has not
   * enough free GPUs.
   */
  create(spec: InstanceSpec, beforeBirth?: (id: string) => void): Instance {
    const { billing, stock } = this.#parts;
    if (billing.isEmpty) throw balanceNotEnough();
    if (stock.free(spec.product.id, spec.cluster.id) < unitsOf(spec)) throw insufficient(spec);
    const id = this.#newId();
    beforeBirth?.(id);
    const instance = newInstance(spec, {
      id,
      now: this.#parts.now(),
      bill: openBill(billing, id, spec.product),
      passwords: this.#passwords,
      secrets: this.#secrets,
    });
    this.takeGpus(instance);
    this.#all.set(instance.id, instance);
    this.#visible.set(instance.id, instance);
    this.moveTo(instance, 'toCreate');
    return instance;
  }

  /**
   * Carries out a command of a user.
   *
   * @throws Refusal when the instance is not there, in the wrong state, its cluster or node is full, or it is not
   * paid for.
   */
  command(id: string, command: Command): Instance {
    const instance = this.get(id);
    const target = commandTarget(command, instance.status);
    if (command === 'start') {
      this.#requireMoney(instance);
      this.takeGpus(instance);
      instance.statusError = undefined;
    }
    if (command === 'delete' && target !== undefined) this.#requireUnpaid(instance);
    if (target !== undefined) this.moveTo(instance, target);
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
    this.moveTo(instance, 'exited');
    return instance;
  }

  /** Puts it into a state now. For the rules of this folder, which know that the step is allowed. */
  moveTo(instance: Instance, status: InstanceStatus): void {
    const { now, observer, billing } = this.#parts;
    const wasRunning = instance.status === 'running';
    instance.status = status;
    instance.states.push({ time: now(), state: status });
    instance.epoch += 1;
    instance.appUpAt = undefined;

    if (status === 'running') {
      instance.lastStartedAt = now();
      instance.appUpAt = now() + this.draw('appStart');
    }
    if (status === 'exited') instance.lastStoppedAt = now();
    if (status === 'exited' || status === 'removed' || status === 'freezing') this.giveBackGpus(instance);
    settleBill(billing, instance);
    if (wasRunning && status !== 'running') observer.down(instance);
    if (status === 'removed') observer.released(instance);
    this.#planNext(instance);
    this.#tell(instance);
  }

  /** @throws Refusal `INSUFFICIENT_RESOURCE` when its node or its cluster is full. Has no effect when it has them. */
  takeGpus(instance: Instance): void {
    if (instance.holdsGpus) return;
    const { product, cluster } = instance.spec;
    const isTaken = !instance.isNodeFull && this.#parts.stock.take(product.id, cluster.id, unitsOf(instance.spec));
    if (!isTaken) throw insufficient(instance.spec);
    instance.holdsGpus = true;
  }

  giveBackGpus(instance: Instance): void {
    if (!instance.holdsGpus) return;
    instance.holdsGpus = false;
    this.#parts.stock.giveBack(instance.spec.product.id, instance.spec.cluster.id, unitsOf(instance.spec));
  }

  /** Milliseconds that something takes this time. */
  draw(name: DurationName): number {
    return drawDuration(this.#chance, this.#parts.durations[name]);
  }

  #planNext(instance: Instance): void {
    const { status, epoch } = instance;
    const later = (ms: number, next: () => void) => {
      this.#parts.events.schedule(this.#parts.now() + ms, () => {
        if (instance.epoch === epoch) next();
      });
    };
    if (status === 'pulling') {
      this.#pull(instance, later);
      return;
    }
    const phase = phaseOf(status);
    if (phase === undefined) return;
    later(this.draw(phase.lasts), () => {
      if (phase.next === 'gone') this.#leave(instance, 'gone');
      // A node that it has moved to does not have the image yet.
      else this.moveTo(instance, status === 'starting' && !instance.hasImage ? 'pulling' : phase.next);
    });
  }

  #pull(instance: Instance, later: (ms: number, next: () => void) => void): void {
    const pull = planPull(this.#parts.rules.images, instance.spec.imageUrl, this.#chance, () => this.draw('pulling'));
    later(pull.ms, () => {
      if (pull.failure === undefined) {
        instance.hasImage = true;
        this.moveTo(instance, 'running');
      } else {
        this.fail(instance.id, { state: 'pulling', message: pull.failure });
      }
    });
  }

  #leave(instance: Instance, presence: Exclude<Presence, 'visible'>): void {
    const { now, observer, billing } = this.#parts;
    instance.presence = presence;
    instance.states.push({ time: now(), state: presence });
    instance.epoch += 1;
    instance.appUpAt = undefined;
    this.#visible.delete(instance.id);
    this.giveBackGpus(instance);
    settleBill(billing, instance);
    if (presence === 'vanished') observer.released(instance);
    this.#tell(instance);
  }

  #tell(instance: Instance): void {
    const { epoch } = instance;
    for (const listener of this.#listeners) {
      // The one before has moved it on, and with that all were told of the newer state.
      if (instance.epoch !== epoch) return;
      listener(instance);
    }
  }

  #requireMoney({ subscription }: Instance): void {
    if (subscription?.isExpired) throw expired();
    if (subscription === undefined && this.#parts.billing.isEmpty) throw balanceNotEnough();
  }

  #requireUnpaid({ subscription }: Instance): void {
    if (subscription === undefined || subscription.isExpired) return;
    const message = 'a prepaid instance cannot be released before its term ends';
    throw new Refusal('rejected', 'PREPAID_INSTANCE_NOT_SUPPORT_RELEASE', message);
  }

  #newId(): string {
    let id = this.#ids.hex(16);
    while (this.#all.has(id)) id = this.#ids.hex(16);
    return id;
  }
}

function insufficient({ product, cluster }: InstanceSpec): Refusal {
  return new Refusal('rejected', 'INSUFFICIENT_RESOURCE', `not enough free GPUs of ${product.id} in ${cluster.id}`);
}

function expired(): Refusal {
  return new Refusal('rejected', 'EXPIRED_OR_BALANCE_NOT_ENOUGH', 'the subscription has expired');
}
