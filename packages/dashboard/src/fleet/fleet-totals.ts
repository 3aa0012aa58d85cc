import type { InstanceStatus, Money } from '../api/schemas.js';
import type { Row } from '../live/row.js';
import { isMetered } from '../live/running-cost.js';
import { sumOf } from '../money/money.js';
import { isProblem } from './fleet-filter.js';

export interface FleetTotals {
  readonly byStatus: ReadonlyMap<InstanceStatus, number>;
  /** GPUs of what runs. */
  readonly gpus: number;
  /** Instances that run. */
  readonly running: number;
  /** Of all whose meter runs. */
  readonly perHour: Money;
  readonly problems: number;
}

/** The figures above the table: of the whole fleet, whatever is filtered. */
export function totalsOf(rows: readonly Row[]): FleetTotals {
  const byStatus = new Map<InstanceStatus, number>();
  let gpus = 0;
  let running = 0;
  let problems = 0;
  const prices: (Money | null)[] = [];
  for (const { instance } of rows) {
    const { status } = instance;
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    if (status === 'running' || status === 'ready') {
      running += 1;
      gpus += instance.spec.gpuNum;
    }
    if (isMetered(instance)) prices.push(instance.cost.perHour);
    if (isProblem(instance)) problems += 1;
  }
  return { byStatus, gpus, running, perHour: sumOf(prices), problems };
}
