import { NOBODY, NO_OBJECT, PLAIN, type Case } from './cases.js';
import { ENDPOINT, TEMPLATE } from './stage.js';

const CLUSTER = 'us-ca-6';

/** What an account has beside instances and jobs, in v1, by operation. */
export const V1_ACCOUNT_CASES: Readonly<Record<string, Case>> = {
  listTemplates: {
    calls: async (stage) => {
      await stage.template();
      return [{ query: { pageSize: 100, pageNum: 1 } }, { query: { channel: 'private' } }];
    },
    bad: { query: { type: 'car' } },
  },
  getTemplate: {
    calls: async (stage) => [{ query: { templateId: await stage.template() } }, { query: { templateId: '107672' } }],
    bad: {},
  },
  createTemplate: { calls: () => [{ body: { template: TEMPLATE } }], bad: { body: { template: {} } } },
  updateTemplate: {
    calls: async (stage) => [{ body: { template: { ...TEMPLATE, Id: await stage.template(), name: 'other' } } }],
    bad: { body: { template: TEMPLATE } },
  },
  deleteTemplate: { calls: async (stage) => [{ body: { templateId: await stage.template() } }], bad: { body: {} } },
  listNetworks: {
    calls: async (stage) => {
      await stage.network();
      return [{ query: { pageSize: 100, pageNum: 1 } }, { query: { name: 'lan' } }];
    },
    bad: { query: { name: 'x'.repeat(256) } },
  },
  getNetwork: {
    calls: async (stage) => {
      const networkId = await stage.network();
      await stage.instance({ clusterId: CLUSTER, networkId });
      return [{ query: { networkId } }];
    },
    bad: {},
    missing: { query: { networkId: NOBODY } },
  },
  createNetwork: { calls: () => [{ body: { clusterId: CLUSTER, name: 'lan' } }], bad: { body: {} } },
  updateNetwork: {
    calls: async (stage) => [{ body: { networkId: await stage.network(), name: 'other' } }],
    bad: { body: {} },
  },
  deleteNetwork: { calls: async (stage) => [{ body: { networkId: await stage.network() } }], bad: { body: {} } },
  listNetworkStorages: {
    calls: async (stage) => {
      await stage.storage();
      return [{}, { query: { pageNo: 1, pageSize: 1, storageName: 'disk' } }];
    },
    bad: { query: { pageNo: 'one' } },
  },
  createNetworkStorage: {
    calls: () => [{ body: { clusterId: CLUSTER, storageName: 'disk', storageSize: 10 } }],
    bad: { body: { clusterId: CLUSTER, storageName: 'disk', storageSize: 9 } },
  },
  updateNetworkStorage: {
    calls: async (stage) => [{ body: { storageId: await stage.storage(), storageName: 'more', storageSize: 30 } }],
    bad: { body: {} },
  },
  deleteNetworkStorage: { calls: async (stage) => [{ body: { storageId: await stage.storage() } }], bad: { body: {} } },
  listRegistryAuths: {
    calls: async (stage) => {
      await stage.registryAuth();
      return [{}];
    },
  },
  createRegistryAuth: {
    calls: () => [{ body: { name: 'registry', username: 'user', password: 'secret' } }],
    bad: { body: { name: 'registry' } },
  },
  deleteRegistryAuth: { calls: async (stage) => [{ body: { id: await stage.registryAuth() } }], bad: { body: {} } },
  getPrewarmQuota: PLAIN,
  listPrewarmTasks: {
    calls: async (stage) => {
      await stage.prewarmTask();
      stage.simulator.advance(2000);
      await stage.prewarmTask();
      return [{}, { query: { page: 1, pageSize: 1, state: 'Succeeded' } }];
    },
    bad: { query: { state: 'Resting' } },
  },
  createPrewarmTask: {
    calls: () => [{ body: { imageUrl: 'library/python:3.12', clusterId: CLUSTER, note: 'soon' } }],
    bad: { body: {} },
  },
  updatePrewarmTask: {
    calls: async (stage) => [{ body: { id: await stage.prewarmTask(), note: 'later' } }],
    bad: { body: {} },
  },
  deletePrewarmTasks: {
    calls: async (stage) => [{ body: { ids: [await stage.prewarmTask()] } }],
    bad: { body: { ids: [] } },
  },
  getEndpointLimits: PLAIN,
  createEndpoint: {
    calls: async (stage) => [{ body: { endpoint: await stage.endpointBody() } }],
    bad: { body: { endpoint: {} } },
  },
  listEndpoints: {
    calls: async (stage) => {
      await stage.endpoint();
      stage.simulator.advance(2000);
      return [{ query: { pageSize: 10, pageNum: 1 } }];
    },
    bad: { query: { pageSize: 'many', pageNum: 1 } },
  },
  getEndpoint: { calls: async (stage) => [{ query: { id: await stage.endpoint() } }], bad: {} },
  updateEndpoint: {
    calls: async (stage) => {
      const { workerConfig, ports, policy, image } = ENDPOINT;
      return [{ body: { id: await stage.endpoint(), name: 'other', workerConfig, ports, policy, image } }];
    },
    bad: NO_OBJECT,
  },
  deleteEndpoint: { calls: async (stage) => [{ body: { name: await stage.endpoint() } }], bad: { body: {} } },
};
