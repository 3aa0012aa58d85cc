import type { components } from '@novita-fleet/openapi/novita';
import { dateOf, mountsOf, moneyOf, numberOf, textOf } from './expected-values.js';

type Schemas = components['schemas'];
type RawInstance = Partial<Schemas['InstanceDetail'] & Schemas['InstanceListItem']>;

/** What an instance of the service must show for what the cloud sent. */
export function instanceOf(raw: RawInstance): object {
  const { connectComponentSSH: ssh, statusError } = raw;
  const error = { state: textOf(statusError?.state), message: textOf(statusError?.message) };
  return {
    id: raw.id,
    name: raw.name,
    status: raw.status,
    ...(error.state !== undefined && { statusError: error }),
    clusterId: raw.clusterId,
    clusterName: raw.clusterName,
    productId: raw.productId,
    productName: raw.productName,
    imageUrl: raw.imageUrl,
    imageAuthId: textOf(raw.imageAuthId),
    command: textOf(raw.command),
    entrypoint: textOf(raw.entrypoint),
    kind: raw.kind,
    gpuCount: Number(raw.gpuNum),
    cpuCount: Number(raw.cpuNum),
    memoryGb: Number(raw.memory),
    rootfsSizeGb: raw.rootfsSize,
    freeStorageGb: raw.freeStorageSize,
    billingMode: raw.billingMode,
    hourlyPrice: moneyOf(raw.instancePrice, 5),
    endTime: dateOf(raw.endTime),
    spotStatus: textOf(raw.spotStatus),
    spotReclaimTime: dateOf(raw.spotReclaimTime),
    createdAt: dateOf(raw.createdAt),
    lastStartedAt: dateOf(raw.lastStartedAt),
    lastStoppedAt: dateOf(raw.lastStoppedAt),
    keepDataDays: raw.keepDataDay,
    releaseDataAt: dateOf(raw.releaseDataAt),
    volumeMounts: mountsOf(raw.volumeMounts),
    ...(textOf(raw.network?.id) !== undefined && { network: raw.network }),
    jobIds: (raw.jobs ?? []).map(({ id }) => id),
    ports: raw.portMappings,
    sshCommand: textOf(ssh?.sshCommand),
    sshPassword: ssh?.password ?? raw.sshPassword,
    ...accessOf(raw),
    envs: raw.envs,
    raw,
  };
}

function accessOf(raw: RawInstance): object {
  const { connectComponentWebTerminal: terminal, connectComponentJupyter: jupyter, connectComponentLog: log } = raw;
  return {
    // The cloud writes empty texts and port 0 for what an instance does not have.
    ...(textOf(terminal?.address) !== undefined && { webTerminal: terminal }),
    ...(numberOf(jupyter?.port ?? 0) !== 0 && { jupyter: { ...jupyter, address: textOf(jupyter?.address) } }),
    ...(log !== undefined && {
      logs: { systemAddress: log.systemLogAddress, instanceAddress: log.instanceLogAddress },
    }),
  };
}
