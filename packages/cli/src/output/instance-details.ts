import type { FleetInstance, Instance } from '@novita-fleet/client';
import { gpuOf, showMoney } from './instance-shapes.js';
import { plain } from './styles.js';

/** One instance of a fleet server, in full. */
export function fleetDetails(instance: FleetInstance): string {
  const { novita, cost, cause, spec, place, promises } = instance;
  return linesOf([
    ['id', instance.id],
    ['name', instance.name],
    ['status', `${instance.status} since ${instance.since}`],
    ['cause', cause === null ? undefined : `${cause.code}: ${cause.message}`],
    ['image', spec.imageUrl],
    ['gpu', gpuOf(instance)],
    ['region', place?.clusterId ?? undefined],
    ['billing', place?.billingMode],
    ['price', cost.perHour === null ? undefined : `${showMoney(cost.perHour)} an hour`],
    ['cost so far', showMoney(cost.soFar)],
    ['budget', promises.maxCost === null ? undefined : showMoney(promises.maxCost)],
    ['next deadline', instance.nextDeadline ?? undefined],
    ['taken back at', instance.spotReclaimAt ?? undefined],
    ['in the cloud', [novita.instanceId, novita.status].filter((part) => part !== null).join(', ') || undefined],
    ['probe', instance.probe ?? undefined],
    ...instance.endpoints.map(({ port, type, url }) => [`port ${port}`, `${url} (${type})`] as const),
    ...instance.tries.map(({ cause: why }) => ['tried', why.message] as const),
    ['replaces', instance.replaces ?? undefined],
    ['replaced by', instance.replacedBy ?? undefined],
    ...Object.entries(instance.metadata).map(([name, value]) => ['label', `${name}=${value}`] as const),
    ['created', instance.createdAt],
  ]);
}

/** One instance as the cloud shows it. Passwords and tokens are not shown. */
export function cloudDetails(instance: Instance): string {
  return linesOf([
    ['id', instance.id],
    ['name', instance.name],
    ['status', instance.status],
    ['error', instance.statusError?.message],
    ['image', instance.imageUrl],
    ['product', instance.productName],
    ['region', instance.clusterName],
    ['billing', instance.billingMode],
    ['price', instance.hourlyPrice === undefined ? undefined : `${showMoney(instance.hourlyPrice)} an hour`],
    ...instance.ports.map(
      ({ port, type, endpoint }) => [`port ${port ?? '?'}`, `${endpoint ?? '-'} (${type ?? '?'})`] as const,
    ),
    ['ssh', instance.sshCommand],
    ['created', instance.createdAt?.toISOString()],
  ]);
}

/** One line for each pair that has a value. */
export function linesOf(pairs: readonly (readonly [string, string | undefined])[]): string {
  const shown = pairs.filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value = '']) => `${name.padEnd(width)}  ${plain(value)}\n`).join('');
}
