import type { components } from '@novita-fleet/openapi/novita';
import type { BillingMeter } from './billing-meter.js';
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

/** What the caller of create asked for, checked and complete. */
export interface InstanceSpec {
  readonly name: string;
  readonly product: Product;
  readonly cluster: Cluster;
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
}

/** Whether the API still shows it: a removed one is `gone` after a while, a vanished one went without a word. */
export type Presence = 'visible' | 'gone' | 'vanished';

/** One instance of the store. Times are virtual milliseconds since 1970. */
export interface Instance {
  readonly id: string;
  readonly spec: InstanceSpec;
  /** The name in lower case, for searches through thousands of instances. */
  readonly searchName: string;
  readonly createdAt: number;
  readonly sshPassword: string;
  readonly meter: BillingMeter;
  status: InstanceStatus;
  statusError: Schemas['StatusError'] | undefined;
  presence: Presence;
  lastStartedAt: number | undefined;
  lastStoppedAt: number | undefined;
  /** When the program behind the ports begins to answer; set while running. */
  appUpAt: number | undefined;
  /** Whether it occupies its GPUs. */
  holdsGpus: boolean;
  /** Counts the changes of state, so that an event planned for an earlier state knows that it came too late. */
  epoch: number;
}

/** Whether the program behind the ports answers. */
export function isAppUp(instance: Instance, nowMs: number): boolean {
  return instance.status === 'running' && instance.appUpAt !== undefined && nowMs >= instance.appUpAt;
}
