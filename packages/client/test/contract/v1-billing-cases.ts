import type { components } from '@novita-fleet/openapi/novita';
import type { ContractCases } from './contract-case.js';
import { dateOf, moneyOf, numberOf, textOf } from './expected-values.js';

type Schemas = components['schemas'];

const DAY = 86_400;

/** Balance and bills, by operation. */
export const V1_BILLING_CASES: ContractCases = {
  getBalance: {
    calls: (api) => [{ make: () => api.billing.getBalance() }],
    result: (raw) => ({
      available: moneyOf(raw.availableBalance, 4),
      cash: moneyOf(raw.cashBalance, 4),
      creditLimit: moneyOf(raw.creditLimit, 4),
      outstanding: moneyOf(raw.outstandingInvoices, 4),
      raw,
    }),
  },
  listMonthlyBills: {
    calls: async (api, stage) => {
      await stage.running();
      stage.simulator.advance(70 * DAY);
      const query = { startMonth: '2026-01', page: 1, pageSize: 10 };
      return [
        { make: () => api.billing.listMonthlyBills(), sends: { query: { pageSize: 100 } } },
        { make: () => api.billing.listMonthlyBills(query), sends: { query } },
      ];
    },
    result: ({ data }) => ({ items: data.map(monthlyBillOf) }),
  },
  listUsageBills: {
    calls: async (api, stage) => {
      const [ownerId = ''] = await stage.variety();
      stage.simulator.advance(DAY);
      const now = Math.floor(stage.simulator.clock().now / 1000);
      const days = { cycleType: 'Day', productCategory: 'summary' } as const;
      const hours = {
        cycleType: 'Hour',
        productCategory: 'gpu',
        productName: '4090',
        category: 'gpu',
        startTime: String(now - DAY),
        endTime: String(now),
        ownerId,
      } as const;
      return [
        { make: () => api.billing.listUsageBills(days), sends: { query: days } },
        { make: () => api.billing.listUsageBills(hours), sends: { query: hours } },
      ];
    },
    result: ({ bills }) =>
      bills.map((raw) => ({
        ...rowOf(raw),
        productId: textOf(raw.productId),
        category: raw.category,
        billingMethod: raw.billingMethod,
        quantities: [
          quantityOf(raw, raw.billNum0, raw.basePrice0, raw.discountPrice0),
          quantityOf(raw, raw.billNum1, raw.basePrice1, raw.discountPrice1),
        ],
        raw,
      })),
  },
  listFixedTermBills: {
    calls: async (api, stage) => {
      const ownerId = await stage.monthly();
      const query = { category: 'gpu', productName: '4090', startTime: '1', endTime: '1800000000', ownerId } as const;
      return [
        { make: () => api.billing.listFixedTermBills() },
        { make: () => api.billing.listFixedTermBills(query), sends: { query } },
      ];
    },
    result: ({ bills }) =>
      bills.map((raw) => ({
        ...rowOf(raw),
        memberId: textOf(raw.memberId),
        productCategory: raw.productCategory,
        basePrice: moneyOf(raw.basePrice, Number(raw.pricePrecision)),
        quantity: numberOf(raw.billNum),
        months: numberOf(raw.cycle),
        storageDays: numberOf(raw.storageDays),
        tradeMode: raw.tradeMode,
        tradeType: raw.tradeType,
        createdAt: dateOf(raw.createTime),
        raw,
      })),
  },
  listApiKeyBills: {
    calls: (api, { simulator }) => {
      const now = Math.floor(simulator.clock().now / 1000);
      const query = { cycleType: 'Day', startTime: String(now - DAY), endTime: String(now) } as const;
      const models = { ...query, category: 'llm', productName: 'x' } as const;
      return [
        { make: () => api.billing.listApiKeyBills(query), sends: { query } },
        { make: () => api.billing.listApiKeyBills(models), sends: { query: models } },
      ];
    },
    // The simulated cloud has none: how they are read is told by the vectors.
    result: ({ bills }) => bills,
  },
  listTransactions: {
    calls: async (api, stage) => {
      await stage.monthly();
      const query = { pageNo: 1, pageSize: 1, transactionType: 'recharge', status: 'success' } as const;
      return [
        { make: () => api.billing.listTransactions(), sends: { query: { pageNo: 1, pageSize: 100 } } },
        { make: () => api.billing.listTransactions(query), sends: { query } },
      ];
    },
    result: ({ data, total }) => ({
      items: (data as Record<string, string>[]).map((raw) => ({
        id: raw.serialNumber,
        type: raw.transactionType,
        status: raw.status,
        orderType: textOf(raw.orderType),
        channel: raw.transactionChannel,
        amount: moneyOf(raw.amount, 4),
        time: dateOf(raw.transactionTime),
        raw,
      })),
      total,
    }),
  },
};

function monthlyBillOf(raw: Schemas['MonthlyBill']) {
  return {
    id: raw.billId,
    userId: raw.userId,
    month: raw.billingMonth,
    status: raw.status,
    total: moneyOf(raw.totalAmount, 4),
    originalTotal: moneyOf(raw.originTotalAmount, 4),
    paidByVoucher: moneyOf(raw.voucherPayAmount, 4),
    paidInCash: moneyOf(raw.cashPayAmount, 4),
    debt: moneyOf(raw.debtAmount, 4),
    repaid: moneyOf(raw.repaidAmount, 4),
    invoiceUrl: textOf(raw.invoiceUrl),
    startTime: dateOf(raw.startTime),
    endTime: dateOf(raw.endTime),
    raw,
  };
}

function rowOf(raw: Schemas['UsageBill'] | Schemas['FixedTermBill']) {
  const scale = Number(raw.pricePrecision);
  return {
    userId: raw.userId,
    ownerId: raw.ownerID,
    productName: raw.productName,
    amount: moneyOf(raw.amount, scale),
    paidByVoucher: moneyOf(raw.voucherAmount, scale),
    payAmount: moneyOf(raw.payAmount, scale),
    startTime: dateOf(raw.startTime),
    endTime: dateOf(raw.endTime),
  };
}

function quantityOf(
  { pricePrecision }: Schemas['UsageBill'],
  quantity: string | undefined,
  basePrice: string | undefined,
  discountPrice: string | undefined,
) {
  const scale = Number(pricePrecision);
  return {
    quantity: numberOf(quantity),
    basePrice: moneyOf(basePrice, scale),
    discountPrice: moneyOf(discountPrice, scale),
  };
}
