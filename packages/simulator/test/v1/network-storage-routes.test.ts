import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { fieldProblem, refusal, send, startAccount } from '../account-caller.js';
import { act, create, V1 } from '../cloud-caller.js';

const BODY = { clusterId: 'us-ca-6', storageName: 'models-1', storageSize: 100 };

function createStorage(simulator: Simulator, fields: object = {}): Promise<string> {
  return send<string>(simulator, 'POST', `${V1}/networkstorage/create`, { ...BODY, ...fields });
}

async function list(simulator: Simulator, query = ''): Promise<{ storageId: string; storageName: string }[]> {
  const path = `${V1}/networkstorages/list${query}`;
  return (await send<{ data: { storageId: string; storageName: string }[] }>(simulator, 'GET', path)).data;
}

describe('network storages', () => {
  it('are created with a bare JSON string for an answer', async () => {
    const simulator = await startAccount();
    const id = await createStorage(simulator);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await list(simulator)).toEqual([
      {
        storageId: id,
        storageName: 'models-1',
        storageSize: 100,
        clusterId: 'us-ca-6',
        clusterName: 'US-CA-06 (California)',
        price: '1000',
      },
    ]);
  });

  it('can be renamed and grow, and never shrink', async () => {
    const simulator = await startAccount();
    const storageId = await createStorage(simulator);
    const update = (fields: object) =>
      [simulator, 'POST', `${V1}/networkstorage/update`, { storageId, ...fields }] as const;
    expect(await send(...update({ storageName: 'data', storageSize: 200 }))).toEqual({});
    expect(await send(...update({ storageSize: 200 }))).toEqual({});
    expect(await list(simulator)).toMatchObject([{ storageName: 'data', storageSize: 200 }]);
    expect(await fieldProblem(...update({ storageName: 'data', storageSize: 199 }))).toContain('can only grow');
    expect(await refusal(...update({ storageSize: 10_241 }))).toBe('400 NETWORK_STORAGE_TOO_LARGE');
    expect(await list(simulator)).toMatchObject([{ storageName: 'data', storageSize: 200 }]);
  });

  it('cannot be deleted while an instance mounts them', async () => {
    const simulator = await startAccount();
    const storageId = await createStorage(simulator);
    const id = await create(simulator, { clusterId: 'us-ca-6', networkStorages: [{ Id: storageId }] });
    const remove = [simulator, 'POST', `${V1}/networkstorage/delete`, { storageId }] as const;
    expect(await refusal(...remove)).toBe('400 NETWORK_STORAGE_IN_USE');
    await act(simulator, 'delete', id);
    expect(await refusal(...remove)).toBe('400 NETWORK_STORAGE_IN_USE');
    simulator.advance(14);
    expect(await send(...remove)).toEqual({});
    expect(await refusal(...remove)).toBe('400 NETWORK_STORAGE_NOT_FOUND');
  });

  it('belong to one cluster', async () => {
    const simulator = await startAccount();
    const networkStorages = [{ Id: await createStorage(simulator) }];
    await expect(create(simulator, { clusterId: 'as-sgp-2', networkStorages })).rejects.toThrow(
      'NETWORK_STORAGE_UNAVAILABLE',
    );
  });

  it.each([
    [{ clusterId: undefined }, /^clusterId: /],
    [{ clusterId: 'nowhere' }, /no cluster nowhere/],
    [{ clusterId: 'as-in-1' }, /^400 CUR_CLUSTER_NETWORK_STORAGE_NOT_SUPPORT$/],
    [{ storageName: undefined }, /^storageName: /],
    [{ storageName: 'my data' }, /^storageName: /],
    [{ storageSize: undefined }, /^storageSize: /],
    [{ storageSize: 9 }, /^storageSize: /],
    [{ storageSize: '100' }, /^storageSize: /],
    [{ storageSize: 10_241 }, /^400 NETWORK_STORAGE_TOO_LARGE$/],
  ])('refuse %o', async (fields, problem) => {
    const simulator = await startAccount();
    const body = { ...BODY, ...fields };
    expect(await fieldProblem(simulator, 'POST', `${V1}/networkstorage/create`, body)).toMatch(problem);
    expect(await list(simulator)).toEqual([]);
  });

  it.each([0, 1] as const)('are listed by pageNo, from %i on', async (firstPage) => {
    const simulator = await startAccount({ firstPage });
    for (const storageName of ['a', 'b', 'c']) await createStorage(simulator, { storageName });
    const names = async (query: string): Promise<string[]> =>
      (await list(simulator, query)).map(({ storageName }) => storageName);
    expect(await names(`?pageNo=${firstPage}&pageSize=2`)).toEqual(['a', 'b']);
    expect(await names(`?pageNo=${firstPage + 1}&pageSize=2`)).toEqual(['c']);
    expect(await names('?pageNum=9')).toEqual(['a', 'b', 'c']);
    expect(await names('?storageName=B')).toEqual(['b']);
    const [first] = await list(simulator);
    expect(await names(`?storageId=${first?.storageId}`)).toEqual(['a']);
  });
});
