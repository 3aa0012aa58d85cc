import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { allPages, fieldProblem, refusal, send, startAccount, V2 } from '../account-caller.js';
import { V1 } from '../cloud-caller.js';

const TEMPLATE = {
  name: 'mine',
  readme: '# Mine',
  type: 'instance',
  channel: 'private',
  image: 'me/app:1',
  imageAuth: '',
  startCommand: 'serve',
  entrypoint: '/bin/sh',
  rootfsSize: 50,
  ports: [
    { type: 'http', ports: [80, 8080] },
    { type: 'tcp', ports: [22] },
  ],
  envs: [{ key: 'A', value: 'b' }],
  minCudaVersion: '12.4',
};

async function createTemplate(simulator: Simulator, fields: object = {}): Promise<string> {
  const body = { template: { ...TEMPLATE, ...fields } };
  return (await send<{ templateId: string }>(simulator, 'POST', `${V1}/template/create`, body)).templateId;
}

async function get(simulator: Simulator, id: string): Promise<Record<string, unknown>> {
  const path = `${V1}/template?templateId=${id}`;
  return (await send<{ template: Record<string, unknown> }>(simulator, 'GET', path)).template;
}

async function names(simulator: Simulator, query: string): Promise<string[]> {
  const { template } = await send<{ template: { name: string }[] }>(simulator, 'GET', `${V1}/templates${query}`);
  return template.map(({ name }) => name);
}

describe('templates', () => {
  it('are created, read, replaced and deleted', async () => {
    const simulator = await startAccount();
    const id = await createTemplate(simulator);
    expect(id).toMatch(/^\d+$/);
    expect(await get(simulator, id)).toMatchObject({ Id: id, ...TEMPLATE, createdAt: '1767225600' });

    simulator.advance(60);
    const changed = { Id: id, name: 'ours', type: 'instance', channel: 'community', image: 'me/app:2', rootfsSize: 60 };
    expect(await send(simulator, 'POST', `${V1}/template/update`, { template: changed })).toEqual({ templateId: id });
    expect(await get(simulator, id)).toMatchObject({
      ...changed,
      startCommand: '',
      ports: [],
      envs: [],
      createdAt: '1767225600',
      updatedAt: '1767225660',
    });
    const body = { templateId: id };
    expect(await send(simulator, 'POST', `${V1}/template/delete`, body)).toEqual(body);
    expect(await refusal(simulator, 'POST', `${V1}/template/delete`, body)).toBe('400 TEMPLATE_NOT_FOUND');
    expect(await refusal(simulator, 'GET', `${V1}/template?templateId=${id}`)).toBe('400 TEMPLATE_NOT_FOUND');
  });

  it('are the same in v2', async () => {
    const simulator = await startAccount();
    const id = await createTemplate(simulator, { ports: [...TEMPLATE.ports, { type: 'udp', ports: [53] }] });
    const inV2 = await send<Record<string, unknown>>(simulator, 'GET', `${V2}/templates/${id}`);
    expect(inV2).toMatchObject({
      id,
      name: 'mine',
      visibility: 'private',
      image: 'me/app:1',
      registry_auth_id: '',
      command: 'serve',
      entrypoint: '/bin/sh',
      rootfs_size_gb: 50,
      ports: [
        { port: 80, protocol: 'http' },
        { port: 8080, protocol: 'http' },
        { port: 22, protocol: 'tcp' },
      ],
      envs: [{ key: 'A', value: 'b' }],
      metadata: { readme: '# Mine', logo: '', description: '', author: '', tags: [] },
      min_cuda_version: '12.4',
      created_at: 1_767_225_600,
    });
    const metadata = { readme: 'r', logo: 'l', description: 'd', author: 'a', tags: ['x'] };
    const changed = {
      name: 'two',
      type: 'serverless',
      image: 'b/c:2',
      ports: [{ port: 81, protocol: 'tcp' }],
      metadata,
    };
    expect(await send(simulator, 'PUT', `${V2}/templates/${id}`, changed)).toEqual({});
    expect(await get(simulator, id)).toMatchObject({
      name: 'two',
      type: 'serverless',
      channel: 'private',
      rootfsSize: 60,
      startCommand: '',
      ports: [{ type: 'tcp', ports: [81] }],
      readme: 'r',
      logo: 'l',
    });
    await send(simulator, 'POST', `${V1}/template/update`, { template: { ...TEMPLATE, Id: id } });
    expect(await send(simulator, 'GET', `${V2}/templates/${id}`)).toMatchObject({
      metadata: { readme: '# Mine', tags: ['x'] },
    });
    expect(await send(simulator, 'DELETE', `${V2}/templates/${id}`)).toEqual({});
    expect(await refusal(simulator, 'GET', `${V2}/templates/${id}`)).toBe('400 TEMPLATE_NOT_FOUND');
  });

  it('are private when v2 creates them', async () => {
    const simulator = await startAccount();
    const content = { name: 'n', type: 'instance', image: 'a/b' };
    const { template_id: id } = await send<{ template_id: string }>(simulator, 'POST', `${V2}/templates`, content);
    expect(await get(simulator, id)).toMatchObject({ name: 'n', channel: 'private' });
  });

  it('are filtered by channel, type and owner', async () => {
    const simulator = await startAccount();
    await createTemplate(simulator);
    await createTemplate(simulator, { name: 'shared', channel: 'community', type: 'serverless' });
    expect(await names(simulator, '')).toHaveLength(5);
    expect(await names(simulator, '?channel=private')).toEqual(['mine']);
    expect(await names(simulator, '?channel=community&channel=private')).toEqual(['ComfyUI', 'mine', 'shared']);
    expect(await names(simulator, '?isMyCommunity=true')).toEqual(['shared']);
    expect(await names(simulator, '?type=serverless')).toEqual(['shared']);
    expect(await fieldProblem(simulator, 'GET', `${V1}/templates?channel=secret`)).toMatch(/^channel: /);

    const inV2 = async (query: string): Promise<string[]> => {
      const { data } = await send<{ data: { name: string }[] }>(simulator, 'GET', `${V2}/templates?${query}`);
      return data.map(({ name }) => name);
    };
    expect(await inV2('visibilities=private,official&name=py')).toEqual(['PyTorch 2.4.0']);
    expect(await inV2('is_my_community=true')).toEqual(['shared']);
    expect(await inV2('type=serverless')).toEqual(['shared']);
    expect(await inV2('member_ids=novita')).toEqual(['PyTorch 2.4.0', 'vLLM OpenAI server']);
    const pages = await allPages<{ name: string }>(simulator, `${V2}/templates`, 3);
    expect(pages.map((page) => page.length)).toEqual([3, 2]);
  });

  it('of others cannot be changed', async () => {
    const simulator = await startAccount();
    const template = { ...TEMPLATE, Id: '107672' };
    expect(await refusal(simulator, 'POST', `${V1}/template/update`, { template })).toBe('403 FORBIDDEN');
    expect(await refusal(simulator, 'POST', `${V1}/template/delete`, { templateId: '214480' })).toBe('403 FORBIDDEN');
    expect(await refusal(simulator, 'DELETE', `${V2}/templates/107672`)).toBe('403 FORBIDDEN');
    expect((await get(simulator, '107672')).name).toBe('PyTorch 2.4.0');
  });

  it.each([
    [{ name: '' }, /^template\.name: /],
    [{ name: undefined }, /^template\.name: /],
    [{ type: 'other' }, /^template\.type: /],
    [{ channel: 'official' }, /^template\.channel: /],
    [{ image: 'x'.repeat(501) }, /^template\.image: /],
    [{ rootfsSize: 0 }, /^template\.rootfsSize: /],
    [{ rootfsSize: '60' }, /^template\.rootfsSize: /],
    [{ startCommand: 'x'.repeat(2048) }, /^template\.startCommand: /],
    [{ readme: 'x'.repeat(102_401) }, /^template\.readme: /],
    [{ envs: Array.from({ length: 101 }, () => ({ key: 'a', value: '' })) }, /^template\.envs: /],
    [{ envs: [{ key: 'x'.repeat(512) }] }, /^template\.envs\[0\]\.key: /],
    [{ ports: [{ type: 'http', ports: [2222] }] }, /^template\.ports\[0\]\.ports: .*reserved/],
    [{ ports: [{ type: 'http', ports: [0] }] }, /^template\.ports\[0\]\.ports: /],
    [
      { ports: [{ type: 'http', ports: Array.from({ length: 11 }, (_, i) => i + 1) }] },
      /^template\.ports\[0\]\.ports: /,
    ],
    [{ imageAuth: 'none' }, /^400 RESOURCE_NOT_FOUND$/],
  ])('refuse %o', async (fields, problem) => {
    const simulator = await startAccount();
    const template = { ...TEMPLATE, ...fields };
    expect(await fieldProblem(simulator, 'POST', `${V1}/template/create`, { template })).toMatch(problem);
    expect(await names(simulator, '')).toHaveLength(3);
  });

  it('need a wrapper and an id in v1, and protocols in v2', async () => {
    const simulator = await startAccount();
    expect(await fieldProblem(simulator, 'POST', `${V1}/template/create`, TEMPLATE)).toMatch(/^template: /);
    expect(await fieldProblem(simulator, 'POST', `${V1}/template/update`, { template: TEMPLATE })).toMatch(
      /^template\.Id: /,
    );
    const content = { name: 'n', type: 'instance', image: 'a/b', ports: [{ port: 80, protocol: 'udp' }] };
    expect(await fieldProblem(simulator, 'POST', `${V2}/templates`, content)).toMatch(/^ports\[0\]\.protocol: /);
    expect(await fieldProblem(simulator, 'POST', `${V2}/templates`, { name: 'n', type: 'instance' })).toMatch(
      /^image: /,
    );
  });
});
