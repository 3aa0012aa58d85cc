import type { LoggedRequest, RequestLog } from '../http/request-log.js';
import type { UsageCategory } from '../world/bill-line.js';
import type { PrepaidCharge, TopUp } from '../world/billing.js';
import { unitsOf } from '../world/instance-bill.js';
import type { Instance, InstanceStatus, StateChange } from '../world/instance.js';
import type { Job } from '../world/jobs.js';
import { toPriceUnits, toWalletUnits } from '../world/money.js';
import type { World } from '../world/world.js';

/** A tariff of the ledger, in force from `from` until the next one; null for none. */
export interface LedgerTariff {
  /** Virtual milliseconds since 1970. */
  readonly from: number;
  /** GPUs, machines or GB; null when nothing is billed. */
  readonly units: number | null;
  /** Price of one unit for a day in 1/100000 USD; null when nothing is billed. */
  readonly dayPrice: number | null;
}

/** One thing that is billed by time. */
export interface LedgerLine {
  readonly category: UsageCategory;
  readonly ownerId: string;
  readonly tariffs: readonly LedgerTariff[];
  /** Exact cost so far in 1/100000 USD times milliseconds of a day: divided by 86,400,000 it is 1/100000 USD. */
  readonly exactCost: string;
  /** What its bills add up to, in 1/10000 USD. */
  readonly charged: number;
  /** Whether it costs something right now. */
  readonly isBilling: boolean;
}

/** What became of one instance, and what it cost. */
export interface LedgerInstance {
  readonly id: string;
  readonly name: string;
  readonly productId: string;
  readonly clusterId: string;
  /** GPUs, or 1 machine of a CPU instance. */
  readonly units: number;
  readonly billingMode: string;
  /** Virtual milliseconds since 1970. */
  readonly createdAt: number;
  /** Its last state; `gone` once the API does not show a removed one any more, `vanished` when it went silently. */
  readonly state: InstanceStatus | 'gone' | 'vanished';
  /** Every state it was in, oldest first. */
  readonly states: readonly StateChange[];
  /** Virtual seconds of compute, exact to the millisecond. */
  readonly billedSeconds: number;
  /** All of it, with what was paid in advance, in 1/100000 USD; rounded from an exact amount. */
  readonly cost: number;
  /** What its bills add up to, in 1/10000 USD. */
  readonly charged: number;
  /** Whether compute or disk cost something right now, or a subscription renews itself. */
  readonly stillBilling: boolean;
}

/** Everything that happened; it holds no credential and no port given by the system. */
export interface Ledger {
  /** Virtual milliseconds since 1970. */
  readonly now: number;
  /** How many requests came in all; `requests` holds the last of them. */
  readonly requestsTotal: number;
  readonly requests: readonly LoggedRequest[];
  /** Every instance ever created, oldest first. */
  readonly instances: readonly LedgerInstance[];
  /** Every job there ever was, oldest first. */
  readonly jobs: readonly Job[];
  readonly billing: LedgerBilling;
}

/** The account. Amounts are in 1/10000 USD; `balance` is the sum of `topUps` less `charged`. */
export interface LedgerBilling {
  readonly balance: number;
  readonly charged: number;
  readonly topUps: readonly TopUp[];
  readonly prepaid: readonly PrepaidCharge[];
  readonly lines: readonly LedgerLine[];
}

/** The ledger in short. */
export interface Summary {
  readonly instancesCreated: number;
  /** Instances, and network storages. */
  readonly stillBilling: number;
  /** Of everything, in 1/100000 USD, rounded once from the exact sum. */
  readonly totalCost: number;
  /** In 1/10000 USD. */
  readonly balance: number;
  /** How many requests each route got. */
  readonly requests: Readonly<Record<string, number>>;
}

const PRICE_UNITS_PER_WALLET_UNIT = 10;

export function toLedger(world: World, log: RequestLog): Ledger {
  const prepaid = prepaidByOwner(world);
  return {
    now: world.now,
    requestsTotal: log.total,
    requests: log.entries(),
    instances: Array.from(world.instances.everCreated(), (instance) =>
      toLedgerInstance(instance, world.now, prepaid.get(instance.id) ?? 0),
    ),
    jobs: Array.from(world.jobs.all(), (job) => ({ ...job, states: [...job.states] })),
    billing: toLedgerBilling(world),
  };
}

export function toSummary(world: World, log: RequestLog): Summary {
  const { billing, instances } = world;
  const storages = billing.lines.filter(({ owner, rate }) => owner.category === 'network_storage' && rate > 0n);
  let stillBilling = storages.length;
  for (const instance of instances.everCreated()) if (isStillBilling(instance)) stillBilling += 1;
  return {
    instancesCreated: instances.createdCount,
    stillBilling,
    totalCost: toPriceUnits(billing.usage) + billing.prepaid * PRICE_UNITS_PER_WALLET_UNIT,
    balance: billing.balance,
    requests: log.counts(),
  };
}

function toLedgerInstance(instance: Instance, now: number, prepaid: number): LedgerInstance {
  const { id, spec, createdAt, bill, presence, status, states } = instance;
  const { compute, rootDisk } = bill;
  const usage = compute.amountAt(now) + rootDisk.amountAt(now);
  return {
    id,
    name: spec.name,
    productId: spec.product.id,
    clusterId: spec.cluster.id,
    units: unitsOf(spec),
    billingMode: spec.billingMode,
    createdAt,
    state: presence === 'visible' ? status : presence,
    states: [...states],
    billedSeconds: compute.runningMsAt(now) / 1000,
    cost: toPriceUnits(usage) + prepaid * PRICE_UNITS_PER_WALLET_UNIT,
    charged: toWalletUnits(compute.amountAt(now)) + toWalletUnits(rootDisk.amountAt(now)) + prepaid,
    stillBilling: isStillBilling(instance),
  };
}

function isStillBilling({ bill, subscription, presence, status }: Instance): boolean {
  const isHere = presence === 'visible' && status !== 'removed';
  const renewsItself = isHere && subscription?.autoRenew === true && !subscription.isExpired;
  return renewsItself || bill.compute.rate > 0n || bill.rootDisk.rate > 0n;
}

function toLedgerBilling({ billing, now }: World): LedgerBilling {
  return {
    balance: billing.balance,
    charged: billing.charged,
    topUps: [...billing.topUps],
    prepaid: [...billing.charges],
    lines: billing.lines.map((line) => ({
      category: line.owner.category,
      ownerId: line.owner.ownerId,
      tariffs: line.changes.map(({ from, tariff }) => ({
        from,
        units: tariff?.units ?? null,
        dayPrice: tariff?.dayPrice ?? null,
      })),
      exactCost: String(line.amountAt(now)),
      charged: toWalletUnits(line.amountAt(now)),
      isBilling: line.rate > 0n,
    })),
  };
}

/** What was paid in advance for each instance, in 1/10000 USD. */
function prepaidByOwner({ billing }: World): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { ownerId, amount } of billing.charges) sums.set(ownerId, (sums.get(ownerId) ?? 0) + amount);
  return sums;
}
