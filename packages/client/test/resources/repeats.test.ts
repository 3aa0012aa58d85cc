import { afterEach, describe, expect, it } from 'vitest';
import { NovitaApiService, ServerError, type CreateEndpointRequest } from '@novita-fleet/client';
import { operationTable } from '@novita-fleet/openapi/novita-operations';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until } from '../loopback-server.js';

afterEach(closeAll);

type Call = (api: NovitaApiService) => Promise<unknown>;

const ENDPOINT: CreateEndpointRequest = {
  workerConfig: { minNum: 0, maxNum: 1, freeTimeout: 1, maxConcurrent: 1, gpuNum: 1 },
  ports: [{ port: '80' }],
  policy: { type: 'queue', value: 1 },
  image: { image: 'i' },
  products: [{ id: 'p' }],
  rootfsSize: 100,
  volumeMounts: [],
  healthy: { path: '/' },
};
const { workerConfig, ports, policy, image } = ENDPOINT;
const TEMPLATE = { name: 't', type: 'instance', channel: 'private', image: 'i', rootfsSize: 10 } as const;
const UPGRADE = {
  imageUrl: 'i',
  envs: [],
  command: '',
  entrypoint: '',
  save: true,
  networkVolume: { volumeMounts: [] },
};
const STORAGE = { storageName: 'disk', storageSize: 10 };

/** They spend money, make something, or would act twice. */
const SENT_ONCE: Readonly<Record<string, Call>> = {
  createInstance: ({ instances }) => instances.create({ kind: 'cpu', productId: 'p', imageUrl: 'i' }),
  startInstance: ({ instances }) => instances.start('i'),
  restartInstance: ({ instances }) => instances.restart('i'),
  upgradeInstance: ({ instances }) => instances.upgrade('i', UPGRADE),
  migrateInstance: ({ instances }) => instances.migrate('i'),
  renewInstance: ({ instances }) => instances.renew('i', { month: 1 }),
  convertToMonthly: ({ instances }) => instances.convertToMonthly('i', { month: 1 }),
  editInstance: ({ instances }) => instances.edit('i', { ports: [{ port: 80, type: 'http' }], expandRootDisk: 5 }),
  saveImage: ({ jobs }) => jobs.saveImage({ instanceId: 'i', image: 'a/b:1' }),
  createTemplate: ({ templates }) => templates.create(TEMPLATE),
  createNetwork: ({ networks }) => networks.create({ clusterId: 'c', name: 'lan' }),
  createNetworkStorage: ({ networkStorage }) => networkStorage.create({ clusterId: 'c', ...STORAGE }),
  createRegistryAuth: ({ registryAuths }) => registryAuths.create({ name: 'r', username: 'u', password: 'p' }),
  createPrewarmTask: ({ imagePrewarm }) => imagePrewarm.create({ imageUrl: 'i', clusterId: 'c' }),
  createEndpoint: ({ endpoints }) => endpoints.create(ENDPOINT),
};

/** Whatever they do is done, however often they are sent. */
const SENT_AGAIN: Readonly<Record<string, Call>> = {
  stopInstance: ({ instances }) => instances.stop('i'),
  deleteInstance: ({ instances }) => instances.delete('i'),
  editInstance: ({ instances }) => instances.edit('i', { ports: [], expandRootDisk: 0 }),
  setAutoRenew: ({ instances }) => instances.setAutoRenew({ instanceIds: ['i'], autoRenew: true, autoRenewMonth: 1 }),
  setAutoMigrate: ({ instances }) =>
    instances.setAutoMigrate('i', { autoMigrateOpen: true, autoMigrateSystemDisk: false }),
  breakJob: ({ jobs }) => jobs.cancel('j'),
  updateTemplate: ({ templates }) => templates.update('t', TEMPLATE),
  deleteTemplate: ({ templates }) => templates.delete('t'),
  updateNetwork: ({ networks }) => networks.update('n', { name: 'lan' }),
  deleteNetwork: ({ networks }) => networks.delete('n'),
  updateNetworkStorage: ({ networkStorage }) => networkStorage.update('s', STORAGE),
  deleteNetworkStorage: ({ networkStorage }) => networkStorage.delete('s'),
  deleteRegistryAuth: ({ registryAuths }) => registryAuths.delete('r'),
  updatePrewarmTask: ({ imagePrewarm }) => imagePrewarm.update('p', { note: 'n' }),
  deletePrewarmTasks: ({ imagePrewarm }) => imagePrewarm.delete(['p', 'q']),
  updateEndpoint: ({ endpoints }) => endpoints.update('e', { workerConfig, ports, policy, image }),
  deleteEndpoint: ({ endpoints }) => endpoints.delete('e'),
};

/** A service whose first call that changes something gets an error after it may have taken effect. */
async function failingOnce() {
  let posts = 0;
  const made = await harness((response, { method }) => {
    if (method === 'POST') json(response, {}, ++posts === 1 ? 500 : 200);
    else json(response, { networks: [], data: [], total: 0 });
  });
  return { ...made, api: new NovitaApiService(made.client), posts: () => posts };
}

describe('after an answer that leaves open whether a call has taken effect', () => {
  it.each(Object.entries(SENT_ONCE))('%s is not sent again', async (_operation, call) => {
    const { api, posts } = await failingOnce();
    expect(await failure(call(api))).toBeInstanceOf(ServerError);
    expect(posts()).toBe(1);
  });

  it.each(Object.entries(SENT_AGAIN))('%s is sent again', async (_operation, call) => {
    const { api, clock, retries, posts } = await failingOnce();
    const done = call(api);
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await done;
    expect(posts()).toBe(2);
  });

  it('is told of every operation that changes something', () => {
    const changing = Object.entries(operationTable)
      .filter(([, { method, path }]) => method !== 'GET' && !path.startsWith('/gpus/v2/'))
      .map(([id]) => id);
    expect([...new Set([...Object.keys(SENT_ONCE), ...Object.keys(SENT_AGAIN)])].sort()).toEqual(changing.sort());
  });
});
