import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { ApiError, NovitaApiService, type RequestOptions } from '../../src/index.js';
import { listEverything, type PageBase } from '../../src/resources/page-walk.js';
import { errorOf } from './failures.js';

type Answer = { readonly ids: readonly string[]; readonly total?: number } | { readonly status: number };

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly base: PageBase;
    readonly pages: Readonly<Record<string, Answer>>;
    readonly otherwise?: Answer;
    readonly requests: readonly number[];
    readonly items: readonly string[];
    readonly learnt: PageBase | null;
    readonly failure: number | null;
  }[];
  readonly lists: readonly {
    readonly name: string;
    readonly call: string;
    readonly answers: Readonly<Record<string, unknown>>;
    readonly otherwise: unknown;
    readonly queries: readonly Readonly<Record<string, string>>[];
    readonly ids: readonly string[];
  }[];
}

const vectors = loadVectors('pagination.json') as Vectors;

type ListAll = (api: NovitaApiService) => AsyncIterable<{ readonly id: string }>;

const LISTS: Readonly<Record<string, ListAll>> = {
  'instances.listAll': ({ instances }) => instances.listAll(),
  'instances.listAllPages': async function* ({ instances }) {
    for await (const items of instances.listAllPages()) yield* items;
  },
  'jobs.listAll': ({ jobs }) => jobs.listAll(),
  'templates.listAll': ({ templates }) => templates.listAll(),
  'networks.listAll': ({ networks }) => networks.listAll(),
  'endpoints.listAll': ({ endpoints }) => endpoints.listAll(),
  'networkStorage.listAll': ({ networkStorage }) => networkStorage.listAll(),
  'imagePrewarm.listAll': ({ imagePrewarm }) => imagePrewarm.listAll(),
  'billing.listAllMonthlyBills': ({ billing }) => billing.listAllMonthlyBills(),
  'billing.listAllTransactions': ({ billing }) => billing.listAllTransactions(),
};

/** Methods of the resources that walk over pages with numbers; those of v2 have cursors. */
function walks(api: NovitaApiService): string[] {
  return Object.entries(api).flatMap(([name, resource]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(resource))
      .filter((method) => method.startsWith('listAll'))
      .map((method) => `${name}.${method}`),
  );
}

describe('pagination.json', () => {
  it('tells of every walk that there is', () => {
    const api = new NovitaApiService({ request: () => Promise.reject(new Error('not called')) });
    expect(walks(api).sort()).toEqual(Object.keys(LISTS).sort());
    expect(new Set(vectors.lists.map(({ call }) => call))).toEqual(new Set(Object.keys(LISTS)));
  });

  it.each(vectors.lists)('$call: $name', async ({ call, answers, otherwise, queries, ids }) => {
    const asked: Record<string, string>[] = [];
    const api = new NovitaApiService({
      request: async <T>({ query = {} }: RequestOptions): Promise<T> => {
        asked.push(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])));
        const page = query.pageNum ?? query.pageNo ?? query.page;
        return (answers[String(page)] ?? otherwise) as T;
      },
    });
    const given: string[] = [];
    for await (const { id } of LISTS[call]!(api)) given.push(id);
    expect({ queries: asked, ids: given }).toEqual({ queries, ids });
  });

  it.each(vectors.cases)('$name', async ({ name: _name, base, pages, otherwise = { ids: [] }, ...walk }) => {
    const requests: number[] = [];
    const items: string[] = [];
    let learnt: PageBase | null = null;
    let failure: number | null = null;
    const readPage = async (pageNum: number) => {
      requests.push(pageNum);
      const answer = pages[pageNum] ?? otherwise;
      if ('status' in answer) throw errorOf({ kind: 'answer', status: answer.status });
      return { items: answer.ids.map((id) => ({ id })), total: answer.total };
    };
    const learn = (found: PageBase): void => {
      expect(learnt).toBeNull();
      learnt = found;
    };
    try {
      for await (const { id } of listEverything({ readPage, idOf: (item) => item.id, base, learn })) items.push(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure = error.status;
    }
    expect({ requests, items, learnt, failure }).toEqual(walk);
  });
});
