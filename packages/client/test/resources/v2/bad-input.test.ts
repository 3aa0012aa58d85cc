import { afterEach, describe, expect, it } from 'vitest';
import type { NovitaV2, V2CreateInstanceRequest } from '@novita-fleet/client';
import { closeAll, failure } from '../../client-harness.js';
import { v2Service } from './v2-service.js';

afterEach(closeAll);

const GOOD: V2CreateInstanceRequest = {
  name: 'trainer',
  product_id: '4090.16c62g',
  image: 'ghcr.io/me/app:1',
  billing: { mode: 'postpaid' },
  resource: { rootfs_size_gb: 60, gpu_num: 1 },
};

const ports = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ port: 3000 + index, protocol: 'tcp' as const }));

const jupyter = (port?: number) => ({ jupyter: { enabled: true, ...(port !== undefined && { port }) } });

const BAD_CREATIONS: readonly (readonly [string, object, string, string])[] = [
  ['no name', { name: undefined }, 'name', 'is missing'],
  ['a name of 300 characters', { name: 'x'.repeat(300) }, 'name', 'from 1 to 255 characters, got 300'],
  ['no image', { image: '' }, 'image', 'from 1 to 500 characters, got 0'],
  ['another kind', { type: 'tpu' }, 'type', 'one of gpu, cpu'],
  ['a billing mode of v1', { billing: { mode: 'onDemand' } }, 'billing.mode', 'one of postpaid, prepaid, spot'],
  ['a term of 0 months', { billing: { mode: 'prepaid', prepaid: { months: 0 } } }, 'billing.prepaid.months', 'got 0'],
  [
    'a term that is not paid for',
    { billing: { mode: 'spot', prepaid: { months: 1 } } },
    'billing.prepaid',
    'must be absent unless "billing.mode" is prepaid',
  ],
  ['half a GPU', { resource: { rootfs_size_gb: 60, gpu_num: 0.5 } }, 'resource.gpu_num', 'a whole number, got 0.5'],
  ['no disk', { resource: { gpu_num: 1 } }, 'resource.rootfs_size_gb', 'is missing'],
  ['a disk of 0 GB', { resource: { rootfs_size_gb: 0, gpu_num: 1 } }, 'resource.rootfs_size_gb', 'at least 1, got 0'],
  ['a reserved port', { ports: [{ port: 2222, protocol: 'tcp' }] }, 'ports[0].port', '2222, 2223, 2224 are reserved'],
  ['port 65536', { ports: [{ port: 65_536, protocol: 'tcp' }] }, 'ports[0].port', 'from 1 to 65535'],
  ['ports as v1 writes them', { ports: '80/http' }, 'ports', 'must be a list'],
  ['the key of a port as v1 has it', { ports: [{ port: 80, type: 'http' }] }, 'ports[0].protocol', 'is missing'],
  ['16 ports', { ports: ports(16) }, 'ports', 'and tools together must be at most 15, got 16'],
  ['15 ports and a tool', { ports: ports(15), tools: jupyter() }, 'ports', 'at most 15, got 16'],
  ['a tool on a reserved port', { tools: jupyter(2223) }, 'tools.jupyter.port', 'must not be 2223'],
  ['a tool on port 0', { tools: jupyter(0) }, 'tools.jupyter.port', 'from 1 to 65535, got 0'],
  ['a tool on port 65536', { tools: jupyter(65_536) }, 'tools.jupyter.port', 'from 1 to 65535, got 65536'],
  ['half a port', { tools: jupyter(80.5) }, 'tools.jupyter.port', 'a whole number, got 80.5'],
  ['a long variable', { envs: [{ key: 'A', value: 'x'.repeat(4096) }] }, 'envs[0].value', 'at most 4095 characters'],
  ['a field in the spelling of v1', { productId: 'p' }, 'productId', 'is unknown; known: name, product_id'],
];

/** Calls with an id that names nothing. */
const BAD_IDS: Readonly<Record<string, (v2: NovitaV2, id: string) => Promise<unknown>>> = {
  'instances.get': ({ instances }, id) => instances.get(id),
  'instances.delete': ({ instances }, id) => instances.delete(id),
  'instances.start': ({ instances }, id) => instances.start(id),
  'instances.stop': ({ instances }, id) => instances.stop(id),
  'instances.restart': ({ instances }, id) => instances.restart(id),
  'instances.migrate': ({ instances }, id) => instances.migrate(id),
  'instances.upgrade': ({ instances }, id) => instances.upgrade(id, { image: 'i' }),
  'instances.renew': ({ instances }, id) => instances.renew(id, { months: 1 }),
  'instances.setAutoRenew': ({ instances }, id) => instances.setAutoRenew(id, { auto_renew: { enabled: true } }),
  'instances.setAutoMigrate': ({ instances }, id) => instances.setAutoMigrate(id, { auto_migrate: { enabled: true } }),
  'instances.setBillingMode': ({ instances }, id) => instances.setBillingMode(id, { type: 'prepaid' }),
  'instances.updatePorts': ({ instances }, id) => instances.updatePorts(id, { ports: [] }),
  'instances.expandRootfs': ({ instances }, id) => instances.expandRootfs(id, { rootfs_size_expand_gb: 1 }),
  'instances.setWebTerminal': ({ instances }, id) => instances.setWebTerminal(id, { enable: true }),
  'templates.get': ({ templates }, id) => templates.get(id),
  'templates.update': ({ templates }, id) => templates.update(id, { name: 'n', type: 'instance', image: 'i' }),
  'templates.delete': ({ templates }, id) => templates.delete(id),
  'networks.get': ({ networks }, id) => networks.get(id),
  'networks.update': ({ networks }, id) => networks.update(id, { name: 'n' }),
  'networks.delete': ({ networks }, id) => networks.delete(id),
  'jobs.get': ({ jobs }, id) => jobs.get(id),
  'jobs.stop': ({ jobs }, id) => jobs.stop(id),
  'images.delete': ({ images }, id) => images.delete(id),
  'prewarmTasks.get': ({ prewarmTasks }, id) => prewarmTasks.get(id),
  'endpoints.get': ({ endpoints }, id) => endpoints.get(id),
  'endpoints.update': ({ endpoints }, id) => endpoints.update(id, { name: 'n' }),
  'endpoints.delete': ({ endpoints }, id) => endpoints.delete(id),
};

const BAD_REQUESTS: readonly (readonly [string, (v2: NovitaV2) => Promise<unknown>, string])[] = [
  ['0 months more', ({ instances }) => instances.renew('i', { months: 0 }), 'months'],
  ['no months', ({ instances }) => instances.renew('i', {} as never), 'months'],
  [
    'a mode under its name of the creation',
    ({ instances }) => instances.setBillingMode('i', { mode: 'prepaid' } as never),
    'type',
  ],
  ['0 GB more', ({ instances }) => instances.expandRootfs('i', { rootfs_size_expand_gb: 0 }), 'rootfs_size_expand_gb'],
  [
    'a terminal in the words of the answer',
    ({ instances }) => instances.setWebTerminal('i', { enabled: true } as never),
    'enable',
  ],
  [
    'a reserved port',
    ({ instances }) => instances.updatePorts('i', { ports: [{ port: 2224, protocol: 'tcp' }] }),
    'ports[0].port',
  ],
  ['16 ports', ({ instances }) => instances.updatePorts('i', { ports: ports(16) }), 'ports'],
  [
    'a migration with a typing mistake',
    ({ instances }) => instances.migrate('i', { saveData: true } as never),
    'saveData',
  ],
  ['a name of 31 characters', ({ networks }) => networks.create({ region_id: 'r', name: 'n'.repeat(31) }), 'name'],
  ['no name for a network', ({ networks }) => networks.update('i', { name: '' }), 'name'],
  ['no tasks', ({ prewarmTasks }) => prewarmTasks.deleteMany({ task_ids: [] }), 'task_ids'],
  ['an empty id of a task', ({ prewarmTasks }) => prewarmTasks.deleteMany({ task_ids: [''] }), 'task_ids[0]'],
  [
    'an option in the place of the query',
    ({ templates }) => templates.get('i', { timeoutMs: 1 } as never),
    'timeoutMs',
  ],
  ['objects for ports', ({ endpoints }) => endpoints.update('i', { ports: [{ port: 80 }] as never }), 'ports[0]'],
  [
    'more workers at least than at most',
    ({ endpoints }) => endpoints.update('i', { worker_config: { min_replicas: 3, max_replicas: 2 } }),
    'worker_config.min_replicas',
  ],
];

describe('a create call of v2', () => {
  it.each(BAD_CREATIONS)('with %s is refused before anything is sent', async (_name, fields, argument, message) => {
    const { v2, server } = await v2Service({ id: 'x' });
    const error = await failure(v2.instances.create({ ...GOOD, ...fields }));
    expect(error).toMatchObject({ code: 'invalid_argument', argument });
    expect((error as Error).message).toContain(message);
    expect(server.seen).toHaveLength(0);
  });

  it('at every limit is sent as it is', async () => {
    const { v2, server } = await v2Service({ id: 'x' });
    const request: V2CreateInstanceRequest = {
      ...GOOD,
      name: 'x'.repeat(255),
      ports: ports(14),
      tools: jupyter(65_535),
      billing: { mode: 'prepaid', prepaid: { months: 1, auto_renew: { enabled: true, months: 1 } } },
    };
    expect(await v2.instances.create(request)).toEqual({ id: 'x' });
    await v2.instances.create({ ...GOOD, ports: ports(15), tools: { jupyter: { enabled: false } } });
    expect(JSON.parse(server.seen[0]!.body)).toEqual(request);
    expect(server.seen).toHaveLength(2);
  });
});

describe('v2', () => {
  it.each(Object.entries(BAD_IDS))('%s refuses ids that name nothing', async (_name, call) => {
    const { v2, server } = await v2Service({});
    for (const id of ['', '.', '..', undefined, null, 5, {}]) {
      expect(await failure(call(v2, id as string))).toMatchObject({ code: 'invalid_argument', argument: 'id' });
    }
    expect(server.seen).toHaveLength(0);
  });

  it('escapes ids', async () => {
    const { v2, server } = await v2Service({ id: 'x' });
    await v2.instances.get('a/../b?c#d');
    expect(server.seen[0]!.url).toBe('/gpus/v2/instances/a%2F..%2Fb%3Fc%23d');
  });

  it.each(BAD_REQUESTS)('refuses %s', async (_name, call, argument) => {
    const { v2, server } = await v2Service({});
    expect(await failure(call(v2))).toMatchObject({ code: 'invalid_argument', argument });
    expect(server.seen).toHaveLength(0);
  });

  it('takes as many workers at least as at most', async () => {
    const { v2, server } = await v2Service({});
    await v2.endpoints.update('i', { worker_config: { min_replicas: 2, max_replicas: 2 } });
    expect(JSON.parse(server.seen[0]!.body)).toEqual({ worker_config: { min_replicas: 2, max_replicas: 2 } });
  });

  it('refuses a request that was forgotten', async () => {
    const { v2, server } = await v2Service({ id: 'x' });
    for (const nothing of [undefined, null, 'text', []] as never[]) {
      for (const call of [
        v2.instances.create(nothing),
        v2.instances.upgrade('i', nothing),
        v2.instances.updatePorts('i', nothing),
        v2.templates.create(nothing),
        v2.networks.create(nothing),
        v2.jobs.saveImage(nothing),
        v2.prewarmTasks.create(nothing),
        v2.prewarmTasks.deleteMany(nothing),
        v2.endpoints.create(nothing),
        v2.endpoints.update('i', nothing),
      ]) {
        expect(await failure(call)).toMatchObject({ code: 'invalid_argument', argument: 'body' });
      }
    }
    expect(server.seen).toHaveLength(0);
  });
});
