import type { components } from '@novita-fleet/openapi/novita';
import type { BillLine } from './bill-line.js';
import type { BillingMode, Cluster, Product } from './catalogue.js';

type Schemas = components['schemas'];

/** The eighteen states of the page `gpu-instance-get-instance`. */
export type InstanceStatus = Schemas['InstanceStatus'];

/** All states, in the order of the documentation. */
export const INSTANCE_STATUSES = [
  'toCreate',
  'creating',
  'pulling',
  'running',
  'toStart',
  'starting',
  'toStop',
  'stopping',
  'exited',
  'toRestart',
  'restarting',
  'toRemove',
  'removing',
  'removed',
  'toReset',
  'resetting',
  'migrating',
  'freezing',
] as const satisfies readonly InstanceStatus[];

export interface ExposedPort {
  readonly port: number;
  readonly type: Schemas['PortTypeV1'];
}

/** A network storage inside an instance. */
export interface StorageMount {
  readonly storageId: string;
  readonly mountPoint: string;
  /** GB */
  readonly size: number;
}

/** Months asked for at once. */
export interface TermRequest {
  readonly months: number;
  readonly autoRenew: boolean;
  readonly autoRenewMonths: number;
}

/** What an instance is now: what the caller of create asked for, checked and complete, with all later changes. */
export interface InstanceSpec {
  readonly kind: 'gpu' | 'cpu';
  readonly name: string;
  readonly product: Product;
  readonly cluster: Cluster;
  /** 0 for a CPU instance. */
  readonly gpuNum: number;
  /** GB */
  readonly rootfsSize: number;
  readonly imageUrl: string;
  readonly imageAuthId: string;
  readonly command: string;
  readonly entrypoint: string;
  /** Ports and the ports of tools. */
  readonly ports: readonly ExposedPort[];
  readonly tools: readonly Schemas['InstanceTool'][];
  readonly envs: readonly Schemas['EnvVar'][];
  readonly billingMode: BillingMode;
  /** Months to pay at once; only with billing mode `monthly`. */
  readonly term?: TermRequest;
  readonly storages: readonly StorageMount[];
  /** Where the local disk of a CPU instance is mounted; empty when there is none. */
  readonly localMountPoint: string;
  /** VPC network, empty for none. */
  readonly networkId: string;
}

/** Whether the API still shows it: a removed one is `gone` after a while, a vanished one went without a word. */
export type Presence = 'visible' | 'gone' | 'vanished';

/** A state and when it began; the last two tell how an instance left. */
export interface StateChange {
  /** Virtual milliseconds since 1970. */
  readonly time: number;
  readonly state: InstanceStatus | 'gone' | 'vanished';
}

/** A paid subscription. */
interface Subscription {
  /** Virtual milliseconds since 1970. */
  readonly endsAt: number;
  readonly autoRenew: boolean;
  readonly autoRenewMonths: number;
  /** Its time is over and nothing was paid since. */
  readonly isExpired: boolean;
}

/** Where a spot instance stands. */
interface SpotState {
  readonly status: 'running' | 'notified' | 'reclaiming' | 'terminated';
  /** When it is taken back; set from the notice on. */
  readonly reclaimAt: number | undefined;
}

/** How hard the program inside works. */
export type Load = 'busy' | 'idle';

export interface AutoMigrate {
  readonly isOpen: boolean;
  /** Whether the system disk moves too. */
  readonly systemDisk: boolean;
}

/** Secrets of the ways in, all drawn from the seed. */
interface AccessSecrets {
  readonly webTerminalPassword: string;
  readonly jupyterToken: string;
  /** Part of the addresses of the logs. */
  readonly logToken: string;
}

/** The two things an instance is billed for by time. */
export interface InstanceBill {
  readonly compute: BillLine;
  readonly rootDisk: BillLine;
}

/** One instance of the store. Times are virtual milliseconds since 1970. */
export interface Instance {
  readonly id: string;
  spec: InstanceSpec;
  /** The name in lower case, for searches through thousands of instances. */
  readonly searchName: string;
  readonly createdAt: number;
  readonly sshPassword: string;
  readonly secrets: AccessSecrets;
  readonly bill: InstanceBill;
  status: InstanceStatus;
  statusError: Schemas['StatusError'] | undefined;
  presence: Presence;
  /** Every state it was in, oldest first. */
  readonly states: StateChange[];
  lastStartedAt: number | undefined;
  lastStoppedAt: number | undefined;
  /** When the program behind the ports begins to answer; set while running. */
  appUpAt: number | undefined;
  /** Whether it occupies its GPUs. */
  holdsGpus: boolean;
  /** Whether its node has the image; a node it has moved to has not. */
  hasImage: boolean;
  /** Others have taken its node while it was stopped: it can only start after a migration. */
  isNodeFull: boolean;
  subscription: Subscription | undefined;
  /** Only of spot instances. */
  spot: SpotState | undefined;
  autoMigrate: AutoMigrate;
  isWebTerminalOn: boolean;
  /** The load from each time on, oldest first. */
  readonly loads: { readonly from: number; readonly load: Load }[];
  /** Ports that an accepted edit will expose; their listeners are open before it takes effect. */
  comingPorts: readonly ExposedPort[];
  /** GB that accepted edits will add to the root disk. */
  comingDiskGb: number;
  /** Counts the changes of state, so that an event planned for an earlier state knows that it came too late. */
  epoch: number;
}

/** Whether the program behind the ports answers. */
export function isAppUp(instance: Instance, nowMs: number): boolean {
  return instance.status === 'running' && instance.appUpAt !== undefined && nowMs >= instance.appUpAt;
}
