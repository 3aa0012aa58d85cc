import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { fieldProblem, refusal, send, startAccount, V2 } from '../account-caller.js';
import { act, create, V1 } from '../cloud-caller.js';

const LOGIN = { name: 'ghcr.io', username: 'robot', password: 'secret' };

/** Saves a login and finds its id in the list, as a client has to. */
async function save(simulator: Simulator, fields: object = {}): Promise<string> {
  expect(await send(simulator, 'POST', `${V1}/repository/auth/save`, { ...LOGIN, ...fields })).toEqual({});
  return (await list(simulator)).at(-1)!.id;
}

async function list(simulator: Simulator): Promise<{ id: string }[]> {
  return (await send<{ data: { id: string }[] }>(simulator, 'GET', `${V1}/repository/auths`)).data;
}

describe('registry logins', () => {
  it('are listed with their passwords, also under one name', async () => {
    const simulator = await startAccount();
    const first = await save(simulator);
    const second = await save(simulator);
    expect(await list(simulator)).toEqual([
      { id: first, ...LOGIN },
      { id: second, ...LOGIN },
    ]);
    expect(await send(simulator, 'POST', `${V1}/repository/auth/delete`, { id: first })).toEqual({});
    expect(await list(simulator)).toMatchObject([{ id: second }]);
  });

  it('hide their passwords when told to', async () => {
    const simulator = await startAccount({ maskPasswords: true });
    await save(simulator);
    expect(await list(simulator)).toMatchObject([{ username: 'robot', password: '******' }]);
  });

  it('cannot be deleted while an instance, a template or a prewarm task refers to them', async () => {
    const simulator = await startAccount();
    const id = await save(simulator);
    const remove = [simulator, 'POST', `${V1}/repository/auth/delete`, { id }] as const;
    const instance = await create(simulator, { imageAuthId: id });
    expect(await refusal(...remove)).toBe('400 IMAGE_AUTH_IN_USE');
    await act(simulator, 'delete', instance);
    simulator.advance(14);

    const content = { name: 't', type: 'instance', image: 'a/b:1', registry_auth_id: id };
    const { template_id: template } = await send<{ template_id: string }>(
      simulator,
      'POST',
      `${V2}/templates`,
      content,
    );
    expect(await refusal(...remove)).toBe('400 IMAGE_AUTH_IN_USE');
    await send(simulator, 'PUT', `${V2}/templates/${template}`, { ...content, registry_auth_id: '' });

    const task = { imageUrl: 'a/b:1', clusterId: 'us-ca-6', repositoryAuth: id };
    const prewarm = await send<{ id: string }>(simulator, 'POST', `${V1}/image/prewarm`, task);
    expect(await refusal(...remove)).toBe('400 IMAGE_AUTH_IN_USE');
    await send(simulator, 'POST', `${V1}/image/prewarm/delete`, { ids: [prewarm.id] });
    expect(await send(...remove)).toEqual({});
    expect(await refusal(...remove)).toBe('400 RESOURCE_NOT_FOUND');
  });

  it('refuse what is missing or too long', async () => {
    const simulator = await startAccount();
    const problem = (fields: object): Promise<string> =>
      fieldProblem(simulator, 'POST', `${V1}/repository/auth/save`, { ...LOGIN, ...fields });
    for (const [name, max] of [
      ['name', 255],
      ['username', 511],
      ['password', 1024],
    ] as const) {
      expect(await problem({ [name]: undefined })).toMatch(new RegExp(`^${name}: `));
      expect(await problem({ [name]: '' })).toMatch(new RegExp(`^${name}: `));
      const tooLong = await problem({ [name]: 'x'.repeat(max + 1) });
      expect(tooLong).toMatch(new RegExp(`^${name}: `));
      expect(tooLong).not.toContain('xxx');
    }
    expect(await fieldProblem(simulator, 'POST', `${V1}/repository/auth/delete`, {})).toMatch(/^id: /);
    expect(await list(simulator)).toEqual([]);
  });
});
