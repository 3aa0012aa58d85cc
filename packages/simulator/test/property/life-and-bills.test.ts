import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSimulator, type Ledger, type LedgerInstance, type Simulator } from '../../src/index.js';
import { CREATE_BODY, FIXED_DURATIONS, V1, call } from '../cloud-caller.js';
import { GRAPH, reachableFrom } from '../world/life-graph.js';

const DAY_MS = 86_400_000;
const EDITING_MS = 13_000;
/** 1/10000 USD in the unit of `exactCost`. */
const WALLET_UNIT = 864_000_000n;

/** Prices of the catalogue, written down again: 1/100000 USD per hour and GPU. */
const PRODUCTS = [
  { body: { productId: '4090.16c62g', gpuNum: 1 }, hour: 35_000, units: 1 },
  { body: { productId: '4090.16c62g', gpuNum: 3, rootfsSize: 200 }, hour: 35_000, units: 3 },
  { body: { productId: '4090.16c62g', billingMode: 'spot', rootfsSize: 61 }, hour: 17_500, units: 1 },
  { body: { productId: '5090.16c96g', month: 1, autoRenew: true, rootfsSize: 77 }, hour: 0, units: 1 },
  { body: { productId: 'cpu.16c32g', kind: 'cpu' }, hour: 20_000, units: 1, disk: 100 },
] as const;

type Step =
  | { readonly do: 'create'; readonly product: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'act'; readonly action: string; readonly which: number }
  | { readonly do: 'admin'; readonly action: string; readonly which: number }
  | { readonly do: 'money'; readonly amount: number }
  | { readonly do: 'storage'; readonly size: number };

const ACTIONS = [
  'start',
  'stop',
  'restart',
  'delete',
  'upgrade',
  'edit',
  'migrate',
  'renewInstance',
  'transToMonthlyInstance',
  'saveImage',
  // More often, since they lead on to others.
  'start',
  'stop',
  'migrate',
];
const ADMIN_ACTIONS = [
  'fail',
  'vanish',
  'stop',
  'node-trouble',
  'node-trouble',
  'reclaim',
  'autoMigrate',
  'autoMigrate',
];

const which = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), product: fc.nat(PRODUCTS.length - 1) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(60_000, 61_001) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: DAY_MS }) }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('act' as const), action: fc.constantFrom(...ACTIONS), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('admin' as const), action: fc.constantFrom(...ADMIN_ACTIONS), which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('money' as const), amount: fc.integer({ min: 1, max: 20_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('storage' as const), size: fc.integer({ min: 10, max: 500 }) }) },
);
const steps = fc.array(step, { minLength: 30, maxLength: 80, size: 'max' });
/** Up to the end of the first term of a subscription, and past it. */
const aLongTime = fc.constantFrom(0, 0, 40 * DAY_MS);

/** What the test itself knows of an instance: what it asked for, and when that was accepted. */
interface Known {
  readonly id: string;
  readonly hour: number;
  readonly units: number;
  readonly disk: number;
  /** From when on it was paid by the month. */
  monthlySince: number | undefined;
  readonly edits: { readonly lands: number; readonly add: number }[];
  readonly image: string;
  /** When something was made to break. */
  readonly broken: number[];
  /** The last state that was seen. */
  seen: string;
}

describe('whatever is done to the cloud', () => {
  it('every state sequence stays within the graph, and bills equal their recomputation to the last unit', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        steps,
        aLongTime,
        fc.constantFrom(3000, 30_000_000, 10_000_000_000),
        fc.nat(1000),
        async (first, then, pause, balance, seed) => {
          const simulator = await startSimulator({
            clock: 'stepped',
            seed,
            balance,
            portGateway: false,
            durations: { ...FIXED_DURATIONS, editing: EDITING_MS / 1000 },
            images: { broken: { sizeGb: 1, failure: 'no such image' } },
            spotReclaimChance: 0.1,
          });
          try {
            const { known, storages } = await play(simulator, [...first, { do: 'advance', ms: pause }, ...then]);
            const ledger = simulator.ledger();
            ledger.instances.forEach((instance, index) => checkStates(instance, known[index]!));
            checkBills(ledger, known, storages);
            await checkApiBills(simulator, ledger);
          } finally {
            await simulator.close();
          }
        },
      ),
      { numRuns: 50 },
    );
  }, 90_000);
});

interface Played {
  readonly known: Known[];
  readonly storages: { readonly size: number; readonly since: number }[];
}

async function play(simulator: Simulator, steps: readonly Step[]): Promise<Played> {
  const played: Played = { known: [], storages: [] };
  for (const current of steps) {
    await take(simulator, current, played);
    await look(simulator, played.known);
  }
  return played;
}

async function take(simulator: Simulator, current: Step, { known, storages }: Played): Promise<void> {
  const { now } = simulator.clock();
  switch (current.do) {
    case 'create': {
      const product = PRODUCTS[current.product]!;
      const imageUrl = current.product === 0 && known.length % 4 === 3 ? 'broken' : 'x';
      const body = { ...CREATE_BODY, imageUrl, ...product.body };
      const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, body);
      if (reply.status !== 200) return;
      const disk = 'disk' in product ? product.disk : body.rootfsSize;
      const { hour, units } = product;
      known.push({
        id: reply.json.id,
        hour,
        units,
        disk,
        monthlySince: undefined,
        edits: [],
        image: imageUrl,
        broken: [],
        seen: 'toCreate',
      });
      return;
    }
    case 'advance':
      simulator.advance(current.ms / 1000);
      return;
    case 'act': {
      const one = known[current.which % Math.max(known.length, 1)];
      if (one === undefined) return;
      const reply = await act(simulator, one.id, current.action);
      expect(reply.status === 200 || reply.status === 400).toBe(true);
      if (reply.status !== 200) return;
      if (current.action === 'edit') one.edits.push({ lands: now + EDITING_MS, add: 7 });
      if (current.action === 'transToMonthlyInstance') one.monthlySince = now;
      return;
    }
    case 'admin': {
      const one = known[current.which % Math.max(known.length, 1)];
      if (one !== undefined) await administer(simulator, one, current.action);
      return;
    }
    case 'money':
      simulator.topUp({ amount: current.amount });
      return;
    case 'storage': {
      const body = { clusterId: 'us-ca-6', storageName: 's', storageSize: current.size };
      const reply = await call(simulator, 'POST', `${V1}/networkstorage/create`, body);
      if (reply.status === 200) storages.push({ size: current.size, since: now });
    }
  }
}

function act(simulator: Simulator, instanceId: string, action: string) {
  const settings = { imageUrl: 'y', envs: [], command: '', entrypoint: '', save: true };
  const bodies: Record<string, object> = {
    edit: { expandRootDisk: 7, ports: [{ port: 80, type: 'http' }] },
    upgrade: { ...settings, networkVolume: { volumeMounts: [] } },
    renewInstance: { month: 1 },
    transToMonthlyInstance: { month: 3 },
    saveImage: { image: 'mine:1' },
  };
  const path = action === 'saveImage' ? 'job/save/image' : `gpu/instance/${action}`;
  return call(simulator, 'POST', `${V1}/${path}`, { instanceId, ...bodies[action] });
}

async function administer(simulator: Simulator, { id, broken }: Known, action: string): Promise<void> {
  if (action === 'autoMigrate') {
    const body = { instanceId: id, autoMigrateOpen: true, autoMigrateSystemDisk: true };
    await call(simulator, 'POST', `${V1}/gpu/instance/setAutoMigrate`, body);
    return;
  }
  const body = action === 'fail' ? { state: 'x', message: 'y' } : action === 'reclaim' ? { noticeSeconds: 20 } : {};
  const reply = await call(simulator, 'POST', `/_simulator/instances/${id}/${action}`, body);
  const breaks = ['fail', 'node-trouble', 'vanish'].includes(action);
  if (breaks && reply.status === 200) broken.push(simulator.clock().now);
}

/** What the API shows next must be reachable from what it showed before. */
async function look(simulator: Simulator, known: Known[]): Promise<void> {
  const reply = await call(simulator, 'GET', `${V1}/gpu/instances?pageSize=1000`);
  const { instances } = JSON.parse(reply.text) as { instances: { id: string; status: string }[] };
  const shown = new Map(instances.map(({ id, status }) => [id, status]));
  for (const one of known) {
    const status = shown.get(one.id);
    if (status === undefined) continue;
    expect([...reachableFrom(one.seen)]).toContain(status);
    one.seen = status;
  }
}

function checkStates({ states, createdAt, state }: LedgerInstance, { broken, image }: Known): void {
  expect(states[0]).toEqual({ time: createdAt, state: 'toCreate' });
  expect(states.at(-1)?.state).toBe(state);
  states.slice(1).forEach((next, index) => {
    const before = states[index]!;
    expect(next.time).toBeGreaterThanOrEqual(before.time);
    const isBroken = broken.includes(next.time) || (before.state === 'pulling' && image === 'broken');
    const allowed = [...(GRAPH[before.state] ?? []), ...(isBroken ? ['exited', 'vanished'] : [])];
    expect(allowed, `after ${before.state}`).toContain(next.state);
  });
}

const BILLED = [
  'pulling',
  'running',
  'starting',
  'toStop',
  'stopping',
  'toRestart',
  'restarting',
  'toReset',
  'resetting',
];
const UNBILLED = ['toCreate', 'creating', 'toStart', 'exited', 'migrating', 'freezing', 'removed', 'gone', 'vanished'];

/** Counts again, from the states and from what the test has asked for. */
function recompute({ states }: LedgerInstance, one: Known, now: number): { compute: bigint; disk: bigint } {
  let compute = 0n;
  let disk = 0n;
  let isBilled = false;
  let hasDisk = false;
  states.forEach(({ state, time }, index) => {
    const until = states[index + 1]?.time ?? now;
    // While it is being removed, it goes on as it was.
    if (BILLED.includes(state)) isBilled = true;
    else if (UNBILLED.includes(state)) isBilled = false;
    hasDisk = (hasDisk || isBilled) && !['removed', 'gone', 'vanished'].includes(state);
    const paidUntil = Math.min(until, one.monthlySince ?? until);
    if (isBilled && paidUntil > time) compute += BigInt(paidUntil - time) * BigInt(one.hour * 24 * one.units);
    if (!hasDisk) return;
    for (const { size, from, to } of disks(one, states)) {
      const ms = Math.min(until, to) - Math.max(time, from);
      if (ms > 0) disk += BigInt(ms) * BigInt(Math.max(size - 60, 0) * 500);
    }
  });
  return { compute, disk };
}

/** An edit lands unless the instance is being removed by then. */
function disks(one: Known, states: LedgerInstance['states']): { size: number; from: number; to: number }[] {
  const leaves = states.find(({ state }) => ['toRemove', 'vanished'].includes(state))?.time ?? Infinity;
  const landed = one.edits.filter(({ lands }) => lands < leaves);
  let size = one.disk;
  return [{ lands: 0, add: 0 }, ...landed].map(({ lands, add }, index) => {
    size += add;
    return { size, from: lands, to: landed[index]?.lands ?? Infinity };
  });
}

function checkBills({ now, instances, billing }: Ledger, known: readonly Known[], storages: Played['storages']): void {
  expect(instances).toHaveLength(known.length);
  let charged = billing.prepaid.reduce((sum, { amount }) => sum + amount, 0);
  const lineOf = (ownerId: string, category: string) =>
    billing.lines.find((line) => line.ownerId === ownerId && line.category === category)!;
  instances.forEach((instance, index) => {
    const { compute, disk } = recompute(instance, known[index]!, now);
    expect(lineOf(instance.id, 'compute').exactCost).toBe(String(compute));
    expect(lineOf(instance.id, 'root_disk').exactCost).toBe(String(disk));
    const prepaid = billing.prepaid.filter(({ ownerId }) => ownerId === instance.id);
    const own = Number(compute / WALLET_UNIT) + Number(disk / WALLET_UNIT);
    expect(instance.charged).toBe(prepaid.reduce((sum, { amount }) => sum + amount, own));
    charged += own;
  });
  const storageLines = billing.lines.filter(({ category }) => category === 'network_storage');
  storageLines.forEach((line, index) => {
    const { size, since } = storages[index]!;
    const exact = BigInt(now - since) * BigInt(size * 200);
    expect(line.exactCost).toBe(String(exact));
    charged += Number(exact / WALLET_UNIT);
  });
  expect(billing.charged).toBe(charged);
  expect(billing.balance).toBe(billing.topUps.reduce((sum, { amount }) => sum + amount, -charged));
}

/** The same through the API: rows of bills and of transactions, and the balance. */
async function checkApiBills(simulator: Simulator, { now, billing }: Ledger): Promise<void> {
  const get = async (path: string) => JSON.parse((await call(simulator, 'GET', `/openapi/v1/${path}`)).text) as never;
  const sumOf = (rows: readonly Record<string, string>[], key: string) =>
    rows.reduce((sum, row) => sum + Number(row[key]), 0);
  const usage = billing.lines.reduce((sum, line) => sum + line.charged, 0);
  const fixed: { bills: Record<string, string>[] } = await get('billing/bill/monthly/list');
  expect(sumOf(fixed.bills, 'payAmount') + usage).toBe(billing.charged);

  const start = billing.topUps[0]!.time / 1000;
  const end = Math.ceil((now + 1) / 1000);
  for (const cycle of ['Day', 'Month']) {
    if (cycle === 'Month' && end - start > 31 * 86_400) continue;
    let sum = 0;
    for (let from = start; from < end; from += 31 * 86_400) {
      const to = Math.min(from + 31 * 86_400, end);
      const path = `billing/bill/list?cycleType=${cycle}&productCategory=summary&startTime=${from}&endTime=${to}`;
      const { bills }: { bills: Record<string, string>[] } = await get(path);
      sum += sumOf(bills, 'payAmount');
    }
    expect(sum).toBe(usage);
  }
  const { data: months }: { data: Record<string, string>[] } = await get('billing/monthly/bill?pageSize=1000');
  expect(sumOf(months, 'totalAmount')).toBe(billing.charged);
  const balance: { availableBalance: string } = await get('billing/balance/detail');
  expect(balance.availableBalance).toBe(String(billing.balance));
  const all: { data: Record<string, string>[] } = await get('bill/transaction?pageNo=1&pageSize=1000000');
  const movement = (type: string) =>
    sumOf(
      all.data.filter((row) => row.transactionType === type),
      'amount',
    );
  expect(movement('recharge') - movement('consume')).toBe(billing.balance);
}
