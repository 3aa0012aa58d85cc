import { seededRandom, type SeededRandom } from '../seeded-random.js';
import type { EventQueue } from './event-queue.js';
import type { Instance } from './instance.js';
import type { Instances } from './instances.js';
import { isOnTheWayOut } from './lifecycle.js';
import { Refusal } from './refusal.js';
import type { WorldRules } from './rules.js';

const HOUR_MS = 3_600_000;

export interface SpotParts {
  readonly seed: number;
  readonly instances: Instances;
  readonly events: EventQueue;
  readonly rules: WorldRules;
  readonly now: () => number;
}

/**
 * Takes spot instances back: `running` → `notified` with the time in `spotReclaimTime` → `reclaiming` while it is
 * being stopped → `terminated` with the state `exited`. The order follows the values on the page
 * `gpu-instance-list-instances`. A later start or migration begins anew with `running`.
 */
export class Spot {
  readonly #parts: SpotParts;
  readonly #chance: SeededRandom;

  constructor(parts: SpotParts) {
    this.#parts = parts;
    this.#chance = seededRandom(parts.seed, 'spot reclaims');
    parts.instances.watch((instance) => this.#follow(instance));
  }

  /**
   * Announces that an instance will be taken back.
   *
   * @param noticeSeconds - virtual seconds until then; absent for that of the rules.
   * @throws Refusal when it is not there, not a spot instance, being deleted, or already announced.
   */
  reclaim(id: string, noticeSeconds?: number): Instance {
    const { instances, events, rules, now } = this.#parts;
    const instance = instances.get(id);
    if (instance.spot === undefined) {
      throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', 'the instance is not a spot instance');
    }
    if (instance.spot.status !== 'running' || isOnTheWayOut(instance.status)) {
      throw new Refusal('rejected', 'OPERATION_LIMIT', 'the instance is already being taken back');
    }
    const reclaimAt = now() + Math.round((noticeSeconds ?? rules.spotNotice) * 1000);
    instance.spot = { status: 'notified', reclaimAt };
    events.schedule(reclaimAt, () => this.#take(instance, reclaimAt));
    return instance;
  }

  #take(instance: Instance, reclaimAt: number): void {
    const isStillDue = instance.spot?.status === 'notified' && instance.spot.reclaimAt === reclaimAt;
    if (!isStillDue || instance.presence !== 'visible' || isOnTheWayOut(instance.status)) return;
    instance.spot = { status: 'reclaiming', reclaimAt };
    this.#follow(instance);
  }

  /** One that is under way somewhere is stopped when it arrives. */
  #follow(instance: Instance): void {
    const { spot, status, presence } = instance;
    if (spot === undefined || presence !== 'visible') return;
    if (spot.status === 'reclaiming') {
      if (status === 'running') this.#parts.instances.moveTo(instance, 'toStop');
      if (status === 'exited' || status === 'freezing') instance.spot = { ...spot, status: 'terminated' };
    } else if (spot.status === 'terminated' && (status === 'toStart' || status === 'toReset')) {
      instance.spot = { status: 'running', reclaimAt: undefined };
    }
    if (status === 'running' && instance.status === 'running') this.#tempt(instance, instance.epoch);
  }

  /** Draws once an hour, the first hour being guaranteed. */
  #tempt(instance: Instance, epoch: number): void {
    const { events, rules, now } = this.#parts;
    if (rules.spotReclaimChance === 0) return;
    events.schedule(now() + HOUR_MS, () => {
      if (instance.epoch !== epoch || instance.spot?.status !== 'running') return;
      if (this.#chance.fraction() < rules.spotReclaimChance) this.reclaim(instance.id);
      else this.#tempt(instance, epoch);
    });
  }
}
