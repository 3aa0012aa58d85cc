import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { allPages, fieldProblem, refusal, send, startAccount, V2 } from '../account-caller.js';
import { act, create, V1 } from '../cloud-caller.js';

interface NetworkView {
  Id: string;
  name: string;
  state: unknown;
  Addresses: { Id: string; Ip: string }[];
}

async function list(simulator: Simulator, query = ''): Promise<NetworkView[]> {
  return (await send<{ networks: NetworkView[] }>(simulator, 'GET', `${V1}/networks${query}`)).networks;
}

/** Creates a network and finds its id by its name, as a client has to. */
async function createNetwork(simulator: Simulator, name = 'blue', clusterId = 'us-ca-6'): Promise<string> {
  expect(await send(simulator, 'POST', `${V1}/network/create`, { name, clusterId })).toEqual({});
  return (await list(simulator, `?name=${name}`))[0]!.Id;
}

describe('networks', () => {
  it('are created without an id in the answer, and become ready', async () => {
    const simulator = await startAccount();
    const id = await createNetwork(simulator);
    const [creating] = await list(simulator);
    expect(creating).toEqual({
      Id: id,
      user: expect.any(String) as string,
      name: 'blue',
      state: [{ state: 'creating', error: '' }],
      segment: '10.0.0.0/24',
      clusterId: 'us-ca-6',
      Addresses: [],
      createTime: '1767225600',
    });
    simulator.advance(3);
    const { network } = await send<{ network: NetworkView[] }>(simulator, 'GET', `${V1}/network?networkId=${id}`);
    expect(network).toMatchObject([{ Id: id, state: [{ state: 'ready' }] }]);
  });

  it('are shown as objects when told to', async () => {
    const simulator = await startAccount({ networkShape: 'object' });
    const id = await createNetwork(simulator);
    const { network } = await send<{ network: NetworkView }>(simulator, 'GET', `${V1}/network?networkId=${id}`);
    expect(network).toMatchObject({ Id: id, state: { state: 'creating' } });
  });

  it('are the same in v2', async () => {
    const simulator = await startAccount();
    expect(await send(simulator, 'POST', `${V2}/networks`, { name: 'green', region_id: 'as-sgp-2' })).toEqual({});
    const [{ Id: id }] = (await list(simulator)) as [NetworkView];
    expect(await send(simulator, 'GET', `${V2}/networks/${id}`)).toMatchObject({
      id,
      name: 'green',
      region_id: 'as-sgp-2',
      segment: '10.0.0.0/24',
      status: { status: 'creating', error: '', message: '' },
    });
    expect(await send(simulator, 'PUT', `${V2}/networks/${id}`, { name: 'lime' })).toEqual({});
    expect(await list(simulator, '?name=LIM')).toHaveLength(1);
    expect(await send(simulator, 'POST', `${V1}/network/update`, { networkId: id, name: 'olive' })).toEqual({});
    expect(await send(simulator, 'GET', `${V2}/networks?name=oli`)).toMatchObject({ data: [{ id }] });
    expect(await send(simulator, 'DELETE', `${V2}/networks/${id}`)).toEqual({});
    expect(await refusal(simulator, 'GET', `${V1}/network?networkId=${id}`)).toBe('400 NETWORK_NOT_FOUND');
  });

  it('give their instances addresses, and stay until the last one has gone', async () => {
    const simulator = await startAccount();
    const networkId = await createNetwork(simulator);
    simulator.advance(3);
    const first = await create(simulator, { clusterId: 'us-ca-6', networkId });
    const second = await create(simulator, { clusterId: 'us-ca-6', networkId });
    const inside = async (): Promise<unknown> => (await list(simulator))[0]?.Addresses;
    expect(await inside()).toEqual([
      { Id: first, Ip: '10.0.0.2' },
      { Id: second, Ip: '10.0.0.3' },
    ]);
    expect(await send(simulator, 'GET', `${V2}/networks/${networkId}`)).toMatchObject({
      addresses: [{ id: first, ip: '10.0.0.2' }, { id: second }],
    });
    expect(await refusal(simulator, 'POST', `${V1}/network/delete`, { networkId })).toBe('400 NETWORK_IN_USE');
    expect(await refusal(simulator, 'DELETE', `${V2}/networks/${networkId}`)).toBe('400 NETWORK_IN_USE');

    await act(simulator, 'delete', first);
    simulator.advance(14);
    expect(await inside()).toEqual([{ Id: second, Ip: '10.0.0.3' }]);
    simulator.instances.vanish(second);
    expect(await send(simulator, 'POST', `${V1}/network/delete`, { networkId })).toEqual({});
    expect(await list(simulator)).toEqual([]);
  });

  it('take an instance only when they are ready and in its cluster', async () => {
    const simulator = await startAccount();
    const networkId = await createNetwork(simulator);
    await expect(create(simulator, { clusterId: 'us-ca-6', networkId })).rejects.toThrow('DEPENDENT_RESOURCE_STATE');
    simulator.advance(3);
    await expect(create(simulator, { clusterId: 'as-sgp-2', networkId })).rejects.toThrow('VALIDATOR_PARAM');
    await expect(create(simulator, { networkId: 'nowhere' })).rejects.toThrow('NETWORK_NOT_FOUND');
    expect((await list(simulator))[0]?.Addresses).toEqual([]);
  });

  it('are limited in number', async () => {
    const simulator = await startAccount({ quotas: { networks: 2 } });
    await createNetwork(simulator, 'a');
    const second = await createNetwork(simulator, 'b');
    const body = { name: 'c', clusterId: 'us-ca-6' };
    expect(await refusal(simulator, 'POST', `${V1}/network/create`, body)).toBe('400 NETWORK_MAX_LIMIT');
    expect(await refusal(simulator, 'POST', `${V2}/networks`, { name: 'c', region_id: 'us-ca-6' })).toBe(
      '400 NETWORK_MAX_LIMIT',
    );
    await send(simulator, 'POST', `${V1}/network/delete`, { networkId: second });
    await createNetwork(simulator, 'c');
  });

  it('refuse what is missing, too long or not there', async () => {
    const simulator = await startAccount();
    const id = await createNetwork(simulator);
    const post = (path: string, body: unknown): Promise<string> => fieldProblem(simulator, 'POST', V1 + path, body);
    expect(await post('/network/create', {})).toMatch(/^clusterId: /);
    expect(await post('/network/create', { clusterId: 'nowhere' })).toContain('no cluster nowhere');
    expect(await post('/network/create', { clusterId: 'us-ca-6', name: 'x'.repeat(31) })).toMatch(/^name: /);
    expect(await post('/network/create', { clusterId: 'cn-hongkong-1' })).toBe('400 CLUSTER_STATUS');
    expect(await post('/network/update', { networkId: id, name: '' })).toMatch(/^name: /);
    expect(await post('/network/update', { networkId: 'none', name: 'a' })).toBe('400 NETWORK_NOT_FOUND');
    expect(await post('/network/delete', {})).toMatch(/^networkId: /);
    expect(await fieldProblem(simulator, 'GET', `${V1}/network`)).toMatch(/^networkId: /);
    expect(await fieldProblem(simulator, 'POST', `${V2}/networks`, { region_id: 'us-ca-6' })).toMatch(/^name: /);
    expect(await fieldProblem(simulator, 'PUT', `${V2}/networks/${id}`, {})).toMatch(/^name: /);
    expect(await refusal(simulator, 'GET', `${V2}/networks/none`)).toBe('400 NETWORK_NOT_FOUND');
    expect(await refusal(simulator, 'GET', `${V2}/networks/${'x'.repeat(255)}`)).toBe('400 NETWORK_NOT_FOUND');
  });

  it('are 404 once gone when told to', async () => {
    const simulator = await startAccount({ notFoundStatus: 404 });
    expect(await refusal(simulator, 'GET', `${V1}/network?networkId=none`)).toBe('404 NETWORK_NOT_FOUND');
  });

  it('are listed by pageNum, and by cursor', async () => {
    const simulator = await startAccount();
    for (const name of ['a', 'b', 'c']) await createNetwork(simulator, name);
    const names = async (query: string): Promise<string[]> => (await list(simulator, query)).map(({ name }) => name);
    expect(await names('?pageSize=2&pageNum=1')).toEqual(['a', 'b']);
    expect(await names('?pageSize=2&pageNum=2')).toEqual(['c']);
    expect(await send(simulator, 'GET', `${V1}/networks?pageSize=2`)).toMatchObject({ total: 3 });
    expect(await names('?creators=somebody')).toEqual([]);
    const pages = await allPages<{ name: string }>(simulator, `${V2}/networks`, 2);
    expect(pages.map((page) => page.map(({ name }) => name))).toEqual([['a', 'b'], ['c']]);
    expect(await send(simulator, 'GET', `${V2}/networks?member_ids=somebody`)).toMatchObject({ data: [] });
    expect(await fieldProblem(simulator, 'GET', `${V2}/networks?cursor=bad`)).toMatch(/^cursor: /);
  });
});
