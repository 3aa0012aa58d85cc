import type { components } from '@novita-fleet/openapi/novita';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import type { UsageCategory } from '../world/bill-line.js';
import type { PrepaidCharge } from '../world/billing.js';
import type { UsageBill } from '../world/usage-bills.js';

type Schemas = components['schemas'];

/** Amounts and prices of bills are in 10^-4 USD. */
const PRICE_PRECISION = '4';
const WALLET_UNITS_PER_USD = 10_000;
const HOURS_PER_DAY = 24;

const CATEGORY_NAMES: Readonly<Record<UsageCategory, string>> = {
  compute: 'gpu',
  root_disk: 'local_storage',
  network_storage: 'cloud_storage',
};

/** Name of a category in bill rows. */
export function categoryName(category: UsageCategory): string {
  return CATEGORY_NAMES[category];
}

/** A row of the page `basic-query-usage-based-billing`. */
export function toUsageRow({ line, from, to, unitMs, dayPrice, amount }: UsageBill): Schemas['UsageBill'] {
  const { category, ownerId, productId, productName } = line.owner;
  // Compute is sold by the hour, disks by the day; catalogue prices are ten times finer than those of bills.
  const price = String(dayPrice / (category === 'compute' ? HOURS_PER_DAY : 1) / 10);
  return {
    userId: ACCOUNT_ID,
    startTime: String(toUnixSeconds(from)),
    endTime: String(toUnixSeconds(to)),
    // Pay-as-you-go.
    billingMethod: '1',
    productName,
    category: categoryName(category),
    ownerID: ownerId,
    billNum0: String(unitMs / 1000),
    billNum1: '0',
    basePrice0: price,
    basePrice1: '0',
    discountPrice0: price,
    discountPrice1: '0',
    ...amounts(amount),
    productId,
  };
}

/** A row of the page `basic-query-fixed-term-billing`. */
export function toFixedTermRow(charge: PrepaidCharge): Schemas['FixedTermBill'] {
  return {
    userId: ACCOUNT_ID,
    startTime: String(toUnixSeconds(charge.from)),
    endTime: String(toUnixSeconds(charge.to)),
    memberId: '',
    productName: charge.productName,
    productCategory: 'gpu',
    ownerID: charge.ownerId,
    basePrice: String(charge.amount / charge.units),
    billNum: String(charge.units),
    ...amounts(charge.amount),
    createTime: String(toUnixSeconds(charge.time)),
    cycle: String(charge.months),
    storageDays: '0',
    tradeMode: 'monthly',
    tradeType: charge.tradeType,
  };
}

function amounts(amount: number) {
  return {
    amount: String(amount),
    voucherAmount: '0',
    payAmount: String(amount),
    payAmountDisplay: (amount / WALLET_UNITS_PER_USD).toFixed(4),
    pricePrecision: PRICE_PRECISION,
  };
}
