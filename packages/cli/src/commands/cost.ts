import { addMoney, money, PRICE_SCALE, type FleetInstance, type Money } from '@novita-fleet/client';
import type { Context } from '../context.js';
import { usageError } from '../cli-error.js';
import { showUsage } from './usage.js';
import { linesOf } from '../output/instance-details.js';
import { showMoney, styleOfStatus } from '../output/instance-shapes.js';
import { tableLines, type Column } from '../output/table.js';
import type { cost } from '../specs/reading.js';

const PAGE = 200;

/** States in which the cloud charges for the GPU. */
const COSTS: readonly string[] = ['starting', 'running', 'ready', 'stopping'];

/** What all of it costs. */
interface Sum {
  readonly perHour: Money;
  readonly soFar: Money;
  readonly instances: readonly FleetInstance[];
}

export async function run(context: Context<typeof cost.options>): Promise<undefined> {
  const { values, printer, surroundings, interrupts } = context;
  const call = { signal: interrupts.signal };
  if (values.by !== undefined) {
    await showUsage(context, values.by);
    return;
  }
  if (values.from !== undefined || values.to !== undefined) throw usageError('--from and --to go with --by.');
  if (values.cloud) {
    const balance = await (await context.cloud()).billing.getBalance(call);
    await printer.one(
      balance,
      ({ available, cash, creditLimit, outstanding }) =>
        linesOf([
          ['can be spent', showMoney(available)],
          ['paid in', showMoney(cash)],
          ['credit limit', showMoney(creditLimit)],
          ['owed', showMoney(outstanding)],
        ]),
      ({ available }) => showMoney(available),
    );
    return;
  }
  const fleet = await context.fleet();
  const instances: FleetInstance[] = [];
  for await (const instance of fleet.instances.listAll({ limit: PAGE }, call)) {
    if (!values.running || isCharged(instance)) instances.push(instance);
  }
  const sum: Sum = {
    perHour: total(instances.filter(isCharged).map((each) => each.cost.perHour)),
    soFar: total(instances.map((each) => each.cost.soFar)),
    instances,
  };
  const { stdout } = surroundings;
  await printer.one(
    { ...sum, instances: instances.map(({ id, name, status, cost: each }) => ({ id, name, status, cost: each })) },
    () => `${tableLines(rowsOf(sum), COLUMNS, stdout).join('\n')}\n`,
    () => showMoney(sum.soFar),
  );
}

function isCharged({ status, cost: { perHour } }: FleetInstance): boolean {
  return perHour !== null && COSTS.includes(status);
}

function total(amounts: readonly (Money | null)[]): Money {
  return amounts.reduce<Money>((sum, each) => (each === null ? sum : addMoney(sum, each)), money(0, PRICE_SCALE));
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly perHour: string;
  readonly soFar: string;
}

function rowsOf({ instances, perHour, soFar }: Sum): Row[] {
  const rows = instances.map((instance) => ({
    ...{ id: instance.id, name: instance.name, status: instance.status },
    perHour: isCharged(instance) ? showMoney(instance.cost.perHour) : '-',
    soFar: showMoney(instance.cost.soFar),
  }));
  return [...rows, { id: 'TOTAL', name: '', status: '', perHour: showMoney(perHour), soFar: showMoney(soFar) }];
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name, dispensable: 1 },
  { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => styleOfStatus(status) },
  { title: 'NOW AN HOUR', text: ({ perHour }) => perHour, align: 'right' },
  { title: 'SO FAR', text: ({ soFar }) => soFar, align: 'right' },
];
