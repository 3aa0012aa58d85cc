import type { components } from '@novita-fleet/openapi/novita';
import { WALLET_SCALE, parseMoney, type Money } from '../money.js';
import { readNumber, readObject, readText, readTime, withRaw, type Loose } from './loose-values.js';
import type { Open } from './open.js';

type Schemas = components['schemas'];

/** What is in the account. */
export interface Balance {
  /** What can be spent. */
  readonly available: Money | undefined;
  /** What is left of payments. */
  readonly cash: Money | undefined;
  /** The most that may be owed. */
  readonly creditLimit: Money | undefined;
  /** What is owed now. */
  readonly outstanding: Money | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<Schemas['Balance']>;
}

/**
 * The bill of a month.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, formatMoney } from '@novita-fleet/client';
 * import type { ListMonthlyBillsParams, MonthlyBill, Page } from '@novita-fleet/client';
 *
 * const params: ListMonthlyBillsParams = { page: 1, pageSize: 12 };
 * await using client = new NovitaClient();
 * const { items }: Page<MonthlyBill> = await new NovitaApiService(client).billing.listMonthlyBills(params);
 * for (const { month, total } of items) console.log(month, total && formatMoney(total));
 * ```
 */
export interface MonthlyBill {
  readonly id: string;
  readonly userId: string | undefined;
  /** Such as `2026-01`. */
  readonly month: string | undefined;
  readonly status: Open<Schemas['MonthlyBill']['status']> | undefined;
  readonly total: Money | undefined;
  /** Before discounts. */
  readonly originalTotal: Money | undefined;
  readonly paidByVoucher: Money | undefined;
  readonly paidInCash: Money | undefined;
  readonly debt: Money | undefined;
  readonly repaid: Money | undefined;
  /** Undefined when there is none. */
  readonly invoiceUrl: string | undefined;
  readonly startTime: Date | undefined;
  readonly endTime: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<Schemas['MonthlyBill']>;
}

/** What all rows of bills have. */
export interface BillRow {
  readonly userId: string | undefined;
  /** What was used: the id of an instance, for example. */
  readonly ownerId: string | undefined;
  readonly productName: string | undefined;
  readonly amount: Money | undefined;
  readonly paidByVoucher: Money | undefined;
  /** What has to be paid. */
  readonly payAmount: Money | undefined;
  readonly startTime: Date | undefined;
  readonly endTime: Date | undefined;
}

/** How much of something was used, and what one of it cost. */
export interface BilledQuantity {
  /** For GPUs: GPUs times seconds. */
  readonly quantity: number | undefined;
  /** Undefined also when it is no whole number at the scale of the row. */
  readonly basePrice: Money | undefined;
  readonly discountPrice: Money | undefined;
}

/** What something cost that is paid as it is used. */
export interface UsageBill extends BillRow {
  readonly productId: string | undefined;
  readonly category: string | undefined;
  /** `1` is pay as you go. */
  readonly billingMethod: string | undefined;
  /** The cloud has two of them in each row. */
  readonly quantities: readonly [BilledQuantity, BilledQuantity];
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<Schemas['UsageBill']>;
}

/**
 * What something cost that is paid in advance.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { FixedTermBill, ListFixedTermBillsParams } from '@novita-fleet/client';
 *
 * const params: ListFixedTermBillsParams = { category: 'gpu' };
 * await using client = new NovitaClient();
 * const bills: FixedTermBill[] = await new NovitaApiService(client).billing.listFixedTermBills(params);
 * for (const { ownerId, months, tradeType } of bills) console.log(ownerId, months, tradeType);
 * ```
 */
export interface FixedTermBill extends BillRow {
  readonly memberId: string | undefined;
  readonly productCategory: string | undefined;
  readonly basePrice: Money | undefined;
  /** How many were billed; of what is not published. */
  readonly quantity: number | undefined;
  /** Length of the term, in months. */
  readonly months: number | undefined;
  readonly storageDays: number | undefined;
  readonly tradeMode: Open<'monthly'> | undefined;
  /** Bought, renewed, or changed. */
  readonly tradeType: Open<NonNullable<Schemas['FixedTermBill']['tradeType']>> | undefined;
  readonly createdAt: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Partial<Schemas['FixedTermBill']>;
}

/**
 * What was used with one API key. The fields are not published: those that other bills have are read, and everything
 * stands in `raw`.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ApiKeyBill, type ListApiKeyBillsParams } from '@novita-fleet/client';
 *
 * const now = Math.floor(Date.now() / 1000);
 * const lastWeek: ListApiKeyBillsParams = { cycleType: 'Day', startTime: `${now - 7 * 86_400}`, endTime: `${now}` };
 * await using client = new NovitaClient();
 * const bills: ApiKeyBill[] = await new NovitaApiService(client).billing.listApiKeyBills(lastWeek);
 * console.log(bills.map(({ category, raw }) => [category, raw]));
 * ```
 */
export interface ApiKeyBill extends BillRow {
  readonly category: string | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * A movement of the account. The fields are not published: those are read that the filters of the list name, and
 * everything stands in `raw`.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, type ListTransactionsParams, type Transaction } from '@novita-fleet/client';
 *
 * const payments: ListTransactionsParams = { transactionType: 'recharge', status: 'success' };
 * await using client = new NovitaClient();
 * const found: readonly Transaction[] = (await new NovitaApiService(client).billing.listTransactions(payments)).items;
 * console.log(found.map(({ time, amount }) => [time, amount]));
 * ```
 */
export interface Transaction {
  /** Serial number; empty when the answer tells none. */
  readonly id: string;
  readonly type: Open<'recharge' | 'refund' | 'consume'> | undefined;
  readonly status: Open<'pending' | 'success' | 'failed' | 'expired'> | undefined;
  readonly orderType: Open<'recharge' | 'refund'> | undefined;
  readonly channel: string | undefined;
  readonly amount: Money | undefined;
  readonly time: Date | undefined;
  /** The answer itself; not part of JSON. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export function balanceOf(answer: unknown): Balance {
  const raw = readObject(answer);
  const balance = {
    available: parseMoney(raw.availableBalance, WALLET_SCALE),
    cash: parseMoney(raw.cashBalance, WALLET_SCALE),
    creditLimit: parseMoney(raw.creditLimit, WALLET_SCALE),
    outstanding: parseMoney(raw.outstandingInvoices, WALLET_SCALE),
  };
  return withRaw(balance, raw as Balance['raw']);
}

export function monthlyBillOf(raw: Loose): MonthlyBill {
  const bill = {
    id: readText(raw.billId) ?? '',
    userId: readText(raw.userId),
    month: readText(raw.billingMonth),
    status: readText(raw.status),
    total: parseMoney(raw.totalAmount, WALLET_SCALE),
    originalTotal: parseMoney(raw.originTotalAmount, WALLET_SCALE),
    paidByVoucher: parseMoney(raw.voucherPayAmount, WALLET_SCALE),
    paidInCash: parseMoney(raw.cashPayAmount, WALLET_SCALE),
    debt: parseMoney(raw.debtAmount, WALLET_SCALE),
    repaid: parseMoney(raw.repaidAmount, WALLET_SCALE),
    invoiceUrl: readText(raw.invoiceUrl),
    startTime: readTime(raw.startTime),
    endTime: readTime(raw.endTime),
  };
  return withRaw(bill, raw as MonthlyBill['raw']);
}

export function usageBillOf(raw: Loose): UsageBill {
  const scale = scaleOf(raw);
  const quantity = (index: 0 | 1): BilledQuantity => ({
    quantity: readNumber(raw[`billNum${index}`]),
    basePrice: parseMoney(raw[`basePrice${index}`], scale),
    discountPrice: parseMoney(raw[`discountPrice${index}`], scale),
  });
  const bill = {
    ...rowOf(raw),
    productId: readText(raw.productId),
    category: readText(raw.category),
    billingMethod: readText(raw.billingMethod),
    quantities: [quantity(0), quantity(1)] as const,
  };
  return withRaw(bill, raw as UsageBill['raw']);
}

export function fixedTermBillOf(raw: Loose): FixedTermBill {
  const bill = {
    ...rowOf(raw),
    memberId: readText(raw.memberId),
    productCategory: readText(raw.productCategory),
    basePrice: parseMoney(raw.basePrice, scaleOf(raw)),
    quantity: readNumber(raw.billNum),
    months: readNumber(raw.cycle),
    storageDays: readNumber(raw.storageDays),
    tradeMode: readText(raw.tradeMode),
    tradeType: readText(raw.tradeType),
    createdAt: readTime(raw.createTime),
  };
  return withRaw(bill, raw as FixedTermBill['raw']);
}

export function apiKeyBillOf(raw: Loose): ApiKeyBill {
  return withRaw({ ...rowOf(raw), category: readText(raw.category) }, raw);
}

export function transactionOf(raw: Loose): Transaction {
  const transaction = {
    id: readText(raw.serialNumber) ?? '',
    type: readText(raw.transactionType),
    status: readText(raw.status),
    orderType: readText(raw.orderType),
    channel: readText(raw.transactionChannel),
    amount: parseMoney(raw.amount, scaleOf(raw)),
    time: readTime(raw.transactionTime),
  };
  return withRaw(transaction, raw);
}

function rowOf(raw: Loose): BillRow {
  const scale = scaleOf(raw);
  return {
    userId: readText(raw.userId),
    ownerId: readText(raw.ownerID),
    productName: readText(raw.productName),
    amount: parseMoney(raw.amount, scale),
    paidByVoucher: parseMoney(raw.voucherAmount, scale),
    payAmount: parseMoney(raw.payAmount, scale),
    startTime: readTime(raw.startTime),
    endTime: readTime(raw.endTime),
  };
}

/** Decimal places of the amounts in a row, which most rows tell. */
function scaleOf(raw: Loose): number {
  const precision = readNumber(raw.pricePrecision);
  const isScale = precision !== undefined && Number.isInteger(precision) && precision >= 0 && precision <= 15;
  return isScale ? precision : WALLET_SCALE;
}
