import { formatMoney, type FleetInstance, type Instance, type Money } from '@novita-fleet/client';
import { formatDuration } from '../durations.js';
import type { Shape } from './printer.js';
import type { Style } from './styles.js';

const NONE = '-';

/** Colours of states: green is good, yellow is on its way, red went wrong. */
const STYLES: Readonly<Record<string, Style>> = {
  ...{ ready: 'green', running: 'green' },
  ...{ pending: 'yellow', creating: 'yellow', starting: 'yellow', stopping: 'yellow', deleting: 'yellow' },
  ...{ stopped: 'dim', deleted: 'dim', failed: 'red', timed_out: 'red', reclaimed: 'red', lost: 'red' },
};

export function styleOfStatus(status: string): Style | undefined {
  return STYLES[status];
}

export function showMoney(money: Money | null | undefined): string {
  return money === null || money === undefined ? NONE : formatMoney(money);
}

/** The GPU and its number, as far as they are known. */
export function gpuOf({ place, spec }: FleetInstance): string {
  const name = place?.productId ?? spec.plan[0]?.productId ?? spec.plan[0]?.gpuName ?? NONE;
  return spec.gpuNum > 1 ? `${spec.gpuNum} x ${name}` : name;
}

/** Instances of a fleet server. @param now - milliseconds since 1970. */
export function fleetShape(now: number): Shape<FleetInstance> {
  return {
    columns: [
      { title: 'ID', text: ({ id }) => id },
      { title: 'NAME', text: ({ name }) => name },
      { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => styleOfStatus(status) },
      { title: 'GPU', text: gpuOf, dispensable: 2 },
      { title: 'REGION', text: ({ place }) => place?.clusterId ?? NONE, dispensable: 4 },
      { title: 'AGE', text: ({ createdAt }) => ageOf(createdAt, now), align: 'right', dispensable: 1 },
      { title: 'AN HOUR', text: ({ cost }) => showMoney(cost.perHour), align: 'right', dispensable: 3 },
      { title: 'COST', text: ({ cost }) => showMoney(cost.soFar), align: 'right' },
      { title: 'DEADLINE', text: ({ nextDeadline }) => untilOf(nextDeadline, now), align: 'right', dispensable: 5 },
    ],
    name: ({ id }) => id,
    whenEmpty: 'There are no instances. Ask for one: novita-fleet create --help',
  };
}

/** Instances as the cloud shows them. */
export function cloudShape(now: number): Shape<Instance> {
  return {
    columns: [
      { title: 'ID', text: ({ id }) => id },
      { title: 'NAME', text: ({ name }) => name },
      { title: 'STATUS', text: ({ status }) => status, style: ({ status }) => styleOfCloudStatus(status) },
      { title: 'PRODUCT', text: ({ productName }) => productName ?? NONE, dispensable: 2 },
      { title: 'REGION', text: ({ clusterName }) => clusterName ?? NONE, dispensable: 4 },
      { title: 'AGE', text: ({ createdAt }) => ageOf(createdAt, now), align: 'right', dispensable: 1 },
      { title: 'AN HOUR', text: ({ hourlyPrice }) => showMoney(hourlyPrice), align: 'right' },
      { title: 'PAID', text: ({ billingMode }) => billingMode ?? NONE, dispensable: 3 },
    ],
    name: ({ id }) => id,
    whenEmpty: 'Novita shows no instances for this key.',
  };
}

function styleOfCloudStatus(status: string): Style | undefined {
  if (status === 'running') return 'green';
  return status === 'exited' || status === 'removed' ? 'dim' : 'yellow';
}

function ageOf(since: string | Date | undefined, now: number): string {
  return since === undefined ? NONE : formatDuration(now - new Date(since).getTime());
}

function untilOf(time: string | null, now: number): string {
  if (time === null) return NONE;
  const ms = new Date(time).getTime() - now;
  return ms > 0 ? `in ${formatDuration(ms)}` : 'now';
}
