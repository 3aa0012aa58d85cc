import { describe, expect, it } from 'vitest';
import type { RequestInfo } from '../../src/index.js';
import { CREATE_BODY, V1, call, create, start } from '../cloud-caller.js';

describe('authentication', () => {
  it.each([
    [{}],
    [{ authorization: 'sk_bare' }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: 'Bearer pk_other' }],
    [{ authorization: 'Basic sk_x' }],
    [{ 'x-api-key': 'sk_x' }],
  ])('refuses %j', async (headers) => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, CREATE_BODY, headers);
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ code: 401, reason: 'UNAUTHORIZED', metadata: {} });
    expect(simulator.summary().instancesCreated).toBe(0);
  });

  it('accepts only the keys it was given', async () => {
    const simulator = await start({ apiKeys: ['key-a', 'sk_b'] });
    const statusWith = async (key: string): Promise<number> =>
      (await call(simulator, 'GET', `${V1}/clusters`, undefined, { authorization: `Bearer ${key}` })).status;
    expect(simulator.apiKey).toBe('key-a');
    expect([await statusWith('key-a'), await statusWith('sk_b'), await statusWith('sk_c')]).toEqual([200, 200, 401]);
  });
});

describe('listeners', () => {
  it('are called before the effect and after it, before the answer', async () => {
    const seen: (RequestInfo & { created: number })[] = [];
    const simulator = await start({
      onRequest: (info) => seen.push({ ...info, created: simulator.summary().instancesCreated }),
    });
    await create(simulator);
    const common = { route: `POST ${V1}/gpu/instance/create`, method: 'POST', path: `${V1}/gpu/instance/create` };
    expect(seen).toEqual([
      { ...common, phase: 'received', created: 0 },
      { ...common, phase: 'answered', status: 200, created: 1 },
    ]);
  });

  it('hear of a reset, come and go', async () => {
    const simulator = await start();
    const seen: unknown[] = [];
    const stop = simulator.on('request', ({ phase, status }) => seen.push([phase, status]));
    simulator.faults.add({ kind: 'reset_before', count: 1 });
    await expect(call(simulator, 'GET', `${V1}/clusters`)).rejects.toThrow();
    expect(seen).toEqual([
      ['received', undefined],
      ['answered', null],
    ]);
    stop();
    await call(simulator, 'GET', `${V1}/clusters`);
    expect(seen).toHaveLength(2);
  });
});

describe('requests that no route takes', () => {
  it('get 404 with an error body', async () => {
    const simulator = await start();
    for (const [method, path] of [
      ['GET', '/'],
      ['DELETE', `${V1}/clusters`],
      ['GET', '/gpu-instance/openapi/v2/clusters'],
    ] as const) {
      const reply = await call(simulator, method, path);
      expect([reply.status, reply.json.code]).toEqual([404, 404]);
    }
  });

  it('get 413 when too large', async () => {
    const simulator = await start();
    const reply = await call(simulator, 'POST', `${V1}/gpu/instance/create`, 'x'.repeat(2_000_000));
    expect([reply.status, reply.json.code]).toEqual([413, 413]);
  });
});
