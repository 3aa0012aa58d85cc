import { inspect } from 'node:util';
import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { DecodeError, Instance, NovitaApiService } from '../../src/index.js';
import { plain } from './plain.js';

type Raw = unknown;

interface Reading {
  readonly name: string;
  readonly raw: Raw;
  readonly normalised: Readonly<Record<string, unknown>>;
}

interface ListAnswer {
  readonly name: string;
  readonly body: unknown;
  readonly ids: readonly string[] | null;
}

interface SingleAnswer {
  readonly name: string;
  readonly call: string;
  readonly body: unknown;
  readonly id: string | null;
}

interface Secret {
  readonly name: string;
  readonly list: string;
  readonly raw: Raw;
  readonly path: string;
}

const vectors = loadVectors('normalisation.json') as Readonly<Record<string, readonly Reading[]>> & {
  readonly productLists: readonly ListAnswer[];
  readonly answers: readonly SingleAnswer[];
  readonly secrets: readonly Secret[];
};

const PLANTED = 'planted-secret';

/** A service that gets the same answer to every call. */
function answered(body: unknown): NovitaApiService {
  return new NovitaApiService({ request: <T>() => Promise.resolve(body as T) });
}

const params = { cycleType: 'Day', productCategory: 'gpu', startTime: '1', endTime: '2' } as const;
const { cycleType, startTime, endTime } = params;

/** How one thing of each kind is read from its raw form. */
const READERS: Readonly<Record<string, (raw: Raw) => Promise<unknown>>> = {
  instances: (raw) => Promise.resolve(new Instance(raw)),
  products: async (raw) => (await answered({ data: [raw] }).products.list())[0],
  cpuProducts: async (raw) => (await answered({ data: [raw] }).products.listCpu())[0],
  templates: async (raw) => (await answered({ template: [raw] }).templates.list()).items[0],
  networks: async (raw) => (await answered({ networks: [raw] }).networks.list()).items[0],
  networkStorages: async (raw) => (await answered({ data: [raw] }).networkStorage.list()).items[0],
  registryAuths: async (raw) => (await answered({ data: [raw] }).registryAuths.list())[0],
  prewarmTasks: async (raw) => (await answered({ data: [raw] }).imagePrewarm.list()).items[0],
  prewarmQuotas: (raw) => answered(raw).imagePrewarm.getQuota(),
  jobs: async (raw) => (await answered({ jobs: [raw] }).jobs.list()).items[0],
  endpoints: async (raw) => (await answered({ endpoints: [raw] }).endpoints.list()).items[0],
  endpointLimits: (raw) => answered(raw).endpoints.getLimits(),
  metrics: (raw) => answered(raw).metrics.get('i-1'),
  balances: (raw) => answered(raw).billing.getBalance(),
  monthlyBills: async (raw) => (await answered({ data: [raw] }).billing.listMonthlyBills()).items[0],
  usageBills: async (raw) => (await answered({ bills: [raw] }).billing.listUsageBills(params))[0],
  fixedTermBills: async (raw) => (await answered({ bills: [raw] }).billing.listFixedTermBills())[0],
  apiKeyBills: async (raw) =>
    (await answered({ bills: [raw] }).billing.listApiKeyBills({ cycleType, startTime, endTime }))[0],
  transactions: async (raw) => (await answered({ data: [raw] }).billing.listTransactions()).items[0],
};

/** How the calls of `answers` are made; what they carry does not matter. */
const CALLS: Readonly<Record<string, (api: NovitaApiService) => Promise<{ readonly id: string }>>> = {
  'networks.get': (api) => api.networks.get('x'),
  'endpoints.get': (api) => api.endpoints.get('x'),
  'templates.get': (api) => api.templates.get('x'),
  'instances.get': (api) => api.instances.get('x'),
  'instances.create': (api) => api.instances.create({ kind: 'cpu', productId: 'p', imageUrl: 'i' }),
  'networkStorage.create': (api) => api.networkStorage.create({ clusterId: 'c', storageName: 'disk', storageSize: 10 }),
  'templates.create': (api) =>
    api.templates.create({ name: 't', type: 'instance', channel: 'private', image: 'i', rootfsSize: 10 }),
  'imagePrewarm.create': (api) => api.imagePrewarm.create({ imageUrl: 'i', clusterId: 'c' }),
  'endpoints.create': (api) =>
    api.endpoints.create({
      workerConfig: { minNum: 0, maxNum: 1, freeTimeout: 1, maxConcurrent: 1, gpuNum: 1 },
      ports: [{ port: 80 }],
      policy: { type: 'queue', value: 1 },
      image: { image: 'i' },
      products: [{ id: 'p' }],
      rootfsSize: 100,
      volumeMounts: [],
      healthy: { path: '/' },
    }),
};

/** What stands at a path such as `webTerminal.password`, as JSON tells it: dates as milliseconds, null for no value. */
function at(value: unknown, path: string): unknown {
  const steps = path.split('.');
  return plain(steps.reduce<unknown>((each, step) => (each as Record<string, unknown> | undefined)?.[step], value));
}

/** Fields of a result that a loop finds, also inside of fields. */
function looped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const found: unknown[] = [];
  for (const name in value) found.push(name, looped(value[name as keyof typeof value]));
  return found;
}

describe('normalisation.json', () => {
  it('holds nothing that is not read here', () => {
    const others = ['description', 'productLists', 'answers', 'secrets'];
    expect(Object.keys(vectors).sort()).toEqual([...Object.keys(READERS), ...others].sort());
  });

  const cases = Object.keys(READERS).flatMap((kind) => vectors[kind]!.map((reading) => ({ kind, ...reading })));

  it.each(cases)('$kind: $name', async ({ kind, raw, normalised }) => {
    const result = await READERS[kind]!(raw);
    const shown = Object.fromEntries(Object.keys(normalised).map((path) => [path, at(result, path)]));
    expect(shown).toEqual(normalised);
  });

  it.each(vectors.productLists)('list of products: $name', async ({ body, ids }) => {
    const products = answered(body).products.list();
    if (ids === null) await expect(products).rejects.toThrow(DecodeError);
    else expect((await products).map(({ id }) => id)).toEqual(ids);
  });

  it.each(vectors.answers)('$call: $name', async ({ call, body, id }) => {
    const result = CALLS[call]!(answered(body));
    if (id === null) await expect(result).rejects.toThrow(DecodeError);
    else expect((await result).id).toBe(id);
  });

  it.each(vectors.secrets)('secret: $name', async ({ list, raw, path }) => {
    const result = (await READERS[list]!(raw)) as object;
    expect(at(result, path)).toContain(PLANTED);
    expect(result).toHaveProperty('raw', raw);
    expect(JSON.stringify({ result })).not.toContain(PLANTED);
    for (const options of [{ depth: 9 }, { depth: 9, showHidden: true }]) {
      expect(inspect(result, options)).not.toContain(PLANTED);
    }
    expect(inspect({ ...result }, { depth: 9 })).not.toContain(PLANTED);
    expect(JSON.stringify(looped(result))).not.toContain(PLANTED);
  });
});
