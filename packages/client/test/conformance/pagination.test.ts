import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/index.js';
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
}

const vectors = loadVectors('pagination.json') as Vectors;

describe('pagination.json', () => {
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
