import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { mayHaveTakenEffect } from '../../src/index.js';
import { errorOf, type Failure } from './failures.js';

interface Vectors {
  readonly cases: readonly { readonly name: string; readonly failure: Failure; readonly mayHaveTakenEffect: boolean }[];
}

const vectors = loadVectors('effect.json') as Vectors;

describe('effect.json', () => {
  it.each(vectors.cases)('$name', ({ failure, mayHaveTakenEffect: expected }) => {
    expect(mayHaveTakenEffect(errorOf(failure))).toBe(expected);
  });
});
