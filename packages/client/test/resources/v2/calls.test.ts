import { afterEach, describe, expect, it } from 'vitest';
import { NotFoundError, type NovitaV2 } from '@novita-fleet/client';
import { closeAll, failure } from '../../client-harness.js';
import { json, until } from '../../loopback-server.js';
import { v2Service } from './v2-service.js';

afterEach(closeAll);

const INSTANCE = {
  name: 'a',
  product_id: 'p',
  image: 'i',
  billing: { mode: 'postpaid' },
  resource: { rootfs_size_gb: 10, gpu_num: 1 },
} as const;

const ENDPOINT = {
  type: 'sync',
  name: 'a',
  product_id: 'p',
  image: 'i',
  worker_config: { max_replicas: 1 },
} as const;

const TEMPLATE = { name: 'a', type: 'instance', image: 'i' };

type Calls = Readonly<Record<string, (v2: NovitaV2) => Promise<unknown>>>;

/** What spends money, or does something twice when it is sent twice. */
const ONCE: Calls = {
  'instances.create': ({ instances }) => instances.create(INSTANCE),
  'instances.start': ({ instances }) => instances.start('i'),
  'instances.restart': ({ instances }) => instances.restart('i'),
  'instances.migrate': ({ instances }) => instances.migrate('i', { save_data: true }),
  'instances.upgrade': ({ instances }) => instances.upgrade('i', { image: 'i' }),
  'instances.renew': ({ instances }) => instances.renew('i', { months: 1 }),
  'instances.setBillingMode': ({ instances }) => instances.setBillingMode('i', { type: 'prepaid', months: 1 }),
  'instances.expandRootfs': ({ instances }) => instances.expandRootfs('i', { rootfs_size_expand_gb: 1 }),
  'templates.create': ({ templates }) => templates.create(TEMPLATE),
  'networks.create': ({ networks }) => networks.create({ region_id: 'r', name: 'n' }),
  'jobs.saveImage': ({ jobs }) => jobs.saveImage({ instance_id: 'i', image: 'i' }),
  'prewarmTasks.create': ({ prewarmTasks }) => prewarmTasks.create({ image: 'i', region_id: 'r' }),
  'endpoints.create': ({ endpoints }) => endpoints.create(ENDPOINT),
};

/** What deletes one thing. */
const DELETIONS: Calls = {
  'instances.delete': ({ instances }) => instances.delete('i'),
  'templates.delete': ({ templates }) => templates.delete('i'),
  'networks.delete': ({ networks }) => networks.delete('i'),
  'images.delete': ({ images }) => images.delete('i'),
  'endpoints.delete': ({ endpoints }) => endpoints.delete('i'),
  'prewarmTasks.deleteMany of one': ({ prewarmTasks }) => prewarmTasks.deleteMany({ task_ids: ['t'] }),
};

/** What can be sent twice without harm. */
const AGAIN: Calls = {
  ...DELETIONS,
  'instances.list': ({ instances }) => instances.list(),
  'instances.stop': ({ instances }) => instances.stop('i'),
  'instances.setAutoRenew': ({ instances }) => instances.setAutoRenew('i', { auto_renew: { enabled: false } }),
  'instances.setAutoMigrate': ({ instances }) => instances.setAutoMigrate('i', { auto_migrate: { enabled: true } }),
  'instances.updatePorts': ({ instances }) => instances.updatePorts('i', { ports: [] }),
  'instances.setWebTerminal': ({ instances }) => instances.setWebTerminal('i', { enable: true }),
  'templates.update': ({ templates }) => templates.update('i', TEMPLATE),
  'networks.update': ({ networks }) => networks.update('i', { name: 'n' }),
  'jobs.stop': ({ jobs }) => jobs.stop('i'),
  'endpoints.update': ({ endpoints }) => endpoints.update('i', { name: 'n' }),
};

describe('after an attempt whose answer is lost', () => {
  it.each(Object.entries(ONCE))('%s is not sent again', async (_name, call) => {
    const { v2, server } = await v2Service((response, { method }) => {
      // A network is looked for before it is created.
      if (method === 'GET') json(response, { data: [] });
      else response.destroy();
    });
    expect(await failure(call(v2))).toMatchObject({ code: 'connection_failed', requestSent: true });
    expect(server.seen.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });

  it('not even when a caller asks for it', async () => {
    const { v2, server } = await v2Service((response) => json(response, {}, 503));
    await failure(v2.instances.start('i', { idempotent: true } as never));
    expect(server.seen).toHaveLength(1);
  });

  it.each(Object.entries(AGAIN))('%s is sent again', async (_name, call) => {
    const { v2, server, clock, retries } = await v2Service((response, _seen, index) => {
      if (index === 0) response.destroy();
      else json(response, { data: [] });
    });
    const done = call(v2);
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await done;
    expect(server.seen).toHaveLength(2);
    expect(server.seen[1]).toMatchObject({ url: server.seen[0]!.url, body: server.seen[0]!.body });
  });

  it.each(Object.entries(DELETIONS))('%s takes "not found" for success', async (_name, call) => {
    const { v2, clock, retries } = await v2Service((response, _seen, index) => {
      if (index === 0) response.destroy();
      else json(response, { reason: 'RESOURCE_NOT_FOUND' }, 400);
    });
    const done = call(v2);
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await expect(done).resolves.toBeUndefined();
    expect(await failure(call(v2))).toBeInstanceOf(NotFoundError);
  });

  it('prewarmTasks.deleteMany of several says that it cannot know', async () => {
    const { v2, clock, retries } = await v2Service((response, _seen, index) => {
      if (index === 0) response.destroy();
      else json(response, { reason: 'RESOURCE_NOT_FOUND' }, 400);
    });
    const done = failure(v2.prewarmTasks.deleteMany({ task_ids: ['a', 'b'] }));
    await until(() => retries() === 1);
    await clock.advance(1_000);
    expect(await done).toBeInstanceOf(NotFoundError);
  });
});

describe('an answer', () => {
  it('to an action may be empty, or anything', async () => {
    const bodies = ['', '{}', 'null', '"ok"', '{"id":"i"}'];
    const { v2, server } = await v2Service((response, _seen, index) => response.end(bodies[index % bodies.length]));
    const stops = bodies.map(() => v2.instances.stop('i'));
    expect(await Promise.all(stops)).toEqual(bodies.map(() => undefined));
    expect(server.seen[0]).toMatchObject({ method: 'PUT', url: '/gpus/v2/instances/i/stop', body: '' });
  });

  it('without the id of what was made says that it may exist', async () => {
    const { v2 } = await v2Service({});
    for (const name of ['instances.create', 'templates.create', 'jobs.saveImage', 'endpoints.create']) {
      const error = await failure(ONCE[name]!(v2));
      expect(error).toMatchObject({ code: 'decode_failed', status: 200 });
      expect((error as Error).message).toContain('may exist');
    }
    // Whether this one carries an id is not documented.
    expect(await ONCE['prewarmTasks.create']!(v2)).toEqual({ id: undefined });
  });

  it('names ids in several ways', async () => {
    const { v2 } = await v2Service({ template_id: 't', job_id: 'j', task_id: 'p' });
    expect(await v2.templates.create(TEMPLATE)).toEqual({ id: 't' });
    expect(await v2.jobs.saveImage({ instance_id: 'i', image: 'i' })).toEqual({ id: 'j' });
    expect(await v2.prewarmTasks.create({ image: 'i', region_id: 'r' })).toEqual({ id: 'p' });
    const plain = await v2Service({ id: 'i' });
    for (const name of ['templates.create', 'jobs.saveImage', 'prewarmTasks.create']) {
      expect(await ONCE[name]!(plain.v2)).toEqual({ id: 'i' });
    }
  });

  it('to a get call without an id is none', async () => {
    for (const body of [{}, null, [], 'text', { id: '' }]) {
      const { v2 } = await v2Service(body);
      for (const name of ['instances', 'templates', 'networks', 'jobs', 'prewarmTasks', 'endpoints'] as const) {
        expect(await failure(v2[name].get('i'))).toMatchObject({ code: 'decode_failed' });
      }
    }
  });
});

describe('a network that is created', () => {
  const network = (id: string, more: object = {}) => ({ id, name: 'lan', region_id: 'r', ...more });
  const create = async (before: object, after: object) => {
    const made = await v2Service((response, { method }, index) =>
      json(response, method === 'POST' ? {} : index === 0 ? before : after),
    );
    return { ...made, created: await made.v2.networks.create({ region_id: 'r', name: 'lan' }) };
  };

  it('is the one of this name and region that was not there before', async () => {
    const others = [
      network('old'),
      network('elsewhere', { region_id: 's' }),
      network('longer', { name: 'lan-2' }),
      network('new'),
    ];
    const { created, server } = await create({ data: [network('old')] }, { data: others });
    expect(created).toMatchObject({ id: 'new', regionId: 'r' });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /gpus/v2/networks?limit=100&name=lan',
      'POST /gpus/v2/networks',
      'GET /gpus/v2/networks?limit=100&name=lan',
    ]);
  });

  it('is found where answers tell no region', async () => {
    const { created } = await create({ data: [] }, { data: [{ id: 'new', name: 'lan' }] });
    expect(created?.id).toBe('new');
  });

  it.each([
    ['the list does not show it yet', { data: [network('old')] }],
    ['another one is new too', { data: [network('new'), network('newer')] }],
    ['the list is none', {}],
  ])('is not guessed when %s', async (_name, after) => {
    expect((await create({ data: [network('old')] }, after)).created).toBeUndefined();
  });
});
