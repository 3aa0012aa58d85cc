import type { components } from '@novita-fleet/openapi/novita';
import { listPriceOf, unitsOf } from '../world/instance-bill.js';
import type { LogName } from '../world/instance-logs.js';
import { isAppUp, type ExposedPort, type Instance } from '../world/instance.js';
import type { World } from '../world/world.js';

type Schemas = components['schemas'];

/** Page `gpu-instance-quickstart-manage-instances` of the guide. */
const KEEP_DATA_DAYS = 7;
const MS_PER_DAY = 86_400_000;
/** What image and files take of the root disk. */
const DISK_IN_USE_GB = 8;

/** Where a port of an instance can be reached; `undefined` while it has no address. */
export type EndpointLookup = (instance: Instance, port: ExposedPort) => string | undefined;

/** Address of a log of an instance, which answers over HTTP. */
export type LogAddressLookup = (instance: Instance, log: LogName) => string;

export interface ViewContext {
  readonly endpointOf: EndpointLookup;
  readonly logAddressOf: LogAddressLookup;
  readonly world: World;
}

/** An instance as `GET /gpu/instances` shows it: numbers and times as strings, as the live service sends them. */
export function toListItem(
  instance: Instance,
  context: ViewContext,
  withEndpoints: boolean,
): Schemas['InstanceListItem'] {
  return {
    ...commonFields(instance, context, withEndpoints),
    // A string here, a number in the detail.
    volumeMounts: toMounts(instance, String),
    sshPassword: instance.sshPassword,
  };
}

/** An instance as `GET /gpu/instance` shows it, not wrapped in an envelope. */
export function toDetail(instance: Instance, context: ViewContext): Schemas['InstanceDetail'] {
  const { world } = context;
  const { spec } = instance;
  const usedGb = Math.min(DISK_IN_USE_GB, spec.rootfsSize);
  return {
    ...commonFields(instance, context, true),
    volumeMounts: toMounts(instance, Number),
    network: { id: spec.networkId, ip: world.attachments.addressOf(instance) },
    node: [{ maxRootfsSize: spec.product.maxRootFs }],
    jobs: world.jobs.runningOn(instance.id).map(({ id, type }) => ({ id, type })),
    ...accessFields(instance, context),
    freeStorageSize: spec.rootfsSize - usedGb,
    keepDataDay: KEEP_DATA_DAYS,
    releaseDataAt: toSeconds(releaseTime(instance)),
  };
}

/** Ways in; their secrets are drawn from the seed. */
function accessFields(instance: Instance, { endpointOf, logAddressOf, world }: ViewContext) {
  const { spec, secrets } = instance;
  const isRunning = isAppUp(instance, world.now);
  const ssh = spec.ports.find(({ port, type }) => port === 22 && type === 'tcp');
  const sshAddress = ssh && endpointOf(instance, ssh);
  const tool = spec.tools[0];
  const toolPort = tool && spec.ports.find(({ port }) => String(port) === tool.port);
  const toolAddress = toolPort && endpointOf(instance, toolPort);
  return {
    connectComponentSSH: {
      sshCommand: sshAddress === undefined ? '' : toSshCommand(sshAddress),
      password: instance.sshPassword,
      isRunning: ssh !== undefined && isRunning,
    },
    connectComponentWebTerminal: instance.isWebTerminalOn
      ? {
          address: webTerminalAddress(instance),
          username: 'root',
          password: secrets.webTerminalPassword,
          isRunning,
        }
      : { address: '', username: '', password: '', isRunning: false },
    connectComponentJupyter: {
      port: toolPort?.port ?? 0,
      address: toolAddress === undefined ? '' : `${toolAddress}/?token=${secrets.jupyterToken}`,
      isRunning: toolPort !== undefined && isRunning,
    },
    connectComponentLog: {
      systemLogAddress: logAddressOf(instance, 'system'),
      instanceLogAddress: logAddressOf(instance, 'instance'),
      isRunning: instance.status === 'running',
    },
  };
}

/** As the live service gives it; nothing listens there. */
function webTerminalAddress({ id, spec }: Instance): string {
  return `wss://${id}-terminal.${spec.cluster.id}.gpu-instance.novita.ai`;
}

function commonFields(instance: Instance, { endpointOf }: ViewContext, withEndpoints: boolean) {
  const { spec, subscription, spot } = instance;
  const { product, cluster, gpuNum } = spec;
  return {
    id: instance.id,
    name: spec.name,
    clusterId: cluster.id,
    clusterName: cluster.name,
    status: instance.status,
    imageUrl: spec.imageUrl,
    imageAuthId: spec.imageAuthId,
    command: spec.command,
    entrypoint: spec.entrypoint,
    cpuNum: String(product.cpuPerGpu * unitsOf(spec)),
    memory: String(product.memoryPerGpu * unitsOf(spec)),
    gpuNum: String(gpuNum),
    portMappings: spec.ports.map((exposed) => {
      const endpoint = withEndpoints ? endpointOf(instance, exposed) : undefined;
      return endpoint === undefined ? { ...exposed } : { port: exposed.port, endpoint, type: exposed.type };
    }),
    productId: product.id,
    productName: product.name,
    rootfsSize: spec.rootfsSize,
    statusError: instance.statusError ?? { state: '', message: '' },
    envs: [...spec.envs],
    kind: spec.kind,
    billingMode: spec.billingMode,
    endTime: subscription === undefined ? '-1' : toSeconds(subscription.endsAt),
    spotStatus: spot === undefined ? ('' as const) : spot.status,
    spotReclaimTime: toSeconds(spot?.reclaimAt),
    createdAt: toSeconds(instance.createdAt),
    lastStartedAt: toSeconds(instance.lastStartedAt),
    lastStoppedAt: toSeconds(instance.lastStoppedAt),
    tools: [...spec.tools],
    instancePrice: String(listPriceOf(instance) * unitsOf(spec)),
  };
}

function toMounts<Size extends string | number>({ spec }: Instance, toSize: (gb: number) => Size) {
  const network = spec.storages.map(({ storageId, mountPoint, size }) => ({
    type: 'network' as const,
    size: toSize(size),
    id: storageId,
    mountPath: mountPoint,
  }));
  if (spec.localMountPoint === '') return network;
  const local = { type: 'local' as const, size: toSize(spec.product.diskPerGpu), mountPath: spec.localMountPoint };
  return [...network, local];
}

/** When the data of a stopped instance is dropped; undefined while it is not stopped. */
function releaseTime({ status, lastStoppedAt }: Instance): number | undefined {
  const isStopped = status === 'exited' || status === 'freezing';
  return isStopped && lastStoppedAt !== undefined ? lastStoppedAt + KEEP_DATA_DAYS * MS_PER_DAY : undefined;
}

/** Unix seconds as a string; `0` for never. */
function toSeconds(ms: number | undefined): string {
  return String(Math.floor((ms ?? 0) / 1000));
}

function toSshCommand(address: string): string {
  const [host = '', port = ''] = address.split(':');
  return `ssh -p ${port} root@${host}`;
}
