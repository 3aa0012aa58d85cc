import { loadVectors } from '@novita-fleet/testkit';
import { describe, expect, it } from 'vitest';
import { decideRetry } from '../../src/middleware/retry.js';
import { errorOf, type Failure } from './failures.js';

interface Vectors {
  readonly cases: readonly {
    readonly name: string;
    readonly failure: Failure;
    readonly idempotent: boolean;
    readonly maxRetryAfterMs: number;
    readonly decision: 'stop' | 'again' | { readonly afterMs: number };
  }[];
}

const vectors = loadVectors('retry-decisions.json') as Vectors;

describe('retry-decisions.json', () => {
  it.each(vectors.cases)('$name', ({ failure, idempotent, maxRetryAfterMs, decision }) => {
    const made = decideRetry(errorOf(failure), idempotent, maxRetryAfterMs);
    if (decision === 'stop') expect(made).toEqual({ retry: false });
    else if (decision === 'again') expect(made).toEqual({ retry: true });
    else expect(made).toEqual({ retry: true, delayMs: decision.afterMs });
  });
});
