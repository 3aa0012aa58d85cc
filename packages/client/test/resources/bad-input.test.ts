import { afterEach, describe, expect, it } from 'vitest';
import { InvalidArgumentError, NovitaApiService, type CreateEndpointRequest } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json } from '../loopback-server.js';

afterEach(closeAll);

async function service() {
  const made = await harness((response) => json(response, {}));
  return { ...made, api: new NovitaApiService(made.client) };
}

type CallWith = (api: NovitaApiService, value: never) => Promise<unknown>;

/** Methods whose first argument is an id. */
const BY_ID: Readonly<Record<string, CallWith>> = {
  'instances.get': ({ instances }, id) => instances.get(id),
  'instances.edit': ({ instances }, id) => instances.edit(id, {}),
  'instances.start': ({ instances }, id) => instances.start(id),
  'instances.stop': ({ instances }, id) => instances.stop(id),
  'instances.restart': ({ instances }, id) => instances.restart(id),
  'instances.delete': ({ instances }, id) => instances.delete(id),
  'instances.upgrade': ({ instances }, id) => instances.upgrade(id, {} as never),
  'instances.migrate': ({ instances }, id) => instances.migrate(id),
  'instances.renew': ({ instances }, id) => instances.renew(id, { month: 1 }),
  'instances.convertToMonthly': ({ instances }, id) => instances.convertToMonthly(id, { month: 1 }),
  'instances.setAutoMigrate': ({ instances }, id) => instances.setAutoMigrate(id, {} as never),
  'templates.get': ({ templates }, id) => templates.get(id),
  'templates.update': ({ templates }, id) => templates.update(id, {} as never),
  'templates.delete': ({ templates }, id) => templates.delete(id),
  'networks.get': ({ networks }, id) => networks.get(id),
  'networks.update': ({ networks }, id) => networks.update(id, {}),
  'networks.delete': ({ networks }, id) => networks.delete(id),
  'networkStorage.update': ({ networkStorage }, id) => networkStorage.update(id, {} as never),
  'networkStorage.delete': ({ networkStorage }, id) => networkStorage.delete(id),
  'registryAuths.delete': ({ registryAuths }, id) => registryAuths.delete(id),
  'imagePrewarm.update': ({ imagePrewarm }, id) => imagePrewarm.update(id, {}),
  'imagePrewarm.delete, one of them': ({ imagePrewarm }, id) => imagePrewarm.delete(['a', id]),
  'jobs.cancel': ({ jobs }, id) => jobs.cancel(id),
  'endpoints.get': ({ endpoints }, id) => endpoints.get(id),
  'endpoints.update': ({ endpoints }, id) => endpoints.update(id, {} as never),
  'endpoints.delete': ({ endpoints }, id) => endpoints.delete(id),
  'metrics.get': ({ metrics }, id) => metrics.get(id),
};

/** Methods one of whose arguments is a request with fields that are required. */
const BY_REQUEST: Readonly<Record<string, CallWith>> = {
  'instances.create': ({ instances }, request) => instances.create(request),
  'instances.upgrade': ({ instances }, settings) => instances.upgrade('i', settings),
  'instances.renew': ({ instances }, term) => instances.renew('i', term),
  'instances.convertToMonthly': ({ instances }, term) => instances.convertToMonthly('i', term),
  'instances.setAutoRenew': ({ instances }, request) => instances.setAutoRenew(request),
  'instances.setAutoMigrate': ({ instances }, policy) => instances.setAutoMigrate('i', policy),
  'jobs.saveImage': ({ jobs }, request) => jobs.saveImage(request),
  'templates.create': ({ templates }, template) => templates.create(template),
  'templates.update': ({ templates }, template) => templates.update('t', template),
  'networks.create': ({ networks }, request) => networks.create(request),
  'networkStorage.create': ({ networkStorage }, request) => networkStorage.create(request),
  'networkStorage.update': ({ networkStorage }, changes) => networkStorage.update('s', changes),
  'registryAuths.create': ({ registryAuths }, request) => registryAuths.create(request),
  'imagePrewarm.create': ({ imagePrewarm }, request) => imagePrewarm.create(request),
  'imagePrewarm.delete': ({ imagePrewarm }, ids) => imagePrewarm.delete(ids),
  'endpoints.create': ({ endpoints }, endpoint) => endpoints.create(endpoint),
  'endpoints.update': ({ endpoints }, settings) => endpoints.update('e', settings),
  'billing.listUsageBills': ({ billing }, params) => billing.listUsageBills(params),
  'billing.listApiKeyBills': ({ billing }, params) => billing.listApiKeyBills(params),
};

/** Lists, all of which take filters. */
const BY_FILTER: Readonly<Record<string, CallWith>> = {
  'instances.list': ({ instances }, params) => instances.list(params),
  'products.list': ({ products }, params) => products.list(params),
  'products.listCpu': ({ products }, params) => products.listCpu(params),
  'templates.list': ({ templates }, params) => templates.list(params),
  'networks.list': ({ networks }, params) => networks.list(params),
  'networkStorage.list': ({ networkStorage }, params) => networkStorage.list(params),
  'imagePrewarm.list': ({ imagePrewarm }, params) => imagePrewarm.list(params),
  'jobs.list': ({ jobs }, params) => jobs.list(params),
  'endpoints.list': ({ endpoints }, params) => endpoints.list(params),
  'metrics.get': ({ metrics }, params) => metrics.get('i', params),
  'billing.listMonthlyBills': ({ billing }, params) => billing.listMonthlyBills(params),
  'billing.listFixedTermBills': ({ billing }, params) => billing.listFixedTermBills(params),
  'billing.listTransactions': ({ billing }, params) => billing.listTransactions(params),
};

describe('before anything is sent', () => {
  it.each(Object.entries(BY_ID))('%s refuses what is no id', async (_name, call) => {
    const { api, server } = await service();
    for (const id of [undefined, null, '', 5, {}, '..']) {
      expect(await failure(call(api, id as never))).toBeInstanceOf(InvalidArgumentError);
    }
    expect(server.seen).toEqual([]);
  });

  it.each(Object.entries(BY_REQUEST))('%s refuses what is no request', async (_name, call) => {
    const { api, server } = await service();
    for (const request of [undefined, null, 'x', 5, [], {}]) {
      expect(await failure(call(api, request as never))).toBeInstanceOf(InvalidArgumentError);
    }
    expect(server.seen).toEqual([]);
  });

  it.each(Object.entries(BY_FILTER))('%s refuses a filter that does not exist', async (_name, call) => {
    const { api, server } = await service();
    expect(await failure(call(api, { colour: 'red' } as never))).toMatchObject({ argument: 'colour' });
    expect(server.seen).toEqual([]);
  });
});

const ENDPOINT: CreateEndpointRequest = {
  workerConfig: { minNum: 1, maxNum: 1, freeTimeout: 1, maxConcurrent: 1, gpuNum: 1 },
  ports: [{ port: '80' }],
  policy: { type: 'queue', value: 1 },
  image: { image: 'i' },
  products: [{ id: 'p' }],
  rootfsSize: 100,
  volumeMounts: [],
  healthy: { path: '/' },
};
const TEMPLATE = { name: 't', type: 'instance', channel: 'private', image: 'i', rootfsSize: 10 } as const;
const { workerConfig, ports, policy, image } = ENDPOINT;

/** What is wrong, the call, the argument that is named, and words of the message. */
const LIMITS: readonly (readonly [string, (api: NovitaApiService) => Promise<unknown>, string, string])[] = [
  [
    'a reserved port of an instance',
    ({ instances }) => instances.edit('i', { ports: [{ port: 2222, type: 'tcp' }] }),
    'ports[0].port',
    'must not be 2222',
  ],
  [
    '16 ports of an instance',
    ({ instances }) => instances.edit('i', { ports: Array.from({ length: 16 }, () => ({ port: 80 })) }),
    'ports',
    'at most 15 entries, got 16',
  ],
  [
    'a disk that shrinks',
    ({ instances }) => instances.edit('i', { expandRootDisk: -1 }),
    'expandRootDisk',
    'at least 0, got -1',
  ],
  ['a renewal of 0 months', ({ instances }) => instances.renew('i', { month: 0 }), 'month', 'at least 1, got 0'],
  [
    'a renewal of no instance',
    ({ instances }) => instances.setAutoRenew({ instanceIds: [], autoRenew: true, autoRenewMonth: 1 }),
    'instanceIds',
    'at least 1 entries, got 0',
  ],
  [
    'a reserved port of a template',
    ({ templates }) => templates.create({ ...TEMPLATE, ports: [{ type: 'tcp', ports: [22, 2223] }] }),
    'template.ports[0].ports[1]',
    'must not be 2223',
  ],
  [
    'a reserved port of an endpoint, as text',
    ({ endpoints }) => endpoints.create({ ...ENDPOINT, ports: [{ port: '2224' }] }),
    'endpoint.ports[0].port',
    'must not be 2224',
  ],
  [
    'a reserved port of an endpoint, as a number',
    ({ endpoints }) => endpoints.update('e', { workerConfig, policy, image, ports: [{ port: 2222 }] }),
    'ports[0].port',
    'must not be 2222',
  ],
  [
    'a port of an endpoint that is none',
    ({ endpoints }) => endpoints.create({ ...ENDPOINT, ports: [{ port: '80/http' }] }),
    'endpoint.ports[0].port',
    'from 1 to 65535',
  ],
  [
    'two ports of an endpoint',
    ({ endpoints }) => endpoints.create({ ...ENDPOINT, ports: [{ port: 80 }, { port: 81 }] }),
    'endpoint.ports',
    'got 2',
  ],
  [
    'a name in the URL with a capital',
    ({ endpoints }) => endpoints.create({ ...ENDPOINT, appName: 'App' }),
    'endpoint.appName',
    'lower-case letters, digits and hyphens',
  ],
  [
    'an empty id among several',
    ({ instances }) => instances.setAutoRenew({ instanceIds: ['i', ''], autoRenew: true, autoRenewMonth: 1 }),
    'id',
    'must be the id of an instance',
  ],
  [
    'more workers at least than at most',
    ({ endpoints }) => endpoints.update('e', { workerConfig: { ...workerConfig, minNum: 2 }, ports, policy, image }),
    'workerConfig.minNum',
    'must be at most "maxNum", 1, got 2',
  ],
  [
    'storage of 9 GB',
    ({ networkStorage }) => networkStorage.create({ clusterId: 'c', storageName: 'd', storageSize: 9 }),
    'storageSize',
    'at least 10, got 9',
  ],
  [
    'a name of storage with a blank',
    ({ networkStorage }) => networkStorage.create({ clusterId: 'c', storageName: 'a disk', storageSize: 10 }),
    'storageName',
    'letters, digits and hyphens',
  ],
  [
    'a name of a network of 31 characters',
    ({ networks }) => networks.create({ clusterId: 'c', name: 'x'.repeat(31) }),
    'name',
    'at most 30 characters, got 31',
  ],
  ['page 0 of prewarm tasks', ({ imagePrewarm }) => imagePrewarm.list({ page: 0 }), 'page', 'at least 1, got 0'],
  [
    'a month that is none',
    ({ billing }) => billing.listMonthlyBills({ startMonth: 'January' }),
    'startMonth',
    'must match',
  ],
  ['metrics every second', ({ metrics }) => metrics.get('i', { interval: 1 }), 'interval', 'more than 15, got 1'],
  [
    'metrics of less than a minute',
    ({ metrics }) => metrics.get('i', { startTime: 1_000, endTime: 1_059 }),
    'startTime',
    'must be at most "endTime" - 60, 999, got 1000',
  ],
];

describe('a limit', () => {
  it.each(LIMITS)('is told: %s', async (_name, call, argument, message) => {
    const { api, server } = await service();
    const error = await failure(call(api));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
    expect((error as Error).message).toContain(message);
    expect(server.seen).toEqual([]);
  });
});
