import { describe, expect, it } from 'vitest';
import { V1, act, call, create, start, UNTIL_RUNNING } from '../cloud-caller.js';
import type { Simulator } from '../../src/index.js';

const NEW_YEAR = Date.UTC(2026, 0, 1) / 1000;
const HOUR = 3600;
const DAY = 86_400;

type Row = Record<string, string>;

async function get(simulator: Simulator, path: string): Promise<never> {
  const reply = await call(simulator, 'GET', `/openapi/v1/${path}`);
  expect([reply.status, reply.text]).toEqual([200, expect.anything() as string]);
  return JSON.parse(reply.text) as never;
}

async function bills(simulator: Simulator, query: string): Promise<Row[]> {
  const body: { bills: Row[] } = await get(simulator, `billing/bill/list?productCategory=summary&${query}`);
  return body.bills;
}

async function balanceOf(simulator: Simulator): Promise<Row> {
  return get(simulator, 'billing/balance/detail');
}

const reasonOf = async (simulator: Simulator, path: string): Promise<unknown[]> => {
  const { status, json } = await call(simulator, 'GET', `/openapi/v1/${path}`);
  return [status, json.reason];
};

describe('the balance', () => {
  it('runs down with what runs, in 1/10000 USD', async () => {
    const simulator = await start({ balance: 50_000 });
    expect(await balanceOf(simulator)).toEqual({
      availableBalance: '50000',
      cashBalance: '50000',
      creditLimit: '0',
      outstandingInvoices: '0',
    });
    await create(simulator);
    // Billed from pulling on: 0.35 USD an hour.
    simulator.advance(7 + 2 * HOUR);
    expect((await balanceOf(simulator)).availableBalance).toBe('43000');
  });

  it('shows what is owed when nothing is frozen', async () => {
    const simulator = await start({ balance: 3500, freezeOnEmptyBalance: false });
    await create(simulator);
    simulator.advance(7 + 3 * HOUR);
    expect(await balanceOf(simulator)).toMatchObject({
      availableBalance: '-7000',
      cashBalance: '0',
      outstandingInvoices: '7000',
    });
  });
});

describe('usage bills', () => {
  it('have a row for each line and cycle, which add up to what was charged', async () => {
    const simulator = await start();
    const id = await create(simulator, { gpuNum: 2, rootfsSize: 100 });
    simulator.advance(2 * HOUR);
    const rows = await bills(simulator, `cycleType=Hour&startTime=${NEW_YEAR}&endTime=${NEW_YEAR + DAY}`);
    expect(rows.map(({ category, startTime, billNum0 }) => [category, Number(startTime) - NEW_YEAR, billNum0])).toEqual(
      [
        ['gpu', 0, String(2 * (HOUR - 7))],
        ['gpu', HOUR, String(2 * HOUR)],
        ['local_storage', 0, String(40 * (HOUR - 7))],
        ['local_storage', HOUR, String(40 * HOUR)],
      ],
    );
    expect(rows[1]).toMatchObject({
      ownerID: id,
      billingMethod: '1',
      basePrice0: '3500',
      amount: '7000',
      payAmount: '7000',
      payAmountDisplay: '0.7000',
      pricePrecision: '4',
      productId: '4090.16c62g',
    });
    const sum = rows.reduce((total, { payAmount }) => total + Number(payAmount), 0);
    expect(sum).toBe(simulator.ledger().billing.charged);
  });

  it('go on for the disk and the storage of what is stopped', async () => {
    const simulator = await start();
    const body = { clusterId: 'us-ca-6', storageName: 's', storageSize: 50 };
    await call(simulator, 'POST', `${V1}/networkstorage/create`, body);
    const id = await create(simulator, { rootfsSize: 160 });
    simulator.advance(UNTIL_RUNNING);
    await act(simulator, 'stop', id);
    simulator.advance(DAY - UNTIL_RUNNING);
    simulator.advance(DAY);
    const rows = await bills(simulator, `cycleType=Day&startTime=${NEW_YEAR + DAY}&endTime=${NEW_YEAR + 2 * DAY}`);
    // 100 GB at 0.005 and 50 GB at 0.002 USD a day.
    expect(rows.map(({ category, amount }) => [category, amount])).toEqual([
      ['cloud_storage', '1000'],
      ['local_storage', '5000'],
    ]);
    expect(simulator.summary().stillBilling).toBe(2);
  });

  it('are filtered', async () => {
    const simulator = await start();
    const first = await create(simulator);
    await create(simulator, { productId: '5090.16c96g' });
    simulator.advance(HOUR);
    const count = async (query: string) => (await bills(simulator, `cycleType=Month&${query}`)).length;
    expect(await count('')).toBe(2);
    expect(await count(`ownerId=${first}`)).toBe(1);
    expect(await count('productName=rtx%205090')).toBe(1);
    expect(await count('category=local_storage')).toBe(0);
    const llm: { bills: Row[] } = await get(simulator, 'billing/bill/list?cycleType=Month&productCategory=llm');
    expect(llm.bills).toEqual([]);
  });

  it.each([
    ['VALIDATOR_PARAM', 'bill/list?productCategory=gpu'],
    ['VALIDATOR_PARAM', 'bill/list?cycleType=Day'],
    ['INVALID_BILL_CYCLE', 'bill/list?productCategory=gpu&cycleType=Year'],
    ['INVALID_PRODUCT_CATEGORY', 'bill/list?productCategory=tpu&cycleType=Day'],
    ['INVALID_BILL_CYCLE', `bill/list?productCategory=gpu&cycleType=Day&startTime=${NEW_YEAR - 32 * DAY}`],
    ['INVALID_PRODUCT_CATEGORY', 'bill/monthly/list?category=llm'],
    ['VALIDATOR_PARAM', 'apikey/bill/list?cycleType=Day&startTime=0'],
    ['INVALID_BILL_CYCLE', `apikey/bill/list?cycleType=Hour&startTime=0&endTime=${8 * DAY}`],
    ['VALIDATOR_PARAM', 'monthly/bill?startMonth=January'],
  ])('refuse with %s: %s', async (reason, path) => {
    expect(await reasonOf(await start(), `billing/${path}`)).toEqual([400, reason]);
  });
});

describe('other bills', () => {
  it('tell subscriptions', async () => {
    const simulator = await start();
    const id = await create(simulator, { month: 1, gpuNum: 2 });
    const { bills: rows }: { bills: Row[] } = await get(simulator, 'billing/bill/monthly/list');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ownerID: id,
      startTime: String(NEW_YEAR),
      endTime: String(NEW_YEAR + 31 * DAY),
      basePrice: '2268000',
      billNum: '2',
      payAmount: '4536000',
      tradeMode: 'monthly',
      tradeType: 'monthly_new_buy',
    });
    const none: { bills: Row[] } = await get(simulator, 'billing/bill/monthly/list?category=image');
    expect(none.bills).toEqual([]);
  });

  it('sum up months', async () => {
    const simulator = await start();
    await create(simulator);
    simulator.advance(7 + 40 * DAY);
    const { data }: { data: Row[] } = await get(simulator, 'billing/monthly/bill');
    expect(data.map(({ billingMonth, status }) => [billingMonth, status])).toEqual([
      ['2026-01', 'paid'],
      ['2026-02', 'pending'],
    ]);
    expect(data.map(({ totalAmount }) => Number(totalAmount))).toEqual([2_603_993, 756_007]);
    const february: { data: Row[] } = await get(simulator, 'billing/monthly/bill?startMonth=2026-02');
    expect(february.data).toHaveLength(1);
  });

  it('by API key are empty', async () => {
    const simulator = await start();
    const path = 'billing/apikey/bill/list?cycleType=Day&startTime=0&endTime=10';
    expect(await get(simulator, path)).toEqual({ bills: [] });
  });
});

describe('transactions', () => {
  it('lead from the first payment to the balance', async () => {
    const simulator = await start({ balance: 1_000_000 });
    await create(simulator);
    simulator.advance(2.5 * HOUR);
    simulator.topUp({ amount: 500 });
    const path = 'bill/transaction?pageNo=1&pageSize=100';
    const all: { data: Row[]; total: number } = await get(simulator, path);
    expect(all.data.map((row) => [row.serialNumber, row.transactionType, row.status])).toEqual([
      ['recharge-1', 'recharge', 'success'],
      [`usage-${NEW_YEAR}`, 'consume', 'success'],
      [`usage-${NEW_YEAR + HOUR}`, 'consume', 'success'],
      ['recharge-2', 'recharge', 'success'],
      [`usage-${NEW_YEAR + 2 * HOUR}`, 'consume', 'pending'],
    ]);
    const paid: { total: number } = await get(simulator, `${path}&transactionType=recharge&status=success`);
    expect(paid.total).toBe(2);
    expect(await reasonOf(simulator, 'bill/transaction?pageSize=1')).toEqual([400, 'VALIDATOR_PARAM']);
    expect(await reasonOf(simulator, 'bill/transaction?pageNo=0&pageSize=1')).toEqual([400, 'VALIDATOR_PARAM']);
  });
});
