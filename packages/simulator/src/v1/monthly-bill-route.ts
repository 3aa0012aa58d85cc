import type { components } from '@novita-fleet/openapi/novita';
import { FieldError } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import { cycleEnd, cycleStart } from '../world/calendar.js';
import type { World } from '../world/world.js';
import { readPage, takePage } from './paging.js';

type MonthlyBill = components['schemas']['MonthlyBill'];

/** One bill for each month: page `basic-query-monthly-bill`. */
export function monthlyBillRoute(world: World, prefix: string): CloudRoute {
  return {
    method: 'GET',
    path: `${prefix}/monthly/bill`,
    handle(request) {
      const query = new Query(request);
      const startMonth = query.text('startMonth') ?? '';
      if (startMonth !== '' && !/^\d{4}-\d{2}$/.test(startMonth)) {
        throw new FieldError('startMonth', 'must look like 2026-01');
      }
      const bills = monthlyBills(world).filter(({ billingMonth }) => billingMonth >= startMonth);
      return jsonAnswer({ data: takePage(bills, readPage(query, 1, 'page')).items });
    },
  };
}

/** From the month in which the account was opened to the present one, which is still open. */
function monthlyBills({ billing, now }: World): MonthlyBill[] {
  const bills: MonthlyBill[] = [];
  const opened = billing.topUps[0]?.time ?? now;
  for (let from = cycleStart(opened, 'Month'); from <= now; from = cycleEnd(from, 'Month')) {
    const to = cycleEnd(from, 'Month');
    const until = Math.min(to, now);
    const usage = billing.lines.reduce((sum, line) => sum + line.chargedBetween(from, until), 0);
    const prepaid = billing.charges.filter(({ time }) => time >= from && time < to);
    const total = prepaid.reduce((sum, { amount }) => sum + amount, usage);
    bills.push(toBill({ from, to, total, isOpen: now < to }));
  }
  return bills;
}

function toBill(bill: { from: number; to: number; total: number; isOpen: boolean }): MonthlyBill {
  const billingMonth = new Date(bill.from).toISOString().slice(0, 7);
  const amount = String(bill.total);
  return {
    billId: `bill-${billingMonth}`,
    userId: ACCOUNT_ID,
    billingMonth,
    totalAmount: amount,
    originTotalAmount: amount,
    voucherPayAmount: '0',
    cashPayAmount: amount,
    debtAmount: '0',
    repaidAmount: '0',
    status: bill.isOpen ? 'pending' : 'paid',
    invoiceUrl: '',
    startTime: String(toUnixSeconds(bill.from)),
    endTime: String(toUnixSeconds(bill.to)),
  };
}
