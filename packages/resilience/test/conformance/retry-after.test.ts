import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { readRetryAfter, type HeaderValues } from '../../src/index.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly headers: HeaderValues;
    readonly now: number;
    readonly ms: number | null;
  }[];
}

const vectors = loadVectors('retry-after.json') as Vectors;

describe('retry-after.json', () => {
  it.each(vectors.cases)('$name', ({ headers, now, ms }) => {
    expect(readRetryAfter(headers, now) ?? null).toBe(ms);
  });
});
