import { addMonths } from './calendar.js';
import type { Billing, TradeType } from './billing.js';
import { termPrice } from './catalogue.js';
import type { EventQueue } from './event-queue.js';
import { payTerm, settleBill, unitsOf } from './instance-bill.js';
import type { Instance, InstanceSpec, InstanceStatus } from './instance.js';
import type { Instances } from './instances.js';
import { invalidStateChange, isOnTheWayOut } from './lifecycle.js';
import { Refusal } from './refusal.js';

export interface SubscriptionsParts {
  readonly instances: Instances;
  readonly billing: Billing;
  readonly events: EventQueue;
  readonly now: () => number;
  /** Its subscription has ended, or is paid again. */
  readonly onChange: (instance: Instance) => void;
}

/** Months of automatic renewal; undefined for none. */
export type AutoRenew = number | undefined;

const CREATING: ReadonlySet<InstanceStatus> = new Set(['toCreate', 'creating', 'pulling']);

/** Monthly billing: paid at once, by calendar months of UTC. */
export class Subscriptions {
  readonly #parts: SubscriptionsParts;

  constructor(parts: SubscriptionsParts) {
    this.#parts = parts;
  }

  /**
   * Creates an instance, and pays its first term when it is sold by the month.
   *
   * @throws Refusal as `Instances.create`; `BALANCE_NOT_ENOUGH` when the term costs more than is left.
   */
  create(spec: InstanceSpec): Instance {
    const { instances, now } = this.#parts;
    const { term } = spec;
    if (spec.billingMode !== 'monthly' || term === undefined) return instances.create(spec);
    const endsAt = addMonths(now(), term.months);
    const instance = instances.create(spec, (id) => {
      this.#pay(id, spec, { months: term.months, from: now(), to: endsAt, tradeType: 'monthly_new_buy' });
    });
    const { autoRenew, autoRenewMonths } = term;
    instance.subscription = { endsAt, autoRenew, autoRenewMonths, isExpired: false };
    this.#planEnd(instance);
    return instance;
  }

  /**
   * Pays more months (page `gpu-instance-renewal-instance`).
   *
   * @throws Refusal when it is not there, being created or deleted, not monthly, or the balance is not enough.
   */
  renew(id: string, months: number): Instance {
    const instance = this.#requireSettled(id);
    if (instance.subscription === undefined) {
      throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', 'only a monthly instance can be renewed');
    }
    this.#extend(instance, months);
    return instance;
  }

  /**
   * Makes a pay-as-you-go instance a monthly one (page `gpu-instance-change-billing-instance`).
   *
   * @throws Refusal when it is not there, being created or deleted, not pay-as-you-go, not sold by the month, or
   * the balance is not enough.
   */
  convert(id: string, months: number): Instance {
    const { billing, now, onChange } = this.#parts;
    const instance = this.#requireSettled(id);
    if (instance.spec.billingMode !== 'onDemand') {
      throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', 'only a pay-as-you-go instance can be converted');
    }
    const endsAt = addMonths(now(), months);
    this.#pay(id, instance.spec, { months, from: now(), to: endsAt, tradeType: 'monthly_new_buy' });
    instance.spec = { ...instance.spec, billingMode: 'monthly' };
    instance.subscription = { endsAt, autoRenew: false, autoRenewMonths: 1, isExpired: false };
    settleBill(billing, instance);
    this.#planEnd(instance);
    onChange(instance);
    return instance;
  }

  /**
   * Page `gpu-instance-set-autorenew`; all instances or none.
   *
   * @throws Refusal when one is not there or not monthly.
   */
  setAutoRenew(ids: readonly string[], months: AutoRenew): void {
    const changed = ids.map((id) => {
      const instance = this.#parts.instances.get(id);
      const { subscription } = instance;
      if (subscription === undefined) {
        throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', 'only a monthly instance can be renewed');
      }
      return { instance, subscription };
    });
    for (const { instance, subscription } of changed) {
      const autoRenewMonths = months ?? subscription.autoRenewMonths;
      instance.subscription = { ...subscription, autoRenew: months !== undefined, autoRenewMonths };
    }
  }

  #extend(instance: Instance, months: number): void {
    const { subscription } = instance;
    if (subscription === undefined) return;
    const from = Math.max(subscription.endsAt, this.#parts.now());
    const endsAt = addMonths(from, months);
    this.#pay(instance.id, instance.spec, { months, from, to: endsAt, tradeType: 'monthly_re_buy' });
    instance.subscription = { ...subscription, endsAt, isExpired: false };
    this.#planEnd(instance);
    this.#parts.onChange(instance);
  }

  #planEnd(instance: Instance): void {
    const endsAt = instance.subscription?.endsAt;
    if (endsAt === undefined) return;
    this.#parts.events.schedule(endsAt, () => {
      const { subscription, presence, status } = instance;
      if (subscription?.endsAt !== endsAt || presence !== 'visible' || isOnTheWayOut(status)) return;
      if (subscription.autoRenew && this.#renewed(instance, subscription.autoRenewMonths)) return;
      instance.subscription = { ...subscription, isExpired: true };
      this.#parts.onChange(instance);
    });
  }

  #renewed(instance: Instance, months: number): boolean {
    try {
      this.#extend(instance, months);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  #pay(
    instanceId: string,
    spec: InstanceSpec,
    term: { readonly months: number; readonly from: number; readonly to: number; readonly tradeType: TradeType },
  ): void {
    const { product } = spec;
    const price = termPrice(product, term.months);
    if (price === undefined) {
      const message = `${product.id} is not sold as monthly`;
      throw new Refusal('rejected', 'UNSUPPORTED_BILLING_MODE', message);
    }
    payTerm(this.#parts.billing, { ...term, instanceId, product, units: unitsOf(spec), price });
  }

  #requireSettled(id: string): Instance {
    const instance = this.#parts.instances.get(id);
    if (CREATING.has(instance.status)) {
      throw new Refusal('rejected', 'CREATING_INSTANCE_NOT_SUPPORT_RENEWAL', 'the instance is still being created');
    }
    if (isOnTheWayOut(instance.status)) throw invalidStateChange();
    return instance;
  }
}
