import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { exponentialBackoff, InvalidArgumentError, type ExponentialBackoffOptions } from '../../src/index.js';

interface Vectors {
  readonly cases: readonly (ExponentialBackoffOptions & {
    readonly name: string;
    readonly attempts: readonly number[];
    readonly randoms?: readonly number[];
    readonly delays: readonly number[];
  })[];
  readonly refused: readonly (ExponentialBackoffOptions & { readonly name: string; readonly argument: string })[];
}

const vectors = loadVectors('backoff.json') as Vectors;

describe('backoff.json', () => {
  it.each(vectors.cases)('$name', ({ baseMs, maxMs, jitter, attempts, randoms = [], delays }) => {
    const left = [...randoms];
    const random = (): number => left.shift() ?? NaN;
    const backoff = exponentialBackoff({ baseMs, maxMs, jitter, random });
    expect(attempts.map(backoff)).toEqual(delays);
    expect(left).toEqual([]);
  });

  it.each(vectors.refused)('refused: $name', ({ baseMs, maxMs, jitter, argument }) => {
    const make = (): unknown => exponentialBackoff({ baseMs, maxMs, jitter });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_argument', argument }));
  });
});
