import type { FleetUsageRow } from '@novita-fleet/client';
import { usageError } from '../cli-error.js';
import type { Context } from '../context.js';
import { showMoney } from '../output/instance-shapes.js';
import { tableLines } from '../output/table.js';
import type { cost } from '../specs/reading.js';

type Group = 'day' | 'instance' | 'key';

const TITLES: Readonly<Record<Group, string>> = { day: 'DAY', instance: 'INSTANCE', key: 'KEY' };

/** What was used from one day to another, summed up by day, instance or key. */
export async function showUsage(context: Context<typeof cost.options>, by: Group): Promise<void> {
  const { values, printer, surroundings, interrupts } = context;
  if (values.cloud || values.running) throw usageError('--by goes with neither --cloud nor --running.');
  const fleet = await context.fleet();
  const call = { signal: interrupts.signal };
  const { from, to } = values;
  const filter = { groupBy: by, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const { total, ...period } = await fleet.usage.get({ ...filter, limit: 1 }, call);
  const rows: FleetUsageRow[] = [];
  for await (const row of fleet.usage.rows(filter, call)) rows.push(row);
  const { stdout } = surroundings;
  const columns = [
    { title: TITLES[by], text: (row: FleetUsageRow) => nameOf(row) },
    { title: 'HOURS', text: (row: FleetUsageRow) => row.hours.toFixed(2), align: 'right' as const },
    { title: 'COST', text: (row: FleetUsageRow) => showMoney(row.cost), align: 'right' as const },
  ];
  const sum = { ...total, day: 'TOTAL', instanceId: null, owner: null };
  await printer.one(
    { from: period.from, to: period.to, total, data: rows },
    () => `${tableLines([...rows, sum], columns, stdout).join('\n')}\n`,
    () => showMoney(total.cost),
  );
}

function nameOf({ day, instanceId, owner }: FleetUsageRow): string {
  return day ?? instanceId ?? owner ?? '-';
}
