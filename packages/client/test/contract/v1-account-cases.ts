import type { components } from '@novita-fleet/openapi/novita';
import type { CreateTemplateRequest } from '@novita-fleet/client';
import { TEMPLATE as STAGE_TEMPLATE } from '../../../simulator/test/contract/stage.js';
import type { ContractCases } from './contract-case.js';
import { dateOf, numberOf, textOf } from './expected-values.js';

type Schemas = components['schemas'];

const CLUSTER = 'us-ca-6';
const TEMPLATE = STAGE_TEMPLATE as CreateTemplateRequest;

/** Templates, networks, storage and registry logins of v1, by operation. */
export const V1_ACCOUNT_CASES: ContractCases = {
  listTemplates: {
    calls: async (api, stage) => {
      await stage.template();
      const query = { pageSize: 2, pageNum: 1, name: 'mine', type: 'instance' } as const;
      return [
        { make: () => api.templates.list(), sends: { query: { pageSize: 100 } } },
        {
          make: () => api.templates.list({ ...query, channel: ['private', 'official'], isMyCommunity: false }),
          sends: { query: { ...query, channel: 'private,official', isMyCommunity: 'false' } },
        },
      ];
    },
    result: ({ template, total }) => ({ items: template.map(templateOf), total }),
  },
  getTemplate: {
    calls: async (api, stage) =>
      [await stage.template(), '107672'].map((templateId) => ({
        make: () => api.templates.get(templateId),
        sends: { query: { templateId } },
      })),
    result: ({ template }) => templateOf(template),
  },
  createTemplate: {
    calls: (api) => [{ make: () => api.templates.create(TEMPLATE), sends: { body: { template: TEMPLATE } } }],
    result: ({ templateId }) => ({ id: templateId }),
  },
  updateTemplate: {
    calls: async (api, stage) => {
      const id = await stage.template();
      const template = { ...TEMPLATE, name: 'other' };
      return [
        { make: () => api.templates.update(id, template), sends: { body: { template: { ...template, Id: id } } } },
      ];
    },
    result: () => undefined,
  },
  deleteTemplate: {
    calls: async (api, stage) => {
      const templateId = await stage.template();
      return [{ make: () => api.templates.delete(templateId), sends: { body: { templateId } } }];
    },
    result: () => undefined,
  },
  listNetworks: {
    calls: async (api, stage) => {
      await stage.network();
      const query = { pageSize: 5, pageNum: 1, name: 'lan' };
      return [
        { make: () => api.networks.list(), sends: { query: { pageSize: 100 } } },
        { make: () => api.networks.list(query), sends: { query } },
      ];
    },
    result: ({ networks, total }) => ({ items: networks.map(networkOf), total }),
  },
  getNetwork: {
    calls: async (api, stage) => {
      const networkId = await stage.network();
      await stage.instance({ clusterId: CLUSTER, networkId });
      return [{ make: () => api.networks.get(networkId), sends: { query: { networkId } } }];
    },
    result: ({ network }) => networkOf(oneOf(network!)),
  },
  createNetwork: {
    calls: async (api, stage) => {
      // Another of the same name, which must not be taken for the new one.
      await stage.network();
      const body = { clusterId: CLUSTER, name: 'lan' };
      return [{ make: () => api.networks.create(body), sends: { body } }];
    },
    also: ['listNetworks'],
    result: (_answer, exchanges) => {
      const [before, after] = exchanges
        .filter(({ method }) => method === 'GET')
        .map(({ answer }) => (answer as Schemas['VpcNetworkList']).networks);
      return networkOf(after!.find(({ Id }) => Id !== before![0]!.Id)!);
    },
  },
  updateNetwork: {
    calls: async (api, stage) => {
      const networkId = await stage.network();
      const sends = { body: { networkId, name: 'other' } };
      return [{ make: () => api.networks.update(networkId, { name: 'other' }), sends }];
    },
    result: () => undefined,
  },
  deleteNetwork: {
    calls: async (api, stage) => {
      const networkId = await stage.network();
      return [{ make: () => api.networks.delete(networkId), sends: { body: { networkId } } }];
    },
    result: () => undefined,
  },
  listNetworkStorages: {
    calls: async (api, stage) => {
      const storageId = await stage.storage();
      const query = { pageNo: 1, pageSize: 1, storageName: 'disk', storageId };
      return [
        { make: () => api.networkStorage.list(), sends: { query: { pageSize: 100 } } },
        { make: () => api.networkStorage.list(query), sends: { query } },
      ];
    },
    result: ({ data, total }) => ({ items: data!.map(storageOf), total }),
  },
  createNetworkStorage: {
    calls: (api) => {
      const body = { clusterId: CLUSTER, storageName: 'disk', storageSize: 10 };
      return [{ make: () => api.networkStorage.create(body), sends: { body } }];
    },
    result: (id) => ({ id }),
  },
  updateNetworkStorage: {
    calls: async (api, stage) => {
      const storageId = await stage.storage();
      const changes = { storageName: 'more', storageSize: 30 };
      return [
        { make: () => api.networkStorage.update(storageId, changes), sends: { body: { ...changes, storageId } } },
      ];
    },
    result: () => undefined,
  },
  deleteNetworkStorage: {
    calls: async (api, stage) => {
      const storageId = await stage.storage();
      return [{ make: () => api.networkStorage.delete(storageId), sends: { body: { storageId } } }];
    },
    result: () => undefined,
  },
  listRegistryAuths: {
    calls: async (api, stage) => {
      await stage.registryAuth();
      return [{ make: () => api.registryAuths.list() }];
    },
    result: ({ data }) => data!.map((raw) => ({ ...raw, raw })),
  },
  createRegistryAuth: {
    calls: (api) => {
      const body = { name: 'registry', username: 'user', password: 'secret' };
      return [{ make: () => api.registryAuths.create(body), sends: { body } }];
    },
    also: ['listRegistryAuths'],
    result: (_answer, exchanges) => {
      const [raw] = (exchanges.at(-1)!.answer as Required<Schemas['RegistryAuthList']>).data;
      return { ...raw, raw };
    },
  },
  deleteRegistryAuth: {
    calls: async (api, stage) => {
      const id = await stage.registryAuth();
      return [{ make: () => api.registryAuths.delete(id), sends: { body: { id } } }];
    },
    result: () => undefined,
  },
};

function templateOf(raw: Schemas['Template']) {
  return {
    id: raw.Id,
    name: raw.name,
    type: raw.type,
    channel: raw.channel,
    image: raw.image,
    imageAuthId: textOf(raw.imageAuth),
    startCommand: textOf(raw.startCommand),
    entrypoint: textOf(raw.entrypoint),
    rootfsSizeGb: raw.rootfsSize,
    ports: raw.ports,
    tools: [],
    minCudaVersion: textOf(raw.minCudaVersion),
    description: textOf(raw.description),
    readme: textOf(raw.readme),
    ownerId: raw.user,
    createdAt: dateOf(raw.createdAt),
    updatedAt: dateOf(raw.updatedAt),
    envs: raw.envs,
    raw,
  };
}

/** Networks and their states come as lists of one, or alone. */
function oneOf<Value>(value: Value | readonly Value[]): Value {
  return Array.isArray(value) ? (value as readonly Value[])[0]! : (value as Value);
}

function networkOf(raw: Schemas['VpcNetwork']) {
  const { state, error } = oneOf(raw.state);
  return {
    id: raw.Id,
    name: raw.name,
    state,
    error: textOf(error),
    clusterId: raw.clusterId,
    segment: raw.segment,
    addresses: raw.Addresses.map(({ Id, Ip }) => ({ instanceId: Id, ip: Ip })),
    ownerId: raw.user,
    createdAt: dateOf(raw.createTime),
    raw,
  };
}

function storageOf(raw: Schemas['NetworkStorage']) {
  return {
    id: raw.storageId,
    name: raw.storageName,
    sizeGb: raw.storageSize,
    clusterId: raw.clusterId,
    clusterName: raw.clusterName,
    price: numberOf(raw.price),
    raw,
  };
}
