import { CREATE_BODY } from '../cloud-caller.js';
import { NOBODY, NO_OBJECT, type Case } from './cases.js';
import type { Stage } from './stage.js';

const REGION = 'us-ca-6';
const IMAGE = 'library/python:3.12';

const INSTANCE = {
  name: 'second',
  product_id: CREATE_BODY.productId,
  image: IMAGE,
  type: 'gpu',
  billing: { mode: 'postpaid' },
  resource: { rootfs_size_gb: 60, gpu_num: 1 },
};

const TEMPLATE = {
  name: 'mine',
  type: 'instance',
  image: IMAGE,
  command: 'sleep 1',
  rootfs_size_gb: 20,
  ports: [{ port: 8000, protocol: 'http' }],
  envs: [{ key: 'MODE', value: 'test' }],
  metadata: { readme: '# Mine', tags: ['test'] },
};

/** An operation on one instance. */
function onInstance(stageOf: (stage: Stage) => Promise<string>, body?: unknown): Case {
  const carried = body === undefined ? {} : { body };
  return {
    calls: async (stage) => [{ params: { instance_id: await stageOf(stage) }, ...carried }],
    // Where no body is needed, nothing but the id can be wrong, and by default that is a 400 too.
    bad: async (stage) =>
      body === undefined
        ? { params: { instance_id: NOBODY } }
        : { params: { instance_id: await stageOf(stage) }, ...NO_OBJECT },
    missing: { params: { instance_id: NOBODY }, ...carried },
  };
}

/** An operation on one object that a path parameter names. */
function onObject(key: string, stageOf: (stage: Stage) => Promise<string>, body?: unknown): Case {
  const carried = body === undefined ? {} : { body };
  const missing = { params: { [key]: NOBODY }, ...carried };
  return { calls: async (stage) => [{ params: { [key]: await stageOf(stage) }, ...carried }], bad: missing, missing };
}

async function v2Endpoint(stage: Stage): Promise<Record<string, unknown>> {
  return {
    type: 'sync',
    name: 'answers',
    product_id: await stage.serverlessProduct(),
    image: IMAGE,
    worker_config: { min_replicas: 0, max_replicas: 1, idle_timeout: 60, max_concurrent_per_worker: 1, gpu_num: 1 },
    policy: { type: 'queue', value: 60 },
    ports: [8000],
    health_check: { path: '/health', port: 8000 },
  };
}

/** Every operation of v2. */
export const V2_CASES: Readonly<Record<string, Case>> = {
  v2ListInstances: {
    calls: async (stage) => {
      await stage.variety();
      return [{ query: { limit: 100 } }, { query: { limit: 1, billing_mode: 'spot' } }];
    },
    bad: { query: { limit: 1001 } },
  },
  v2CreateInstance: {
    calls: () => [
      { body: INSTANCE },
      { body: { ...INSTANCE, billing: { mode: 'spot' } } },
      { body: { ...INSTANCE, billing: { mode: 'prepaid', prepaid: { months: 1, auto_renew: { enabled: true } } } } },
      {
        body: {
          ...INSTANCE,
          candidate_regions: [REGION],
          ports: [{ port: 8000, protocol: 'http' }],
          tools: { jupyter: { enabled: true } },
        },
      },
    ],
    bad: { body: { ...INSTANCE, product_id: 'none' } },
  },
  v2GetInstance: {
    calls: async (stage) => (await stage.variety()).map((id) => ({ params: { instance_id: id } })),
    bad: { params: { instance_id: NOBODY } },
    missing: { params: { instance_id: NOBODY } },
  },
  v2DeleteInstance: onInstance((stage) => stage.running()),
  v2StartInstance: onInstance((stage) => stage.exited()),
  v2StopInstance: onInstance((stage) => stage.running()),
  v2RestartInstance: onInstance((stage) => stage.running()),
  v2MigrateInstance: onInstance((stage) => stage.exited()),
  v2UpgradeInstance: onInstance((stage) => stage.running(), { image: IMAGE, save_data: true }),
  v2RenewInstance: onInstance((stage) => stage.monthly(), { months: 1 }),
  v2SetAutoRenew: onInstance((stage) => stage.monthly(), { auto_renew: { enabled: true, months: 1 } }),
  v2SetAutoMigrate: onInstance((stage) => stage.running(), { auto_migrate: { enabled: true } }),
  v2SetBillingMode: onInstance((stage) => stage.running(), { type: 'prepaid', months: 1 }),
  v2UpdatePorts: onInstance((stage) => stage.running(), { ports: [{ port: 9000, protocol: 'tcp' }] }),
  v2ExpandRootfs: onInstance((stage) => stage.running(), { rootfs_size_expand_gb: 5 }),
  v2SetWebTerminal: onInstance((stage) => stage.running(), { enable: true }),
  v2ListProducts: {
    calls: () => [
      { query: { type: 'gpu', category: 'instance' } },
      { query: { type: 'cpu', category: 'instance' } },
      { query: { type: 'gpu', category: 'serverless' } },
    ],
    bad: { query: { type: 'car', category: 'instance' } },
  },
  v2ListRegions: { calls: () => [{}] },
  v2ListTemplates: {
    calls: async (stage) => {
      await stage.template();
      return [{ query: { limit: 100 } }, { query: { limit: 1 } }];
    },
    bad: { query: { cursor: 'none' } },
  },
  v2CreateTemplate: { calls: () => [{ body: TEMPLATE }], bad: { body: {} } },
  v2GetTemplate: onObject('template_id', (stage) => stage.template()),
  v2UpdateTemplate: onObject('template_id', (stage) => stage.template(), TEMPLATE),
  v2DeleteTemplate: onObject('template_id', (stage) => stage.template()),
  v2ListNetworks: {
    calls: async (stage) => {
      await stage.network();
      return [{}];
    },
    bad: { query: { limit: 1001 } },
  },
  v2CreateNetwork: { calls: () => [{ body: { region_id: REGION, name: 'lan' } }], bad: { body: {} } },
  v2GetNetwork: onObject('network_id', (stage) => stage.network()),
  v2UpdateNetwork: onObject('network_id', (stage) => stage.network(), { name: 'other' }),
  v2DeleteNetwork: onObject('network_id', (stage) => stage.network()),
  v2ListJobs: {
    calls: async (stage) => {
      await stage.job();
      return [{}, { query: { type: 'saveImage', limit: 1 } }];
    },
    bad: { query: { type: 'car' } },
  },
  v2GetJob: onObject('job_id', (stage) => stage.job()),
  v2BreakJob: onObject('job_id', (stage) => stage.job()),
  v2SaveImage: {
    calls: async (stage) => [{ body: { instance_id: await stage.exited(), image: 'registry.example/team/image:1' } }],
    bad: { body: {} },
  },
  v2ListImages: {
    calls: async (stage) => {
      await stage.image();
      return [{ query: { limit: 100 } }, { query: { type: 'private' } }];
    },
    bad: { query: { type: 'car' } },
  },
  v2DeleteImage: onObject('image_id', (stage) => stage.image()),
  v2ListPrewarmTasks: {
    calls: async (stage) => {
      await stage.prewarmTask();
      return [{}, { query: { status: 'succeeded' } }];
    },
    bad: { query: { status: 'resting' } },
  },
  v2CreatePrewarmTask: { calls: () => [{ body: { image: IMAGE, region_id: REGION } }], bad: { body: {} } },
  v2DeletePrewarmTasks: {
    calls: async (stage) => [{ body: { task_ids: [await stage.prewarmTask()] } }],
    bad: { body: { task_ids: [] } },
  },
  v2GetPrewarmTask: onObject('task_id', (stage) => stage.prewarmTask()),
  v2ListEndpoints: {
    calls: async (stage) => {
      await stage.endpoint();
      stage.simulator.advance(2000);
      return [{}];
    },
    bad: { query: { limit: 1001 } },
  },
  v2CreateEndpoint: { calls: async (stage) => [{ body: await v2Endpoint(stage) }], bad: { body: {} } },
  v2GetEndpoint: onObject('endpoint_id', (stage) => stage.endpoint()),
  v2UpdateEndpoint: onObject('endpoint_id', (stage) => stage.endpoint(), { name: 'other' }),
  v2DeleteEndpoint: onObject('endpoint_id', (stage) => stage.endpoint()),
};
