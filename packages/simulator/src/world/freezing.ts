import type { Billing } from './billing.js';
import type { Instance } from './instance.js';
import type { Instances } from './instances.js';
import type { WorldRules } from './rules.js';

export interface FreezingParts {
  readonly instances: Instances;
  readonly billing: Billing;
  readonly rules: WorldRules;
}

/**
 * Freezes what is not paid for: pay-as-you-go and spot instances while the balance is empty, monthly ones whose term
 * is over. Only `running` and `exited` freeze; what is under way freezes when it arrives. Paid again, a frozen
 * instance is `exited`. All of this is inferred from the state's name.
 */
export class Freezing {
  readonly #parts: FreezingParts;

  constructor(parts: FreezingParts) {
    this.#parts = parts;
    parts.instances.watch((instance) => this.follow(instance));
  }

  /** Looks at all instances again, after the balance was emptied or filled. */
  followAll(): void {
    for (const instance of [...this.#parts.instances.visible()]) this.follow(instance);
  }

  /** Freezes or frees one instance if it is time. */
  follow(instance: Instance): void {
    const { instances } = this.#parts;
    const { status, presence } = instance;
    if (presence !== 'visible') return;
    const isUnpaid = this.#isUnpaid(instance);
    if (isUnpaid && (status === 'running' || status === 'exited')) instances.moveTo(instance, 'freezing');
    if (!isUnpaid && status === 'freezing') instances.moveTo(instance, 'exited');
  }

  #isUnpaid({ subscription }: Instance): boolean {
    if (subscription !== undefined) return subscription.isExpired;
    const { rules, billing } = this.#parts;
    return rules.freezeOnEmptyBalance && billing.isEmpty;
  }
}
