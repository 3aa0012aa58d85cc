import type { Billing, TradeType } from './billing.js';
import type { Product } from './catalogue.js';
import type { Instance, InstanceBill, InstanceStatus } from './instance.js';

const HOURS_PER_DAY = 24;
/** Root disk without charge, in GB; page `gpu-instance-pricing`. */
const FREE_ROOT_DISK_GB = 60;
/** 0.005 USD per GB and day; page `gpu-instance-pricing`. */
const ROOT_DISK_DAY_PRICE = 500;

/** Compute runs from `pulling`, or `starting`, until the stop has taken. */
const COMPUTE_BEGINS: ReadonlySet<InstanceStatus> = new Set(['pulling', 'starting', 'toReset', 'running']);
const COMPUTE_ENDS: ReadonlySet<InstanceStatus> = new Set(['exited', 'migrating', 'freezing', 'removed']);

export function openBill(billing: Billing, instanceId: string, product: Product): InstanceBill {
  const owner = { ownerId: instanceId, productId: product.id };
  return {
    compute: billing.open({ ...owner, category: 'compute', productName: product.name }),
    rootDisk: billing.open({ ...owner, category: 'root_disk', productName: 'Root disk' }),
  };
}

/** GPUs; of a CPU instance, machines. */
export function unitsOf({ gpuNum }: { readonly gpuNum: number }): number {
  return Math.max(gpuNum, 1);
}

/** Price of one GPU for an hour in 1/100000 USD, even when months of it were paid in advance. */
export function listPriceOf({ spec }: Pick<Instance, 'spec'>): number {
  return spec.billingMode === 'spot' ? (spec.product.spotPrice ?? 0) : spec.product.price;
}

/** Makes both lines follow the state, the size and the billing mode of the instance. */
export function settleBill(billing: Billing, instance: Instance): void {
  const { bill, status, spec, presence } = instance;
  const isHere = presence === 'visible' && status !== 'removed';
  const isComputing = isHere && !COMPUTE_ENDS.has(status) && (bill.compute.isRunning || COMPUTE_BEGINS.has(status));
  // What was paid in advance costs nothing by the hour.
  const dayPrice = spec.billingMode === 'monthly' ? 0 : listPriceOf(instance) * HOURS_PER_DAY;
  billing.setTariff(bill.compute, isComputing ? { units: unitsOf(spec), dayPrice } : undefined);

  // The disk is there from the first `pulling` on, and is paid while the instance is stopped as well.
  const hasDisk = isHere && (bill.rootDisk.isRunning || isComputing);
  const units = Math.max(spec.rootfsSize - FREE_ROOT_DISK_GB, 0);
  billing.setTariff(bill.rootDisk, hasDisk ? { units, dayPrice: ROOT_DISK_DAY_PRICE } : undefined);
}

/** Pays months of a subscription. @throws Refusal `BALANCE_NOT_ENOUGH`. */
export function payTerm(
  billing: Billing,
  term: {
    readonly instanceId: string;
    readonly product: Product;
    readonly units: number;
    readonly months: number;
    readonly price: number;
    readonly from: number;
    readonly to: number;
    readonly tradeType: TradeType;
  },
): void {
  const { instanceId, product, price, units, ...rest } = term;
  // From 1/100000 to 1/10000 USD.
  const amount = Math.ceil((price * units) / 10);
  billing.pay({ ...rest, ownerId: instanceId, productId: product.id, productName: product.name, units, amount });
}
