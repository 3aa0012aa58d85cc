import { inspect } from 'node:util';
import type { components } from '@novita-fleet/openapi/novita';
import type { Open } from '../open.js';
import { readNumber, readNumbers, readObject, readText, readTime, type Loose } from '../loose-values.js';
import { readEnvVars, type EnvVar } from '../env-vars.js';
import {
  readAutoMigrate,
  readBilling,
  readInstanceNetwork,
  readInstancePorts,
  readInstanceVolumes,
  type V2AutoMigrate,
  type V2Billing,
  type V2InstanceNetwork,
  type V2InstancePort,
  type V2InstanceVolume,
} from './instance-parts.js';
import { readTools, type V2InstanceTools } from './instance-tools.js';
import { readStatus, type V2Status } from './status.js';

/** What the cloud sends for an instance: the fields of its page, any of which may be missing. */
export type RawV2Instance = Partial<components['schemas']['V2InstanceDetail']>;

/** The states of v2 are not published; those of v1 are met, and `stopped` beside `exited`. */
export type V2InstanceStatus = V2Status<components['schemas']['InstanceStatus'] | 'stopped'>;

/**
 * An instance as the second API generation shows it, with numbers, dates and texts as such. Fields are read when they are
 * asked for, so that a list of thousands costs little. Fields that are missing or unreadable are undefined.
 *
 * Pages: https://novita.ai/docs/api-reference/gpus-v2-get-instance and …/gpus-v2-list-instances
 *
 * @example
 * ```ts
 * import { NovitaApiService, NovitaClient } from '@novita-fleet/client';
 * import type { RawV2Instance, V2BillingMode, V2Instance, V2InstanceStatus, V2InstanceTools } from '@novita-fleet/client';
 *
 * const { instances } = new NovitaApiService(new NovitaClient()).v2;
 * const instance: V2Instance = await instances.get('ca338f12f3');
 * const { status, error, message }: V2InstanceStatus = instance.status;
 * const mode: V2BillingMode | undefined = instance.billing?.mode;
 * console.log(status, error, message, mode, instance.ports[0]?.endpoint);
 *
 * const tools: V2InstanceTools | undefined = instance.tools;
 * console.log(tools?.ssh.command); // the password is in tools.ssh.password
 * const raw: RawV2Instance = instance.raw;
 * console.log(raw.region_version);
 * ```
 */
export class V2Instance {
  readonly #raw: Loose;

  constructor(raw: unknown) {
    this.#raw = readObject(raw);
  }

  /** The answer itself. It may hold passwords; it is not part of JSON and inspection. */
  get raw(): RawV2Instance {
    return this.#raw;
  }

  get id(): string {
    return readText(this.#raw.id) ?? '';
  }

  get name(): string {
    return readText(this.#raw.name) ?? '';
  }

  get type(): Open<'gpu' | 'cpu'> | undefined {
    return readText(this.#raw.type);
  }

  get status(): V2InstanceStatus {
    return readStatus(this.#raw.status);
  }

  get productId(): string | undefined {
    return readText(this.#raw.product_id);
  }

  get image(): string | undefined {
    return readText(this.#raw.image);
  }

  /** Id of a saved registry credential, not the credential. */
  get registryAuthId(): string | undefined {
    return readText(this.#raw.registry_auth_id);
  }

  /** It may hold secrets; not part of JSON and inspection. */
  get entrypoint(): string | undefined {
    return readText(this.#raw.entrypoint);
  }

  /** Command that replaces the one of the image. It may hold secrets; not part of JSON and inspection. */
  get command(): string | undefined {
    return readText(this.#raw.command);
  }

  get billing(): V2Billing | undefined {
    return readBilling(this.#raw.billing);
  }

  get ports(): V2InstancePort[] {
    return readInstancePorts(this.#raw.ports);
  }

  get gpuCount(): number | undefined {
    return readNumber(this.#specs.gpu_num);
  }

  /** Number of each GPU on its node. */
  get gpuIds(): number[] {
    return readNumbers(this.#specs.gpu_ids);
  }

  get cpuCount(): number | undefined {
    return readNumber(this.#specs.cpu_num);
  }

  get memoryGb(): number | undefined {
    return readNumber(this.#specs.memory_gb);
  }

  get rootfsSizeGb(): number | undefined {
    return readNumber(this.#specs.rootfs_size_gb);
  }

  /** Undefined when the instance is in no VPC network. */
  get network(): V2InstanceNetwork | undefined {
    return readInstanceNetwork(this.#raw.network);
  }

  get volumes(): V2InstanceVolume[] {
    return readInstanceVolumes(this.#raw.volumes);
  }

  get regionId(): string | undefined {
    return readText(this.#raw.region);
  }

  /** Generation of the region, such as `v1`. */
  get regionVersion(): string | undefined {
    return readText(this.#raw.region_version);
  }

  get autoMigrate(): V2AutoMigrate | undefined {
    return readAutoMigrate(this.#raw.auto_migrate);
  }

  get createdAt(): Date | undefined {
    return readTime(this.#raw.created_at);
  }

  /** Undefined when it never was. */
  get lastStartedAt(): Date | undefined {
    return readTime(this.#raw.last_started_at);
  }

  /** Undefined when it never was. */
  get lastStoppedAt(): Date | undefined {
    return readTime(this.#raw.last_stopped_at);
  }

  /** The ways in. Undefined in lists, which do not tell them. */
  get tools(): V2InstanceTools | undefined {
    return this.#raw.tools === undefined || this.#raw.tools === null ? undefined : readTools(this.#raw.tools);
  }

  get memberId(): string | undefined {
    return readText(this.#raw.member_id);
  }

  get ownerId(): string | undefined {
    return readText(this.#raw.owner_id);
  }

  /** Values may be secrets; not part of JSON and inspection. */
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

  get #specs(): Loose {
    return readObject(this.#raw.resource_specs);
  }
}

const SHOWN = [
  'id',
  'name',
  'type',
  'status',
  'productId',
  'image',
  'registryAuthId',
  'billing',
  'ports',
  'gpuCount',
  'gpuIds',
  'cpuCount',
  'memoryGb',
  'rootfsSizeGb',
  'network',
  'volumes',
  'regionId',
  'regionVersion',
  'autoMigrate',
  'createdAt',
  'lastStartedAt',
  'lastStoppedAt',
  'tools',
  'memberId',
  'ownerId',
] as const satisfies readonly (keyof V2Instance)[];
