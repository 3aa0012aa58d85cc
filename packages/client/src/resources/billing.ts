import { callOperation, type OperationQuery } from '../operations/call-operation.js';
import {
  apiKeyBillOf,
  balanceOf,
  fixedTermBillOf,
  monthlyBillOf,
  transactionOf,
  usageBillOf,
  type ApiKeyBill,
  type Balance,
  type FixedTermBill,
  type MonthlyBill,
  type Transaction,
  type UsageBill,
} from './bills.js';
import { readList, readPage, type Page } from './lists.js';
import { PagedList } from './page-walk.js';
import type { ResourceCallOptions, ResourceClient } from './resource-client.js';

/** The first month, such as `2026-01`, and the page, from 1: the first, of 100 bills, by default. */
export type ListMonthlyBillsParams = Readonly<OperationQuery<'listMonthlyBills'>>;

/** Which bills: times in Unix seconds as text, at most 31 days from each other; `ownerId` is that of an instance. */
export type ListUsageBillsParams = Readonly<OperationQuery<'listUsageBills'>>;

/** Which bills: times in Unix seconds as text; the category is `summary` by default. */
export type ListFixedTermBillsParams = Readonly<OperationQuery<'listFixedTermBills'>>;

/** Which bills: times in Unix seconds as text, with `Hour` at most 7 days from each other, else 31. */
export type ListApiKeyBillsParams = Readonly<OperationQuery<'listApiKeyBills'>>;

/** Filters of a list and its page, from 1: page 1 of 100 by default. Times are in Unix seconds as text. */
export type ListTransactionsParams = Readonly<Partial<OperationQuery<'listTransactions'>>>;

const PAGE_SIZE = 100;

/**
 * What the account has, and what was paid for. Money is in 1/10000 USD, unless a row of a bill tells its own scale.
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient, WALLET_SCALE, formatMoney, money } from '@novita-fleet/client';
 * import type { Balance, BilledQuantity, BillRow, ListUsageBillsParams, UsageBill } from '@novita-fleet/client';
 *
 * // A row of any kind of bill.
 * function line({ startTime, ownerId, payAmount = money(0, WALLET_SCALE) }: BillRow): string {
 *   return [startTime?.toISOString(), ownerId, formatMoney(payAmount)].join('\t');
 * }
 *
 * const { billing } = new NovitaApiService(new NovitaClient());
 * const { available }: Balance = await billing.getBalance();
 * if (available !== undefined) console.log(formatMoney(available));
 *
 * const params: ListUsageBillsParams = { cycleType: 'Day', productCategory: 'gpu' };
 * const bills: UsageBill[] = await billing.listUsageBills(params);
 * for (const bill of bills) {
 *   const first: BilledQuantity = bill.quantities[0];
 *   console.log(line(bill), first.quantity);
 * }
 * ```
 */
export class BillingResource {
  readonly #client: ResourceClient;
  // In both lists the first page is documented, or the least that is allowed.
  readonly #monthlyBillPages = new PagedList(1);
  readonly #transactionPages = new PagedList(1);

  constructor(client: ResourceClient) {
    this.#client = client;
  }

  /** What is in the account. Page: https://novita.ai/docs/api-reference/basic-get-user-balance */
  async getBalance(options: ResourceCallOptions = {}): Promise<Balance> {
    return balanceOf(await callOperation(this.#client, 'getBalance', {}, options));
  }

  /**
   * One page of the bills of months. The answer tells no total.
   * Page: https://novita.ai/docs/api-reference/basic-query-monthly-bill
   *
   * @param params - the number of the page is `page` here, from 1.
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async listMonthlyBills(
    params: ListMonthlyBillsParams = {},
    options: ResourceCallOptions = {},
  ): Promise<Page<MonthlyBill>> {
    const query = { pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listMonthlyBills', { query }, options), 'data', monthlyBillOf);
  }

  /** All bills of months, page by page, each once; see `instances.listAll`. */
  listAllMonthlyBills(
    params: Omit<ListMonthlyBillsParams, 'page'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<MonthlyBill, void, undefined> {
    return this.#monthlyBillPages.walk((page) => this.listMonthlyBills({ ...params, page }, options));
  }

  /**
   * What was used, by hour, day, week or month. Page: https://novita.ai/docs/api-reference/basic-query-usage-based-billing
   *
   * @throws InvalidArgumentError when a parameter is missing, unknown or out of range.
   * @throws BadRequestError when the times are more than 31 days from each other.
   * @throws RateLimitedError with the reason `LIST_BILL_TOO_FAST`, once retries have not helped.
   * @throws DecodeError when the answer carries no list.
   */
  async listUsageBills(params: ListUsageBillsParams, options: ResourceCallOptions = {}): Promise<UsageBill[]> {
    return readList(
      await callOperation(this.#client, 'listUsageBills', { query: params }, options),
      'bills',
      usageBillOf,
    );
  }

  /**
   * What was paid in advance. Page: https://novita.ai/docs/api-reference/basic-query-fixed-term-billing
   *
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async listFixedTermBills(
    params: ListFixedTermBillsParams = {},
    options: ResourceCallOptions = {},
  ): Promise<FixedTermBill[]> {
    const answer = await callOperation(this.#client, 'listFixedTermBills', { query: params }, options);
    return readList(answer, 'bills', fixedTermBillOf);
  }

  /**
   * What was used with each API key. Page: https://novita.ai/docs/api-reference/basic-query-apikey-bill
   *
   * @throws InvalidArgumentError when a parameter is missing, unknown or out of range.
   * @throws BadRequestError when the times are too far from each other.
   * @throws DecodeError when the answer carries no list.
   */
  async listApiKeyBills(params: ListApiKeyBillsParams, options: ResourceCallOptions = {}): Promise<ApiKeyBill[]> {
    const answer = await callOperation(this.#client, 'listApiKeyBills', { query: params }, options);
    return readList(answer, 'bills', apiKeyBillOf);
  }

  /**
   * One page of the movements of the account. Page: https://novita.ai/docs/api-reference/basic-query-transaction
   *
   * @param params - the number of the page is `pageNo` here, from 1.
   * @throws InvalidArgumentError when a parameter is unknown or out of range.
   * @throws DecodeError when the answer carries no list.
   */
  async listTransactions(
    params: ListTransactionsParams = {},
    options: ResourceCallOptions = {},
  ): Promise<Page<Transaction>> {
    const query = { pageNo: 1, pageSize: PAGE_SIZE, ...params };
    return readPage(await callOperation(this.#client, 'listTransactions', { query }, options), 'data', transactionOf);
  }

  /** All movements of the account, page by page, each once; see `instances.listAll`. */
  listAllTransactions(
    params: Omit<ListTransactionsParams, 'pageNo'> = {},
    options: ResourceCallOptions = {},
  ): AsyncGenerator<Transaction, void, undefined> {
    // Without a serial number, what tells one movement from another is all that is known of it.
    const idOf = ({ id, raw }: Transaction): string => (id === '' ? JSON.stringify(raw) : id);
    return this.#transactionPages.walk((pageNo) => this.listTransactions({ ...params, pageNo }, options), idOf);
  }
}
