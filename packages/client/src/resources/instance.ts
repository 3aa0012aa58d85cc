import { inspect } from 'node:util';
import type { components } from '@novita-fleet/openapi/novita';
import { PRICE_SCALE, parseMoney, type Money } from '../money.js';
import { readNumber, readObject, readObjects, readText, readTime, type Loose } from './loose-values.js';

/**
 * A value that is one of the known ones today and may be another tomorrow.
 *
 * @example
 * ```ts
 * import type { Open } from '@novita-fleet/client';
 *
 * export function isFull(inventory: Open<'none' | 'low'> | undefined): boolean {
 *   return inventory === 'none'; // an editor offers both names
 * }
 * ```
 */
export type Open<Known extends string> = Known | (string & Record<never, never>);

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

/**
 * An instance as the cloud shows it, with numbers, dates and money as such. Fields are read when they are asked for,
 * so that a list of thousands costs little. Fields that are missing or unreadable are undefined.
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

  /** What is safe to log: every field above but `raw` and `sshPassword`. */
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
  'kind',
  'gpuCount',
  'cpuCount',
  'memoryGb',
  'rootfsSizeGb',
  'billingMode',
  'hourlyPrice',
  'endTime',
  'spotStatus',
  'spotReclaimTime',
  'createdAt',
  'lastStartedAt',
  'lastStoppedAt',
  'ports',
  'sshCommand',
] as const satisfies readonly (keyof Instance)[];
