import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import type { RequestOptions, ResourceClient } from '../../src/index.js';
import { V2JobsResource } from '../../src/resources/v2/jobs.js';
import { errorOf } from './failures.js';

type Answer = { readonly next_cursor?: string } | { readonly status: number };

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly pages: Readonly<Record<string, Answer>>;
    readonly otherwise?: Answer;
    readonly requests: readonly (string | null)[];
    readonly items: readonly string[];
    readonly failure: string | null;
  }[];
}

const vectors = loadVectors('pagination-cursor.json') as Vectors;

describe('pagination-cursor.json', () => {
  it.each(vectors.cases)('$name', async ({ name: _name, pages, otherwise, ...walk }) => {
    const requests: (string | null)[] = [];
    const items: string[] = [];
    let failure: unknown = null;
    const client: ResourceClient = {
      request: async <T>({ query }: RequestOptions) => {
        const cursor = (query?.cursor ?? null) as string | null;
        requests.push(cursor);
        const answer = pages[cursor ?? ''] ?? numbered(otherwise, requests.length);
        if (answer === undefined) throw new Error(`the walk asks for ${cursor}`);
        if ('status' in answer) throw errorOf({ kind: 'answer', status: answer.status });
        return answer as T;
      },
    };
    try {
      for await (const { id } of new V2JobsResource(client).listAll()) items.push(id);
    } catch (error) {
      failure = (error as { code?: unknown }).code;
    }
    expect({ requests, items, failure }).toEqual(walk);
  });
});

function numbered(answer: Answer | undefined, requests: number): Answer | undefined {
  if (answer === undefined || 'status' in answer) return answer;
  return { ...answer, next_cursor: answer.next_cursor?.replace('#', String(requests)) ?? '' };
}
