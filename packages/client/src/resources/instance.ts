import { inspect } from 'node:util';
import type { components } from '@novita-fleet/openapi/novita';
import { PRICE_SCALE, parseMoney, type Money } from '../money.js';
import { readEnvVars, type EnvVar } from './env-vars.js';
import {
  readInstanceLogs,
  readJupyter,
  readWebTerminal,
  type InstanceLogs,
  type Jupyter,
  type WebTerminal,
} from './instance-access.js';
import { readNumber, readObject, readObjects, readText, readTime, type Loose } from './loose-values.js';
import type { Open } from './open.js';
import { readVolumeMounts, type VolumeMount } from './volume-mounts.js';

export type { Open } from './open.js';

/**
 * State of an instance in the words of the cloud; `unknown` when an answer carries none.
 *
 * @example
 * ```ts
 * import type { BillingMode, Instance, InstanceStatus, InstanceStatusError, SpotStatus } from '@novita-fleet/client';
 *
 * // A status of tomorrow is text like any other; nothing breaks.
 * export function line(instance: Instance): string {
 *   const status: InstanceStatus = instance.status;
 *   const error: InstanceStatusError | undefined = instance.statusError;
 *   const mode: BillingMode = instance.billingMode ?? 'onDemand';
 *   const spot: SpotStatus = instance.spotStatus ?? '-';
 *   return [instance.id, status, mode, spot, error?.message ?? ''].join('\t');
 * }
 * ```
 */
export type InstanceStatus = Open<components['schemas']['InstanceStatus'] | 'unknown'>;
/** How an instance is paid for. */
export type BillingMode = Open<components['schemas']['BillingMode']>;
/** What happens to a spot instance; undefined while nothing does. */
export type SpotStatus = Open<Exclude<components['schemas']['SpotStatus'], ''>>;
/** An instance in the spelling of the cloud, as it came. */
export type RawInstance = Partial<components['schemas']['InstanceDetail'] & components['schemas']['InstanceListItem']>;

/** What went wrong with an instance; it stands beside the status, which has no value for failure. */
export interface InstanceStatusError {
  readonly state: string | undefined;
  readonly message: string | undefined;
}

/** A port of the container and where it can be reached. */
export interface InstancePort {
  readonly port: number | undefined;
  readonly type: string | undefined;
  /** Public address, once there is one. */
  readonly endpoint: string | undefined;
}

/** Place of an instance in a VPC network. */
export interface InstanceNetwork {
  readonly id: string;
  readonly ip: string | undefined;
}

/**
 * An instance as the cloud shows it, with numbers, dates and money as such. Fields are read when they are asked for,
 * so that a list of thousands costs little. Fields that are missing or unreadable are undefined; the ways in, the
 * network and the disk are told by `instances.get` only.
 *
 * Pages: https://novita.ai/docs/api-reference/gpu-instance-get-instance and …/gpu-instance-list-instances
 *
 * @example
 * ```ts
 * import { formatMoney, Instance, type InstancePort, type RawInstance } from '@novita-fleet/client';
 *
 * const raw: RawInstance = JSON.parse('{"id":"3560b7fec915bbf9","gpuNum":"1","instancePrice":"67000"}') as RawInstance;
 * const instance = new Instance(raw);
 * const ports: readonly InstancePort[] = instance.ports;
 * console.log(instance.gpuCount, ports.length, instance.hourlyPrice && formatMoney(instance.hourlyPrice)); // → 1 0 0.67 USD
 * ```
 */
export class Instance {
  readonly #raw: Loose;

  constructor(raw: unknown) {
    this.#raw = readObject(raw);
  }

  /** The answer itself. It may hold passwords; it is not part of JSON and inspection. */
  get raw(): RawInstance {
    return this.#raw;
  }

  get id(): string {
    return readText(this.#raw.id) ?? '';
  }

  get name(): string {
    return readText(this.#raw.name) ?? '';
  }

  get status(): InstanceStatus {
    return readText(this.#raw.status) ?? 'unknown';
  }

  /** Undefined when nothing is wrong. */
  get statusError(): InstanceStatusError | undefined {
    const error = readObject(this.#raw.statusError);
    const state = readText(error.state);
    const message = readText(error.message);
    return state === undefined && message === undefined ? undefined : { state, message };
  }

  get clusterId(): string | undefined {
    return readText(this.#raw.clusterId);
  }

  get clusterName(): string | undefined {
    return readText(this.#raw.clusterName);
  }

  get productId(): string | undefined {
    return readText(this.#raw.productId);
  }

  get productName(): string | undefined {
    return readText(this.#raw.productName);
  }

  get imageUrl(): string | undefined {
    return readText(this.#raw.imageUrl);
  }

  /** Id of a saved registry credential, not the credential. */
  get imageAuthId(): string | undefined {
    return readText(this.#raw.imageAuthId);
  }

  /** Command that replaces the one of the image. */
  get command(): string | undefined {
    return readText(this.#raw.command);
  }

  get entrypoint(): string | undefined {
    return readText(this.#raw.entrypoint);
  }

  /** `gpu` or `cpu`. */
  get kind(): string | undefined {
    return readText(this.#raw.kind);
  }

  get gpuCount(): number | undefined {
    return readNumber(this.#raw.gpuNum);
  }

  get cpuCount(): number | undefined {
    return readNumber(this.#raw.cpuNum);
  }

  get memoryGb(): number | undefined {
    return readNumber(this.#raw.memory);
  }

  get rootfsSizeGb(): number | undefined {
    return readNumber(this.#raw.rootfsSize);
  }

  get freeStorageGb(): number | undefined {
    return readNumber(this.#raw.freeStorageSize);
  }

  get billingMode(): BillingMode | undefined {
    return readText(this.#raw.billingMode);
  }

  /** Price of the instance for one hour. */
  get hourlyPrice(): Money | undefined {
    return parseMoney(this.#raw.instancePrice, PRICE_SCALE);
  }

  /** End of a subscription; undefined for pay as you go. */
  get endTime(): Date | undefined {
    return readTime(this.#raw.endTime);
  }

  /** Undefined when the instance is not a spot instance. */
  get spotStatus(): SpotStatus | undefined {
    return readText(this.#raw.spotStatus);
  }

  /** When a spot instance is taken back; undefined while none is announced. */
  get spotReclaimTime(): Date | undefined {
    return readTime(this.#raw.spotReclaimTime);
  }

  get createdAt(): Date | undefined {
    return readTime(this.#raw.createdAt);
  }

  get lastStartedAt(): Date | undefined {
    return readTime(this.#raw.lastStartedAt);
  }

  get lastStoppedAt(): Date | undefined {
    return readTime(this.#raw.lastStoppedAt);
  }

  /** How long the data of a stopped instance is kept. */
  get keepDataDays(): number | undefined {
    return readNumber(this.#raw.keepDataDay);
  }

  /** When the data of a stopped instance is dropped; undefined while it is not stopped. */
  get releaseDataAt(): Date | undefined {
    return readTime(this.#raw.releaseDataAt);
  }

  get volumeMounts(): VolumeMount[] {
    return readVolumeMounts(this.#raw.volumeMounts);
  }

  /** Undefined when it is in none. */
  get network(): InstanceNetwork | undefined {
    const network = readObject(this.#raw.network);
    const id = readText(network.id);
    return id === undefined ? undefined : { id, ip: readText(network.ip) };
  }

  /** Ids of the jobs that run on the instance now. */
  get jobIds(): string[] {
    return readObjects(this.#raw.jobs).flatMap(({ id }) => readText(id) ?? []);
  }

  get ports(): InstancePort[] {
    return readObjects(this.#raw.portMappings).map((entry) => ({
      port: readNumber(entry.port),
      type: readText(entry.type),
      endpoint: readText(entry.endpoint),
    }));
  }

  /** Command that opens a shell, without the password. */
  get sshCommand(): string | undefined {
    return readText(readObject(this.#raw.connectComponentSSH).sshCommand) ?? readText(this.#raw.sshCommand);
  }

  /** Secret; not part of JSON and inspection. */
  get sshPassword(): string | undefined {
    return readText(readObject(this.#raw.connectComponentSSH).password) ?? readText(this.#raw.sshPassword);
  }

  get webTerminal(): WebTerminal | undefined {
    return readWebTerminal(this.#raw.connectComponentWebTerminal);
  }

  get jupyter(): Jupyter | undefined {
    return readJupyter(this.#raw.connectComponentJupyter);
  }

  /** Not part of JSON and inspection. */
  get logs(): InstanceLogs | undefined {
    return readInstanceLogs(this.#raw.connectComponentLog);
  }

  /** Environment variables. They may be secret; not part of JSON and inspection. */
  get envs(): EnvVar[] {
    return readEnvVars(this.#raw.envs);
  }

  /** What is safe to log: the fields that are not said to be secret or to hold secrets. */
  toJSON(): Record<string, unknown> {
    return Object.fromEntries(SHOWN.map((name) => [name, this[name]]));
  }

  [inspect.custom](): unknown {
    return this.toJSON();
  }
}

const SHOWN = [
  'id',
  'name',
  'status',
  'statusError',
  'clusterId',
  'clusterName',
  'productId',
  'productName',
  'imageUrl',
  'imageAuthId',
  'command',
  'entrypoint',
  'kind',
  'gpuCount',
  'cpuCount',
  'memoryGb',
  'rootfsSizeGb',
  'freeStorageGb',
  'billingMode',
  'hourlyPrice',
  'endTime',
  'spotStatus',
  'spotReclaimTime',
  'createdAt',
  'lastStartedAt',
  'lastStoppedAt',
  'keepDataDays',
  'releaseDataAt',
  'volumeMounts',
  'network',
  'jobIds',
  'ports',
  'sshCommand',
  'webTerminal',
  'jupyter',
] as const satisfies readonly (keyof Instance)[];
