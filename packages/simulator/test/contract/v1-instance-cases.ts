import { CREATE_BODY } from '../cloud-caller.js';
import { NOBODY, NO_OBJECT, type Case } from './cases.js';
import type { Stage } from './stage.js';

const IMAGE = 'library/python:3.12';

/** An action that needs only the instance. */
function action(stageOf: (stage: Stage) => Promise<string>, more: Readonly<Record<string, unknown>> = {}): Case {
  return {
    calls: async (stage) => [{ body: { instanceId: await stageOf(stage), ...more } }],
    bad: { body: {} },
    missing: { body: { instanceId: NOBODY, ...more } },
  };
}

const UPGRADE = {
  imageUrl: IMAGE,
  envs: [{ key: 'MODE', value: 'new' }],
  command: 'sleep 1',
  entrypoint: '',
  save: true,
  networkVolume: { volumeMounts: [] },
};

/** Clusters, products, instances, jobs, metrics and bills of v1, by operation. */
export const V1_INSTANCE_CASES: Readonly<Record<string, Case>> = {
  listClusters: { calls: () => [{}] },
  listGpuProducts: {
    calls: () => [{}, { query: { billingMethod: 'spot' } }, { query: { billingMethod: 'monthly', gpuNum: 8 } }],
    bad: { query: { gpuNum: 9 } },
  },
  listCpuProducts: { calls: () => [{}], bad: { query: { productName: 'x'.repeat(256) } } },
  createInstance: {
    calls: async (stage) => [
      { body: CREATE_BODY },
      { body: { ...CREATE_BODY, billingMode: 'spot' } },
      { body: await stage.cpuBody() },
    ],
    bad: { body: { ...CREATE_BODY, gpuNum: 9 } },
  },
  listInstances: {
    calls: async (stage) => {
      await stage.variety();
      return [{ query: { pageSize: 100, pageNum: 1 } }, { query: { pageSize: 1, pageNum: 2, status: 'exited' } }];
    },
    bad: { query: { pageSize: 'many', pageNum: 1 } },
  },
  getInstance: {
    calls: async (stage) => (await stage.variety()).map((instanceId) => ({ query: { instanceId } })),
    bad: {},
    missing: { query: { instanceId: NOBODY } },
  },
  editInstance: action((stage) => stage.running(), { ports: [{ port: 9000, type: 'http' }], expandRootDisk: 5 }),
  startInstance: action((stage) => stage.exited()),
  stopInstance: action((stage) => stage.running()),
  restartInstance: action((stage) => stage.running()),
  deleteInstance: action((stage) => stage.running()),
  upgradeInstance: action((stage) => stage.running(), UPGRADE),
  migrateInstance: action((stage) => stage.exited()),
  renewInstance: action((stage) => stage.monthly(), { month: 1 }),
  convertToMonthly: action((stage) => stage.running(), { month: 1 }),
  setAutoRenew: {
    calls: async (stage) => [{ body: { instanceIds: [await stage.monthly()], autoRenew: true, autoRenewMonth: 1 } }],
    bad: { body: { instanceIds: [] } },
    missing: { body: { instanceIds: [NOBODY], autoRenew: true, autoRenewMonth: 1 } },
  },
  setAutoMigrate: action((stage) => stage.running(), { autoMigrateOpen: true, autoMigrateSystemDisk: true }),
  listJobs: {
    calls: async (stage) => {
      await stage.job();
      stage.simulator.advance(2000);
      await stage.job();
      await stage.post('gpu/instance/migrate', { instanceId: await stage.exited() });
      return [{}, { query: { pageSize: 1, pageNum: 1, type: 'saveImage', state: 'success' } }];
    },
    bad: { query: { state: 'resting' } },
  },
  breakJob: { calls: async (stage) => [{ body: { jobId: await stage.job() } }], bad: { body: {} } },
  saveImage: {
    calls: async (stage) => [{ body: { instanceId: await stage.exited(), image: 'registry.example/team/image:1' } }],
    bad: NO_OBJECT,
  },
  getInstanceMetrics: {
    calls: async (stage) => {
      const instanceId = await stage.running();
      const now = Math.floor(stage.simulator.clock().now / 1000);
      return [{ query: { instanceId, startTime: now - 600, endTime: now, interval: 30 } }, { query: { instanceId } }];
    },
    bad: {},
  },
  getBalance: { calls: () => [{}] },
  listMonthlyBills: {
    calls: async (stage) => {
      await stage.running();
      stage.simulator.advance(70 * 86_400);
      return [{}, { query: { startMonth: '2026-01', page: 1, pageSize: 10 } }];
    },
    bad: { query: { startMonth: 'January' } },
  },
  listUsageBills: {
    calls: async (stage) => {
      await stage.variety();
      stage.simulator.advance(86_400);
      return [
        { query: { cycleType: 'Hour', productCategory: 'gpu' } },
        { query: { cycleType: 'Day', productCategory: 'summary' } },
      ];
    },
    bad: { query: { cycleType: 'Blink', productCategory: 'gpu' } },
  },
  listFixedTermBills: {
    calls: async (stage) => {
      await stage.monthly();
      return [{}, { query: { category: 'gpu' } }];
    },
    bad: { query: { category: 'shoes' } },
  },
  listApiKeyBills: {
    calls: ({ simulator }) => {
      const now = Math.floor(simulator.clock().now / 1000);
      return [{ query: { cycleType: 'Day', startTime: now - 86_400, endTime: now } }];
    },
    bad: { query: { cycleType: 'Blink' } },
  },
  listTransactions: {
    calls: () => [{ query: { pageNo: 1, pageSize: 10 } }],
    bad: { query: { pageNo: 'one', pageSize: 10 } },
  },
};
