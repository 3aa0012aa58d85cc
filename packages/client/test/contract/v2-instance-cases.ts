import type { components } from '@novita-fleet/openapi/novita';
import { CREATE_BODY } from '../../../simulator/test/cloud-caller.js';
import type { Stage } from '../../../simulator/test/contract/stage.js';
import type { NovitaApiService, V2CreateInstanceRequest } from '@novita-fleet/client';
import type { ContractCases, ServiceCall } from './contract-case.js';
import { dateOf, textOf } from './expected-values.js';
import { pageOf, statusOf } from './v2-expected.js';

type Schemas = components['schemas'];

const IMAGE = 'library/python:3.12';

const INSTANCE = {
  name: 'second',
  product_id: CREATE_BODY.productId,
  image: IMAGE,
  type: 'gpu',
  billing: { mode: 'postpaid' },
  resource: { rootfs_size_gb: 60, gpu_num: 1 },
} as const satisfies V2CreateInstanceRequest;

const CREATIONS: readonly V2CreateInstanceRequest[] = [
  INSTANCE,
  { ...INSTANCE, billing: { mode: 'spot' } },
  { ...INSTANCE, billing: { mode: 'prepaid', prepaid: { months: 1, auto_renew: { enabled: true, months: 1 } } } },
  {
    ...INSTANCE,
    registry_auth_id: '',
    entrypoint: 'sh',
    command: '-c "sleep 1"',
    envs: [{ key: 'MODE', value: 'test' }],
    candidate_regions: ['us-ca-6'],
    ports: [{ port: 8000, protocol: 'http' }],
    tools: { jupyter: { enabled: true, port: 8889, protocol: 'http' } },
    auto_migrate: { enabled: true, include_system_disk: true },
  },
];

/** An action on one instance, which answers nothing. */
function action(
  stageOf: (stage: Stage) => Promise<string>,
  act: (instances: NovitaApiService['v2']['instances'], id: string) => Promise<void>,
  body?: unknown,
) {
  return {
    calls: async (api: NovitaApiService, stage: Stage): Promise<ServiceCall[]> => {
      const id = await stageOf(stage);
      const sends = { params: { instance_id: id }, ...(body !== undefined && { body }) };
      return [{ make: () => act(api.v2.instances, id), sends }];
    },
    result: () => undefined,
  };
}

const running = (stage: Stage): Promise<string> => stage.running();
const exited = (stage: Stage): Promise<string> => stage.exited();
const monthly = (stage: Stage): Promise<string> => stage.monthly();

/** Instances of v2, by operation. */
export const V2_INSTANCE_CASES: ContractCases = {
  v2ListInstances: {
    calls: async ({ v2: { instances } }, stage) => {
      await stage.variety();
      const query = { name: 'e', status: 'running', regions: 'us-ca-6,as-sgp-2', billing_mode: 'postpaid' } as const;
      return [
        { make: () => instances.list(), sends: { query: { limit: 100 } } },
        { make: () => instances.list({ limit: 2 }), sends: { query: { limit: 2 } } },
        { make: () => instances.list(query), sends: { query: { limit: 100, ...query } } },
      ];
    },
    result: (answer) => pageOf(answer, instanceOf),
  },
  v2CreateInstance: {
    calls: ({ v2: { instances } }) =>
      CREATIONS.map((body) => ({ make: () => instances.create(body), sends: { body } })),
    result: ({ id }) => ({ id }),
  },
  v2GetInstance: {
    calls: async ({ v2: { instances } }, stage) =>
      (await stage.variety()).map((id) => ({
        make: () => instances.get(id),
        sends: { params: { instance_id: id } },
      })),
    result: (raw) => ({ ...instanceOf(raw), tools: toolsOf(raw.tools!) }),
  },
  v2DeleteInstance: action(running, (instances, id) => instances.delete(id)),
  v2StartInstance: action(exited, (instances, id) => instances.start(id)),
  v2StopInstance: action(running, (instances, id) => instances.stop(id)),
  v2RestartInstance: action(running, (instances, id) => instances.restart(id)),
  v2MigrateInstance: {
    calls: async ({ v2: { instances } }, stage) => {
      const [plain, careful] = [await stage.exited(), await stage.exited()];
      const body = { save_data: true };
      return [
        { make: () => instances.migrate(plain), sends: { params: { instance_id: plain } } },
        { make: () => instances.migrate(careful, body), sends: { params: { instance_id: careful }, body } },
      ];
    },
    result: () => undefined,
  },
  v2UpgradeInstance: action(
    running,
    (instances, id) => instances.upgrade(id, { image: IMAGE, envs: [{ key: 'A', value: 'b' }], save_data: true }),
    { image: IMAGE, envs: [{ key: 'A', value: 'b' }], save_data: true },
  ),
  v2RenewInstance: action(monthly, (instances, id) => instances.renew(id, { months: 2 }), { months: 2 }),
  v2SetAutoRenew: action(
    monthly,
    (instances, id) => instances.setAutoRenew(id, { auto_renew: { enabled: true, months: 3 } }),
    { auto_renew: { enabled: true, months: 3 } },
  ),
  v2SetAutoMigrate: action(
    running,
    (instances, id) => instances.setAutoMigrate(id, { auto_migrate: { enabled: true, include_system_disk: false } }),
    { auto_migrate: { enabled: true, include_system_disk: false } },
  ),
  v2SetBillingMode: action(running, (instances, id) => instances.setBillingMode(id, { type: 'prepaid', months: 1 }), {
    type: 'prepaid',
    months: 1,
  }),
  v2UpdatePorts: action(
    running,
    (instances, id) => instances.updatePorts(id, { ports: [{ port: 9000, protocol: 'tcp' }] }),
    { ports: [{ port: 9000, protocol: 'tcp' }] },
  ),
  v2ExpandRootfs: action(running, (instances, id) => instances.expandRootfs(id, { rootfs_size_expand_gb: 5 }), {
    rootfs_size_expand_gb: 5,
  }),
  v2SetWebTerminal: action(running, (instances, id) => instances.setWebTerminal(id, { enable: true }), {
    enable: true,
  }),
};

function instanceOf(raw: Schemas['V2Instance']) {
  const { network, resource_specs: specs, auto_migrate: autoMigrate } = raw;
  return {
    id: raw.id,
    name: raw.name,
    type: raw.type,
    status: statusOf(raw.status),
    productId: raw.product_id,
    image: raw.image,
    registryAuthId: textOf(raw.registry_auth_id),
    entrypoint: textOf(raw.entrypoint),
    command: textOf(raw.command),
    billing: billingOf(raw.billing!),
    ports: raw.ports?.map(({ port, protocol, endpoint }) => ({ port, protocol, endpoint: textOf(endpoint) })),
    gpuCount: specs?.gpu_num,
    gpuIds: specs?.gpu_ids,
    cpuCount: specs?.cpu_num,
    memoryGb: specs?.memory_gb,
    rootfsSizeGb: specs?.rootfs_size_gb,
    network: network?.id === '' ? undefined : { id: network?.id, ip: textOf(network?.ip) },
    volumes: raw.volumes?.map((volume) => ({ type: volume.type, id: volume.id, mountPoint: volume.mount_point })),
    regionId: raw.region,
    regionVersion: raw.region_version,
    autoMigrate: { enabled: autoMigrate?.enabled, includeSystemDisk: autoMigrate?.include_system_disk },
    createdAt: dateOf(raw.created_at),
    lastStartedAt: dateOf(raw.last_started_at),
    lastStoppedAt: dateOf(raw.last_stopped_at),
    memberId: raw.member_id,
    ownerId: raw.owner_id,
    envs: raw.envs,
    raw,
  };
}

function billingOf({ mode, prepaid }: Schemas['V2Billing']) {
  if (prepaid === undefined) return { mode };
  return {
    mode,
    prepaid: { months: prepaid.months, endTime: dateOf(prepaid.end_time), autoRenew: prepaid.auto_renew },
  };
}

function toolsOf({ ssh, jupyter, web_terminal: terminal, log }: NonNullable<Schemas['V2InstanceDetail']['tools']>) {
  return {
    ssh: { command: textOf(ssh?.command), username: ssh?.username, password: textOf(ssh?.password) },
    jupyter: { enabled: jupyter?.enabled, port: jupyter?.port, endpoint: textOf(jupyter?.endpoint) },
    webTerminal: {
      enabled: terminal?.enabled,
      endpoint: textOf(terminal?.endpoint),
      username: textOf(terminal?.username),
      password: textOf(terminal?.password),
    },
    log: { instanceEndpoint: textOf(log?.instance_endpoint), systemEndpoint: textOf(log?.system_endpoint) },
  };
}
