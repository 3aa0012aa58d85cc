import type { LoggedRequest, RequestLog } from '../http/request-log.js';
import { toPriceUnits } from '../world/billing-meter.js';
import type { Instance, InstanceStatus } from '../world/instance.js';
import type { World } from '../world/world.js';

/** What became of one instance, and what it cost. */
export interface LedgerInstance {
  readonly id: string;
  readonly name: string;
  readonly productId: string;
  readonly clusterId: string;
  /** Virtual milliseconds since 1970. */
  readonly createdAt: number;
  /** Its last state; `gone` once the API does not show a removed one any more, `vanished` when it went silently. */
  readonly state: InstanceStatus | 'gone' | 'vanished';
  /** Virtual seconds, exact to the millisecond. */
  readonly billedSeconds: number;
  /** In 1/100000 USD, rounded from an exact amount. */
  readonly cost: number;
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
}

/** The ledger in short. */
export interface Summary {
  readonly instancesCreated: number;
  readonly stillBilling: number;
  /** In 1/100000 USD, rounded once from the exact sum. */
  readonly totalCost: number;
  /** How many requests each route got. */
  readonly requests: Readonly<Record<string, number>>;
}

export function toLedger(world: World, log: RequestLog): Ledger {
  return {
    now: world.now,
    requestsTotal: log.total,
    requests: log.entries(),
    instances: Array.from(world.instances.everCreated(), (instance) => toLedgerInstance(instance, world.now)),
  };
}

export function toSummary(world: World, log: RequestLog): Summary {
  let stillBilling = 0;
  let amount = 0n;
  for (const { meter } of world.instances.everCreated()) {
    if (meter.isRunning) stillBilling += 1;
    amount += meter.amount(world.now);
  }
  return {
    instancesCreated: world.instances.createdCount,
    stillBilling,
    totalCost: toPriceUnits(amount),
    requests: log.counts(),
  };
}

function toLedgerInstance(instance: Instance, now: number): LedgerInstance {
  const { id, spec, createdAt, meter, presence, status } = instance;
  return {
    id,
    name: spec.name,
    productId: spec.product.id,
    clusterId: spec.cluster.id,
    createdAt,
    state: presence === 'visible' ? status : presence,
    billedSeconds: meter.billedMs(now) / 1000,
    cost: toPriceUnits(meter.amount(now)),
    stillBilling: meter.isRunning,
  };
}
