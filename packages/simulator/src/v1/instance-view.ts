import type { components } from '@novita-fleet/openapi/novita';
import type { ExposedPort, Instance } from '../world/instance.js';
import { isAppUp } from '../world/instance.js';

type Schemas = components['schemas'];

/** Where a port of an instance can be reached; `undefined` while it has no address. */
export type EndpointLookup = (instance: Instance, port: ExposedPort) => string | undefined;

export interface ViewContext {
  readonly endpointOf: EndpointLookup;
  /** Virtual milliseconds since 1970. */
  readonly now: number;
}

/** An instance as `GET /gpu/instances` shows it: numbers and times as strings, as the live service sends them. */
export function toListItem(
  instance: Instance,
  context: ViewContext,
  withEndpoints: boolean,
): Schemas['InstanceListItem'] {
  return { ...commonFields(instance, context, withEndpoints), sshPassword: instance.sshPassword };
}

/** An instance as `GET /gpu/instance` shows it, not wrapped in an envelope. */
export function toDetail(instance: Instance, context: ViewContext): Schemas['InstanceDetail'] {
  const { spec } = instance;
  const isRunning = isAppUp(instance, context.now);
  const ssh = spec.ports.find(({ port, type }) => port === 22 && type === 'tcp');
  const sshAddress = ssh && context.endpointOf(instance, ssh);
  const tool = spec.tools[0];
  const toolPort = tool && spec.ports.find(({ port }) => String(port) === tool.port);
  return {
    ...commonFields(instance, context, true),
    network: { id: '', ip: '' },
    node: [{ maxRootfsSize: spec.product.maxRootFs }],
    jobs: [],
    connectComponentSSH: {
      sshCommand: sshAddress === undefined ? '' : toSshCommand(sshAddress),
      password: instance.sshPassword,
      isRunning: ssh !== undefined && isRunning,
    },
    connectComponentWebTerminal: { address: '', username: '', password: '', isRunning: false },
    connectComponentJupyter: {
      port: toolPort?.port ?? 0,
      address: (toolPort && context.endpointOf(instance, toolPort)) ?? '',
      isRunning: toolPort !== undefined && isRunning,
    },
    connectComponentLog: { systemLogAddress: '', instanceLogAddress: '', isRunning: false },
    keepDataDay: 7,
  };
}

function commonFields(instance: Instance, { endpointOf }: ViewContext, withEndpoints: boolean) {
  const { spec } = instance;
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
    cpuNum: String(product.cpuPerGpu * gpuNum),
    memory: String(product.memoryPerGpu * gpuNum),
    gpuNum: String(gpuNum),
    portMappings: spec.ports.map((exposed) => {
      const endpoint = withEndpoints ? endpointOf(instance, exposed) : undefined;
      return endpoint === undefined ? { ...exposed } : { port: exposed.port, endpoint, type: exposed.type };
    }),
    productId: product.id,
    productName: product.name,
    rootfsSize: spec.rootfsSize,
    volumeMounts: [],
    statusError: instance.statusError ?? { state: '', message: '' },
    envs: [...spec.envs],
    kind: 'gpu',
    billingMode: spec.billingMode,
    endTime: '-1',
    spotStatus: spec.billingMode === 'spot' ? ('running' as const) : ('' as const),
    spotReclaimTime: '0',
    createdAt: toSeconds(instance.createdAt),
    lastStartedAt: toSeconds(instance.lastStartedAt),
    lastStoppedAt: toSeconds(instance.lastStoppedAt),
    tools: [...spec.tools],
    instancePrice: String(instance.meter.hourlyPrice),
  };
}

/** Unix seconds as a string; `0` for never. */
function toSeconds(ms: number | undefined): string {
  return String(Math.floor((ms ?? 0) / 1000));
}

function toSshCommand(address: string): string {
  const [host = '', port = ''] = address.split(':');
  return `ssh -p ${port} root@${host}`;
}
