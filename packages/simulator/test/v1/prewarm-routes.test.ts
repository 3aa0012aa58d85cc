import { describe, expect, it } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src/index.js';
import { allPages, fieldProblem, refusal, send, startAccount, V2 } from '../account-caller.js';
import { V1 } from '../cloud-caller.js';

const PATH = `${V1}/image/prewarm`;
const TASK = { imageUrl: 'vllm/vllm-openai:v0.6.3', clusterId: 'as-sgp-2', note: 'for tonight' };

async function createTask(simulator: Simulator, fields: object = {}): Promise<string> {
  return (await send<{ id: string }>(simulator, 'POST', PATH, { ...TASK, ...fields })).id;
}

async function list(simulator: Simulator, query = ''): Promise<Record<string, unknown>[]> {
  return (await send<{ data: Record<string, unknown>[] }>(simulator, 'GET', PATH + query)).data;
}

/** The state of the only task, in both API generations, with the reasons. */
async function states(simulator: Simulator): Promise<unknown[]> {
  const [task] = await list(simulator);
  const inV2 = await send<{ status: { status: string } }>(simulator, 'GET', `${V2}/prewarm-tasks/${String(task?.id)}`);
  return [task?.state, inV2.status.status, task?.reason];
}

describe('prewarm tasks', () => {
  it('wait, run and succeed', async () => {
    const simulator = await startAccount();
    const id = await createTask(simulator, { productIds: ['4090.16c62g'] });
    expect(await list(simulator)).toEqual([
      {
        id,
        imageName: 'vllm-openai',
        imageUrl: 'vllm/vllm-openai:v0.6.3',
        repositoryAuth: '',
        clusterId: 'as-sgp-2',
        clusterName: 'AS-SGP-02 (Singapore)',
        products: [{ productId: '4090.16c62g', productName: 'RTX 4090 24GB' }],
        imageSize: '0',
        createTime: '1767225600',
        state: 'Pending',
        completeTime: '0',
        note: 'for tonight',
        reason: [],
      },
    ]);
    expect(await states(simulator)).toEqual(['Pending', 'pending', []]);
    simulator.advance(4);
    expect(await states(simulator)).toEqual(['Running', 'running', []]);
    simulator.advance(89);
    expect(await states(simulator)).toEqual(['Running', 'running', []]);
    simulator.advance(1);
    expect(await states(simulator)).toEqual(['Succeeded', 'succeeded', ['image pulled successfully']]);
    expect(await list(simulator)).toMatchObject([
      { completeTime: '1767225694', imageSize: expect.stringMatching(/^\d{9,}$/) as string },
    ]);
    expect(await send(simulator, 'GET', `${V2}/prewarm-tasks/${id}`)).toMatchObject({
      task_id: id,
      name: 'vllm-openai',
      image: 'vllm/vllm-openai:v0.6.3',
      region_id: 'as-sgp-2',
      product_ids: ['4090.16c62g'],
      completed_at: 1_767_225_694,
      status: { status: 'succeeded', error: '', message: '' },
      note: 'for tonight',
    });
  });

  it.each<[string, string, SimulatorOptions, RegExp]>([
    ['no reference', 'Not An Image', {}, /invalid reference format/],
    [
      'one that cannot be pulled',
      'a/b:1',
      { images: { 'a/b:1': { failure: 'manifest unknown' } } },
      /manifest unknown/,
    ],
    ['one that is too large', 'a/b:1', { images: { 'a/b:1': { sizeGb: 101, pullSeconds: 9 } } }, /101 GB/],
  ])('fail for an image that is %s', async (_title, imageUrl, options, message) => {
    const simulator = await startAccount(options);
    const id = await createTask(simulator, { imageUrl });
    simulator.advance(94);
    expect(await states(simulator)).toEqual(['Failed', 'failed', [expect.stringMatching(message)]]);
    expect(await send(simulator, 'GET', `${V2}/prewarm-tasks/${id}`)).toMatchObject({
      status: { error: 'PULL_FAILED', message: expect.stringMatching(message) as string },
    });
  });

  it('take the time and size of the image rules', async () => {
    const simulator = await startAccount({ images: { 'a/b:1': { sizeGb: 2, pullSeconds: 7 } } });
    await createTask(simulator, { imageUrl: 'a/b:1' });
    simulator.advance(10.9);
    expect((await states(simulator))[0]).toBe('Running');
    simulator.advance(0.1);
    expect(await list(simulator)).toMatchObject([{ state: 'Succeeded', imageSize: '2147483648' }]);
  });

  it('are limited in number, whatever their state', async () => {
    const simulator = await startAccount();
    const quota = (): Promise<unknown> => send(simulator, 'GET', `${PATH}/quota`);
    expect(await quota()).toEqual({ total: 0, limit: 5, perImageSize: 100 });
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push(await createTask(simulator));
    expect(await quota()).toEqual({ total: 5, limit: 5, perImageSize: 100 });
    simulator.advance(200);
    expect(await refusal(simulator, 'POST', PATH, TASK)).toBe('400 OPERATION_LIMIT');
    const inV2 = { image: 'a/b', region_id: 'us-ca-6' };
    expect(await refusal(simulator, 'POST', `${V2}/prewarm-tasks`, inV2)).toBe('400 OPERATION_LIMIT');
    expect(await send(simulator, 'POST', `${PATH}/delete`, { ids: ids.slice(0, 2) })).toEqual({});
    expect(await quota()).toMatchObject({ total: 3 });
    await createTask(simulator);
  });

  it('are created and deleted by v2, with a body of the deletion', async () => {
    const simulator = await startAccount();
    const body = { image: 'a/b:1', region_id: 'us-ca-6', product_ids: ['h200-sxm.26c240g'], note: 'n' };
    const { task_id: id } = await send<{ task_id: string }>(simulator, 'POST', `${V2}/prewarm-tasks`, body);
    expect(await list(simulator)).toMatchObject([{ id, note: 'n', products: [{ productId: 'h200-sxm.26c240g' }] }]);
    const remove = (ids: unknown) => [simulator, 'DELETE', `${V2}/prewarm-tasks`, { task_ids: ids }] as const;
    expect(await refusal(...remove([id, 'none']))).toBe('400 RESOURCE_NOT_FOUND');
    expect(await list(simulator)).toHaveLength(1);
    expect(await fieldProblem(...remove([]))).toMatch(/^task_ids: /);
    expect(await send(...remove([id]))).toEqual({});
    expect(await refusal(simulator, 'GET', `${V2}/prewarm-tasks/${id}`)).toBe('400 RESOURCE_NOT_FOUND');
  });

  it('that are deleted while they run stay away', async () => {
    const simulator = await startAccount();
    await send(simulator, 'POST', `${PATH}/delete`, { ids: [await createTask(simulator)] });
    simulator.advance(200);
    expect(await list(simulator)).toEqual([]);
  });

  it('have a note that can be changed', async () => {
    const simulator = await startAccount();
    const id = await createTask(simulator);
    expect(await send(simulator, 'POST', `${PATH}/edit`, { id, note: 'other' })).toEqual({});
    expect(await list(simulator)).toMatchObject([{ note: 'other' }]);
    expect(await refusal(simulator, 'POST', `${PATH}/edit`, { id: 'none', note: '' })).toBe('400 RESOURCE_NOT_FOUND');
  });

  it('of no product are for all of the cluster', async () => {
    const simulator = await startAccount();
    await createTask(simulator, { clusterId: 'as-in-1' });
    expect(await list(simulator)).toMatchObject([
      { products: [{ productId: '3090.8c48g' }, { productId: 'l40s.12c96g' }] },
    ]);
  });

  it.each([
    [{ imageUrl: undefined }, /^imageUrl: /],
    [{ imageUrl: 'x'.repeat(501) }, /^imageUrl: /],
    [{ clusterId: undefined }, /^clusterId: /],
    [{ clusterId: 'nowhere' }, /no cluster nowhere/],
    [{ productIds: ['h200-sxm.26c240g'] }, /not offered in as-sgp-2/],
    [{ productIds: [1] }, /^productIds\[0\]: /],
    [{ repositoryAuth: 'none' }, /^400 RESOURCE_NOT_FOUND$/],
  ])('refuse %o', async (fields, problem) => {
    const simulator = await startAccount();
    expect(await fieldProblem(simulator, 'POST', PATH, { ...TASK, ...fields })).toMatch(problem);
    expect(await list(simulator)).toEqual([]);
  });

  it.each([0, 1] as const)('are listed by page, from %i on, and by cursor', async (firstPage) => {
    const simulator = await startAccount({ firstPage });
    const ids: string[] = [];
    for (const imageUrl of ['a/one', 'a/two', 'b/three']) ids.push(await createTask(simulator, { imageUrl }));
    const found = async (query: string): Promise<unknown[]> => (await list(simulator, query)).map(({ id }) => id);
    expect(await found(`?page=${firstPage}&pageSize=2`)).toEqual(ids.slice(0, 2));
    expect(await found(`?page=${firstPage + 1}&pageSize=2`)).toEqual(ids.slice(2));
    expect(await found('?name=TWO')).toEqual([ids[1]]);
    expect(await found('?name=tonight')).toEqual(ids);
    expect(await found('?state=Running')).toEqual([]);
    expect(await found('?state=Pending&clusterId=as-sgp-2')).toEqual(ids);
    expect(await fieldProblem(simulator, 'GET', `${PATH}?state=pending`)).toMatch(/^state: /);
    const pages = await allPages<{ task_id: string }>(simulator, `${V2}/prewarm-tasks`, 1);
    expect(pages.flat().map(({ task_id }) => task_id)).toEqual(ids);
    expect(await send(simulator, 'GET', `${V2}/prewarm-tasks?status=running`)).toMatchObject({ data: [] });
    expect(await send(simulator, 'GET', `${V2}/prewarm-tasks?status=pending&region_id=us-ca-6`)).toMatchObject({
      data: [],
    });
    expect(await fieldProblem(simulator, 'GET', `${V2}/prewarm-tasks?status=Pending`)).toMatch(/^status: /);
  });
});
