import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { DecodeError, Instance, NotFoundError, NovitaApiService, PRICE_SCALE, money } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json, until, type Answer } from '../loopback-server.js';

afterEach(closeAll);

async function service(answer: Answer) {
  const made = await harness(answer);
  return { ...made, api: new NovitaApiService(made.client) };
}

const RAW = {
  id: '3560b7fec915bbf9',
  name: 'trainer',
  status: 'running',
  clusterId: 'as-sgp-2',
  cpuNum: '16',
  memory: '62',
  gpuNum: '1',
  rootfsSize: 60,
  billingMode: 'spot',
  endTime: '-1',
  spotStatus: '',
  spotReclaimTime: '0',
  createdAt: '1767225600',
  instancePrice: '67000',
  statusError: { state: '', message: '' },
  portMappings: [{ port: 8888, endpoint: 'https://x', type: 'http' }, null],
  connectComponentSSH: { sshCommand: 'ssh -p 1 root@x', password: 'hunter2' },
  novelty: { kept: true },
};

describe('Instance', () => {
  it('turns text into numbers, dates and money, and keeps the original', () => {
    const instance = new Instance(RAW);
    expect(instance.toJSON()).toMatchObject({
      id: '3560b7fec915bbf9',
      status: 'running',
      statusError: undefined,
      gpuCount: 1,
      cpuCount: 16,
      memoryGb: 62,
      rootfsSizeGb: 60,
      billingMode: 'spot',
      endTime: undefined,
      spotStatus: undefined,
      spotReclaimTime: undefined,
      createdAt: new Date('2026-01-01T00:00:00Z'),
      hourlyPrice: money(67_000, PRICE_SCALE),
      ports: [{ port: 8888, endpoint: 'https://x', type: 'http' }],
      sshCommand: 'ssh -p 1 root@x',
    });
    expect(instance.raw).toBe(RAW);
    expect(instance.sshPassword).toBe('hunter2');
  });

  it('keeps the password out of JSON and inspection', () => {
    const instance = new Instance({ ...RAW, sshPassword: 'hunter2' });
    expect(JSON.stringify({ instance })).not.toContain('hunter2');
    expect(inspect(instance, { depth: 9, showHidden: true })).not.toContain('hunter2');
  });

  it.each([{}, null, 'text', [], { status: 'brandNew', gpuNum: 'many', createdAt: 'soon', portMappings: {} }])(
    'survives %o',
    (raw) => {
      const instance = new Instance(raw);
      expect(instance.id).toBe('');
      expect(['unknown', 'brandNew']).toContain(instance.status);
      expect(instance.gpuCount).toBeUndefined();
      expect(instance.createdAt).toBeUndefined();
      expect(instance.ports).toEqual([]);
      expect(() => JSON.stringify(instance)).not.toThrow();
    },
  );
});

describe('instances', () => {
  it('lists a page with its filters', async () => {
    const { api, server } = await service((response) => json(response, { instances: [RAW], total: '7' }));
    const page = await api.instances.list({ pageNum: 0, pageSize: 20, status: 'running', name: 'a b' });
    expect(page.total).toBe(7);
    expect(page.items[0]!.id).toBe(RAW.id);
    expect(server.seen[0]!.url).toBe(
      '/gpu-instance/openapi/v1/gpu/instances?pageNum=0&pageSize=20&status=running&name=a%20b',
    );
    expect(await failure(api.instances.list({ page: 1 } as never))).toMatchObject({ code: 'invalid_argument' });
  });

  it('takes no answer for an empty list unless it says so', async () => {
    for (const body of [{}, { data: [] }, 'ok', { instances: null, total: 3 }]) {
      const { api } = await service((response) => json(response, body));
      expect(await failure(api.instances.list())).toBeInstanceOf(DecodeError);
    }
    for (const body of [{ instances: [] }, { instances: null }, { total: 0 }]) {
      const { api } = await service((response) => json(response, body));
      expect((await api.instances.list()).items).toEqual([]);
    }
  });

  it('lists all over the pages, learns their base once, and passes its filters on', async () => {
    const { api, server } = await service((response, { url }) => {
      const query = new URL(url, 'http://x').searchParams;
      const from = Number(query.get('pageNum')) * 2;
      const instances = ['a', 'b', 'c'].slice(from, from + 2).map((id) => ({ id }));
      json(response, { instances, total: 3 });
    });
    const ids = async () => {
      const found: string[] = [];
      for await (const { id } of api.instances.listAll({ pageSize: 2, name: 'x' })) found.push(id);
      return found;
    };
    expect((await ids()).sort()).toEqual(['a', 'b', 'c']);
    server.seen.length = 0;
    expect(await ids()).toEqual(['a', 'b', 'c']);
    expect(server.seen.map(({ url }) => url.split('?')[1])).toEqual([
      'pageNum=0&pageSize=2&name=x',
      'pageNum=1&pageSize=2&name=x',
    ]);
  });

  it('creates once and gives the id', async () => {
    const { api, server } = await service((response) => json(response, { id: 'new' }));
    const request = { kind: 'gpu', productId: 'p', gpuNum: 1, rootfsSize: 10, imageUrl: 'i' } as const;
    expect(await api.instances.create(request)).toEqual({ id: 'new' });
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/gpu-instance/openapi/v1/gpu/instance/create' });
    expect(JSON.parse(server.seen[0]!.body)).toEqual(request);
  });

  it('never sends a create again after an unclear answer, and says when an id is missing', async () => {
    const request = { kind: 'cpu', productId: 'p', imageUrl: 'i' } as const;
    for (const answer of [(response) => json(response, {}, 502), (response) => response.destroy()] as Answer[]) {
      const { api, server } = await service(answer);
      await failure(api.instances.create(request));
      expect(server.seen).toHaveLength(1);
    }
    const { api } = await service((response) => json(response, {}));
    expect(await failure(api.instances.create(request))).toBeInstanceOf(DecodeError);
  });

  it('acts with bodies of every shape for an answer', async () => {
    const bodies = ['', '{}', '{"instanceId":"i","state":"toStop"}'];
    const { api, server } = await service((response, _seen, index) => response.end(bodies[index]));
    expect(await api.instances.stop('i')).toEqual({ instanceId: 'i', state: undefined });
    expect(await api.instances.start('i')).toEqual({ instanceId: 'i', state: undefined });
    expect(await api.instances.restart('i')).toEqual({ instanceId: 'i', state: 'toStop' });
    expect(server.seen.map(({ url }) => url.split('/').pop())).toEqual(['stop', 'start', 'restart']);
    expect(server.seen.map(({ body }) => body)).toEqual(Array(3).fill('{"instanceId":"i"}'));
    expect(await failure(api.instances.stop(''))).toMatchObject({ code: 'invalid_argument', argument: 'id' });
  });

  it('repeats stop and delete after a failure, but not start and restart', async () => {
    for (const action of ['stop', 'delete', 'start', 'restart'] as const) {
      const { api, server, clock, retries } = await service((response, _seen, index) =>
        json(response, {}, index === 0 ? 503 : 200),
      );
      const call = api.instances[action]('i').catch(() => undefined);
      if (action === 'stop' || action === 'delete') {
        await until(() => retries() === 1);
        await clock.advance(1_000);
      }
      await call;
      expect(server.seen).toHaveLength(action === 'stop' || action === 'delete' ? 2 : 1);
    }
  });

  it('takes "not found" for success when an earlier attempt may have deleted it', async () => {
    const { api, clock, retries } = await service((response, _seen, index) => {
      if (index === 0) response.destroy();
      else json(response, { reason: 'RESOURCE_NOT_FOUND' }, 400);
    });
    const call = api.instances.delete('i');
    await until(() => retries() === 1);
    await clock.advance(1_000);
    await expect(call).resolves.toBeUndefined();
    expect(await failure(api.instances.delete('i'))).toBeInstanceOf(NotFoundError);
  });

  it('gets one', async () => {
    const { api, server } = await service((response, _seen, index) => json(response, index === 0 ? RAW : {}));
    expect((await api.instances.get('a/b')).name).toBe('trainer');
    expect(server.seen[0]!.url).toBe('/gpu-instance/openapi/v1/gpu/instance?instanceId=a%2Fb');
    expect(await failure(api.instances.get('i'))).toBeInstanceOf(DecodeError);
  });
});
