import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/index.js';
import { V1, act, call, create, start } from '../cloud-caller.js';

async function names(simulator: Simulator, query: string): Promise<string[]> {
  const { json } = await call(simulator, 'GET', `${V1}/gpu/instances${query}`);
  return json.instances.map((instance) => instance.name);
}

async function fill(simulator: Simulator, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push(await create(simulator, { name: `n${index}` }));
  return ids;
}

describe('pages of the instance list', () => {
  it('begin at 1 by default, and page 0 is page 1', async () => {
    const simulator = await start();
    await fill(simulator, 12);
    const first = Array.from({ length: 10 }, (_, index) => `n${index}`);
    expect(await names(simulator, '')).toEqual(first);
    expect(await names(simulator, '?pageNum=0')).toEqual(first);
    expect(await names(simulator, '?pageNum=1&pageSize=10')).toEqual(first);
    expect(await names(simulator, '?pageNum=2')).toEqual(['n10', 'n11']);
    expect(await names(simulator, '?pageNum=3')).toEqual([]);
    expect(await names(simulator, '?pageNum=3&pageSize=5')).toEqual(['n10', 'n11']);
    const { json } = await call(simulator, 'GET', `${V1}/gpu/instances?pageNum=0&pageSize=5`);
    expect(json).toMatchObject({ total: 12, pageSize: 5, pageNum: 1 });
  });

  it('begin at 0 when told to', async () => {
    const simulator = await start({ firstPage: 0 });
    await fill(simulator, 12);
    expect(await names(simulator, '')).toHaveLength(10);
    expect(await names(simulator, '?pageNum=0&pageSize=2')).toEqual(['n0', 'n1']);
    expect(await names(simulator, '?pageNum=1')).toEqual(['n10', 'n11']);
  });

  it('are of what the filters leave over', async () => {
    const simulator = await start();
    const ids = await fill(simulator, 3);
    await create(simulator, { name: 'Other', productId: 'l40s.12c96g' });
    await act(simulator, 'delete', ids[1]!);
    expect(await names(simulator, '?name=OTH')).toEqual(['Other']);
    expect(await names(simulator, '?productName=rtx')).toEqual(['n0', 'n1', 'n2']);
    expect(await names(simulator, '?status=toCreate')).toEqual(['n0', 'n2', 'Other']);
    expect(await names(simulator, '?status=toCreate&name=n&pageSize=1&pageNum=2')).toEqual(['n2']);
    expect(await names(simulator, '?status=running')).toEqual([]);
  });

  it('ignore keys that the API does not know, and refuse values that it cannot read', async () => {
    const simulator = await start();
    await fill(simulator, 2);
    expect(await names(simulator, '?page=7&page_size=1&pageNumber=9')).toEqual(['n0', 'n1']);
    for (const query of ['pageSize=-1', 'pageNum=x', 'status=stopped']) {
      const reply = await call(simulator, 'GET', `${V1}/gpu/instances?${query}`);
      expect([reply.status, reply.json.reason]).toEqual([400, 'VALIDATOR_PARAM']);
      expect(reply.json.message).toContain(query.split('=')[0]);
    }
  });
});
