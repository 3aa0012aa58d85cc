import { FieldError } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import { usageBills } from '../world/usage-bills.js';
import type { World } from '../world/world.js';
import { readPage, takePage } from './paging.js';

interface Transaction {
  readonly serialNumber: string;
  /** Virtual milliseconds. */
  readonly time: number;
  readonly type: 'recharge' | 'consume';
  /** In 1/10000 USD. */
  readonly amount: number;
  /** Usage of the present hour is not settled yet. */
  readonly status: 'pending' | 'success';
}

/**
 * Movements of the account, oldest first: page `basic-query-transaction`. Usage is settled by the hour, so there is
 * one for each hour that cost something; what came in less what went out is the balance.
 */
export function transactionRoute(world: World): CloudRoute {
  return {
    method: 'GET',
    path: '/openapi/v1/bill/transaction',
    handle(request) {
      const query = new Query(request);
      for (const name of ['pageNo', 'pageSize']) query.required(name);
      if (query.integer('pageNo') === 0) throw new FieldError('pageNo', 'must be at least 1');
      const page = readPage(query, 1, 'pageNo');
      const { items, total } = takePage(matching(world, query), page);
      return jsonAnswer({ data: items.map(toRow), total });
    },
  };
}

function matching(world: World, query: Query): Transaction[] {
  const serialNumber = query.text('serialNumber');
  const from = (query.integer('transactionTimeStart') ?? 0) * 1000;
  const to = (query.integer('transactionTimeEnd') ?? Number.MAX_SAFE_INTEGER / 1000) * 1000;
  const type = query.oneOf('transactionType', ['recharge', 'refund', 'consume']);
  const status = query.oneOf('status', ['pending', 'success', 'failed', 'expired']);
  const orderType = query.oneOf('orderType', ['recharge', 'refund']);
  return transactions(world)
    .filter((entry) => serialNumber === undefined || entry.serialNumber === serialNumber)
    .filter(({ time }) => time >= from && time <= to)
    .filter((entry) => type === undefined || entry.type === type)
    .filter((entry) => status === undefined || entry.status === status)
    .filter((entry) => orderType === undefined || entry.type === orderType);
}

function transactions({ billing, now }: World): Transaction[] {
  const entries: Transaction[] = [
    ...billing.topUps.map(({ id, time, amount }) => settled('recharge', id, time, amount)),
    ...billing.charges.map(({ id, time, amount }) => settled('consume', id, time, amount)),
    ...hourlyUsage(billing.lines, now),
  ];
  return entries.filter(({ amount }) => amount > 0).sort((a, b) => a.time - b.time);
}

function hourlyUsage(lines: World['billing']['lines'], now: number): Transaction[] {
  const hours = new Map<number, { to: number; amount: number }>();
  for (const { from, to, amount } of usageBills(lines, { cycle: 'Hour', from: 0, to: now + 1 }, now)) {
    const hour = hours.get(from);
    hours.set(from, { to: Math.max(to, hour?.to ?? 0), amount: amount + (hour?.amount ?? 0) });
  }
  return Array.from(hours, ([from, { to, amount }]) => ({
    serialNumber: `usage-${toUnixSeconds(from)}`,
    time: to,
    type: 'consume',
    amount,
    status: to % 3_600_000 === 0 ? 'success' : 'pending',
  }));
}

function settled(type: Transaction['type'], serialNumber: string, time: number, amount: number): Transaction {
  return { serialNumber, time, type, amount, status: 'success' };
}

function toRow({ serialNumber, time, type, amount, status }: Transaction) {
  return {
    serialNumber,
    userId: ACCOUNT_ID,
    transactionTime: String(toUnixSeconds(time)),
    transactionType: type,
    transactionChannel: 'balance',
    orderType: type === 'recharge' ? 'recharge' : '',
    amount: String(amount),
    status,
  };
}
