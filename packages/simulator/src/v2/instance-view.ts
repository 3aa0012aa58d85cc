import type { components } from '@novita-fleet/openapi/novita';
import { toDetail, type ViewContext } from '../v1/instance-view.js';
import { toUnixSeconds } from '../unix-time.js';
import { ACCOUNT_ID } from '../world/account.js';
import type { BillingMode } from '../world/catalogue.js';
import { unitsOf } from '../world/instance-bill.js';
import type { Instance } from '../world/instance.js';
import { toStatusObject } from './status-object.js';

type Schemas = components['schemas'];
type V2BillingMode = Schemas['V2BillingMode'];

/** Name in v2 of each billing mode of v1. */
export const V2_BILLING_MODES = {
  onDemand: 'postpaid',
  monthly: 'prepaid',
  spot: 'spot',
} as const satisfies Record<BillingMode, V2BillingMode>;

/** An instance as `GET /instances` shows it: integers, and 0 for a time that never was. */
export function toV2Instance(instance: Instance, { endpointOf, world }: ViewContext): Schemas['V2Instance'] {
  const { spec, autoMigrate, statusError } = instance;
  const { product } = spec;
  const problem = statusError && { state: statusError.state ?? '', message: statusError.message ?? '' };
  return {
    id: instance.id,
    name: spec.name,
    type: spec.kind,
    product_id: product.id,
    image: spec.imageUrl,
    registry_auth_id: spec.imageAuthId,
    entrypoint: spec.entrypoint,
    command: spec.command,
    billing: toBilling(instance),
    envs: [...spec.envs],
    ports: spec.ports.map((exposed) => ({
      port: exposed.port,
      protocol: exposed.type,
      endpoint: endpointOf(instance, exposed) ?? '',
    })),
    resource_specs: {
      rootfs_size_gb: spec.rootfsSize,
      gpu_num: spec.gpuNum,
      cpu_num: product.cpuPerGpu * unitsOf(spec),
      memory_gb: product.memoryPerGpu * unitsOf(spec),
      gpu_ids: Array.from({ length: spec.gpuNum }, (_, index) => index),
    },
    network: { id: spec.networkId, ip: world.attachments.addressOf(instance) },
    volumes: spec.storages.map(({ storageId, mountPoint }) => ({
      type: 'network' as const,
      id: storageId,
      mount_point: mountPoint,
    })),
    region: spec.cluster.id,
    auto_migrate: { enabled: autoMigrate.isOpen, include_system_disk: autoMigrate.systemDisk },
    status: toStatusObject(instance.status, problem),
    created_at: toUnixSeconds(instance.createdAt),
    last_started_at: toUnixSeconds(instance.lastStartedAt),
    last_stopped_at: toUnixSeconds(instance.lastStoppedAt),
    member_id: ACCOUNT_ID,
    owner_id: ACCOUNT_ID,
    region_version: 'v2',
  };
}

/** An instance as `GET /instances/{instance_id}` shows it: the same, with the ways in. */
export function toV2Detail(instance: Instance, context: ViewContext): Schemas['V2InstanceDetail'] {
  const v1 = toDetail(instance, context);
  const { connectComponentSSH: ssh, connectComponentWebTerminal: terminal } = v1;
  const { connectComponentJupyter: jupyter, connectComponentLog: log } = v1;
  return {
    ...toV2Instance(instance, context),
    tools: {
      jupyter: {
        endpoint: jupyter?.address ?? '',
        enabled: instance.spec.tools.length > 0,
        port: jupyter?.port ?? 0,
      },
      ssh: { command: ssh?.sshCommand ?? '', password: ssh?.password ?? '', username: 'root' },
      web_terminal: {
        endpoint: terminal?.address ?? '',
        enabled: instance.isWebTerminalOn,
        username: terminal?.username ?? '',
        password: terminal?.password ?? '',
      },
      // In the published sample each of the two has the address of the other.
      log: {
        instance_endpoint: log?.systemLogAddress ?? '',
        system_endpoint: log?.instanceLogAddress ?? '',
      },
    },
  };
}

function toBilling({ spec, subscription }: Instance): Schemas['V2Billing'] {
  const mode = V2_BILLING_MODES[spec.billingMode];
  if (subscription === undefined) return { mode };
  const { autoRenew, autoRenewMonths, endsAt, isExpired } = subscription;
  return {
    mode,
    prepaid: {
      ...(spec.term === undefined ? {} : { months: spec.term.months }),
      end_time: toUnixSeconds(endsAt),
      auto_renew: { enabled: autoRenew, months: autoRenewMonths, status: isExpired ? 'expired' : 'active' },
    },
  };
}
