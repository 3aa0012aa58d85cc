import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '@novita-fleet/testkit';
import { DecodeError, NovitaApiService, NovitaClient } from '@novita-fleet/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UnchangedAnswers } from '../../src/instances/unchanged-answers.js';

/** A cloud whose answers are the texts of the map, by path and query. */
async function cloudOf(answers: Map<string, string>, clock = new FakeClock()): Promise<UnchangedAnswers> {
  const server = createServer((request, response) => response.end(answers.get(request.url ?? '')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new NovitaClient({ apiKey: 'sk_test', baseUrl, env: {}, rateLimit: { requestsPerMinute: Infinity } });
  onTestFinished(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });
  return new UnchangedAnswers(client, clock);
}

describe('UnchangedAnswers', () => {
  it('gives the very same object as long as the bytes are the same', async () => {
    const answers = new Map([['/list', '{"a":[1]}']]);
    const reader = await cloudOf(answers);
    const ask = () => reader.request({ method: 'GET', path: '/list' });
    const first = await ask();
    expect(first).toEqual({ a: [1] });
    expect(await ask()).toBe(first);
    answers.set('/list', '{"a":[2]}');
    expect(await ask()).toEqual({ a: [2] });
    answers.set('/list', '{"a":[1]}');
    const again = await ask();
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('does not take the answer to one question for that to another', async () => {
    const reader = await cloudOf(
      new Map([
        ['/list?page=1', '{"page":1}'],
        ['/list?page=2', '{"page":2}'],
        ['/other?page=1', '{"page":3}'],
      ]),
    );
    const ask = (path: string, page: number) => reader.request({ method: 'GET', path, query: { page } });
    const askAll = () => Promise.all([ask('/list', 1), ask('/list', 2), ask('/other', 1)]);
    const all = await askAll();
    expect(all).toEqual([{ page: 1 }, { page: 2 }, { page: 3 }]);
    expect(await askAll()).toEqual(all);
  });

  it('forgets what was not asked for within an hour', async () => {
    const clock = new FakeClock();
    const reader = await cloudOf(
      new Map([
        ['/rare', '{}'],
        ['/often', '{}'],
      ]),
      clock,
    );
    const ask = (path: string) => reader.request({ method: 'GET', path });
    const [rare, often] = [await ask('/rare'), await ask('/often')];
    for (let minutes = 0; minutes <= 60; minutes += 20) {
      await clock.advance(20 * 60_000);
      expect(await ask('/often')).toBe(often);
    }
    const again = await ask('/rare');
    expect(again).toEqual(rare);
    expect(again).not.toBe(rare);
  });

  it('refuses what is not JSON without showing it, and keeps nothing of it', async () => {
    const answers = new Map([['/list', 'secret {']]);
    const reader = await cloudOf(answers);
    const ask = () => reader.request({ method: 'GET', path: '/list' });
    const failures = await Promise.allSettled([ask(), ask()]);
    for (const failure of failures) {
      const error: unknown = failure.status === 'rejected' ? failure.reason : undefined;
      expect(error).toBeInstanceOf(DecodeError);
      expect(String(error)).not.toContain('secret');
    }
    answers.set('/list', '');
    expect(await ask()).toBeUndefined();
  });

  it('reads pages of instances, whose items stay the same objects', async () => {
    const page = (...ids: string[]) => JSON.stringify({ instances: ids.map((id) => ({ id })), total: 3 });
    const path = '/gpu-instance/openapi/v1/gpu/instances';
    const answers = new Map([
      [`${path}?pageNum=1&pageSize=2`, page('a', 'b')],
      [`${path}?pageNum=2&pageSize=2`, page('c')],
    ]);
    const { instances } = new NovitaApiService(await cloudOf(answers));
    const read = async () => {
      const pages = [];
      for await (const items of instances.listAllPages({ pageSize: 2 })) pages.push(items.map(({ raw }) => raw));
      return pages;
    };
    const [first, second] = await read();
    expect([first?.length, second?.length]).toEqual([2, 1]);
    answers.set(`${path}?pageNum=2&pageSize=2`, page('d'));
    const [firstAgain, secondAgain] = await read();
    expect(firstAgain?.every((raw, index) => raw === first?.[index])).toBe(true);
    expect(secondAgain?.map(({ id }) => id)).toEqual(['d']);
  });
});
