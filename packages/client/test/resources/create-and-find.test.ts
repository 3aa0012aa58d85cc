import { afterEach, describe, expect, it } from 'vitest';
import { NovitaApiService, ServerError, UnauthorizedError } from '@novita-fleet/client';
import { closeAll, failure, harness } from '../client-harness.js';
import { json } from '../loopback-server.js';

afterEach(closeAll);

type Body = object | { readonly status: number };

/** A service of which the lists before and after a create call are known, and the answer to that call. */
async function service(before: Body, after: Body, created: Body = {}) {
  let isCreated = false;
  const made = await harness(
    (response, { method }) => {
      if (method === 'POST') isCreated = true;
      const body = method === 'POST' ? created : isCreated ? after : before;
      json(response, body, 'status' in body ? body.status : 200);
    },
    { maxRetries: 0 },
  );
  const api = new NovitaApiService(made.client);
  const sent = (): string[] => made.server.seen.map(({ method }) => method);
  return { ...made, api, sent };
}

const lan = (Id: string, more: object = {}) => ({ Id, name: 'lan', clusterId: 'c', ...more });
const networks = (...list: object[]) => ({ networks: list, total: list.length });
const auths = (...list: object[]) => ({ data: list });
const auth = (id: string, more: object = {}) => ({ id, name: 'r', username: 'u', password: 'p', ...more });
const REQUEST = { clusterId: 'c', name: 'lan' };
const LOGIN = { name: 'r', username: 'u', password: 'p' };

describe('a network whose id the cloud does not tell', () => {
  it('is the one of this name and cluster that was not there before', async () => {
    const others = [lan('old'), lan('elsewhere', { clusterId: 'd' }), lan('longer', { name: 'lan-2' })];
    const { api, sent, server } = await service(networks(lan('old')), networks(...others, lan('new')));
    expect((await api.networks.create(REQUEST))?.id).toBe('new');
    expect(sent()).toEqual(['GET', 'POST', 'GET']);
    expect(server.seen[0]!.url).toContain('/networks?pageSize=100&name=lan&pageNum=1');
  });

  it('is the one that the answer tells, should it tell one', async () => {
    for (const network of [lan('told'), [lan('told')]]) {
      const { api, sent } = await service(networks(), networks(lan('another')), { network });
      expect((await api.networks.create(REQUEST))?.id).toBe('told');
      expect(sent()).toEqual(['GET', 'POST']);
    }
  });

  it.each([
    ['the list does not show it yet', networks(lan('old'))],
    ['somebody else has made another at the same time', networks(lan('old'), lan('new'), lan('newer'))],
    ['the list cannot be read', { status: 500 }],
    ['the list is none', {}],
  ])('is not guessed when %s', async (_name, after) => {
    const { api } = await service(networks(lan('old')), after);
    expect(await api.networks.create(REQUEST)).toBeUndefined();
  });

  it('is not looked for when it has no name', async () => {
    const { api, sent } = await service(networks(), networks(lan('new')));
    expect(await api.networks.create({ clusterId: 'c' })).toBeUndefined();
    expect(sent()).toEqual(['POST']);
  });

  it('is not created when the list before cannot be read', async () => {
    const { api, sent } = await service({ status: 401 }, networks());
    expect(await failure(api.networks.create(REQUEST))).toBeInstanceOf(UnauthorizedError);
    expect(sent()).toEqual(['GET']);
  });

  it('is not looked for when it was refused', async () => {
    const { api, sent } = await service(networks(), networks(lan('new')), { status: 500 });
    expect(await failure(api.networks.create(REQUEST))).toBeInstanceOf(ServerError);
    expect(sent()).toEqual(['GET', 'POST']);
  });
});

describe('a registry login whose id the cloud does not tell', () => {
  it('is the one of this name and user that was not there before', async () => {
    const others = [auth('old'), auth('other', { username: 'v' }), auth('another', { name: 's' })];
    const { api, sent } = await service(auths(auth('old')), auths(...others, auth('new')));
    const saved = await api.registryAuths.create(LOGIN);
    expect(saved).toMatchObject({ id: 'new', password: 'p' });
    expect(sent()).toEqual(['GET', 'POST', 'GET']);
  });

  it('is not guessed', async () => {
    const { api } = await service(auths(), auths(auth('a'), auth('b')));
    expect(await api.registryAuths.create(LOGIN)).toBeUndefined();
  });
});
