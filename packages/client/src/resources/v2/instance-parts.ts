import type { components } from '@novita-fleet/openapi/novita';
import type { Open } from '../open.js';
import { readBoolean, readNumber, readObject, readObjects, readText, readTime } from '../loose-values.js';

/** How something is paid for: by the second, in advance, or as spot. */
export type V2BillingMode = Open<components['schemas']['V2BillingMode']>;

/** Renewal of a subscription when it ends. */
interface V2AutoRenew {
  readonly enabled: boolean;
  /** Length of the term that a renewal adds, in months. */
  readonly months: number | undefined;
  /** Such as `active`. */
  readonly status: string | undefined;
}

/** A term that was paid in advance. */
interface V2Prepaid {
  /** Length of the term, in months. */
  readonly months: number | undefined;
  readonly endTime: Date | undefined;
  readonly autoRenew: V2AutoRenew | undefined;
}

/** How an instance is paid for. */
export interface V2Billing {
  readonly mode: V2BillingMode | undefined;
  /** Undefined unless the mode is `prepaid`. */
  readonly prepaid: V2Prepaid | undefined;
}

/** A port of the container and where it can be reached. */
export interface V2InstancePort {
  readonly port: number | undefined;
  readonly protocol: Open<'tcp' | 'http'> | undefined;
  /** Public address, once there is one. */
  readonly endpoint: string | undefined;
}

/** Storage that is mounted into an instance. */
export interface V2InstanceVolume {
  readonly type: Open<'network'> | undefined;
  /** Id of the storage. */
  readonly id: string | undefined;
  readonly mountPoint: string | undefined;
}

/** Place of an instance in a VPC network. */
export interface V2InstanceNetwork {
  readonly id: string | undefined;
  readonly ip: string | undefined;
}

/** Whether the platform may move an instance away from a node in trouble. */
export interface V2AutoMigrate {
  readonly enabled: boolean;
  /** Whether the system disk moves along. */
  readonly includeSystemDisk: boolean;
}

/** Undefined when the answer tells nothing of it. */
export function readBilling(value: unknown): V2Billing | undefined {
  const billing = readObject(value);
  const prepaid = readObject(billing.prepaid);
  const mode = readText(billing.mode);
  const hasTerm = Object.keys(prepaid).length > 0;
  if (mode === undefined && !hasTerm) return undefined;
  return {
    mode,
    prepaid: hasTerm
      ? {
          months: readNumber(prepaid.months),
          endTime: readTime(prepaid.end_time),
          autoRenew: readAutoRenew(prepaid.auto_renew),
        }
      : undefined,
  };
}

function readAutoRenew(value: unknown): V2AutoRenew | undefined {
  const renewal = readObject(value);
  const enabled = readBoolean(renewal.enabled);
  if (enabled === undefined) return undefined;
  return { enabled, months: readNumber(renewal.months), status: readText(renewal.status) };
}

export function readInstancePorts(value: unknown): V2InstancePort[] {
  return readObjects(value).map((entry) => ({
    port: readNumber(entry.port),
    protocol: readText(entry.protocol),
    endpoint: readText(entry.endpoint),
  }));
}

export function readInstanceVolumes(value: unknown): V2InstanceVolume[] {
  return readObjects(value).map((entry) => ({
    type: readText(entry.type),
    id: readText(entry.id),
    mountPoint: readText(entry.mount_point),
  }));
}

/** Undefined when the instance is in no network, which the cloud writes as an empty id. */
export function readInstanceNetwork(value: unknown): V2InstanceNetwork | undefined {
  const network = readObject(value);
  const id = readText(network.id);
  const ip = readText(network.ip);
  return id === undefined && ip === undefined ? undefined : { id, ip };
}

/** Undefined when the answer tells nothing of it. */
export function readAutoMigrate(value: unknown): V2AutoMigrate | undefined {
  const migration = readObject(value);
  const enabled = readBoolean(migration.enabled);
  if (enabled === undefined) return undefined;
  return { enabled, includeSystemDisk: readBoolean(migration.include_system_disk) ?? false };
}
