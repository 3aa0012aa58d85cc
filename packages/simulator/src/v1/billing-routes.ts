import type { components } from '@novita-fleet/openapi/novita';
import { FieldError } from '../fields.js';
import { jsonAnswer } from '../http/answer.js';
import type { CloudRoute } from '../http/cloud-route.js';
import { Query } from '../http/query.js';
import type { UsageCategory } from '../world/bill-line.js';
import type { BillCycle } from '../world/calendar.js';
import { Refusal } from '../world/refusal.js';
import { usageBills, type BillWindow } from '../world/usage-bills.js';
import type { World } from '../world/world.js';
import { categoryName, toFixedTermRow, toUsageRow } from './bill-view.js';
import { monthlyBillRoute } from './monthly-bill-route.js';
import { transactionRoute } from './transaction-route.js';
import type { V1Context } from './v1-context.js';

type Schemas = components['schemas'];

const BILLING_PREFIX = '/openapi/v1/billing';
const CYCLES = ['Hour', 'Day', 'Week', 'Month'] as const satisfies readonly BillCycle[];
const DAY_MS = 86_400_000;
/** Windows of bills may be as long as this; the page asks to keep to it. */
const MAX_WINDOW_MS = 31 * DAY_MS;
const MAX_HOURLY_API_KEY_WINDOW_MS = 7 * DAY_MS;

/** Usage of each category of the query; those that are not here are never used in the simulated cloud. */
const CATEGORIES = {
  summary: ['compute', 'root_disk', 'network_storage'],
  gpu: ['compute', 'root_disk'],
  llm: [],
  serverless: [],
  cloud_storage: ['network_storage'],
  gen_api: [],
  cloud_sandbox: [],
  llm_dedicated_endpoint: [],
  web_search: [],
  bare_metal: [],
} as const satisfies Record<string, readonly UsageCategory[]>;

/** Money of the account: the pages `basic-get-user-balance` and `basic-query-*`. Amounts are strings in 1/10000 USD. */
export function billingRoutes({ world }: V1Context): CloudRoute[] {
  return [
    get('/balance/detail', () => toBalance(world)),
    get('/bill/list', (query) => ({ bills: listUsage(query, world) })),
    get('/bill/monthly/list', (query) => ({ bills: listFixedTerm(query, world) })),
    get('/apikey/bill/list', (query) => {
      const { cycle, from, to } = readWindow(query, world, { isRequired: true });
      if (cycle === 'Hour' && to - from > MAX_HOURLY_API_KEY_WINDOW_MS) throw invalidCycle('at most 7 days of Hour');
      // Only models are billed by API key, and there are none here.
      return { bills: [] };
    }),
    monthlyBillRoute(world, BILLING_PREFIX),
    transactionRoute(world),
  ];
}

function get(path: string, answer: (query: Query) => unknown): CloudRoute {
  return {
    method: 'GET',
    path: `${BILLING_PREFIX}${path}`,
    handle: (request) => jsonAnswer(answer(new Query(request))),
  };
}

function toBalance({ billing }: World): Schemas['Balance'] {
  const { balance } = billing;
  return {
    availableBalance: String(balance),
    cashBalance: String(Math.max(balance, 0)),
    creditLimit: '0',
    outstandingInvoices: String(Math.max(-balance, 0)),
  };
}

function listUsage(query: Query, world: World): Schemas['UsageBill'][] {
  const window = readWindow(query, world, { isRequired: false });
  const category = query.text('productCategory');
  if (category === undefined) throw new FieldError('productCategory', 'is required');
  if (!isCategory(category)) {
    throw new Refusal('rejected', 'INVALID_PRODUCT_CATEGORY', `productCategory: ${category} is not known`);
  }
  const wanted: readonly UsageCategory[] = CATEGORIES[category];
  const rowCategory = query.text('category');
  const productName = query.text('productName')?.toLowerCase() ?? '';
  const ownerId = query.text('ownerId');
  const lines = world.billing.lines
    .filter(({ owner }) => wanted.includes(owner.category))
    .filter(({ owner }) => rowCategory === undefined || categoryName(owner.category) === rowCategory)
    .filter(({ owner }) => owner.productName.toLowerCase().includes(productName))
    .filter(({ owner }) => ownerId === undefined || owner.ownerId === ownerId);
  return usageBills(lines, window, world.now).map(toUsageRow);
}

function listFixedTerm(query: Query, { billing, now }: World): Schemas['FixedTermBill'][] {
  const categories = ['summary', 'gpu', 'local_storage', 'image', 'serverless', 'cloud_storage', 'bare_metal'] as const;
  const category = query.text('category') ?? 'summary';
  if (!categories.some((known) => known === category)) {
    throw new Refusal('rejected', 'INVALID_PRODUCT_CATEGORY', `category: ${category} is not known`);
  }
  if (category !== 'summary' && category !== 'gpu') return [];
  const productName = query.text('productName')?.toLowerCase() ?? '';
  const ownerId = query.text('ownerId');
  const from = (query.integer('startTime') ?? 0) * 1000;
  const to = query.integer('endTime') === undefined ? now + 1 : (query.integer('endTime') ?? 0) * 1000;
  return billing.charges
    .filter(({ time }) => time >= from && time < to)
    .filter((charge) => charge.productName.toLowerCase().includes(productName))
    .filter((charge) => ownerId === undefined || charge.ownerId === ownerId)
    .map(toFixedTermRow);
}

/** Without times: the last 31 days. */
function readWindow(query: Query, { now }: World, { isRequired }: { isRequired: boolean }): BillWindow {
  const asked = query.text('cycleType');
  if (asked === undefined) throw new FieldError('cycleType', 'is required');
  const cycle = CYCLES.find((known) => known === asked);
  if (cycle === undefined) throw invalidCycle(`cycleType must be one of ${CYCLES.join(', ')}`);
  const start = query.integer('startTime');
  const end = query.integer('endTime');
  if (isRequired && (start === undefined || end === undefined)) {
    throw new FieldError(start === undefined ? 'startTime' : 'endTime', 'is required');
  }
  const to = end === undefined ? now + 1 : end * 1000;
  const from = start === undefined ? Math.max(to - MAX_WINDOW_MS, 0) : start * 1000;
  if (from > to) throw new FieldError('startTime', 'must not be after endTime');
  if (to - from > MAX_WINDOW_MS + 1) throw invalidCycle('at most 31 days can be asked for at once');
  return { cycle, from, to };
}

function isCategory(text: string): text is keyof typeof CATEGORIES {
  return Object.hasOwn(CATEGORIES, text);
}

function invalidCycle(message: string): Refusal {
  return new Refusal('rejected', 'INVALID_BILL_CYCLE', message);
}
